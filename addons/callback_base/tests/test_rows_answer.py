# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestRowsAnswer(CallbackCommon):
    """X-26: G1-43 counts seconds, R2-07 rings, D1-03 the first reply of a chat."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chat = cls.env["callback.channel"].search(
            [("id", "not in", (cls.phone | cls.letter).ids)], limit=1
        )
        cls.answers = cls._answer_policy(
            "AN",
            (cls.phone, "second", 20, "G1-43"),
            (cls.phone, "ring", 3, "R2-07"),
            (cls.chat, "response", 60, "D1-03"),
        )

    @classmethod
    def _answer_policy(cls, code, *limits, **values):
        policy = cls.env["callback.policy"].create(
            {
                "name": code,
                "code": code,
                "clause_ids": [
                    Command.create(
                        {"code": limit[3], "name": "Soon", "kind": "deadline"}
                    )
                    for limit in limits
                ],
                **values,
            }
        )
        clauses = {clause.code: clause.id for clause in policy.clause_ids}
        for channel, unit, number, clause in limits:
            cls.env["callback.answer.limit"].create(
                {
                    "policy_id": policy.id,
                    "channel_id": channel.id,
                    "unit": unit,
                    "limit": number,
                    "clause_ids": [Command.set([clauses[clause]])],
                }
            )
        return policy

    def test_ex_022_ex_091_answer_limits(self):
        policy = self.answers.with_user(self.caller)
        cases = (
            ("phone", 20, "second", True),
            ("phone", 21, "second", False),
            ("phone", 20.01, "second", False),
            ("phone", 3, "ring", True),
            ("phone", 4, "ring", False),
            (self.chat.code, 60, "response", True),
            (self.chat.code, 61, "response", False),
        )
        for channel, value, unit, expected in cases:
            with self.subTest(channel, value=value, unit=unit):
                self.assertIs(policy.check_answer(channel, value, unit), expected)
        self.assertTrue(policy.check_answer("phone", 0))

    def test_g1_43_a_month_of_calls(self):
        figures = self.answers.check_answers("phone", [5, 20, 21, 90], "second")
        self.assertEqual((figures["met"], figures["missed"]), (2, 2))
        self.assertEqual((figures["rate"], figures["clauses"]), (0.5, ["G1-43"]))
        self.assertIsNone(self.answers.check_answers("phone", [])["rate"])

    def test_x_26_another_policy_another_limit(self):
        other = self._answer_policy("AN2", (self.phone, "second", 35, "T-1"))
        self.assertTrue(other.check_answer("phone", 35))
        self.assertFalse(other.check_answer("phone", 36))
        with self.assertRaisesRegex(UserError, "no answer limit"):
            other.check_answer("phone", 2, "ring")

    def test_x_26_bad_numbers_are_refused(self):
        for value in (-1, "20", None, True, float("nan")):
            with (
                self.subTest(value),
                self.assertRaisesRegex(UserError, "number from 0"),
            ):
                self.answers.check_answer("phone", value)
        with self.assertRaisesRegex(UserError, "second, ring, response"):
            self.answers.check_answer("phone", 5, "minute")
        with self.assertRaisesRegex(UserError, "no callback channel"):
            self.answers.check_answer("pigeon", 5)
        with self.assertRaisesRegex(ValidationError, "from 1"):
            self._answer_policy("AN3", (self.phone, "second", 0, "T-2"))

    def test_x_26_the_setting_gives_the_limit_and_may_not_be_blank(self):
        setting = self.env["callback.setting"]._of_code("X-26-RINGS")
        policy = self._answer_policy(
            "AN4", setting_ids=[Command.create({"setting_id": setting.id})]
        )
        self.env["callback.answer.limit"].create(
            {
                "policy_id": policy.id,
                "channel_id": self.phone.id,
                "unit": "ring",
                "setting_id": setting.id,
            }
        )
        with self.assertRaisesRegex(UserError, "X-26-RINGS"), self.env.cr.savepoint():
            policy.action_activate()
        with self.assertRaisesRegex(UserError, "X-26-RINGS"):
            policy.check_answer("phone", 2, "ring")
        policy.setting_ids.value = "5"
        policy.action_activate()
        self.assertTrue(policy.check_answer("phone", 5, "ring"))
        self.assertFalse(policy.check_answer("phone", 6, "ring"))

    def test_t_13_limits_in_force_are_locked_and_copied_to_the_next_version(self):
        self.answers.action_activate()
        limit = self.answers.answer_limit_ids[0]
        with self.assertRaisesRegex(UserError, "in force"), self.env.cr.savepoint():
            limit.with_user(self.manager).limit = 99
        draft = self._answer_policy("AN5", (self.phone, "second", 9, "T-5"))
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                draft.answer_limit_ids.with_user(user).limit = 99
        action = self.answers.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        self.assertEqual(new.check_answers("phone", [21])["clauses"], ["G1-43"])
        self.assertEqual(new.answer_limit_ids.clause_ids.policy_id, new)
