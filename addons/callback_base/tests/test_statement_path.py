# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .common import CallbackCommon

DAY = "2026-04-03 02:00:00"


@tagged("post_install", "-at_install")
class TestStatementPath(CallbackCommon):
    """Up the department tree, received, marked missing (U1-31, U2-22, BASE-32)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statements = {
            unit: cls.env["callback.statement"].create(
                {
                    "policy_id": cls.policy.id,
                    "department_id": unit.id,
                    "date_from": "2026-03-01",
                }
            )
            for unit in (cls.branch, cls.other_branch, cls.head_office)
        }
        cls.head = cls.statements[cls.head_office]

    def _submit(self, unit, user, moment=DAY):
        with freeze_time(moment):
            self.statements[unit].with_user(user).action_submit()

    def test_u1_31_step_two_waits_for_every_unit(self):
        self._submit(self.branch, self.supervisor)
        with self.assertRaisesRegex(UserError, "waits for.*Other branch"):
            self._submit(self.head_office, self.chief)
        self.assertEqual(self.head.waiting_ids, self.statements[self.other_branch])
        self._submit(self.other_branch, self.chief)
        self._submit(self.head_office, self.chief)
        self.assertEqual(self.head.state, "submitted")
        self.assertFalse(self.head.waiting_ids)

    def test_u1_31_marked_missing(self):
        """Only after it was due, by a unit above, with the reason; sent late after."""
        self._submit(self.branch, self.supervisor)
        missing = self.statements[self.other_branch]
        with freeze_time(DAY), self.assertRaisesRegex(UserError, "not due yet"):
            missing.with_user(self.chief).action_mark_missing("No answer")
        with freeze_time("2026-04-05 08:00:01"):
            with self.assertRaisesRegex(UserError, "Say why"):
                missing.with_user(self.chief).action_mark_missing(" ")
            missing.with_user(self.chief).action_mark_missing("No answer")
            self.head.with_user(self.chief).action_submit()
            self.assertRecordValues(
                missing,
                [{"missing_user_id": self.chief.id, "missing_reason": "No answer"}],
            )
            missing.with_user(self.chief).action_submit()
        self.assertTrue(missing.is_late)

    def test_not_by_the_unit_itself(self):
        statement = self.statements[self.branch]
        with (
            freeze_time("2026-04-06 00:00:00"),
            self.assertRaisesRegex(AccessError, "by a unit above"),
        ):
            statement.with_user(self.supervisor).action_mark_missing("Forgot")
        with self.assertRaises(AccessError):
            statement.with_user(self.supervisor).write({"date_missing": DAY})

    def test_where_the_policy_does_not_wait(self):
        self.policy.statement_waits = False
        self._submit(self.head_office, self.chief)
        self.assertEqual(self.head.state, "submitted")

    def test_all_at_once(self):
        """A whole tree chosen in the list is sent by one click."""
        with freeze_time(DAY):
            everything = self.env["callback.statement"].browse(
                [statement.id for statement in self.statements.values()]
            )
            everything.with_user(self.chief).action_submit()
        self.assertEqual(set(everything.mapped("state")), {"submitted"})

    def test_goes_to_the_unit_above_and_is_received_there(self):
        self._submit(self.branch, self.supervisor)
        receipt = self.statements[self.branch].receipt_ids
        self.assertEqual(receipt.department_id, self.head_office)
        self.assertEqual(receipt.date_sent, datetime(2026, 4, 3, 2, 0))
        self.assertFalse(receipt.date_received)
        with self.assertRaisesRegex(AccessError, "was sent to Head office"):
            receipt.with_user(self.supervisor).action_receive()
        with freeze_time("2026-04-03 05:00:00"):
            receipt.with_user(self.chief).action_receive()
        self.assertRecordValues(
            receipt,
            [
                {
                    "date_received": datetime(2026, 4, 3, 5, 0),
                    "user_id": self.chief.id,
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "confirmed already"):
            receipt.with_user(self.chief).action_receive()
        with self.assertRaises(AccessError):
            receipt.with_user(self.chief).write({"date_received": DAY})

    def test_u2_22_two_recipients(self):
        """One submission, two recipients; both may read it, others may not."""
        section = self.env["hr.department"].create({"name": "Section"})
        clerk = self._new_user("cb_section", "supervisor", section)
        stranger = self._new_user(
            "cb_stranger", "supervisor", self.env["hr.department"].create({"name": "X"})
        )
        self.policy.statement_recipient_ids = [
            Command.create({"sender_id": self.branch.id}),
            Command.create({"sender_id": self.branch.id, "department_id": section.id}),
        ]
        self._submit(self.branch, self.supervisor)
        statement = self.statements[self.branch]
        self.assertEqual(
            statement.receipt_ids.department_id, self.head_office | section
        )
        self.assertEqual(statement.with_user(clerk).record_count, 0)
        statement.receipt_ids.filtered(
            lambda receipt: receipt.department_id == section
        ).with_user(clerk).action_receive()
        received = statement.receipt_ids.filtered("date_received")
        self.assertEqual(received.user_id, clerk)
        with self.assertRaises(AccessError):
            statement.with_user(clerk).action_amend("Mine")
        with self.assertRaises(AccessError):
            statement.with_user(stranger).read(["record_count"])

    def test_twice_or_by_another_unit(self):
        self._submit(self.branch, self.supervisor)
        with self.assertRaisesRegex(UserError, "frozen"):
            self._submit(self.branch, self.supervisor)
        with self.assertRaises(AccessError):
            self._submit(self.other_branch, self.supervisor)
        self.assertEqual(len(self.statements[self.branch].receipt_ids), 1)
        self.assertFalse(self.statements[self.other_branch].receipt_ids)


@tagged("post_install", "-at_install")
class TestStatementPeriod(CallbackCommon):
    """Weeks, quarters and years (BASE-34, M1-16, E1-06, F4-02)."""

    def _statement(self, period, first, day=5):
        self.policy.write({"statement_period": period, "statement_day": day})
        return self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": first,
            }
        )

    def test_names_and_ends(self):
        for period, first, last, name in (
            ("week", "2026-03-09", date(2026, 3, 15), "2026-W11"),
            ("week", "2026-12-28", date(2027, 1, 3), "2026-W53"),
            ("month", "2024-02-01", date(2024, 2, 29), "2024-02"),
            ("quarter", "2026-04-01", date(2026, 6, 30), "2026-Q2"),
            ("half_year", "2026-07-01", date(2026, 12, 31), "2026-H2"),
            ("year", "2025-01-01", date(2025, 12, 31), "2025"),
        ):
            statement = self._statement(period, first)
            self.assertEqual((statement.month, statement.date_to), (name, last))
            statement.unlink()

    def test_ex_075_a_week_ends_on_sunday(self):
        """M1-16: week 11 of 2026 is 9 to 15 March, in local time."""
        statement = self._statement("week", "2026-03-09")
        start, end = statement._get_month_bounds()
        self.assertEqual(start, datetime(2026, 3, 8, 16, 0))
        self.assertEqual(end, datetime(2026, 3, 15, 16, 0))
        with freeze_time("2026-03-15 15:59:59"), self.assertRaises(UserError):
            statement.action_submit()

    def test_due_in_the_next_period(self):
        """Friday of the next week; the 5th day of the next quarter."""
        weekly = self._statement("week", "2026-03-09")
        self.assertEqual(weekly.date_due, datetime(2026, 3, 20, 8, 0))
        weekly.unlink()
        quarterly = self._statement("quarter", "2026-04-01")
        self.assertEqual(quarterly.date_due, datetime(2026, 7, 5, 8, 0))

    def test_a_day_within_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "2026-04-01, not by 2026-05-01"):
            self._statement("quarter", "2026-05-01")

    def test_prepared_for_the_period_that_was_over_last(self):
        self._create_record()
        self.policy.statement_period = "week"
        with freeze_time("2026-03-16 04:00:00"):
            self.env["callback.statement"]._cron_prepare()
        made = self.env["callback.statement"].search(
            [("policy_id", "=", self.policy.id)]
        )
        self.assertEqual(set(made.mapped("month")), {"2026-W11"})


@tagged("post_install", "-at_install")
class TestStatementAmendment(CallbackCommon):
    """A submitted statement is corrected by numbered amendments alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.second = cls._archived(2), cls._archived(3)
        cls.statement = cls.env["callback.statement"].create(
            {
                "policy_id": cls.policy.id,
                "department_id": cls.branch.id,
                "date_from": "2026-03-01",
            }
        )
        cls.statement.with_user(cls.supervisor).action_submit()

    @classmethod
    def _archived(cls, day):
        with freeze_time(f"2026-03-{day:02} 02:00:00"):
            record = cls._create_record(date_event=datetime(2026, 3, 1, 4, 0))
            cls._finish(record)
            record.action_archive()
        return record

    def _amend(self, reason="Found later"):
        return self.statement.with_user(self.supervisor).action_amend(reason)

    def test_differences_by_callback(self):
        """One more, one moved to another month; the statement stays as sent."""
        third = self._archived(20)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE callback_record SET date_archived = '2026-05-01' WHERE id = %s",
            [self.first.id],
        )
        self.env.invalidate_all()
        amendment = self._amend()
        self.assertEqual(amendment.number, 1)
        self.assertEqual(
            {line.record_id: line.change for line in amendment.line_ids},
            {third: "added", self.first: "removed"},
        )
        added = amendment.line_ids.filtered(lambda line: line.change == "added")
        self.assertEqual(
            added.text_after, "Done · Late · Satisfied · Branch · Test type"
        )
        self.assertFalse(added.text_before)
        self.assertEqual(added.record_name, third.name)
        self.assertEqual(amendment.record_count, 2)
        self.assertEqual(amendment.on_time_count + amendment.late_count, 2)
        self.assertEqual(self.statement.record_count, 2)
        self.assertEqual(amendment.user_id, self.supervisor)

    def test_the_next_compares_with_the_last(self):
        self._archived(20)
        self._amend()
        fourth = self._archived(25)
        second = self._amend()
        self.assertEqual(second.number, 2)
        self.assertEqual(second.line_ids.record_id, fourth)
        self.assertEqual(second.record_count, 4)

    def test_without_reason_or_difference(self):
        with (
            self.assertRaisesRegex(UserError, "nothing has changed"),
            self.env.cr.savepoint(),
        ):
            self._amend()
        self.assertFalse(self.statement.amendment_ids)
        self._archived(20)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._amend("  ")

    def test_a_draft_is_computed_instead(self):
        draft = self.statement.create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-04-01",
            }
        )
        with self.assertRaisesRegex(UserError, "compute it anew"):
            draft.action_amend("Why not")

    def test_it_stays(self):
        self._archived(20)
        amendment = self._amend()
        for user in (self.supervisor, self.manager):
            with self.assertRaisesRegex(UserError, "stays as it was made"):
                amendment.with_user(user).write({"reason": "Other"})
        with self.assertRaisesRegex(UserError, "stays on file"):
            amendment.sudo().unlink()
        with self.assertRaises(AccessError):
            self.statement.with_user(self.auditor).action_amend("No right")

    def test_snapshot_is_nobodys_to_read(self):
        with self.assertRaises(AccessError):
            self.statement.with_user(self.manager).read(["snapshot"])

    def test_by_the_dialog(self):
        self._archived(20)
        reasons = self.env["callback.statement.reason"].with_user(self.supervisor)
        dialog = Form(
            reasons.with_context(
                default_statement_id=self.statement.id, default_action="amend"
            )
        )
        dialog.reason = "One was forgotten"
        dialog.save().action_confirm()
        self.assertEqual(self.statement.amendment_ids.reason, "One was forgotten")
        self.assertEqual(self.statement.amendment_count, 1)
