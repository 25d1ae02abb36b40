# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.callback_base.tests.clause_coverage import ClauseCoverageCase


@tagged("post_install", "-at_install")
class TestFinanceClauses(ClauseCoverageCase):
    """Each clause of F1 to F4 is carried out by something that a test shows."""

    addon = "callback_finance"
    data_share = 0.85

    def test_the_clauses(self):
        self._check_clauses()
