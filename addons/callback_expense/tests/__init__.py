# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_access_matrix,
    test_callback_expense,
    test_callback_expense_forged,
    test_callback_expense_heads,
    test_callback_expense_tour,
)
