# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon

WORDS = {"content": "Asked", "problem": "None", "result": "Fine"}


@tagged("post_install", "-at_install")
class TestWealth(FinanceCommon):
    """Contracts, attempts and channels by the shipped policy F3 (EX-025 … EX-029)."""

    def _new(self, name, signed, **values):
        return self._sweep(self._contract(name, signed, **values))

    def test_ex_025_two_clocks(self):
        """F3-22, F3-24, F3-31: started by 6 February, finished by 28 February."""
        record = self._new("HT1", "2026-01-31 11:00:00")
        self.assertEqual(record.type_id.code, "finance_contract")
        self.assertEqual(self._local(record.deadline_start), "2026-02-06 18:00:00")
        self.assertEqual(self._local(record.deadline), "2026-02-28 23:59:59")
        record.user_id = self.caller
        with freeze_time(china("2026-02-06 17:59:00")):
            record.with_user(self.caller).log_attempt("phone", "other", note="Again")
        self.assertTrue(record.start_on_time)
        self.assertFalse(record.is_complete)

    def test_f3_31_other_ends_of_months(self):
        """F3-24, F3-31: clamped in a leap year too, and the same day otherwise."""
        for number, (signed, first, last) in enumerate(
            (
                ("2026-03-31 09:00:00", "2026-04-08", "2026-04-30"),
                ("2026-08-20 20:00:00", "2026-08-27", "2026-09-20"),
                ("2025-12-31 10:00:00", "2026-01-09", "2026-01-31"),
            )
        ):
            record = self._new(f"HT2{number}", signed)
            self.assertEqual(self._local(record.deadline_start)[:10], first, signed)
            self.assertEqual(self._local(record.deadline)[:10], last, signed)

    def test_ex_026_spring_festival(self):
        """F3-24: with and without make-up day; the end is the same."""
        for calendar, start in (
            (self.calendar_a, "2026-02-25 18:00:00"),
            (self.calendar_b, "2026-02-24 18:00:00"),
        ):
            self._use_calendar(calendar)
            record = self._new(f"HT {calendar.name}", "2026-02-10 10:00:00")
            self.assertEqual(self._local(record.deadline_start), start)
            self.assertEqual(self._local(record.deadline), "2026-03-10 23:59:59")

    def test_ex_027_three_valid_attempts(self):
        """F3-55, F3-56, F3-57: 12 s do not count, all lines stay."""
        record = self._new("HT3", "2026-02-27 10:00:00")
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-03 10:00:00")):
            mine.action_start()
        for moment, seconds in (
            ("2026-03-03 10:05:00", 25),
            ("2026-03-03 14:10:00", 12),
            ("2026-03-04 10:30:00", 22),
            ("2026-03-04 10:30:40", 30),
        ):
            with freeze_time(china(moment)):
                mine.log_attempt("phone", "no_answer", china(moment), seconds)
        with freeze_time(china("2026-03-04 11:00:00")):
            with self.assertRaisesRegex(UserError, "2 valid attempts"):
                mine.action_unreachable()
        with freeze_time(china("2026-03-05 15:01:00")):
            mine.log_attempt("phone", "no_answer", china("2026-03-05 15:00:00"), 20)
            mine.action_unreachable()
        self.assertEqual(record.state, "unreachable")
        self.assertEqual(len(record.attempt_ids), 5)

    def test_ex_028_contact_windows(self):
        """F3-58: working days 10–11 and 14–16, closed at the start, open at the end."""
        policy = self.policies["f3"]
        inside = ("10:00", "10:59", "14:00", "15:59")
        for time in (*inside, "11:00", "13:59", "16:00"):
            moment = china(f"2026-03-06 {time}:00")
            found = policy._is_in_window(moment, self.customer)
            self.assertEqual(found, time in inside, time)
        for day in ("2026-03-07", "2026-04-06"):
            moment = china(f"{day} 10:30:00")
            self.assertFalse(policy._is_in_window(moment, self.customer), day)
        mine = self._new("HT4", "2026-03-05 10:00:00").with_user(self.caller)
        with freeze_time(china("2026-03-06 16:20:00")):
            mine.action_propose_time()
            self.assertEqual(mine.date_planned, china("2026-03-09 10:00:00"))
            with self.assertRaisesRegex(ValidationError, "14:00–16:00"):
                mine.date_planned = china("2026-03-09 16:00:00")
            mine.write(
                {
                    "date_planned": china("2026-03-09 16:00:00"),
                    "window_reason": "The customer asked for it",
                }
            )

    def test_ex_029_do_not_call(self):
        """F3-04, F3-18, F3-21: SMS instead of phone, same deadline, no recording."""
        self.customer.callback_refused_channel_ids = self.phone
        record = self._new("HT5", "2026-03-12 10:00:00")
        self.assertEqual(self._local(record.deadline_start), "2026-03-19 18:00:00")
        self.assertIn(record.channel_id.code, ("sms", "email"))
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-13 10:10:00")):
            mine.action_start()
            with self.assertRaisesRegex(UserError, "Phone"), self.env.cr.savepoint():
                mine.log_attempt("phone", "answered")
            mine.channel_id = self.env.ref("callback_base.callback_channel_sms")
            mine.write({**WORDS, "satisfaction": "satisfied"})
            self._talk(mine)
            self._add_evidence(mine, "message_log")
            mine.action_done()
        self.assertEqual(record.state, "done")

    def test_f3_01_no_recording_no_finish(self):
        """All of the forced trace: F3-01, F3-02, F3-19, F3-20, F3-23, F3-25, F3-40,
        F3-44."""
        record = self._new("HT6", "2026-03-12 10:00:00")
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-03-13 10:10:00")):
            mine.action_start()
            mine.log_attempt("phone", "answered", talk_seconds=90)
            self._talk(mine)
            mine.satisfaction = "satisfied"
            with self.assertRaisesRegex(UserError, "Content"):
                with self.env.cr.savepoint():
                    mine.action_done()
            mine.write(WORDS)
            with self.assertRaisesRegex(UserError, "Recording"):
                with self.env.cr.savepoint():
                    mine.action_done()
            self._add_evidence(mine, "recording")
            mine.action_done()
            archive = record.with_user(self.supervisor).action_archive()
        self.assertEqual(record.state, "done")
        self.assertTrue(archive is not None and record.archive_id)

    def test_ex_036_three_years(self):
        """F3-03, F3-59: three years, clamped, and never deleted before."""
        category = self.env.ref("callback_finance.archive_category_wealth")
        other = self.env["callback.archive.category"].create(
            {"name": "Letters", "code": "T-LTR", "retention_years": 1}
        )
        ends = (category | other)._get_retention_end
        for day, end in (("2026-06-30", "2029-06-30"), ("2024-02-29", "2027-02-28")):
            self.assertEqual(str(ends(self._date(day))), end)

    @staticmethod
    def _date(text):
        return china(f"{text} 12:00:00").date()

    def test_ex_030_own_customer(self):
        """F3-06, F2-04: Li is kept away, by the account and as salesperson."""
        record = self._new("HT7", "2026-03-12 10:00:00")
        with self.assertRaisesRegex(UserError, "kept away"), self.env.cr.savepoint():
            record.with_user(self.supervisor).user_id = self.li
        with self.assertRaises(UserError), self.env.cr.savepoint():
            record.with_user(self.li).action_start()
        record.with_user(self.supervisor).user_id = self.caller
        self.assertEqual(record.user_id, self.caller)

    def test_f3_28_changes_and_terminations(self):
        """F3-28, F3-29: each change once; a termination asks for its reasons."""
        contract = self._contract("HT8", "2026-02-02 10:00:00")
        change, end = self.env["callback.finance.change"].create(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "date": china("2026-05-18 10:00:00"),
                }
                for kind in ("commission", "termination")
            ]
        )
        self.assertEqual(contract.state, "terminated")
        found = self._sweep(change | end)
        self._sweep(change | end)
        self.assertEqual(
            {r.res_id: r.type_id.code for r in found},
            {change.id: "finance_change", end.id: "finance_terminated"},
        )
        self.assertEqual(
            {self._local(r.deadline) for r in found}, {"2026-05-25 18:00:00"}
        )
        self.assertEqual(len(self._callbacks(change | end)), 2)
        with self.assertRaisesRegex(UserError, "callbacks cannot be deleted"):
            change.unlink()

    def test_other_businesses_follow_other_policies(self):
        """F2-12, F4-03: the line of business decides; no callback of F3."""
        broker = self._account("T-200", business="brokerage")
        insured = self._account("T-300", business="insurance")
        new = self._new("HT9", "2026-03-12 10:00:00", account_id=broker.id)
        self.assertEqual(new.policy_id, self.policies["f2"])
        self.assertEqual(self._local(new.deadline), "2026-03-19 18:00:00")
        placed = self._new("HT10", "2026-03-12 10:00:00", account_id=insured.id)
        self.assertEqual(
            placed.mapped("step_id.name"),
            [
                "Collect the service needs",
                "Make the service plan",
                "Deliver the service handbook",
            ],
        )
        self.assertEqual(
            {self._local(record.deadline) for record in placed}, {"2026-03-26 18:00:00"}
        )
