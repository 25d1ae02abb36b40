# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china

END = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]


@tagged("post_install", "-at_install")
class TestRowsCombine(ScenarioCommon):
    """U4-15: one visit satisfies a periodic and a special check, shown on both."""

    def _rules(self, **values):
        domain = repr([("id", "in", self.customers[:2].ids)])
        base = {"trigger": "coverage", "domain": domain, "steps": END}
        base |= {"may_combine": True, **values}
        return (
            {**base, "name": "Periodic", "period": "half_year"},
            {**base, "name": "Special", "period": "month"},
        )

    def _plans(self, policy, first="2026-09-01", last="2026-09-30"):
        """Return plan and callbacks of the periodic and of the special check."""
        made = []
        for rule in policy.rule_ids:
            rules = [Command.set(rule.ids)]
            made.append(self._carried_out(policy, first, last, rule_ids=rules))
        return made

    def _of(self, records, partner):
        return records.filtered(lambda r: r.partner_id == partner)

    def test_u4_15_shown_on_both_plans_and_counted_once_on_each(self):
        policy = self._new_policy(*self._rules())
        (plan, periodic), (special_plan, special) = self._plans(policy)
        owed = self._of(periodic, self.customers[0])
        visit = self._of(special, self.customers[0])
        with freeze_time(china("2026-09-17 15:00:00")):
            self._finish(visit, need="A new breaker")
        # The log is written in a session of a person, not in that of the tests.
        chief = {"tracking_disable": False, "mail_notrack": False}
        visit.with_user(self.chief).with_context(**chief).action_satisfy(owed.ids)
        self.assertEqual((owed.state, owed.fulfilled_by_id), ("done", visit))
        self.assertEqual(owed.date_done, visit.date_done)
        self.assertEqual((owed.need, owed.on_time), ("A new breaker", True))
        self.assertEqual(visit.also_satisfies_ids, owed)
        for line in (plan.line_ids, special_plan.line_ids):
            self.assertEqual((line.done_count, line.missing_count), (1, 1))
        self.env.flush_all()
        self.env.cr.precommit.run()
        logged = owed.message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertIn("fulfilled_by_id", logged)

    def test_u4_15_no_plan_counts_the_visit_twice(self):
        """All callbacks of the policy count, and two are owed in the half year."""
        periodic, special = self._rules(coverage_scope="policy")
        policy = self._new_policy(
            {**periodic, "coverage_count": 2}, {**special, "period": "half_year"}
        )
        made = self._plans(policy, "2026-07-01", "2026-12-31")
        (plan, periodic), (_special_plan, special) = made
        owed = self._of(periodic, self.customers[0])
        visit = self._of(special, self.customers[0])
        with freeze_time(china("2026-08-05 15:00:00")):
            self._finish(visit)
        visit.action_satisfy(owed[0])
        line = plan.line_ids.sorted("occurrence")[0]
        self.assertEqual(line.done_count, 0)
        with (
            self.assertRaisesRegex(UserError, "one of this rule already"),
            self.env.cr.savepoint(),
        ):
            visit.action_satisfy(owed[1])
        with freeze_time(china("2026-11-05 15:00:00")):
            self._finish(owed[1])
        line.invalidate_recordset()
        self.assertEqual(line.done_count, 1)

    def test_u4_15_what_cannot_be_combined_is_refused(self):
        policy = self._new_policy(*self._rules())
        made = self._plans(policy)
        (_plan, periodic), (_special_plan, special) = made
        visit = self._of(special, self.customers[0])
        mine = self._of(periodic, self.customers[0])
        other = self._of(periodic, self.customers[1])
        with self.assertRaisesRegex(UserError, "Planned"), self.env.cr.savepoint():
            visit.action_satisfy(mine)
        with freeze_time(china("2026-06-30 15:00:00")):
            self._finish(visit)
        for others, message in ((other, "different customers"), (mine, "owed")):
            with (
                self.subTest(message),
                self.assertRaisesRegex(UserError, message),
                self.env.cr.savepoint(),
            ):
                visit.action_satisfy(others)
        strict = self._new_policy(*self._rules(may_combine=False))
        made = self._plans(strict)
        (_plan, periodic), (_special_plan, special) = made
        with freeze_time(china("2026-09-05 15:00:00")):
            self._finish(special[0])
        with self.assertRaisesRegex(UserError, "do not say"), self.env.cr.savepoint():
            special[0].action_satisfy(periodic[0])
        self.assertEqual(set(periodic.mapped("state")), {"planned"})

    def test_u4_15_it_is_done_by_the_button_and_by_those_who_may(self):
        policy = self._new_policy(*self._rules())
        made = self._plans(policy)
        (_plan, periodic), (_special_plan, special) = made
        visit = self._of(special, self.customers[1])
        with freeze_time(china("2026-09-17 15:00:00")):
            self._finish(visit)
        self.assertTrue(visit.can_combine)
        wizard = (
            self.env["callback.record.combine"]
            .with_user(self.supervisor)
            .with_context(active_id=visit.id)
            .create({})
        )
        self.assertEqual(wizard.candidate_ids, self._of(periodic, self.customers[1]))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            visit.with_user(self.other_caller).action_satisfy(wizard.candidate_ids.ids)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            wizard.candidate_ids.write({"fulfilled_by_id": visit.id})
        wizard.other_ids = wizard.candidate_ids
        wizard.action_confirm()
        self.assertEqual(wizard.sudo().other_ids.state, "done")
