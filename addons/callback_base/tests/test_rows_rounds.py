# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china, local

SURGERY = [(3, "day"), (1, "week"), (1, "month")]


@tagged("post_install", "-at_install")
class TestRowsRounds(ScenarioCommon):
    """M1-07: the callbacks after a surgery are separate calls."""

    def _rounds(self, code, steps, **values):
        quota = Command.create({"code": "M1-07", "name": "Separate", "kind": "quota"})
        policy = self._new_policy(
            self._event_rule(code, *steps, one_round_a_day=True, **values),
            clause_ids=[quota],
        )
        return policy

    def _owed_on(self, policy, code, event, day):
        document = self._document(code, event)
        with freeze_time(china(day)):
            return self._owed(policy, document)

    def test_ex_072_m1_07_a_second_round_the_same_day_needs_an_override(self):
        policy = self._rounds("SURGERY", SURGERY)
        records = self._owed_on(
            policy, "SURGERY", "2026-01-31 16:00", "2026-02-01 09:00:00"
        )
        expected = ["2026-02-03", "2026-02-07", "2026-02-28"]
        ends = [f"{day} 23:59:59" for day in expected]
        self.assertEqual(local(records.mapped("deadline")), ends)
        with freeze_time(china("2026-02-03 10:00:00")):
            self._finish(records[0])
        self.assertEqual(records.mapped("state"), ["done", "planned", "planned"])
        with freeze_time(china("2026-02-03 23:30:00")):
            with (
                self.assertRaisesRegex(UserError, f"M1-07: {records[0].name}"),
                self.env.cr.savepoint(),
            ):
                self._finish(records[1])
            self.assertEqual(records[1].state, "planned")
            second = records[1].with_user(self.supervisor)
            with self.assertRaisesRegex(UserError, "reason"), self.env.cr.savepoint():
                second.action_override("round", "  ")
            second.action_override("round", "Patient leaves for abroad")
            self._finish(records[1])
        self.assertEqual(records.mapped("state"), ["done", "done", "planned"])
        allowed = records[1].override_ids
        self.assertEqual(allowed.reason, "Patient leaves for abroad")
        self.assertEqual(allowed.user_id, self.supervisor)
        log = " ".join(records[1].message_ids.mapped("body"))
        self.assertIn("Patient leaves for abroad", log)
        # The exception was for one round: the third is bound as before.
        with freeze_time(china("2026-02-03 23:59:00")):
            with self.assertRaisesRegex(UserError, "M1-07"), self.env.cr.savepoint():
                self._finish(records[2])
        with freeze_time(china("2026-02-04 00:00:00")):
            self._finish(records[2])
        self.assertEqual(records[2].state, "done")

    def test_m1_07_another_month_other_limits_and_both_at_once(self):
        policy = self._rounds("HIP", [(5, "working_day"), (2, "week")])
        records = self._owed_on(
            policy, "HIP", "2027-09-30 08:00", "2027-10-12 09:00:00"
        )
        self.assertEqual(len(records), 2)
        with freeze_time(china("2027-10-12 10:00:00")):
            for record in records:
                record.log_attempt("phone", "answered")
                record.write(
                    {
                        "content": "Asked",
                        "problem": "None",
                        "result": "Fine",
                        "satisfaction": "satisfied",
                    }
                )
        # One call, closed together on another day: still one call.
        with freeze_time(china("2027-10-13 10:00:00")):
            with self.assertRaisesRegex(UserError, "M1-07"), self.env.cr.savepoint():
                records.action_done()
        self.assertEqual(set(records.mapped("state")), {"ongoing"})
        # Another patient on the same day is another matter.
        other = self._owed_on(policy, "HIP", "2027-09-30 09:00", "2027-10-13 11:00:00")
        with freeze_time(china("2027-10-13 11:00:00")):
            records[0].action_done()
            self._finish(other[0])
        self.assertEqual(other[0].state, "done")

    def test_without_the_option_rounds_may_share_a_day(self):
        policy = self._new_policy(self._event_rule("FREE", *SURGERY))
        records = self._owed_on(
            policy, "FREE", "2026-05-05 16:00", "2026-05-06 09:00:00"
        )
        with freeze_time(china("2026-05-08 10:00:00")):
            for record in records:
                self._finish(record)
        self.assertEqual(set(records.mapped("state")), {"done"})

    def test_m1_07_exceptions_are_allowed_by_supervisors_and_never_changed(self):
        policy = self._rounds("ROLE", SURGERY)
        records = self._owed_on(
            policy, "ROLE", "2026-03-31 16:00", "2026-04-01 09:00:00"
        )
        record = records[0]
        record.user_id = self.caller
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            record.with_user(self.caller).action_override("round", "I want to")
        with self.assertRaisesRegex(UserError, "any"), self.env.cr.savepoint():
            record.with_user(self.supervisor).action_override("any", "Because")
        record.with_user(self.supervisor).action_override("round", "Agreed")
        override = record.override_ids
        self.assertEqual(override.with_user(self.caller).reason, "Agreed")
        self.assertEqual(override.with_user(self.auditor).reason, "Agreed")
        for user in (self.caller, self.supervisor, self.manager, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                override.with_user(user).write({"reason": "Changed"})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                override.with_user(user).copy()
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                override.with_user(user).unlink()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            override.with_user(self.other_caller).read(["reason"])
