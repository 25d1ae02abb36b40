# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: payroll",
    "summary": "Final fines and bonuses on payslips, once each, to the cent",
    "version": "19.0.1.2.1",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_assessment", "payroll"],
    "data": [
        "security/ir.model.access.csv",
        "security/callback_payroll_rules.xml",
        "data/hr_salary_rule.xml",
        "views/callback_payroll_views.xml",
    ],
    "demo": ["demo/callback_payroll_demo.xml"],
    "auto_install": True,
    "post_init_hook": "post_init_hook",
}
