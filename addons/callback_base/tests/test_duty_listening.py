# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .duty_common import DutyCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestDutyListening(DutyCommon):
    """Recordings heard daily, or a spot check each ISO week: G1-42."""

    def test_g1_42_each_day_with_recordings_is_listened_to(self):
        policy = self._lay_down({"kind": "recording", "due_quantity": 1})
        heard = self._record(policy, "2026-03-03")
        self._record(policy, "2026-03-03")
        self._record(policy, "2026-03-05", self.other_branch)
        found = self._sweep("2026-03-05 12:00")
        self.assertEqual(
            [(duty.date_from, duty.department_id) for duty in found],
            [
                (date(2026, 3, 3), self.branch),
                (date(2026, 3, 5), self.other_branch),
            ],
        )
        self.assertEqual(found[0].date_due, china("2026-03-04 23:59:59"))
        mine = found[0].with_user(self.supervisor)
        mine.action_load()
        self.assertEqual(len(mine.line_ids), 2)
        self.assertIn(heard, mine.line_ids.record_id)
        mine.line_ids[0].is_done = True
        with self.assertRaisesRegex(UserError, "1 of 2"):
            mine.action_done()
        mine.line_ids[1].write({"is_done": True, "note": "Too fast"})
        with freeze_time(china("2026-03-04 18:00")):
            mine.action_done()
        self.assertEqual((mine.state, mine.user_id), ("done", self.supervisor))
        self.assertEqual(mine.line_ids.user_id, self.supervisor)
        self.assertFalse(mine.is_overdue)
        with self.assertRaisesRegex(UserError, "signed"):
            mine.line_ids[0].is_done = False

    def test_a_missing_day_is_flagged_and_noted_once(self):
        policy = self._lay_down({"kind": "recording"})
        self._record(policy, "2026-03-03")
        duty = self._sweep("2026-03-03 23:59:59")
        own = [("res_model", "=", duty._name), ("res_id", "=", duty.id)]
        self.assertFalse(self.breaches.search(own))
        self._sweep("2026-03-04 00:00:01")
        self._sweep("2026-03-09 08:00")
        breach = self.breaches.search(own)
        self.assertEqual(len(breach), 1)
        self.assertEqual((breach.kind, breach.clause_id.code), ("duty", "TP-1"))
        self.assertEqual(breach.department_id, self.branch)
        self.assertFalse(breach.date_met)
        with freeze_time(china("2026-03-09 09:00")):
            self.assertTrue(duty.is_overdue)
            self.assertIn(duty, self.duties.search([("is_overdue", "=", True)]))
            duty.action_load()
            duty.line_ids.write({"is_done": True})
            duty.action_done()
        breach.invalidate_recordset()
        self.assertEqual(breach.date_met, china("2026-03-09 09:00"))
        self.assertIn(duty, self.duties.search([("is_overdue", "=", True)]))
        self.assertNotIn(duty, self.duties.search([("is_overdue", "=", False)]))

    def test_without_recordings_a_spot_check_each_iso_week(self):
        self._lay_down(
            {
                "kind": "spot_check",
                "frequency": "week",
                "department_ids": self.branch.ids,
            }
        )
        found = self._sweep("2026-03-18 12:00")  # Wednesday of the third week
        self.assertEqual(
            [(duty.date_from, duty.date_to) for duty in found],
            [
                (date(2026, 3, 2), date(2026, 3, 8)),
                (date(2026, 3, 9), date(2026, 3, 15)),
                (date(2026, 3, 16), date(2026, 3, 22)),
            ],
        )
        breaches = self.breaches.search(
            [("res_id", "in", found.ids), ("kind", "=", "duty")]
        )
        self.assertEqual(set(breaches.mapped("res_id")), set(found[:2].ids))
        self.assertEqual(self.breaches.sweep(china("2026-03-18 12:00")), 0)

    def test_a_spot_check_is_of_a_finished_call_by_a_colleague(self):
        policy = self._lay_down(
            {
                "kind": "spot_check",
                "frequency": "week",
                "department_ids": self.branch.ids,
            }
        )
        call = self._record(policy, "2026-03-03")
        open_call = self._create_record(user_id=self.caller.id)
        duty = self._sweep("2026-03-04 12:00").with_user(self.supervisor)
        lines = self.env["callback.duty.line"].with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "0 of 1"):
            duty.action_done()
        with self.assertRaisesRegex(ValidationError, "finished phone"):
            lines.create({"duty_id": duty.id, "record_id": open_call.id})
        line = lines.create({"duty_id": duty.id, "record_id": call.id})
        call.sudo().user_id = self.supervisor
        with self.assertRaisesRegex(UserError, "your own call"):
            line.is_done = True
        call.sudo().user_id = self.caller
        line.is_done = True
        duty.action_done()
        self.assertEqual(duty.state, "done")

    def test_units_without_calls_owe_nothing_unless_named(self):
        policy = self._lay_down({"kind": "spot_check", "frequency": "week"})
        self._record(policy, "2026-03-11", self.other_branch)
        found = self._sweep("2026-03-31 12:00")
        self.assertEqual(found.department_id, self.other_branch)
        self.assertEqual(found.date_from, date(2026, 3, 9))

    def test_a_new_version_keeps_the_duties(self):
        policy = self._lay_down({"kind": "recording"})
        again = policy.browse(policy.action_new_version()["res_id"])
        self.assertEqual(again.duty_rule_ids.kind, "recording")
        self.assertEqual(again.duty_rule_ids.clause_ids.policy_id, again)
        with self.assertRaisesRegex(UserError, "in force"):
            policy.duty_rule_ids.with_user(self.manager).minimum = 3
        with self.assertRaises(ValidationError):
            self._lay_down({"kind": "recording", "frequency": "weekday"}, code="DPX")

    def test_who_sees_and_does_what(self):
        policy = self._lay_down({"kind": "recording"})
        self._record(policy, "2026-03-03", self.other_branch)
        duty = self._sweep("2026-03-03 12:00")
        with self.assertRaises(AccessError):
            duty.with_user(self.supervisor).action_load()
        self.assertTrue(duty.with_user(self.auditor).department_id)
        with self.assertRaises(AccessError):
            duty.with_user(self.auditor).action_done()
        with self.assertRaises(AccessError):
            duty.with_user(self.caller).read(["state"])
        chief = duty.with_user(self.chief)
        with self.assertRaises(AccessError):
            chief.write({"state": "done", "date_done": datetime(2026, 3, 3)})
        chief.action_load()
        with self.assertRaises(AccessError):
            chief.line_ids.write({"user_id": self.chief.id})
        with self.assertRaises(UserError):
            duty.unlink()
