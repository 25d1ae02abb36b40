# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.callback_base.tests.clause_coverage import ClauseCoverageCase


@tagged("post_install", "-at_install")
class TestClauses(ClauseCoverageCase):
    """Every clause of U1 to U6, G1 and W1 is carried by what a test shows."""

    addon = "callback_utility"
    data_share = 0.6

    @classmethod
    def _find_links(cls):
        """The policy lists its clauses; that alone carries nothing out."""
        policies = {
            name
            for (model, _id), name in cls.names.items()
            if model == "callback.policy"
        }
        links = {
            code: [name for name in names if name not in policies]
            for code, names in super()._find_links().items()
        }
        return {code: names for code, names in links.items() if names}

    def test_the_clauses(self):
        self._check_clauses()
