# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_move,
    callback_expense_approval,
    callback_expense_limit,
    callback_plan,
    callback_record,
    hr_expense,
    hr_expense_approval,
    hr_expense_heads,
    hr_expense_limit,
    res_company,
    res_config_settings,
)
