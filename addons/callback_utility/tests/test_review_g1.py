# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestReviewG1(SupplyCommon):
    """The shipped spot checks of the second level of G1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_g1 = cls._in_force("g1")
        cls.branch.manager_id = cls.supervisor.employee_id
        cls.head_office.manager_id = cls.chief.employee_id

    def _review(self, name):
        return self.env.ref(f"callback_utility.review_g1_{name}")

    def _done(self, step, count, day):
        """Return so many callbacks of the branch that were finished on a day."""
        step = self.env.ref(f"callback_utility.step_g1_{step}")
        records = self.env["callback.record"].create(
            [
                {
                    "step_id": step.id,
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    "user_id": self.caller.id,
                }
                for _number in range(count)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE callback_record SET state = 'done', date_done = %s"
            " WHERE id = ANY(%s)",
            [china(f"{day} 10:00"), records.ids],
        )
        self.env.invalidate_all()
        return records

    def _draw(self, rule, moment):
        quotas = rule.sudo()._draw(china(moment))
        return quotas.filtered(lambda q: q.department_id == self.branch)

    def test_ex_020_inspectors(self):
        """EX-020, G1-48…G1-50, G1-54: 3 to 5 %, at least 10, or all of them."""
        rule = self._review("inspectors")
        for rate in (0.029, 0.051):
            with self.assertRaisesRegex(ValidationError, "Rate"), self.cr.savepoint():
                rule.rate = rate
        for month, rate, count, size in (
            (2, 0.05, 8, 8),
            (3, 0.05, 180, 10),
            (4, 0.04, 251, 11),
        ):
            rule.rate = rate
            self._done("violation", count, f"2026-{month:02}-12")
            quota = self._draw(rule, f"2026-{month + 1:02}-01 02:00")
            self.assertEqual((quota.population, quota.demanded), (count, size))
            self.assertEqual(len(quota.review_ids), size)
        self.assertEqual(quota.review_ids.user_id, self.supervisor)
        self.assertEqual(len(rule.checklist_id.item_ids), 7)

    def test_hotline_every_week(self):
        """G1-44, G1-45, G1-47: one a week and agent, by seven questions."""
        self._done("repair", 3, "2026-03-04")
        rule = self._review("hotline")
        quota = rule.sudo()._draw(china("2026-03-09 02:00"))
        quota = quota.filtered(lambda q: q.person_id == self.caller)
        self.assertEqual((quota.population, quota.demanded), (3, 1))
        self.assertEqual(len(rule.checklist_id.item_ids), 7)
        self.assertEqual(quota.review_ids.user_id, self.supervisor)

    def test_g1_46_missed_by_an_agent(self):
        """G1-46, G1-61: an order not called back costs the agent points, once."""
        rule = self.env.ref("callback_utility.penalty_g1_61_quota")
        self.assertEqual(rule.state, "draft")
        rule.points = 1.5
        rule.action_activate()
        made = self._done("repair", 2, "2026-03-04")
        owed = self._done("repair", 1, "2026-03-05")
        (made + owed).sudo().write({"date_event": china("2026-03-03 10:00")})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE callback_record SET state = 'planned', date_done = NULL,"
            " deadline = '2026-03-06 04:00:00' WHERE id = %s",
            [owed.id],
        )
        self.env.invalidate_all()
        job = self.env["callback.violation"].with_user(self.manager)
        for _night in range(2):
            self.env["callback.breach"].sweep(china("2026-04-01 02:00"))
            job.propose_breaches()
        found = self.env["callback.violation"].search([("rule_id", "=", rule.id)])
        mine = found.filtered(lambda v: v.employee_id == self.caller.employee_id)
        self.assertEqual(len(mine), 1)
        self.assertEqual(mine.date.isoformat(), "2026-03-31")
        self.assertEqual(mine.sanction_ids.mapped("points"), [1.5])

    def test_g1_61_missed_spot_checks(self):
        """G1-61: checks not done in time are proposed against the checker, once."""
        rule = self.env.ref("callback_utility.penalty_g1_61")
        rule.points = 2.5
        rule.action_activate()
        self._done("violation", 12, "2026-03-12")
        quota = self._draw(self._review("inspectors"), "2026-04-01 02:00")
        self.env["callback.breach"].sweep(china("2026-06-01 09:00"))
        job = self.env["callback.violation"].with_user(self.manager)
        for _night in range(2):
            job.propose_breaches()
        found = self.env["callback.violation"].search(
            [("rule_id", "=", rule.id), ("breach_id.res_id", "=", quota.id)]
        )
        self.assertEqual(found.employee_id, self.supervisor.employee_id)
        self.assertEqual(found.sanction_ids.mapped("points"), [2.5])
