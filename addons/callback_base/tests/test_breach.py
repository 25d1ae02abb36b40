# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CallbackCommon

EVENT = datetime(2026, 5, 11, 1, 30)  # Monday 09:30 in Shanghai
DEADLINE = EVENT + timedelta(hours=24)
LATER = DEADLINE + timedelta(hours=3)


@tagged("post_install", "-at_install")
class TestBreach(CallbackCommon):
    """A missed limit is noted once, automatically, and stays (BASE-54, U1-40)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(user_id=cls.caller.id, date_event=EVENT)
        cls.breaches = cls.env["callback.breach"]

    def _sweep(self, now=LATER):
        self.breaches.sweep(now)
        return self.breaches.search([("record_id", "=", self.record.id)])

    def test_a_second_after_the_deadline_it_is_a_breach(self):
        self.assertFalse(self._sweep(DEADLINE))
        breach = self._sweep(DEADLINE + timedelta(seconds=1))
        self.assertEqual(breach.kind, "deadline")
        self.assertEqual(breach.date_limit, DEADLINE)
        self.assertEqual(breach.user_id, self.caller)
        self.assertEqual(breach.department_id, self.branch)
        self.assertEqual(breach.clause_id.code, "TP-1")
        self.assertEqual(breach.policy_id, self.policy)
        self.assertEqual(breach.name, self.record.name)
        self.assertFalse(breach.date_met)

    def test_twice_adds_nothing(self):
        first = self._sweep()
        self.assertEqual(len(first), 1)
        self.assertEqual(self.breaches.sweep(LATER), 0)
        # Callbacks of others may fall due in between; this one is not noted again.
        self.assertEqual(self._sweep(LATER + timedelta(days=40)), first)
        self.assertEqual(self.breaches.sweep(LATER + timedelta(days=40)), 0)
        self.assertEqual(self._sweep(), first)

    def test_a_clock_moved_back_undoes_and_doubles_nothing(self):
        first = self._sweep()
        self.assertEqual(self._sweep(EVENT), first)
        self.assertEqual(self._sweep(LATER), first)

    def test_it_stays_when_the_work_is_done_late(self):
        breach = self._sweep()
        with freeze_time(LATER):
            self._finish(self.record)
            self._add_evidence(self.record, "recording")
            self.record.action_archive()
        self.assertEqual(self._sweep(LATER + timedelta(hours=9)), breach)
        self.assertEqual(breach.date_met, LATER)
        self.assertEqual(self.record.breach_count, 1)

    def test_late_work_between_two_sweeps_is_a_breach(self):
        with freeze_time(LATER):
            self._finish(self.record)
            self.record.action_archive()
        self.assertEqual(self._sweep(LATER + timedelta(hours=1)).date_met, LATER)

    def test_work_in_time_is_none(self):
        with freeze_time(DEADLINE):
            self._finish(self.record)
            self.record.action_archive()
        self.assertFalse(self._sweep(LATER))

    def test_done_in_time_but_archived_late_is_a_breach(self):
        with freeze_time(DEADLINE):
            self._finish(self.record)
        self.assertTrue(self._sweep(LATER), "the deadline covers the archive (U1-18)")

    def test_cancelling_after_the_deadline_undoes_nothing(self):
        with freeze_time(LATER):
            self.record.with_user(self.supervisor).action_cancel("House pulled down")
        self.assertEqual(self._sweep().date_limit, DEADLINE)
        other = self._create_record(date_event=EVENT)
        with freeze_time(EVENT):
            other.action_cancel("Twice")
        self._sweep(LATER)
        self.assertFalse(other.breach_ids)

    def test_extending_after_the_deadline_undoes_nothing(self):
        self.step.write({"extension_quantity": 72, "extension_unit": "hour"})
        with freeze_time(LATER):
            extension = self.record.with_user(self.caller).request_extension(
                72, "hour", "Flood"
            )
            extension.with_user(self.supervisor).action_approve()
        self.assertGreater(self.record.deadline, LATER)
        self.assertEqual(self._sweep(LATER).date_limit, DEADLINE)

    def test_both_clocks_are_noted(self):
        self.record.sudo().deadline_start = EVENT + timedelta(hours=4)
        breaches = self._sweep()
        self.assertEqual(set(breaches.mapped("kind")), {"deadline", "start"})
        with freeze_time(LATER):
            self.record.log_attempt("phone", "answered")
        start = breaches.filtered(lambda breach: breach.kind == "start")
        self.assertEqual(start.date_met, LATER)

    def test_a_first_contact_in_time_is_no_breach(self):
        self.record.sudo().deadline_start = EVENT + timedelta(hours=4)
        with freeze_time(EVENT + timedelta(hours=4)):
            self.record.log_attempt("phone", "answered")
        self.assertEqual(self._sweep().mapped("kind"), ["deadline"])

    def test_a_statement_submitted_late_is_a_breach(self):
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": datetime(2026, 4, 1).date(),
            }
        )
        due = statement.date_due
        self.assertEqual(due, datetime(2026, 5, 5, 8))
        domain = [("res_id", "=", statement.id), ("kind", "=", "statement")]
        self.breaches.sweep(due)
        self.assertFalse(self.breaches.search(domain))
        with freeze_time(due + timedelta(seconds=1)):
            statement.with_user(self.supervisor).action_submit()
        self.breaches.sweep(due + timedelta(days=1))
        breach = self.breaches.search(domain)
        self.assertEqual(breach.user_id, self.supervisor)
        self.assertEqual(breach.date_met, due + timedelta(seconds=1))
        self.assertEqual(self.breaches.sweep(due + timedelta(days=2)), 0)

    def test_other_documents_note_their_own(self):
        values = {
            "res_model": "callback.campaign",
            "res_id": 7,
            "kind": "stage",
            "clock": "reply",
            "company_id": self.env.company.id,
            "date_limit": DEADLINE,
        }
        self.assertEqual(self.breaches._note([values, values]), 1)
        self.assertEqual(self.breaches._note([{**values, "clock": "visit"}]), 1)

    def test_the_job_commits_in_batches(self):
        records = self.record.browse().union(
            *(self._create_record(date_event=EVENT) for _n in range(5))
        )
        found = list(self.breaches._sweep(LATER, limit=2))
        self.assertLessEqual(max(found), 2)
        self.assertEqual(len(records.breach_ids), 5)

    # Excusal -------------------------------------------------------------------------

    def test_a_second_person_excuses_it_and_it_stays(self):
        breach = self._sweep()
        with self.assertRaisesRegex(UserError, "reason"):
            breach.with_user(self.caller).action_request_excuse()
        breach.with_user(self.caller).action_request_excuse("Exchange was down")
        self.assertEqual(breach.state, "requested")
        with self.assertRaisesRegex(UserError, "supervisor"):
            breach.with_user(self.caller).action_excuse()
        breach.with_user(self.supervisor).action_excuse("Log of the exchange seen")
        self.assertEqual(breach.state, "excused")
        self.assertEqual(breach.decision_user_id, self.supervisor)
        self.assertEqual(breach.date_limit, DEADLINE)
        with self.assertRaises(UserError):
            breach.with_user(self.caller).excuse_reason = "Another one"

    def test_neither_the_requester_nor_the_person_responsible_decides(self):
        self.record.user_id = self.supervisor
        breach = self._sweep()
        breach.with_user(self.chief).action_request_excuse("Flood")
        for user in (self.chief, self.supervisor):
            with self.assertRaisesRegex(UserError, "second person"):
                breach.with_user(user).action_excuse()
        breach.with_user(self.manager).action_uphold("No flood that day")
        self.assertEqual(breach.state, "upheld")
        self.assertEqual(breach.decision_reason, "No flood that day")

    def test_nobody_types_in_or_deletes_a_breach(self):
        breach = self._sweep()
        for user in (self.caller, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.breaches.with_user(user).create(
                    {"res_model": "callback.record", "res_id": 1, "kind": "quota"}
                )
            with self.assertRaises(AccessError):
                breach.with_user(user).unlink()
            with self.assertRaises(AccessError):
                breach.with_user(user).date_limit = LATER
            with self.assertRaises(AccessError):
                breach.with_user(user).state = "excused"
        with self.assertRaisesRegex(UserError, "stays on file"):
            breach.unlink()

    def test_who_sees_which(self):
        breach = self._sweep()
        seen = {
            user: self.breaches.with_user(user).search([("id", "=", breach.id)])
            for user in (
                *(self.caller, self.other_caller, self.supervisor),
                *(self.manager, self.auditor),
            )
        }
        self.assertFalse(seen.pop(self.other_caller))
        self.assertTrue(all(seen.values()), seen)
        with self.assertRaises(AccessError):
            self.breaches.with_user(self.caller).sweep()


@tagged("post_install", "-at_install")
class TestDigest(CallbackCommon):
    """One message a day instead of one for each callback (issue: digest)."""

    def _messages(self, user):
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id"
        )

    def test_one_digest_a_day_with_the_numbers(self):
        noon = datetime(2026, 5, 12, 4)
        for _n in range(3):
            self._create_record(user_id=self.caller.id, date_event=EVENT)
        for hours in (25, 26):
            self._create_record(
                user_id=self.caller.id, date_event=EVENT + timedelta(hours=hours - 24)
            )
        # 15:30 UTC is 23:30 of the day; an hour later is tomorrow.
        self._create_record(
            user_id=self.caller.id, date_event=datetime(2026, 5, 11, 15, 30)
        )
        self._create_record(
            user_id=self.caller.id, date_event=datetime(2026, 5, 11, 16, 30)
        )
        before = self._messages(self.caller)
        digests = self.env["callback.digest"]
        digests._cron_send(noon)
        digest = digests.search([("user_id", "=", self.caller.id)])
        # 01:30, 02:30 and 03:30 UTC have passed by 04:00, 15:30 is today.
        self.assertEqual(digest.overdue_count, 5)
        self.assertEqual(digest.today_count, 1)
        message = self._messages(self.caller) - before
        self.assertEqual(len(message), 1)
        self.assertIn("5 overdue, 1 due today", message.subject)
        digests._cron_send(noon + timedelta(hours=5))
        self.assertEqual(self._messages(self.caller) - before, message)
        digests._cron_send(noon + timedelta(days=1))
        self.assertEqual(len(self._messages(self.caller) - before), 2)

    def test_nobody_without_such_work_is_told(self):
        self.env["callback.digest"]._cron_send(datetime(2026, 5, 12, 4))
        self.assertFalse(
            self.env["callback.digest"].search([("user_id", "=", self.caller.id)])
        )
