# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .archive_tampering_register import REGISTER, ArchiveTamperingRegister


@tagged("post_install", "-at_install")
class TestArchiveTamperRegister(ArchiveTamperingRegister):
    """What is laid down after sealing is chained, too: BASE-21, BASE-23."""

    def test_nothing_is_found_before_and_after_a_release(self):
        self.assertEqual(self._verify(), [])
        self.hold.with_user(self.manager).action_release("Settled")
        self.assertEqual(self._verify(), [])
        last = self.entries.search([], order="number desc", limit=1)
        self.assertIn("Settled", last.content)
        self.assertEqual(last.user_id, self.manager)

    def test_each_tampering_is_found_and_located(self):
        self.assertGreater(len(REGISTER), 20)
        for _name, file, words in self._tampered():
            broken = self._verify()
            texts = [line["what"] for line in broken if words in line["what"]]
            self.assertTrue(texts, broken)
            if file not in ("chain", "company"):
                self.assertIn(file, {line["archive"] for line in broken}, broken)

    def test_entries_are_made_by_the_registers_and_stay(self):
        entry = self.entries[0]
        for user in (self.manager, self.auditor):
            with self.assertRaises(AccessError):
                entry.with_user(user).create({"name": "x"})
        for change in (lambda: entry.sudo().write({"name": "x"}), entry.sudo().unlink):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            entry.sudo().create({"name": "x"})

    def test_merging_a_held_customer_goes_on_in_the_register(self):
        held, kept = self.env["res.partner"].create([{"name": "A"}, {"name": "B"}])
        hold = self.env["callback.archive.hold"].create(
            {"reason": "Suit", "partner_id": held.id}
        )
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((held | kept).ids, kept)
        self.assertEqual(hold.partner_id, kept)
        self.assertEqual(self._verify(), [])
