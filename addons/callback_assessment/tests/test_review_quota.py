# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewQuota(ReviewCommon):
    """The inspector's own quota; missing it is a breach (G1-61, ASMT-18)."""

    def _sweep(self, moment):
        self.env["callback.breach"].sweep(china(moment))

    def _breaches(self, quota):
        return self.env["callback.breach"].search(
            [("res_model", "=", quota._name), ("res_id", "=", quota.id)]
        )

    def _two(self):
        both = self.reviewer | self.second_reviewer
        rule = self._lay_down(
            {
                "size_kind": "all",
                "inspector_ids": [(6, 0, both.ids)],
                "due_quantity": 5,
                "due_unit": "day",
            }
        )
        self._work(rule, 4)
        return self._draw(rule)

    def test_quota_counts_demanded_done_and_missing(self):
        quota = self._two()
        self.assertEqual(quota.date_due, china("2026-04-05 23:59:59"))
        with freeze_time(china("2026-04-03 10:00")):
            self._check(quota.review_ids[0], "yes", moment="2026-04-03 10:00")
            quota.invalidate_recordset()
            self.assertEqual((quota.done_count, quota.missing_count), (1, 3))
            self.assertEqual((quota.done_text, quota.status), ("25.00 %", "open"))
        with freeze_time(china("2026-04-06 00:00")):
            quota.invalidate_recordset()
            self.assertEqual(quota.status, "missed")
            found = quota.search([("status", "=", "missed"), ("id", "=", quota.id)])
            self.assertEqual(found, quota)
        action = quota.action_open_reviews()
        self.assertEqual(
            self.env["callback.review"].search_count(action["domain"]), 4
        )

    def test_g1_61_one_breach_for_each_inspector_however_often(self):
        quota = self._two()
        mine = quota.review_ids.filtered(lambda r: r.user_id == self.reviewer)
        for review in mine:
            self._check(review, "yes")
        self._sweep("2026-04-05 23:59:59")
        self.assertFalse(self._breaches(quota))
        for moment in ("2026-04-06 00:00:01", "2026-04-06 01:00", "2026-05-06 01:00"):
            self._sweep(moment)
        breach = self._breaches(quota)
        self.assertEqual(len(breach), 1)
        self.assertEqual(breach.user_id, self.second_reviewer)
        self.assertEqual((breach.kind, breach.clause_id.code), ("review", "TP-1"))
        self.assertFalse(breach.date_met)
        for review in quota.review_ids - mine:
            self._check(review, "yes", moment="2026-05-07 10:00")
        self._sweep("2026-05-08 01:00")
        self.assertEqual(self._breaches(quota), breach)
        quota.invalidate_recordset()
        breach.invalidate_recordset()
        self.assertEqual((quota.status, quota.done_text), ("late", "100.00 %"))
        self.assertEqual(breach.date_met, china("2026-05-07 10:00"))
        self.assertIn(quota, quota.search([("status", "=", "late")]))

    def test_checks_that_nobody_has_are_the_heads_breach(self):
        rule = self._lay_down(
            {
                "size_kind": "all",
                "scope": "unit",
                "inspector_kind": "head",
                "inspector_ids": False,
                "department_ids": [(6, 0, self.branch.ids)],
            }
        )
        self._work(rule, 1, user=self.supervisor)
        quota = self._draw(rule)
        self.assertEqual(quota.date_due, china("2026-04-30 23:59:59"))
        self._sweep("2026-05-01 00:00:01")
        breach = self._breaches(quota)
        self.assertEqual((breach.clock, breach.user_id), ("0", self.supervisor))

    def test_met_quota_and_quotas_of_each_role(self):
        quota = self._two()
        for review in quota.review_ids:
            self._check(review, "yes")
        quota.invalidate_recordset()
        self.assertEqual((quota.status, quota.done_text), ("met", "100.00 %"))
        self._sweep("2026-06-01 00:00")
        self.assertFalse(self._breaches(quota))
        for user, seen in (
            (self.reviewer, True),
            (self.far_reviewer, False),
            (self.manager, True),
            (self.auditor, True),
        ):
            domain = [("id", "=", quota.id), ("status", "in", ("met", "none"))]
            self.assertEqual(
                bool(quota.with_user(user).search(domain)), seen, user.name
            )
