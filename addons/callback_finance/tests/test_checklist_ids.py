# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path


@tagged("post_install", "-at_install")
class TestChecklistIds(TransactionCase):
    """F3-09: the items of the checklist have ids, also where they were made without."""

    def test_f3_09_items_are_translated(self):
        """F3-09: the four items are named in Chinese where it is installed."""
        items = self.env.ref("callback_finance.checklist_f3").item_ids
        names = items.mapped(lambda item: item.get_external_id()[item.id])
        self.assertEqual(
            names,
            [
                f"callback_finance.checklist_f3_{name}"
                for name in ("plan", "on_time", "true", "traces")
            ],
        )

    def test_f3_09_migration(self):
        """F3-09: ids are attached by what an item says; a changed one is left alone."""
        items = self.env.ref("callback_finance.checklist_f3").item_ids
        names = self.env["ir.model.data"].search(
            [("model", "=", items._name), ("res_id", "in", items.ids)]
        )
        self.assertEqual(len(names), 4)
        names.unlink()
        items[3].with_context(lang="en_US").name = "Traces are kept for ever"
        self.env.flush_all()
        path = file_path("callback_finance/migrations/19.0.1.2.0/pre-migrate.py")
        script = load_script(path, "callback_finance_checklist_ids")
        for _twice in range(2):
            script.migrate(self.env.cr, "19.0.1.1.1")
        self.env.registry.clear_cache()
        found = [
            self.env.ref(f"callback_finance.checklist_f3_{name}", False)
            for name in ("plan", "on_time", "true", "traces")
        ]
        self.assertEqual(found[:3], list(items[:3]))
        self.assertFalse(found[3])
