# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: assessment",
    "summary": "Spot checks, scorecards, violations, fines and bonuses, appeals",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_base"],
    "data": [
        "security/callback_assessment_groups.xml",
        "security/ir.model.access.csv",
        "security/callback_sanction_rules.xml",
        "security/callback_assessment_rules.xml",
        "views/callback_assessment_menus.xml",
        "data/callback_sanction_data.xml",
        "data/callback_assessment_policy_a1.xml",
        "report/callback_assessment_report.xml",
        "report/callback_assessment_pay_report.xml",
        "wizards/callback_assessment_pay_views.xml",
        "views/callback_grade_views.xml",
        "views/callback_scorecard_views.xml",
        "views/callback_assessment_views.xml",
        "views/callback_scorecard_menus.xml",
    ],
    "demo": [
        "demo/callback_assessment_demo.xml",
    ],
}
