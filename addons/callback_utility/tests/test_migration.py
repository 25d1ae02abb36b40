# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools import file_path

FOLDER = "callback_utility/migrations/19.0.1.4.0"


@tagged("post_install", "-at_install")
class TestMigration(TransactionCase):
    """U1-39, G1-45, G1-46: what an upgrade changes in a database that works already."""

    def _migrate(self, name):
        script = load_script(file_path(f"{FOLDER}/{name}.py"), f"callback_{name[:3]}")
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.3.1")
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_u1_39_nothing_of_the_past(self):
        """U1-39: files are looked for, and fined from the day of the upgrade on."""
        policy = self.env.ref("callback_utility.policy_u1")
        rule = self.env.ref("callback_utility.penalty_u1_39")
        quota = self.env.ref("callback_utility.quota_g1_repair")
        policy.archive_monthly = quota.notes_people = False
        rule.write({"is_automatic": False, "breach_kind": False, "date_from": False})
        with freeze_time("2026-11-23 04:00:00"):
            for _twice in range(2):
                self._migrate("post-migrate")
        self.assertTrue(policy.archive_monthly and quota.notes_people)
        self.assertEqual((rule.is_automatic, rule.breach_kind), (True, "archive"))
        self.assertEqual(rule.date_from.isoformat(), "2026-11-23")
        rule.date_from = "2026-01-01"
        self._migrate("post-migrate")
        self.assertEqual(rule.date_from.isoformat(), "2026-01-01")

    def test_g1_45_items_get_their_ids(self):
        """G1-45: items that were loaded without ids are found by what they say."""
        lists = self.env["callback.review.checklist"]
        for name in ("hotline", "inspectors"):
            lists |= self.env.ref(f"callback_utility.checklist_g1_{name}")
        items = lists.item_ids
        domain = [("model", "=", items._name), ("res_id", "in", items.ids)]
        names = self.env["ir.model.data"].search(domain)
        before = {line.name: line.res_id for line in names}
        self.assertEqual(len(before), 14)
        names.unlink()
        for _twice in range(2):
            self._migrate("pre-migrate")
        after = self.env["ir.model.data"].search(domain)
        self.assertEqual({line.name: line.res_id for line in after}, before)
