# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .duty_common import DutyCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestDutyHandover(DutyCommon):
    """The company archive gets its files on fixed weekdays, a copy is kept: S6-03."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archivist = new_test_user(
            cls.env, login="cb_arch", groups="callback_base.callback_group_archivist"
        )
        cls.weekdays = {"kind": "handover", "frequency": "weekday"}

    def _lay_down_days(self, *days, **values):
        chosen = dict.fromkeys(days, True)
        units = {"department_ids": self.branch.ids}
        return self._lay_down({**self.weekdays, **chosen, **units, **values})

    def _days(self, moment):
        return self._sweep(moment).mapped("date_from")

    def test_s6_03_a_task_each_monday_and_thursday(self):
        policy = self._lay_down_days("monday", "thursday")
        missed = [("kind", "=", "duty"), ("policy_id", "=", policy.id)]
        self.assertEqual(
            self._days("2026-03-12 08:00"),
            [date(2026, 3, day) for day in (2, 5, 9, 12)],
        )
        # Three are over; the fourth is due today.
        self.assertEqual(self.breaches.search_count(missed), 3)
        self._sweep("2026-03-12 08:00")
        self.assertEqual(self.breaches.search_count(missed), 3)

    def test_the_days_are_data_and_may_move_off_a_holiday(self):
        self.env["callback.workday"]._store_calendars(self.calendar)
        self._lay_down_days("wednesday", "saturday", shift="next")
        # 2026-03-07 is a Saturday: the files go on Monday the 9th.
        self.assertEqual(
            self._days("2026-03-11 08:00"),
            [date(2026, 3, day) for day in (4, 9, 11)],
        )

    def test_list_copy_and_receipt(self):
        policy = self._lay_down_days("monday", "thursday")
        records = [
            self._record(policy, "2026-03-03"),
            self._record(policy, "2026-03-04"),
        ]
        for record in records:
            with freeze_time(china("2026-03-04 17:00")):
                record.action_archive()
        late = self._record(policy, "2026-03-05")
        duty = self._sweep("2026-03-05 10:00")[-1].with_user(self.supervisor)
        with freeze_time(china("2026-03-05 11:00")):
            with self.assertRaisesRegex(UserError, "copy"):
                duty.action_done()
            duty.copy_kept = True
            duty.action_done()
        self.assertEqual(
            duty.line_ids.archive_id, records[0].archive_id | records[1].archive_id
        )
        with self.assertRaises(AccessError):
            duty.action_receive()
        received = duty.with_user(self.archivist)
        received.action_receive()
        self.assertEqual((duty.state, duty.receiver_id), ("received", self.archivist))
        self.assertFalse(duty.is_overdue)
        # What was archived later goes with the next one, and each file only once.
        with freeze_time(china("2026-03-06 09:00")):
            late.action_archive()
        after = self._sweep("2026-03-09 09:00")[-1].with_user(self.supervisor)
        after.action_load()
        self.assertEqual(after.line_ids.archive_id, late.archive_id)

    def test_who_hands_over_does_not_receive(self):
        self._lay_down_days("monday")
        duty = self._sweep("2026-03-02 10:00").with_user(self.manager)
        with self.assertRaisesRegex(UserError, "nothing was handed over"):
            duty.action_receive()
        duty.copy_kept = True
        duty.action_done()
        with self.assertRaisesRegex(UserError, "does not confirm"):
            duty.action_receive()

    def test_weekdays_are_needed(self):
        with self.assertRaisesRegex(ValidationError, "weekdays"):
            self._lay_down_days()
        with self.assertRaises(ValidationError):
            self._lay_down(
                {**self.weekdays, "frequency": "day", "monday": True}, code="DP2"
            )
