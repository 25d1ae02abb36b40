# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback property: opportunities",
    "summary": "Lines of the visit register as opportunities of the pipeline",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_property", "crm"],
    "data": [
        "security/ir.model.access.csv",
        "views/callback_property_visit_views.xml",
        "views/crm_lead_views.xml",
    ],
    "demo": ["demo/callback_property_crm_demo.xml"],
    "auto_install": True,
}
