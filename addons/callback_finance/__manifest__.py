# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Callback: finance",
    "summary": "Accounts, contracts, departures and claims of securities, wealth "
    "management and insurance broking",
    "version": "19.0.1.2.0",
    "license": "AGPL-3",
    "author": "Callback",
    "website": "https://github.com/callback-suite/callback",
    "category": "Services/Callback",
    "depends": ["callback_assessment"],
    "data": [
        "security/callback_finance_sector.xml",
        "security/ir.model.access.csv",
        "security/callback_finance_rules.xml",
        "data/callback_finance_setting.xml",
        "data/callback_finance_survey.xml",
        "data/callback_finance_type.xml",
        "data/callback_policy_f1.xml",
        "data/callback_policy_f2.xml",
        "data/callback_policy_f3.xml",
        "data/callback_policy_f4.xml",
        "data/callback_penalty_f3.xml",
        "data/callback_scorecard_f3.xml",
        "views/callback_finance_account_views.xml",
        "views/callback_finance_contract_views.xml",
        "views/callback_finance_change_views.xml",
        "views/callback_finance_departure_views.xml",
        "views/callback_finance_claim_views.xml",
        "views/callback_finance_scorecard_views.xml",
        "views/callback_finance_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["callback_finance/static/tests/tours/**/*"],
    },
    "demo": [
        "demo/callback_finance_language.xml",
        "demo/callback_finance_company.xml",
        "demo/callback_finance_documents.xml",
        "demo/callback_finance_callbacks.xml",
        "demo/callback_finance_sector.xml",
    ],
}
