# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .contact_common import china
from .test_attempt_limits import AttemptCommon


@tagged("post_install", "-at_install")
class TestLadder(AttemptCommon):
    """Channel after channel until the customer is reached: F3-04, F3-57, X-26."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sms = cls.env.ref("callback_base.callback_channel_sms")
        cls.visit = cls.env.ref("callback_base.callback_channel_visit")
        cls.message = cls.env.ref("callback_base.callback_evidence_kind_message_log")
        cls.policy.ladder_ids = [
            Command.create(
                {
                    "sequence": 1,
                    "channel_id": cls.sms.id,
                    "quantity": 2,
                    "unit": "day",
                    "evidence_kind_ids": [Command.link(cls.message.id)],
                }
            ),
            Command.create(
                {
                    "sequence": 2,
                    "channel_id": cls.letter.id,
                    "quantity": 3,
                    "unit": "working_day",
                    "clause_ids": [Command.link(cls.policy.clause_ids[0].id)],
                }
            ),
        ]

    def _exhaust_phone(self):
        for text in ("2026-03-02 10:00", "2026-03-02 14:00", "2026-03-03 10:00"):
            self._try(text)
        with freeze_time(china("2026-03-03 11:00")):
            self.mine.action_unreachable()

    def test_the_phone_gives_way_to_an_sms(self):
        deadline = self.record.deadline
        self.assertEqual(self.mine.ladder_next, "SMS")
        with self.assertRaisesRegex(UserError, "0 valid attempts"):
            self.mine.action_unreachable()
        self._exhaust_phone()
        self.assertEqual(self.record.state, "ongoing")
        self.assertEqual(self.record.channel_id, self.sms)
        self.assertEqual(self.record.deadline, deadline)
        self.assertFalse(self.record.date_done)
        self.assertEqual(self.mine.ladder_next, "Letter")
        self.assertIn(self.sms, self.mine.allowed_channel_ids)

    def test_each_channel_has_its_attempt_its_evidence_and_its_wait(self):
        self._exhaust_phone()
        with self.assertRaisesRegex(UserError, "0 valid attempts.*SMS"):
            self.mine.action_unreachable()
        self._try("2026-03-03 11:30", channel="sms", ring_seconds=0)
        with freeze_time(china("2026-03-05 23:59:59")):
            with self.assertRaisesRegex(UserError, "Customer.*SMS is waited for until"):
                self.mine.action_unreachable()
        with freeze_time(china("2026-03-06 00:00")):
            with self.assertRaisesRegex(UserError, "leave SMS yet.*Message log"):
                self.mine.action_unreachable()
            self._add_evidence(self.mine, "message_log")
            self.mine.action_unreachable()
        self.assertEqual(self.record.channel_id, self.letter)
        self.assertEqual(self.record.state, "ongoing")

    def test_only_after_the_last_channel_it_is_unreachable(self):
        self._exhaust_phone()
        self._try("2026-03-03 11:30", channel="sms", ring_seconds=0)
        self._add_evidence(self.mine, "message_log")
        with freeze_time(china("2026-03-06 09:00")):
            self.mine.action_unreachable()
            self._try("2026-03-06 09:00", channel="letter", ring_seconds=0)
        self.assertFalse(self.mine.ladder_next)
        # Friday and three working days: Wednesday at closing time.
        with freeze_time(china("2026-03-11 18:00")):
            with self.assertRaisesRegex(UserError, "TP-1.*waited for until"):
                self.mine.action_unreachable()
        with freeze_time(china("2026-03-11 18:00:01")):
            self.mine.action_unreachable()
        self.assertEqual(self.record.state, "unreachable")
        self.assertEqual(len(self.record.attempt_ids), 5)

    def test_an_answer_on_a_later_channel_finishes(self):
        self.rule.channel_ids = self.phone
        self._exhaust_phone()
        self._try("2026-03-03 16:30", "answered", channel="sms", ring_seconds=0)
        self._add_evidence(self.mine, "message_log")
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")
        self.assertEqual(self.record.channel_id, self.sms)

    def test_a_refused_channel_is_passed(self):
        self.customer.callback_refused_channel_ids = self.sms
        self.assertEqual(self.mine.ladder_next, "Letter")
        self._exhaust_phone()
        self.assertEqual(self.record.channel_id, self.letter)

    def test_the_first_channel_may_be_a_step_with_its_own_seconds(self):
        """X-26: the limit of answering per channel and policy."""
        self.policy.ladder_ids = [
            Command.create(
                {
                    "sequence": 0,
                    "channel_id": self.phone.id,
                    "attempt_min": 2,
                    "ring_seconds": 60,
                }
            )
        ]
        self.assertFalse(self._try("2026-03-02 10:00", ring_seconds=59).is_valid)
        self.assertTrue(self._try("2026-03-02 10:10", ring_seconds=60).is_valid)
        with self.assertRaisesRegex(UserError, "1 valid.*2 are needed.*60 seconds"):
            self.mine.action_unreachable()
        self._try("2026-03-02 10:20", ring_seconds=61)
        self.mine.action_unreachable()
        self.assertEqual(self.record.channel_id, self.sms)

    def test_many_at_once(self):
        other = self._create_record(date_event=china("2026-03-02 09:00"))
        done = self._create_record(date_event=china("2026-03-02 09:00"))
        for record in (self.record, other):
            for text in ("2026-03-02 10:00", "2026-03-02 14:00", "2026-03-03 10:00"):
                self._try(text, record=record.with_user(self.caller))
        both = (self.record | other).with_user(self.caller)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            (both | done.with_user(self.caller)).action_unreachable()
        self.assertEqual(both.channel_id, self.phone)
        both.action_unreachable()
        self.assertEqual(both.channel_id, self.sms)

    def test_the_step_is_the_systems(self):
        with self.assertRaises(AccessError):
            self.mine.ladder_step_id = self.policy.ladder_ids[1]
        with self.assertRaisesRegex(UserError, "in force"):
            self.policy.ladder_ids[0].with_user(self.manager).quantity = 0

    def test_base_53_a_new_version_has_its_own_ladder(self):
        action = self.policy.with_user(self.manager).action_new_version()
        new = self.policy.browse(action["res_id"])
        self.assertEqual(new.ladder_ids.channel_id, self.sms | self.letter)
        self.assertEqual(new.ladder_ids[1].clause_ids.policy_id, new)
        self.assertEqual(new.get_difference(), [])
        new.ladder_ids[0].quantity = 5
        [line] = new.get_difference()
        self.assertEqual((line["old"], line["new"]), ("2", "5"))


@tagged("post_install", "-at_install")
class TestChannelRule(AttemptCommon):
    """A condition on the callback decides the channel: T1-11, T1-15, EX-083."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls.env.ref("callback_base.callback_channel_visit")
        cls.rule.channel_ids = cls.phone | cls.visit
        cls.policy.channel_rule_ids = [
            Command.create(
                {
                    "name": "valuable suggestion",
                    "domain": "[('need_valuable', '=', True)]",
                    "channel_ids": [Command.set(cls.visit.ids)],
                    "clause_ids": [
                        Command.create(
                            {
                                "code": "TP-V",
                                "name": "Visit",
                                "kind": "channel",
                                "policy_id": cls.policy.id,
                            }
                        )
                    ],
                }
            )
        ]

    def _talk(self):
        self._try("2026-03-03 10:00", "answered")
        self.mine.write(
            {
                "content": "Asked",
                "problem": "None",
                "result": "Fine",
                "need": "A ramp at the gate",
            }
        )

    def test_ex_083_a_valuable_suggestion_is_visited(self):
        self._talk()
        self.mine.need_valuable = True
        with self.assertRaisesRegex(
            UserError, "TP-V.*Customer.*Phone.*valuable suggestion.*On-site visit"
        ):
            with self.env.cr.savepoint():
                self.mine.action_done()
        self.assertEqual(self.mine.allowed_channel_ids, self.visit)
        self.mine.channel_id = self.visit
        with freeze_time(china("2026-03-04 10:30")):
            with self.assertRaisesRegex(UserError, "Customer signature"):
                with self.env.cr.savepoint():
                    self.mine.action_done()
            self._add_evidence(self.mine, "customer_signature")
            self.mine.action_done()
        self.assertEqual(self.record.state, "done")
        self.assertIn(self.visit, self.record.attempt_ids.channel_id)

    def test_without_the_mark_the_phone_will_do(self):
        self._talk()
        self.mine.action_done()
        self.assertEqual(self.record.channel_id, self.phone)

    def test_the_form_offers_the_channels_of_the_condition(self):
        self._talk()
        with Form(self.mine) as form:
            form.need_valuable = True
            self.assertEqual(form.allowed_channel_ids.ids, self.visit.ids)

    def test_bad_conditions_are_refused(self):
        rule = self.policy.channel_rule_ids
        for domain in ("[('nothing', '=', 1)]", "[(", "import os"):
            with self.assertRaisesRegex(ValidationError, "valuable suggestion"):
                with self.env.cr.savepoint():
                    rule.domain = domain
        with self.assertRaisesRegex(ValidationError, "choose a channel"):
            rule.channel_ids = [Command.clear()]
