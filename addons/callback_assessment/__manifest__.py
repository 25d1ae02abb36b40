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
        "views/callback_assessment_menus.xml",
        "security/callback_review_rules.xml",
        "data/callback_review_cron.xml",
        "wizards/callback_review_extra_views.xml",
        "report/callback_review_report.xml",
        "views/callback_review_views.xml",
        "views/callback_review_quota_views.xml",
        "views/callback_rectification_views.xml",
        "views/callback_review_rule_views.xml",
        "views/callback_review_menus.xml",
    ],
    "demo": [
        "demo/callback_review_demo.xml",
    ],
}
