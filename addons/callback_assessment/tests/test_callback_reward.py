# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .callback_sanction_common import SanctionCommon

INFORMANT = "callback_assessment.callback_group_informant"


@tagged("post_install", "-at_install")
class TestReward(SanctionCommon):
    """Rewards to outside persons: ASMT-17, G1-82 … G1-87, X-38."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._new_user("cb_clerk", INFORMANT, cls.head_office)
        cls.person = (
            cls.env["callback.informant"]
            .with_user(cls.clerk)
            .create({"person": "Zhang Secret", "phone": "13900001111"})
        )
        cls.hazard = cls._new_outside("OUT-1", amount=200.05, refuses_own=True)
        cls.theft = cls._new_outside("OUT-2", kind="percent", rate=5, base_kind="fine")

    @classmethod
    def _new_outside(cls, code, **values):
        return cls._new_rule(code, direction="award", target="outside", **values)

    def _ask(self, rule=None, case="HZ-1", **values):
        rewards = self.env["callback.reward"].with_user(self.clerk)
        rewards = rewards.with_context(tracking_disable=False, mail_notrack=False)
        return rewards.create(
            {
                "informant_id": self.person.id,
                "rule_id": (rule or self.hazard).id,
                "date": "2026-03-02",
                "case_ref": case,
                **values,
            }
        )

    def test_asked_verified_approved_paid(self):
        """ASMT-17: others verify, approve and pay; each step once."""
        reward = self._ask()
        self.assertEqual((reward.state, reward.amount), ("requested", 200.05))
        self.assertEqual(reward.user_id, self.clerk)
        boss, hr = reward.with_user(self.manager), reward.with_user(self.hr)
        with self.assertRaisesRegex(UserError, "step is not open"), self.cr.savepoint():
            boss.action_approve()
        boss.action_verify()
        hr.action_approve()
        with (
            self.assertRaisesRegex(UserError, "what it was paid with"),
            self.cr.savepoint(),
        ):
            hr.action_pay()
        hr.payment_ref = "Cash 17"
        hr.action_pay()
        self.assertEqual((reward.state, reward.approve_user_id), ("paid", self.hr))
        for again in (hr.action_pay, hr.action_approve, hr.action_verify):
            with (
                self.assertRaisesRegex(UserError, "step is not open"),
                self.cr.savepoint(),
            ):
                again()
        with self.assertRaisesRegex(UserError, "step is not open"), self.cr.savepoint():
            hr.payment_ref = "Cash 18"

    def test_not_by_who_asked(self):
        """Nobody verifies or approves a request of one's own, whatever the groups."""
        self.clerk.group_ids += self.env.ref("callback_base.callback_group_manager")
        reward = self._ask()
        for name in ("action_verify", "action_reject"):
            with (
                self.assertRaisesRegex(UserError, "does not decide"),
                self.cr.savepoint(),
            ):
                getattr(reward.with_user(self.clerk), name)()
        reward.with_user(self.manager).action_verify()
        with self.assertRaisesRegex(UserError, "does not decide"), self.cr.savepoint():
            reward.with_user(self.clerk).action_approve()
        with self.assertRaises(AccessError):
            reward.with_user(self.supervisor).action_approve()
        for vals in ({"state": "approved"}, {"amount": 9999}, {"user_id": 2}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                reward.with_user(self.clerk).write(vals)

    def test_who_reported_stays_secret(self):
        """G1-87: one group reads the name; no screen, export or message has it."""
        reward = self._ask(facts="Rusty pipe")
        reward.with_user(self.manager).action_verify()
        number = self.person.name
        for user in (self.manager, self.hr, self.auditor):
            seen = reward.with_user(user)
            self.assertEqual(seen.informant_number, number)
            self.assertNotIn("informant_id", seen.fields_get())
            for wrong in (
                lambda seen=seen: seen.read(["informant_id"]),
                lambda seen=seen: seen.export_data(["informant_id/person"]),
                lambda seen=seen: seen.search([("informant_id.person", "like", "Z")]),
                lambda user=user: self.person.with_user(user).read(["person"]),
                lambda user=user: self.person.with_user(user).search([]),
            ):
                with self.assertRaises(AccessError):
                    wrong()
            arch = str(seen.get_views([(False, "form")])["views"]["form"]["arch"])
            self.assertNotIn('name="informant_id"', arch)
        self.assertEqual(self.person.display_name, number)
        self.assertEqual(
            reward.with_user(self.clerk).informant_id.person, "Zhang Secret"
        )
        messages = self.env["mail.message"].search(
            [("model", "=", reward._name), ("res_id", "=", reward.id)]
        )
        texts = messages.mapped("body") + messages.tracking_value_ids.mapped(
            "new_value_char"
        )
        self.assertFalse([text for text in texts if "Zhang" in (text or "")])
        # Nothing can bring the name into messages: it is not tracked, and there is
        # no chatter with the person.
        tracked = reward._track_get_fields() | {"state"}
        self.assertFalse({"informant_id", "informant_number"} & tracked)
        self.assertNotIn("message_ids", self.env["callback.informant"]._fields)

    def test_own_home(self):
        """G1-82: what somebody reports at home earns nothing; the rule is named."""
        with (
            self.assertRaisesRegex(ValidationError, "OUT-1.*own home"),
            self.cr.savepoint(),
        ):
            self._ask(is_own=True)
        reward = self._ask()
        with (
            self.assertRaisesRegex(ValidationError, "OUT-1.*own home"),
            self.cr.savepoint(),
        ):
            reward.is_own = True

    def test_share_of_the_chosen_base(self):
        """G1-86, X-38: rate × base, half-up to the cent, capped, and its document."""
        for vals in ({}, {"base_amount": 100}, {"base_document": "Order 5"}):
            with (
                self.assertRaisesRegex(ValidationError, "OUT-2.*Fine imposed"),
                self.cr.savepoint(),
            ):
                self._ask(self.theft, case="T-0", **vals)
        base = {"base_amount": 1234.50, "base_document": "Order 5"}
        reward = self._ask(self.theft, case="T-1", **base)
        self.assertEqual(reward.amount, 61.73)  # 61.725 is rounded up
        ten = self._new_outside(
            "OUT-3", kind="percent", rate=10, base_kind="recovered",
            is_capped=True, cap=100.01,
        )  # fmt: skip
        self.assertEqual(self._ask(ten, case="T-2", **base).amount, 100.01)
        with (
            self.assertRaisesRegex(ValidationError, "two decimals"),
            self.cr.savepoint(),
        ):
            self._ask(ten, case="T-3", base_amount=1.005, base_document="O")

    def test_once_for_each_case(self):
        """A case is rewarded once, written in any way, by whomever it is reported."""
        reward = self._ask(case="HZ-77")
        for case in ("HZ-77", " hz-77 "):
            with (
                self.assertRaisesRegex(ValidationError, reward.name),
                self.cr.savepoint(),
            ):
                self._ask(self._new_outside(f"O{case}", amount=5), case=case)
        other = self._ask(case="HZ-78")
        with self.assertRaisesRegex(ValidationError, "HZ-77"), self.cr.savepoint():
            other.case_ref = "HZ-77"
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                self.env.flush_all()
                self.cr.execute(
                    "UPDATE callback_reward SET case_ref = 'hz-77' WHERE id = %s",
                    [other.id],
                )
        decider = reward.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Say why"), self.cr.savepoint():
            decider.action_reject()
        decider.reason = "Not found"
        decider.action_reject()
        self.assertTrue(self._ask(case="HZ-77"))

    def test_rules(self):
        """X-35, X-38: a blank share or base binds; only rewards; none for employees."""
        for vals in ({"rate": 0}, {"base_kind": False}):
            rule = self._new_outside(
                "OUT-4", activate=False,
                **{"kind": "percent", "rate": 5, "base_kind": "fine", **vals},
            )  # fmt: skip
            with self.assertRaisesRegex(UserError, "OUT-4"), self.cr.savepoint():
                rule.action_activate()
        for vals in ({"direction": "deduct"}, {"kind": "range"}, {"measure": "award"}):
            with self.assertRaisesRegex(ValidationError, "OUT-5"), self.cr.savepoint():
                self._new_rule(
                    "OUT-5", activate=False,
                    **{"direction": "award", "target": "outside", "amount": 5, **vals},
                )  # fmt: skip
        with (
            self.assertRaisesRegex(ValidationError, "outside persons"),
            self.cr.savepoint(),
        ):
            self._propose(self.hazard)
        with (
            self.assertRaisesRegex(ValidationError, "not in force for rewards"),
            self.cr.savepoint(),
        ):
            self._ask(self._new_rule("IN-1", direction="award", amount=5))
        with (
            self.assertRaisesRegex(ValidationError, "not happened"),
            self.cr.savepoint(),
        ):
            self._ask(date="2999-01-01")

    def test_verified_stays(self):
        """What was verified is not changed any more, nor deleted."""
        reward = self._ask()
        reward.with_user(self.manager).action_verify()
        with self.assertRaisesRegex(UserError, "step is not open"), self.cr.savepoint():
            reward.with_user(self.clerk).case_ref = "HZ-2"
        with self.assertRaisesRegex(UserError, "step is not open"), self.cr.savepoint():
            reward.with_user(self.clerk).unlink()
        with self.assertRaises(AccessError):
            reward.with_user(self.hr).case_ref = "HZ-2"

    def test_reference_values(self):
        """G1-82 … G1-86: 200, 500, 1000, 2000; the share of a theft is left open."""
        rules = [
            self.env.ref(f"callback_assessment.penalty_rule_g1_{n}")
            for n in (82, 83, 84, 85)
        ]
        self.assertEqual([rule.amount for rule in rules], [200, 500, 1000, 2000])
        self.assertTrue(all(rule.refuses_own for rule in rules))
        for rule in rules:
            self.assertEqual((rule.target, rule.direction), ("outside", "award"))
