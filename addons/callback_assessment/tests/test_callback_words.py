# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestWords(TransactionCase):
    """Kinds that one model borrows from another are in the user's words as well."""

    def _labels(self, model, name):
        """Return the Chinese labels of a selection."""
        field = self.env[model].with_context(lang="zh_CN").fields_get([name])[name]
        return dict(field["selection"])

    def test_borrowed_kinds_are_translated(self):
        """ASMT-18, F1-04: the labels are those of the model they come from."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["callback_base"], ["zh_CN"])
        kinds = self._labels("callback.breach", "kind")
        self.assertEqual(kinds["deadline"], "回访逾期")
        self.assertEqual(self._labels("callback.penalty.rule", "breach_kind"), kinds)
        kinds = self._labels("callback.plan.task", "kind")
        self.assertEqual(kinds["rehearsal"], "演练")
        self.assertEqual(self._labels("callback.policy.preparation", "kind"), kinds)
