# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestBrokerage(FinanceCommon):
    """Outlets, permissions, evidence and departures by the policy F2 (EX-030, 031)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.business = "brokerage"

    def _new(self, name, signed="2026-03-06 10:00:00"):
        return self._sweep(self._contract(name, signed))

    def _grant(self, user, day="2026-01-01"):
        permission = self.env["callback.permission"].with_user(self.manager)
        return permission.create({"user_id": user.id, "date_from": day})

    def test_ex_030_permission_not_yet_valid(self):
        """F2-05: Wang's permission begins a day after his call."""
        wang = self._new_user("cb_wang", "caller", self.branch)
        self._grant(wang, "2026-03-10")
        record = self._new("B1").with_user(wang)
        with freeze_time(china("2026-03-09 10:00:00")):
            with self.assertRaisesRegex(UserError, "not qualified"):
                with self.env.cr.savepoint():
                    record.action_start()
        with freeze_time(china("2026-03-10 10:00:00")):
            record.action_start()
        self.assertEqual(record.state, "ongoing")

    def _answered(self, name, channel):
        record = self._new(name).with_user(self.caller)
        record.action_start()
        record.log_attempt(channel, "answered")
        record.write({"content": "Asked", "problem": "None", "result": "Fine"})
        record.satisfaction = "satisfied"
        return record

    def _assert_needs(self, record, *steps):
        """Add evidence step by step; each time the next missing one is named."""
        for missing, code in steps:
            with self.assertRaisesRegex(UserError, missing), self.env.cr.savepoint():
                record.action_done()
            self._add_evidence(record, code)
        record.action_done()
        self.assertEqual(record.state, "done")

    def test_ex_031_letter_from_an_institution(self):
        """F2-07, F2-10: the signature alone is refused; seal, receipt, envelope."""
        self._grant(self.caller)
        self.customer.is_company = True
        with freeze_time(china("2026-03-09 10:00:00")):
            record = self._answered("B2", "letter")
            self._add_evidence(record, "customer_signature")
            self._assert_needs(
                record,
                ("Organisation seal", "organisation_seal"),
                ("Receipt", "receipt"),
                ("Envelope", "envelope"),
            )

    def test_f2_08_interview_needs_two_signatures(self):
        """F2-07, F2-08, F2-11, F2-12: form and signatures; a print of the mail."""
        self._grant(self.caller)
        with freeze_time(china("2026-03-09 10:00:00")):
            self._assert_needs(
                self._answered("B3", "visit"),
                ("Handler signature", "handler_signature"),
                ("Completed form", "form"),
                ("Customer signature", "customer_signature"),
            )
            self._assert_needs(self._answered("B4", "email"), ("Printed", "mail_print"))

    def test_f2_09_recording(self):
        """F2-09: no phone callback without its recording."""
        self._grant(self.caller)
        with freeze_time(china("2026-03-09 10:00:00")):
            self._assert_needs(
                self._answered("B5", "phone"), ("Recording", "recording")
            )

    def test_f2_04_the_reviewer_is_not_the_caller(self):
        """F2-01, F2-04: who called does not review; each state has its person."""
        wang = self._new_user("cb_wang2", "supervisor", self.branch)
        self._grant(wang)
        self._grant(self.supervisor)
        record = self._new("B6").with_user(wang)
        with freeze_time(china("2026-03-09 10:00:00")):
            record.action_start()
            record.log_attempt("email", "answered")
            record.write({"content": "Asked", "problem": "None", "result": "Fine"})
            record.satisfaction = "satisfied"
            self._add_evidence(record, "mail_print")
            record.action_done()
            with self.assertRaisesRegex(UserError, "made the calls"):
                record.action_review("Well done")
            record.with_user(self.supervisor).action_review("Well done")
        self.assertEqual(record.sudo().reviewer_id, self.supervisor)

    def test_f2_06_customers_of_departed_staff(self):
        """F2-03, F2-06: all accounts once, handed over, called by their outlet."""
        other = self._account("T-101", department_id=self.other_branch.id)
        closed = self._account("T-102", date_closed="2026-01-01")
        successor = self.caller.employee_id
        departure = (
            self.env["callback.finance.departure"]
            .with_user(self.supervisor)
            .create(
                {
                    "employee_id": self.adviser.id,
                    "department_id": self.branch.id,
                    "date": "2026-03-06",
                    "successor_id": successor.id,
                }
            )
        )
        with self.assertRaises(AccessError):
            departure.with_user(self.caller).action_confirm()
        with self.assertRaisesRegex(AccessError, "buttons"):
            departure.state = "confirmed"
        departure.action_confirm()
        lines = departure.sudo().line_ids
        self.assertEqual(lines.account_id, self.account | other)
        self.assertEqual((self.account | other).manager_id, successor)
        self.assertEqual(closed.manager_id, self.adviser)
        records = self._sweep(lines)
        self._sweep(lines)
        self.assertEqual(records, self._callbacks(lines))
        self.assertEqual(records.department_id, self.branch | self.other_branch)
        self.assertEqual(
            {self._local(record.deadline) for record in records},
            {"2026-03-13 18:00:00"},
        )
        with self.assertRaisesRegex(UserError, "confirmed already"):
            departure.action_confirm()
        with self.assertRaisesRegex(UserError, "stays"):
            departure.date = "2026-04-01"
