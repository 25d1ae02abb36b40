# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: utilities",
    "summary": "Work orders, supply points and disaster events of power companies",
    "version": "19.0.1.1.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/callback_utility_rules.xml",
        "data/callback_type.xml",
        "data/callback_policy_u1.xml",
        "data/callback_policy_u2.xml",
        "views/callback_utility_area_views.xml",
        "views/callback_utility_supply_point_views.xml",
        "views/callback_utility_work_order_views.xml",
        "views/callback_utility_disaster_views.xml",
        "views/callback_utility_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["callback_utility/static/tests/tours/**/*"],
    },
    "demo": [
        "demo/callback_utility_company.xml",
        "demo/callback_utility_users.xml",
        "demo/callback_utility_supply_point.xml",
        "demo/callback_utility_work_order.xml",
        "demo/callback_utility_disaster.xml",
        "demo/callback_utility_callbacks.xml",
        "demo/callback_utility_plans.xml",
        "demo/callback_utility_screens.xml",
    ],
}
