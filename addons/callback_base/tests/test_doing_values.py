# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .complaint_common import ComplaintCommon
from .plan_common import china


@tagged("post_install", "-at_install")
class TestDoingValues(ComplaintCommon):
    """The worked examples of doing callbacks, with other values than theirs."""

    def test_ex_084_the_day_ends_at_midnight_on_every_day(self):
        """T1-17: the last day of a year, of February, a holiday, midnight itself."""
        rule = self._event_rule("day", (0, "day"))
        policy = self._new_policy(rule)
        for at in (
            "2026-12-31 00:00:00",
            "2026-12-31 23:59:59",
            "2026-10-01 16:30:00",
            "2027-02-28 12:00:00",
        ):
            end = china(f"{at[:10]} 23:59:59")
            for late in (False, True):
                with self._at(at):
                    record = self._owed(policy, self._document("day", at))
                self.assertEqual(record.deadline, end)
                with freeze_time(end + timedelta(seconds=late)):
                    self._finish(record.with_user(self.manager))
                self.assertEqual(record.on_time, not late, at)

    def test_ex_091_thirty_minutes_run_into_the_new_year(self):
        limits = {"ring": 3, "second": 20, "response": 60}
        policy = self._policy_with(
            {"kind": "enquiry", "stages": [("informed", 30, "minute", "receipt")]},
            answer_limit_ids=[
                Command.create(
                    {"channel_id": self.phone.id, "unit": unit, "limit": limit}
                )
                for unit, limit in limits.items()
            ],
        ).with_user(self.caller)
        with self._at("2026-12-31 23:45:30"):
            case = self._file(kind="enquiry")
        self.assertEqual(self._limit(case, "informed"), "2027-01-01 00:15:30")
        for unit, limit in limits.items():
            self.assertTrue(policy.check_answer("phone", limit, unit))
            self.assertFalse(policy.check_answer("phone", limit + 1, unit))
        for values, unit in ((20, "second"), (None, "second"), ([3], ["ring"])):
            with self.assertRaises(UserError):
                policy.check_answers("phone", values, unit)

    def test_base_23_how_a_callback_was_made_stays(self):
        """Channel, caller and unit are what quotas and statistics count."""
        record = self._create_record(user_id=self.caller.id)
        self._finish(record.with_user(self.caller))
        for user, values in (
            (self.caller, {"channel_id": self.letter.id}),
            (self.supervisor, {"channel_id": self.letter.id}),
            (self.supervisor, {"user_id": self.supervisor.id}),
            (self.manager, {"department_id": self.other_branch.id}),
        ):
            with self.assertRaisesRegex(AccessError, "may not change"):
                record.with_user(user).write(values)
        record.with_user(self.caller).write({"channel_id": self.phone.id})

    def test_t1_11_marked_as_valuable_after_the_phone_call(self):
        """EX-083: the phone does not complete it, whenever the mark is set."""
        rule = {
            "name": "valuable",
            "domain": "[('need_valuable', '=', True)]",
            "channel_ids": [Command.set(self.visit.ids)],
        }
        self.policy.sudo().channel_rule_ids = [Command.create(rule)]
        record = self._create_record(user_id=self.caller.id)
        mine = self._finish(record.with_user(self.caller))
        with self.assertRaisesRegex(UserError, "valuable"), self.env.cr.savepoint():
            mine.need_valuable = True
        self.assertFalse(record.need_valuable)

    def test_what_is_no_value_is_refused_in_words(self):
        record = self._create_record(user_id=self.caller.id)
        mine = record.with_user(self.caller)
        for outcome in ("nonsense", ["answered"], None):
            with self.assertRaisesRegex(UserError, "outcome|Outcome"):
                mine.log_attempt("phone", outcome)
        with self.assertRaisesRegex(UserError, "is no time"):
            mine.log_attempt("phone", "busy", started_at=5)
        attempt = mine.log_attempt("phone", "busy", note=5)
        self.assertEqual(attempt.note, "5")
        for values in (
            [1],
            "text",
            {"kind": "nonsense"},
            {"department_id": 99999999},
            {"department_id": "x"},
            {"date_reply_by": "tomorrow"},
            {"concerned_user_ids": [99999999]},
        ):
            with self.assertRaisesRegex(UserError, "does not take"):
                mine.open_complaint(values)
        self.assertFalse(record.sudo().complaint_ids)

    def test_ex_031_the_contact_of_an_institution_answers_for_it(self):
        """F2-10: the letter of a company needs its seal, whoever is written to."""
        seal = self.env.ref("callback_base.callback_evidence_kind_organisation_seal")
        self.env["callback.evidence.need"].create(
            {
                "channel_id": self.visit.id,
                "kind_id": seal.id,
                "customer": "company",
            }
        )
        record = self._create_record(channel_id=self.visit.id)
        self.assertNotIn(seal.name, record.evidence_missing)
        company = self.env["res.partner"].create({"name": "Inc", "is_company": True})
        self.customer.parent_id = company
        record = self._create_record(channel_id=self.visit.id)
        self.assertIn(seal.name, record.evidence_missing)

    def test_base_39_a_push_with_what_is_no_text(self):
        evidence = self.env["callback.evidence"].with_user(self.manager)
        digest = hashlib.sha256(b"x").hexdigest()
        sound = {"url": "https://example.com/a.wav"}
        for name, values in (
            ("a\0.wav", sound),
            ("a.wav", {**sound, "agent": "\ud800"}),
        ):
            with self.assertRaisesRegex(UserError, "no text"):
                evidence.push("value-1", "recording", name, digest, **values)
        made = evidence.push("value-1", "recording", "a.wav", digest, **sound)
        for _again in range(2):
            again = evidence.push("value-1", "recording", "a.wav", digest, **sound)
            self.assertEqual(again, made)
