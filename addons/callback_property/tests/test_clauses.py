# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.callback_base.tests.clause_coverage import ClauseCoverageCase


@tagged("post_install", "-at_install")
class TestPropertyClauses(ClauseCoverageCase):
    """Which clause of P1 to P4 and S1 to S7 is carried out by what."""

    addon = "callback_property"
    data_share = 0.85

    def test_the_clauses(self):
        self._check_clauses()
