# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: vendor bills",
    "summary": "Rewards to outside persons as vendor bills, without a name",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_assessment", "account"],
    "data": [
        "security/ir.model.access.csv",
        "data/res_partner.xml",
        "views/callback_account_views.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
