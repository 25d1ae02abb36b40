# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestExamplesAgain(FinanceCommon):
    """The worked examples of wealth management with other days: the clause counts."""

    def _new(self, name, signed, **values):
        return self._sweep(self._contract(name, signed, **values))

    def test_ex_025_ex_026_other_days(self):
        """F3-24, F3-31: holidays, make-up days, leap years, ends of months."""
        for number, (signed, start_a, start_b, end) in enumerate(
            (
                ("2024-01-31 12:00:00", "2024-02-07", "2024-02-07", "2024-02-29"),
                ("2024-02-29 12:00:00", "2024-03-07", "2024-03-07", "2024-03-29"),
                ("2026-01-30 23:59:59", "2026-02-06", "2026-02-06", "2026-02-28"),
                ("2026-01-31 00:00:00", "2026-02-06", "2026-02-06", "2026-02-28"),
                ("2026-02-14 10:00:00", "2026-03-02", "2026-02-28", "2026-03-14"),
                ("2026-03-01 00:00:00", "2026-03-06", "2026-03-06", "2026-04-01"),
                ("2026-04-30 23:59:59", "2026-05-12", "2026-05-11", "2026-05-30"),
                ("2026-05-03 10:00:00", "2026-05-12", "2026-05-11", "2026-06-03"),
                ("2026-09-30 00:00:00", "2026-10-14", "2026-10-13", "2026-10-30"),
                ("2026-10-31 12:00:00", "2026-11-06", "2026-11-06", "2026-11-30"),
            )
        ):
            for calendar, start in (
                (self.calendar_a, start_a),
                (self.calendar_b, start_b),
            ):
                self._use_calendar(calendar)
                record = self._new(f"HT{number} {calendar.name}", signed)
                with self.subTest(signed, calendar=calendar.name):
                    self.assertEqual(
                        (
                            self._local(record.deadline_start),
                            self._local(record.deadline),
                        ),
                        (f"{start} 18:00:00", f"{end} 23:59:59"),
                    )

    def test_ex_025_to_the_second(self):
        """F3-24, F3-31: both clocks end with their second, each by itself."""
        for number, (called, kept) in enumerate(
            (("2026-02-06 18:00:00", True), ("2026-02-06 18:00:01", False))
        ):
            record = self._new(f"HT-S{number}", "2026-01-30 11:00:00")
            mine = record.with_user(self.caller)
            with freeze_time(china("2026-02-06 18:01:00")):
                mine.action_start()
                mine.log_attempt("phone", "other", china(called), note="Again")
            self.assertEqual(record.start_on_time, kept, called)
            self.assertFalse(record.is_complete)
        for number, (finished, is_late) in enumerate(
            (("2026-02-28 23:59:59", False), ("2026-03-01 00:00:00", True))
        ):
            record = self._new(f"HT-E{number}", "2026-01-30 11:00:00")
            self._call(record, "2026-02-27 10:10:00", finished)
            self.assertEqual(not record.on_time, is_late, finished)

    def test_ex_025_a_short_ring_is_no_start(self):
        """F3-24, F3-55: 19 seconds of ringing start nothing, 20 do."""
        record = self._new("HT-R", "2026-03-02 11:00:00")
        mine = record.with_user(self.caller)
        for moment, seconds, expected in (
            ("2026-03-03 10:05:00", 19, False),
            ("2026-03-04 10:05:00", 20, china("2026-03-04 10:05:00")),
        ):
            with freeze_time(china(moment)):
                if record.state == "planned":
                    mine.action_start()
                mine.log_attempt("phone", "no_answer", china(moment), seconds)
            self.assertEqual(record.date_first_try, expected)

    def test_ex_027_other_attempts(self):
        """F3-55, F3-57: the same minute is one time, the next minute another."""
        record = self._new("HT-A", "2026-03-02 11:00:00")
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-03 10:00:00")):
            mine.action_start()
        for moment, seconds, outcome in (
            ("2026-03-03 10:05:00", 20, "no_answer"),
            ("2026-03-03 10:05:59", 45, "no_answer"),
            ("2026-03-03 10:06:00", 19, "no_answer"),
            ("2026-03-03 14:00:00", 21, "busy"),
        ):
            with freeze_time(china(moment)):
                mine.log_attempt("phone", outcome, china(moment), seconds)
        with freeze_time(china("2026-03-03 14:30:00")):
            with self.assertRaisesRegex(UserError, "2 valid attempts"):
                mine.action_unreachable()
            mine.log_attempt("phone", "no_answer", china("2026-03-03 14:01:00"), 20)
            mine.action_unreachable()
        self.assertEqual((record.state, len(record.attempt_ids)), ("unreachable", 5))

    def test_ex_028_other_minutes(self):
        """F3-58: to the second, on make-up days, not on bridged weekends."""
        policy = self.policies["f3"]
        for calendar, moment, expected in (
            (self.calendar_a, "2026-03-06 09:59:59", False),
            (self.calendar_a, "2026-03-06 10:59:59", True),
            (self.calendar_a, "2026-03-06 15:59:59", True),
            (self.calendar_a, "2026-02-28 10:30:00", False),
            (self.calendar_b, "2026-02-28 10:30:00", True),
            (self.calendar_b, "2026-09-20 14:00:00", True),
            (self.calendar_b, "2026-09-26 14:00:00", False),
            (self.calendar_b, "2026-02-16 10:30:00", False),
        ):
            self._use_calendar(calendar)
            found = policy._is_in_window(china(moment), self.customer)
            self.assertEqual(found, expected, (moment, calendar.name))

    def test_ex_028_other_proposals(self):
        """F3-58: the next window, over noon, weekends and holidays."""
        mine = self._new("HT-P", "2026-02-02 10:00:00").with_user(self.caller)
        for calendar, moment, proposed in (
            (self.calendar_a, "2026-02-13 11:00:00", "2026-02-13 14:00:00"),
            (self.calendar_a, "2026-02-13 16:00:00", "2026-02-24 10:00:00"),
            (self.calendar_b, "2026-02-13 16:00:00", "2026-02-14 10:00:00"),
            (self.calendar_a, "2026-09-30 16:00:00", "2026-10-08 10:00:00"),
            (self.calendar_b, "2026-09-18 20:00:00", "2026-09-20 10:00:00"),
        ):
            self._use_calendar(calendar)
            with freeze_time(china(moment)):
                mine.action_propose_time()
            self.assertEqual(mine.date_planned, china(proposed), moment)

    def test_ex_029_other_refusals(self):
        """F3-04: two channels refused leave the third; all refused leave the duty."""
        sms = self.env.ref("callback_base.callback_channel_sms")
        self.customer.callback_refused_channel_ids = self.phone | sms
        self.assertEqual(
            self._new("HT-N1", "2026-03-12 10:00:00").channel_id.code, "email"
        )
        self.customer.callback_refused_channel_ids = self.policies[
            "f3"
        ].rule_ids.channel_ids
        record = self._new("HT-N2", "2026-03-12 10:00:00")
        self.assertEqual(self._local(record.deadline_start), "2026-03-19 18:00:00")

    def test_ex_029_sms_needs_the_wish_of_the_customer(self):
        """F3-21: no SMS instead of the call, unless the customer said so."""
        for number, (channel, kind) in enumerate(
            (("sms", "message_log"), ("email", "mail_print"))
        ):
            mine = self._new(f"HT-W{number}", "2026-03-12 10:00:00")
            mine = mine.with_user(self.caller)
            with freeze_time(china("2026-03-13 10:10:00")):
                mine.action_start()
                mine.channel_id = self.env.ref(
                    f"callback_base.callback_channel_{channel}"
                )
                mine.log_attempt(channel, "answered")
                mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
                mine.satisfaction = "satisfied"
                self._talk(mine)
                self._add_evidence(mine, kind)
                with self.assertRaisesRegex(UserError, "F3-21"):
                    with self.env.cr.savepoint():
                        mine.action_done()
                mine.log_attempt(channel, "answered", note="He wants no calls")
                mine.action_done()
            self.assertEqual(mine.state, "done")

    def test_ex_034_other_days(self):
        """F3-52: late in the evening, on a weekend, before holidays."""
        self._use_complaint_policy(self.policies["f3"])
        complaints = self.env["callback.complaint"].with_user(self.supervisor)
        for received, day_a, day_b in (
            ("2026-02-13 18:00:01", "2026-03-02", "2026-02-27"),
            ("2026-03-15 09:00:00", "2026-03-20", "2026-03-20"),
            ("2026-04-30 17:59:00", "2026-05-12", "2026-05-11"),
            ("2026-06-18 00:00:00", "2026-06-26", "2026-06-26"),
        ):
            for calendar, day in ((self.calendar_a, day_a), (self.calendar_b, day_b)):
                self._use_calendar(calendar)
                with freeze_time(china(received)), self.subTest(received):
                    case = complaints.create(
                        {
                            "subject": "Reports on paper",
                            "kind": "suggestion",
                            "partner_id": self.customer.id,
                            "department_id": self.branch.id,
                        }
                    )
                    clock = case.sudo().clock_ids.filtered(
                        lambda c: c.code == "informed"
                    )
                    self.assertEqual(
                        self._local(clock.deadline), f"{day} 18:00:00", calendar.name
                    )

    def test_ex_036_other_days(self):
        """F3-03, F3-59: three years by the local day, clamped in February."""
        category = self.env.ref("callback_finance.archive_category_wealth")
        for day, end in (
            ("2028-02-29", "2031-02-28"),
            ("2025-02-28", "2028-02-28"),
            ("2026-12-31", "2029-12-31"),
        ):
            found = category._get_retention_end(china(f"{day} 12:00:00").date())
            self.assertEqual(str(found), end)
        for number, (moment, end) in enumerate(
            (
                ("2026-06-30 23:59:59", "2029-06-30"),
                ("2026-07-01 00:00:00", "2029-07-01"),
            )
        ):
            record = self._new(f"HT-K{number}", "2026-06-10 10:00:00")
            self._call(record, "2026-06-24 10:10:00")
            with freeze_time(china(moment)):
                record.with_user(self.supervisor).action_archive()
            self.assertEqual(str(record.archive_id.retention_end), end)

    def test_f3_28_to_the_second(self):
        """F3-28: five working days from the change; not before the signing."""
        contract = self._contract("HT-C", "2026-04-30 17:00:00")
        changes = self.env["callback.finance.change"]
        for moment, calendar, deadline in (
            ("2026-04-30 17:00:00", self.calendar_a, "2026-05-12 18:00:00"),
            ("2026-05-08 23:59:59", self.calendar_b, "2026-05-14 18:00:00"),
        ):
            self._use_calendar(calendar)
            change = changes.create(
                {"contract_id": contract.id, "kind": "term", "date": china(moment)}
            )
            self.assertEqual(self._local(self._sweep(change).deadline), deadline)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            changes.create(
                {
                    "contract_id": contract.id,
                    "kind": "term",
                    "date": china("2026-04-30 16:59:59"),
                }
            )

    def test_f2_06_signed_by_who_had_left(self):
        """F2-06, F3-24: the last day itself is right, the day after is not."""
        self.env["callback.finance.departure"].create(
            {
                "employee_id": self.adviser.id,
                "department_id": self.branch.id,
                "date": "2026-02-28",
            }
        ).action_confirm()
        self._contract("HT-L1", "2026-02-28 23:59:59", manager_id=self.adviser.id)
        with self.assertRaisesRegex(ValidationError, "had left on 2026-02-28"):
            self._contract("HT-L2", "2026-03-01 00:00:00", manager_id=self.adviser.id)

    def test_f3_44_form_after_the_talk(self):
        """F3-44: reached and no form: flagged after the hours of the policy."""
        record = self._new("HT-F", "2026-03-02 11:00:00")
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-03 10:05:00")):
            mine.action_start()
            mine.log_attempt("phone", "answered", china("2026-03-03 10:05:00"), 5, 60)
        flagged = self.env["callback.record"].search
        for moment, expected in (
            ("2026-03-04 10:05:00", False),
            ("2026-03-04 10:05:01", True),
        ):
            with freeze_time(china(moment)):
                record.invalidate_recordset(["is_form_late"])
                self.assertEqual(record.is_form_late, expected, moment)
                self.assertEqual(
                    record in flagged([("is_form_late", "=", True)]), expected
                )
                self.assertEqual(
                    record in flagged([("is_form_late", "!=", True)]), not expected
                )
        self.policies["f3"].form_hours = 0
        with freeze_time(china("2026-03-05 10:05:00")):
            record.invalidate_recordset(["is_form_late"])
            self.assertFalse(record.is_form_late)

    def test_f3_44_the_caller_is_told_of_the_form(self):
        """F3-44: the morning message names the late form, once a day, and only then."""
        record = self._new("HT-G", "2026-03-02 11:00:00")
        record.user_id = self.caller
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-03 10:05:00")):
            mine.action_start()
            mine.log_attempt("phone", "answered", china("2026-03-03 10:05:00"), 5, 60)
        digests = self.env["callback.digest"]

        def told(moment):
            with freeze_time(china(moment)):
                found = digests._count(china(moment))
            return found.filtered(lambda digest: digest.user_id == self.caller)

        self.assertFalse(told("2026-03-04 10:05:00"))
        late = told("2026-03-04 10:05:01")
        self.assertEqual((late.form_late_count, late.overdue_count), (1, 0))
        self.assertIn("forms not filled in: 1", late._get_subject())
        self.assertFalse(told("2026-03-04 11:00:00"), "told once a day")
        self.policies["f3"].form_hours = 0
        self.assertFalse(told("2026-03-05 09:00:00"))

    def test_f3_28_the_callback_names_its_contract(self):
        """F3-28, F2-06: changes and departures are named in the callback."""
        contract = self._contract("HT-D", "2026-01-05 10:00:00")
        change = self.env["callback.finance.change"].create(
            {
                "contract_id": contract.id,
                "kind": "commission",
                "date": china("2026-03-05 10:00:00"),
            }
        )
        self.assertEqual(self._sweep(change).source_name, "HT-D")
