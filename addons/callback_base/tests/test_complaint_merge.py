# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintMerge(ComplaintCommon):
    """The same matter is one complaint: P1-16, BASE-27."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy_with({"stages": [("result", 3, "day", "receipt")]})

    def _count(self, complaints):
        [(count,)] = self.env["callback.complaint"]._read_group(
            [("id", "in", complaints.ids)], [], ["is_counted:sum"]
        )
        return count

    def test_ex_041_one_matter_three_departments(self):
        office = self._file("2026-03-04 09:00:00", description="Told the office")
        guards = self._file("2026-03-03 09:00:00", description="Told the guards")
        superior = self._file("2026-03-05 09:00:00", description="Told the city")
        guards.action_resolve("Looked at")
        cases = office | guards | superior
        done = (guards | superior).merge_into(office.id)
        self.assertEqual(done, office)
        texts = {"Told the office", "Told the guards", "Told the city"}
        self.assertEqual(set(office.source_ids.mapped("text")), texts)
        self.assertEqual(guards.mapped("master_id.id"), office.ids)
        self.assertEqual(set((guards | superior).mapped("state")), {"merged"})
        self.assertEqual(self._count(cases), 1)
        self.assertEqual(self._limit(office, "result"), "2026-03-06 23:59:59")
        self.assertFalse(guards.is_late)
        office.action_resolve("Repaired")
        calls = cases.sudo().callback_ids.filtered(lambda r: r.state != "cancelled")
        self.assertEqual(calls.complaint_id, office)
        self.assertEqual(len(calls), 1)
        before = len(office.message_ids)
        (guards | superior).merge_into(office)
        self.assertEqual(len(office.message_ids), before)
        self.assertEqual(len(office.source_ids), 3)
        filed = office.source_ids.mapped("first_complaint_id")
        self.assertEqual(filed, guards | superior)

    def test_what_cannot_be_merged(self):
        first, second = self._file(), self._file()
        company = self.env["res.company"].create({"name": "Other"})
        foreign = self._file(user=self.env.user, company_id=company.id)
        child = self._file(parent_id=first.id)
        closed = self._file()
        closed.with_user(self.supervisor).action_cancel("Mistake")
        for other, problem in (
            (first, "choose one other"),
            (closed, "one of them is closed"),
            (child, "new demand"),
        ):
            with self.assertRaisesRegex(UserError, problem):
                first.merge_into(other)
        with self.assertRaisesRegex(UserError, "different companies"):
            first.sudo().merge_into(foreign.sudo())
        second.merge_into(first)
        with self.assertRaisesRegex(UserError, "one of them is closed"):
            second.merge_into(closed)
        with self.assertRaises(AccessError):
            first.with_user(self.auditor).merge_into(child)

    def test_merging_from_the_list(self):
        first, second = self._file(), self._file()
        wizard = self.env["callback.complaint.act"].with_user(self.caller)
        wizard = wizard.with_context(active_ids=second.ids)
        wizard.create({"act": "merge", "other_id": first.id}).action_confirm()
        self.assertEqual(second.master_id, first)

    def test_a_chain_of_merges_ends_in_one(self):
        first, second, third = self._file(), self._file(), self._file()
        third.merge_into(second)
        second.merge_into(first)
        self.assertEqual((second | third).master_id, first)
        self.assertEqual(first.source_count, 3)
