# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china


@tagged("post_install", "-at_install")
class TestRowsUnit(ScenarioCommon):
    """U1-13: a wrong unit cannot do a callback, and is told whose it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        role = Command.create({"code": "U1-13", "name": "Split", "kind": "role"})
        cls.bound = cls._new_policy(
            cls._event_rule("BOUND", (7, "working_day")),
            clause_ids=[role],
            unit_bound=True,
        )
        document = cls._document("BOUND", "2026-06-01 10:00")
        with freeze_time(china("2026-06-02 09:00:00")):
            cls.record = cls._owed(cls.bound, document)

    def _work(self, user):
        record = self.record.with_user(user)
        record.action_start()
        self._finish(record)

    def test_u1_13_the_right_unit_does_it(self):
        self.assertEqual(self.record.department_id, self.branch)
        self._work(self.caller)
        self.assertEqual(self.record.state, "done")

    def test_u1_13_it_is_not_handed_to_another_unit(self):
        with (
            self.assertRaisesRegex(UserError, "U1-13.*Branch.*Other branch"),
            self.env.cr.savepoint(),
        ):
            self.record.with_user(self.chief).user_id = self.other_caller
        self.assertFalse(self.record.user_id)

    def test_u1_13_head_office_and_managers_are_other_units_too(self):
        for user in (self.chief, self.manager):
            with self.subTest(user.login):
                with (
                    self.assertRaisesRegex(UserError, "U1-13.*Branch"),
                    self.env.cr.savepoint(),
                ):
                    self.record.with_user(user).action_start()

    def test_u1_13_finishing_is_refused_on_the_server(self):
        """The caller moved to another unit since the callback was begun."""
        self.record.with_user(self.caller).action_start()
        self.caller.employee_ids.department_id = self.other_branch
        record = self.record.with_user(self.caller)
        record.write({"content": "A", "problem": "B", "result": "C"})
        record.write({"satisfaction": "satisfied"})
        with self.assertRaisesRegex(UserError, "U1-13"), self.env.cr.savepoint():
            record.action_done()
        for action in ("action_unreachable", "action_decline"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                getattr(record, action)()
        self.assertEqual(self.record.state, "ongoing")

    def test_u1_13_those_who_answer_for_the_unit_allow_it_with_a_reason(self):
        self.chief.employee_ids.department_id = self.other_branch
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.record.with_user(self.chief).action_override("unit", "We help out")
        self.chief.employee_ids.department_id = self.head_office
        self.record.with_user(self.chief).action_override("unit", "Branch is flooded")
        self._work(self.chief)
        self.assertEqual(self.record.state, "done")
        self.assertEqual(self.record.override_ids.reason, "Branch is flooded")

    def test_u1_13_staff_of_another_unit_gets_nothing_in_turn(self):
        rule = self._event_rule("TURN", (3, "day"), assign_method="round_robin")
        policy = self._new_policy({**rule, "trigger": "event"}, unit_bound=True)
        self._document("TURN", "2026-06-03 10:00")
        _plan, records = self._carried_out(
            policy,
            "2026-06-01",
            "2026-06-30",
            user_ids=[Command.set(self.other_caller.ids)],
        )
        self.assertEqual(records.department_id, self.branch)
        self.assertFalse(records.user_id)

    def test_without_the_option_a_supervisor_above_may_help(self):
        policy = self._new_policy(self._event_rule("OPEN", (7, "working_day")))
        self.record = self._owed(policy, self._document("OPEN", "2026-06-01 10:00"))
        self._work(self.chief)
        self.assertEqual(self.record.state, "done")
