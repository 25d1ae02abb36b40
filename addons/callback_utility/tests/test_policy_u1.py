# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .utility_common import UtilityCommon, china


@tagged("post_install", "-at_install")
class TestPolicyU1(UtilityCommon):
    """The U1 pack against the worked examples, through the public calls."""

    def _finish_at(self, record, called, archived):
        with freeze_time(china(called)):
            self._finish(record)
        with freeze_time(china(archived)):
            record.action_archive()
        return record

    def test_every_clause_of_the_slice_is_there_and_carried_out(self):
        codes = set(self.policy_u1.clause_ids.mapped("code"))
        self.assertLessEqual({"U1-18", "U1-19", "U1-20", "U1-33"}, codes)
        for code in ("U1-18", "U1-19", "U1-20"):
            clause = self.env.ref(
                f"callback_utility.clause_{code.lower()}".replace("-", "_")
            )
            self.assertTrue(clause.step_ids or clause.rule_ids, code)

    def test_ex_001_seven_working_days_across_two_holidays(self):
        """U1-18 on calendar A: callback and archive by 12 October 18:00."""
        for second, on_time in (("18:00:00", True), ("18:00:01", False)):
            order = self._order("new_connection", "2026-09-23 15:20", name=second)
            record = self._sweep(order)
            self.assertEqual(record.deadline, china("2026-10-12 18:00:00"))
            self._finish_at(record, "2026-10-12 10:00:00", f"2026-10-12 {second}")
            self.assertEqual(record.on_time, on_time, second)

    def test_ex_001_calendar_b_counts_make_up_days(self):
        self._use_calendar_b()
        order = self._order("change", "2026-09-23 15:20")
        record = self._sweep(order)
        self.assertEqual(record.deadline, china("2026-10-10 18:00:00"))
        self._finish_at(record, "2026-10-12 10:00:00", "2026-10-12 18:00:00")
        self.assertFalse(record.on_time)

    def test_the_shipped_calendar_knows_the_make_up_days(self):
        self.policy_u1.calendar_id = self.env.ref("callback_base.calendar_standard")
        autumn = self._order("new_connection", "2026-09-23 15:20")
        spring = self._order("new_connection", "2026-02-10 09:00")
        records = self._sweep(autumn, spring)
        deadlines = {record.res_id: record.deadline for record in records}
        self.assertEqual(deadlines[autumn.id], china("2026-10-10 18:00:00"))
        self.assertEqual(deadlines[spring.id], china("2026-02-26 18:00:00"))
        text = records[0].deadline_basis_text
        self.assertIn("2026-10-10", text + records[1].deadline_basis_text)

    def test_ex_002_repair_runs_through_the_holiday(self):
        """U1-19: 24 hours to the second."""
        for second, on_time in (("23:30:00", True), ("23:30:01", False)):
            order = self._order("fault_repair", "2026-10-02 23:30", name=second)
            record = self._sweep(order)
            self.assertEqual(record.deadline, china("2026-10-03 23:30:00"))
            self._finish_at(record, "2026-10-03 10:00:00", f"2026-10-03 {second}")
            self.assertEqual(record.on_time, on_time, second)

    def test_ex_002_a_repair_at_the_last_second_of_the_year(self):
        """U1-19: into the next year, whose chain holds the file."""
        for second, on_time in (("01-01 23:59:59", True), ("01-02 00:00:00", False)):
            with freeze_time(china("2026-12-31 23:59:59")):
                order = self._order("fault_repair", "2026-12-31 23:59:59", name=second)
                record = self._sweep(order)
            self.assertEqual(record.deadline, china("2027-01-01 23:59:59"))
            self._finish_at(record, "2026-12-31 23:59:59", f"2027-{second}")
            self.assertEqual(record.on_time, on_time, second)
            self.assertEqual(record.archive_id.chain_id.year, 2027)

    def _typhoon(self):
        return (
            self.env["callback.utility.disaster"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Typhoon No. 21",
                    "kind": "typhoon",
                    "area_ids": [(4, self.area.id)],
                    "date_from": china("2026-10-02 00:00:00"),
                    "date_to": china("2026-10-02 23:59:59"),
                }
            )
        )

    def test_ex_003_a_declared_disaster_moves_the_deadline(self):
        """U1-20, BASE-06: 24 h → 48 h, with old, new, reason and approver on file."""
        order = self._order("fault_repair", "2026-10-02 23:30")
        record = self._sweep(order)
        approver = self._new_user("cb_manager2", "manager")
        with freeze_time(china("2026-10-03 08:00:00")):
            self._typhoon().with_user(approver).action_approve()
        self.assertEqual(record.deadline, china("2026-10-04 23:30:00"))
        self.assertEqual(record.deadline_original, china("2026-10-03 23:30:00"))
        self.assertFalse(record.deadline_breached)
        extension = record.extension_ids
        self.assertRecordValues(
            extension,
            [
                {
                    "deadline_before": china("2026-10-03 23:30:00"),
                    "deadline_after": china("2026-10-04 23:30:00"),
                    "approver_id": approver.id,
                }
            ],
        )
        self.assertIn("Typhoon No. 21", extension.reason)
        with self.assertRaisesRegex(UserError, "U1-19.*U1-20 .*at the latest"):
            record.request_extension(72, "hour", "more time")

    def test_ex_003_without_an_event_it_is_refused(self):
        record = self._sweep(self._order("fault_repair", "2026-10-02 23:30"))
        for hours in (48, 72):
            with self.assertRaises(UserError):
                record.with_user(self.caller).request_extension(hours, "hour", "storm")
        self.assertEqual(record.deadline, china("2026-10-03 23:30:00"))
        self.assertFalse(record.extension_ids)

    def test_u1_20_orders_that_come_after_the_approval_are_extended_too(self):
        event = self._typhoon()
        event.with_user(self._new_user("cb_manager3", "manager")).action_approve()
        order = self._order("fault_repair", "2026-10-02 22:00")
        other = self._order("fault_repair", "2026-10-03 22:00")
        records = self._sweep(order, other)
        deadlines = {record.res_id: record.deadline for record in records}
        self.assertEqual(deadlines[order.id], china("2026-10-04 22:00:00"))
        self.assertEqual(deadlines[other.id], china("2026-10-04 22:00:00"))
        extended = records.filtered("extension_ids")
        self.assertEqual(extended.res_id, order.id)

    def test_ex_005_statement_due_on_a_sunday_holiday(self):
        """U1-33: the 5th at 16:00, no shift; 16:00:01 is late."""
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy_u1.id,
                "department_id": self.branch.id,
                "date_from": date(2026, 3, 1),
            }
        )
        self.assertEqual(statement.date_due, china("2026-04-05 16:00:00"))
        with freeze_time(china("2026-04-05 16:00:01")):
            statement.with_user(self.supervisor).action_submit()
        self.assertTrue(statement.is_late)

    def test_ex_006_u2_is_due_on_the_seventh(self):
        policy = self.env.ref("callback_utility.policy_u2")
        due = policy._get_statement_due(date(2026, 9, 1))
        self.assertEqual(due, china("2026-10-07 16:00:00"))

    def test_ex_014_a_callback_counts_in_the_month_of_its_archive(self):
        order = self._order("new_connection", "2026-03-25 10:00")
        record = self._sweep(order)
        self._finish_at(record, "2026-03-31 17:30:00", "2026-04-01 09:05:00")
        counts = []
        for month in (3, 4):
            statement = self.env["callback.statement"].create(
                {
                    "policy_id": self.policy_u1.id,
                    "department_id": self.branch.id,
                    "date_from": date(2026, month, 1),
                }
            )
            statement.action_compute()
            counts.append(statement.record_count)
        self.assertEqual(counts, [0, 1])

    def test_ex_026_spring_festival(self):
        deadline = self.env["callback.workday"].deadline
        calendar = self.policy_u1.calendar_id
        signed = china("2026-02-10 11:00:00")
        self.assertEqual(
            deadline(signed, 5, "working_day", calendar), china("2026-02-25 18:00:00")
        )
        self.assertEqual(
            deadline(signed, 1, "month", calendar), china("2026-03-10 23:59:59")
        )
        self._use_calendar_b()
        self.assertEqual(
            deadline(signed, 5, "working_day", calendar), china("2026-02-24 18:00:00")
        )

    def test_u1_17_the_file_goes_into_its_class(self):
        order = self._order("fault_repair", "2026-10-02 23:30")
        record = self._sweep(order)
        self._finish_at(record, "2026-10-03 10:00:00", "2026-10-03 11:00:00")
        self.assertEqual(
            record.archive_id.category_id,
            self.env.ref("callback_utility.archive_category_repair"),
        )
