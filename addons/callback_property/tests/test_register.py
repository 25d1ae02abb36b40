# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestRegister(PropertyCommon):
    """The register: S1-01…S1-03, S1-07, S2-01, S2-07, S5-02…S5-04, S5-07…S5-13."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agents = cls.agent_a | cls.agent_b | cls.agent_c

    def _roster(self, policy):
        return self.env["callback.roster"].create(
            {
                "name": f"Sales centre {policy}",
                "department_id": self.branch.id,
                "policy_id": self.env.ref(f"callback_property.policy_{policy}").id,
                "member_ids": [
                    Command.create({"user_id": user.id, "sequence": number})
                    for number, user in enumerate(self.agents, 1)
                ],
            }
        )

    def _receive(self, roster, **values):
        """Return the line of a visitor who comes to the desk of agent C."""
        visits = self.env["callback.property.visit"].with_user(self.agent_c)
        return visits.receive(
            roster.with_user(self.agent_c), {"name": "Visitor", **values}
        ).sudo()

    def _trace(self):
        """Write the history, as the end of the transaction does."""
        self.env.flush_all()
        self.cr.precommit.run()

    def _letters(self, roster, times):
        return "".join(
            self._receive(roster).user_id.login[-1] for _number in range(times)
        )

    def test_ex_055_not_made_up(self):
        """EX-055, S2-01 version A, X-11: A waits for the normal turn."""
        roster = self._roster("s2")
        roster.with_user(self.agent_c).skip_person("own_customer")
        self.assertEqual(self._letters(roster, 4), "bcab")

    def test_ex_055_made_up(self):
        """EX-055, S2-01 version B, S5-02: the next new customer goes to A, then C."""
        roster = self._roster("s2")
        roster.skip_policy = "later"
        roster.with_user(self.agent_c).skip_person("own_customer")
        self.assertEqual(self._letters(roster, 4), "baca")

    def test_ex_055_reasons(self):
        """EX-055, S5-02, S5-03: sick leave is not made up, other work is."""
        roster = self._roster("s5")
        roster.with_user(self.agent_c).skip_person("sick_leave")
        self.assertEqual(self._letters(roster, 3), "bca")
        roster.with_user(self.agent_c).skip_person("ordered_work")
        self.assertEqual(self._letters(roster, 3), "cba")

    def test_who_takes_no_turn(self):
        """S5-10, S5-11, S5-13, S1-07: asked for, returning, public, referred."""
        roster = self._roster("s5")
        asked = self._receive(roster, asked_user_id=self.agent_b.id)
        self.assertEqual(asked.owner_id, self.agent_b)
        public = self._receive(roster, visitor="public", public_reason="peer")
        self.assertFalse(public.owner_id)
        back = self._receive(roster, visitor="returning", parent_id=asked.id)
        self.assertEqual(back.owner_id, self.agent_b)
        company = self._receive(roster, source="company")
        self.assertFalse(company.owner_id)
        lines = asked | public | back | company
        self.assertFalse(any(lines.mapped("turn_used")))
        company.with_user(self.keeper).assign(self.agent_c.id, "Knows the family")
        self.assertEqual(company.owner_id, self.agent_c)
        self.assertEqual(self._letters(roster, 3), "abc")

    def test_s5_10_public_afterwards(self):
        """S5-10: found to be public afterwards, the agent makes the turn up."""
        roster = self._roster("s5")
        visit = self._receive(roster)
        self.assertEqual((visit.user_id, visit.turn_used), (self.agent_a, True))
        visit.with_user(self.keeper).action_confirm_public("salesman")
        self.assertFalse(visit.owner_id)
        self.assertEqual(self._letters(roster, 3), "abc")

    def test_s1_01_registered_on_the_day_and_verified(self):
        """S1-01, S5-04: late lines are flagged; only complete ones are verified."""
        visit = self._visit(self.agent_a, "2026-03-02")
        self.assertFalse(visit.is_late)
        with self._at("2026-03-03 00:00:01"):
            late = (
                self.env["callback.property.visit"]
                .with_user(self.agent_a)
                .create({"name": "Li", "date": "2026-03-02"})
            )
        self.assertTrue(late.is_late)
        with self.assertRaises(AccessError):
            visit.with_user(self.agent_a).action_verify()
        with self.assertRaisesRegex(UserError, "S5-04"):
            visit.action_verify()
        visit.write(
            {"employer": "Works", "intention": "2 rooms", "information_source": "TV"}
        )
        visit.action_verify()
        self.assertEqual(visit.state, "verified")
        with self.assertRaises(AccessError), self.cr.savepoint():
            visit.with_user(self.agent_a).write({"phone": "1"})

    def test_s1_02_not_altered_not_destroyed(self):
        """S1-02, S5-28: the old value stays in the history; nothing is deleted."""
        visit = self._visit(self.agent_a, "2026-03-02")
        self._trace()
        visit.with_context(tracking_disable=True).phone = "13900000002"
        self._trace()
        values = visit.sudo().message_ids.tracking_value_ids
        self.assertIn("13800000001", values.mapped("old_value_char"))
        for user in (self.keeper, self.judge):
            with self.assertRaises(UserError), self.cr.savepoint():
                visit.with_user(user).unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            visit.sudo().unlink()
        with self.assertRaises(AccessError), self.cr.savepoint():
            visit.date_registered = "2026-01-01 00:00:00"

    def test_s1_03_who_reads_the_register(self):
        """S1-03: agents their own lines, managers of callbacks none at all."""
        visit = self._visit(self.agent_a, "2026-03-02")
        self.assertEqual(visit.with_user(self.agent_a).name, "Wang Xiaoming")
        self.assertTrue(visit.with_user(self.judge).phone)
        for user in (self.agent_b, self.caller, self.supervisor, self.manager):
            with self.assertRaises(AccessError), self.cr.savepoint():
                visit.with_user(user).invalidate_recordset()
                visit.with_user(user).read(["name"])
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.env["callback.property.visit"].with_user(self.agent_a).create(
                {"name": "X", "user_id": self.agent_b.id}
            )

    def test_s5_06_calls_belong_to_who_answers(self):
        """S5-06, S5-07: the customer of a call is the agent's own."""
        call = self._visit(self.agent_a, "2026-03-02", kind="phone")
        self.assertEqual(call.owner_id, self.agent_a)

    def test_conduct_is_written_down(self):
        """S1-05, S2-03, S2-05, S2-06, S2-08, S5-15, S5-26: what only people see."""
        visit = self._visit(self.agent_a, "2026-03-02")
        visit.with_user(self.agent_a).note = "Called on 5 March"
        note = visit.message_post(body="Spoke to the customer of a colleague")
        with self.assertRaises(UserError), self.cr.savepoint():
            visit.sudo().unlink()
        self.assertIn(note, visit.message_ids)
        self.assertTrue(self._deal("own", 1).message_post(body="Asks for 2 % less"))
