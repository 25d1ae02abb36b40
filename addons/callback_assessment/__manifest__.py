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
        "security/callback_appeal_rules.xml",
        "views/callback_assessment_menus.xml",
        "data/callback_sanction_data.xml",
        "report/callback_sanction_handover_report.xml",
        "wizards/callback_sanction_reason_views.xml",
        "views/callback_penalty_views.xml",
        "views/callback_violation_views.xml",
        "views/callback_sanction_views.xml",
        "views/callback_appeal_views.xml",
        "views/callback_appeal_settings_views.xml",
        "views/callback_sanction_menus.xml",
    ],
    "demo": [
        "demo/callback_sanction_demo.xml",
    ],
}
