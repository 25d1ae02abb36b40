# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from .access_matrix import INTERNAL, ROLES, AccessMatrixCase, read_table

TABLE = Path(__file__).with_name("access_matrix.csv")


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessMatrixCase):
    """Every role, model, operation and scope: permitted and forbidden (BASE-55)."""

    addon = "callback_base"
    table_path = TABLE

    def test_the_access_matrix(self):
        self._check_matrix()

    def test_what_must_hold_for_every_model(self):
        """The table: nobody outside, auditors only read, companies are apart."""
        writing = set("wcd")
        for (model, scope), cells in read_table(TABLE).items():
            with self.subTest(model=model, scope=scope):
                for role in ("employee", "portal", "public"):
                    self.assertEqual(cells[role], "-")
                if scope == "abstract":
                    continue
                if self.env[model]._transient:
                    if scope != "own":
                        self.assertEqual(set(cells.values()), {"-"}, "not the own one")
                    continue
                self.assertFalse(writing & set(cells["auditor"]))
                if model in INTERNAL:
                    self.assertEqual(set(cells.values()), {"-"})
                    continue
                if "r" in cells["auditor"]:
                    continue
                self.assertEqual(scope, "company", "an auditor reads everything")
                for role in ROLES:
                    self.assertEqual(cells[role], "-", "another company's")
