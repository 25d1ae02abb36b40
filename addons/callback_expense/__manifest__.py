# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: expenses",
    "summary": "Gifts and expenses of callbacks: monthly limit, signatures, finance",
    "version": "19.0.1.1.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_assessment", "hr_expense"],
    "data": [
        "security/ir.model.access.csv",
        "security/callback_expense_rules.xml",
        "data/product_product.xml",
        "wizards/callback_expense_refuse_views.xml",
        "views/hr_expense_views.xml",
        "views/callback_expense_limit_views.xml",
        "views/callback_record_views.xml",
        "views/res_config_settings_views.xml",
        "views/callback_expense_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["callback_expense/static/tests/tours/**/*"],
    },
    "demo": ["demo/callback_expense_demo.xml"],
    "auto_install": True,
}
