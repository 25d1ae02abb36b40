# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback property: maintenance",
    "summary": "Repair orders of households done by Odoo's maintenance teams",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_property", "maintenance"],
    "data": [
        "security/ir.model.access.csv",
        "views/callback_property_order_views.xml",
        "views/maintenance_request_views.xml",
    ],
    "demo": ["demo/callback_property_maintenance_demo.xml"],
    "auto_install": True,
}
