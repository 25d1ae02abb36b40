# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CallbackCommon

MADE_UP = ("own_customer", "colleague_customer", "helping", "ordered_work")
LOST = ("rest_day", "personal_leave", "sick_leave")


@tagged("post_install", "-at_install")
class TestRowsRoster(CallbackCommon):
    """S2-01, S2-02, S5-01 … S5-03, X-11: whose turn it is, and who makes it up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("a", "b", "c")
        cls.agents = cls.env["res.users"].union(
            *(cls._new_user(f"cb_agent_{n}", "caller", cls.branch) for n in names)
        )

    def _roster(self, skip_policy, **values):
        roster = self.env["callback.roster"].create(
            {
                "name": f"Sales centre {skip_policy}",
                "department_id": self.branch.id,
                "skip_policy": skip_policy,
                "member_ids": [
                    Command.create({"user_id": user.id, "sequence": number})
                    for number, user in enumerate(self.agents, 1)
                ],
                **values,
            }
        )
        return roster.with_user(self.caller)

    def _receive(self, roster, times=1):
        """Return the letters of who received the next customers."""
        letters = ""
        for _number in range(times):
            letters += roster.get_next_person().login[-1]
            roster.action_receive()
        return letters

    def test_s2_01_s5_01_the_order_goes_round(self):
        self.assertEqual(self._receive(self._roster("none"), 7), "abcabca")

    def test_ex_055_version_a_not_made_up(self):
        roster = self._roster("none")
        self.assertEqual(roster.skip_person("own_customer").login, "cb_agent_b")
        self.assertEqual(self._receive(roster, 5), "bcabc")

    def test_ex_055_version_b_made_up_later(self):
        roster = self._roster("later")
        roster.skip_person("rest_day")
        self.assertEqual(self._receive(roster, 6), "bacabc")

    def test_ex_055_s5_sick_leave_is_not_made_up(self):
        roster = self._roster("reasons")
        roster.skip_person("sick_leave")
        self.assertEqual(self._receive(roster, 4), "bcab")

    def test_s5_02_s5_03_four_reasons_are_made_up_three_are_not(self):
        for reasons, expected in ((MADE_UP, "bacab"), (LOST, "bcabc")):
            for reason in reasons:
                roster = self._roster("reasons")
                roster.skip_person(reason)
                with self.subTest(reason):
                    self.assertEqual(self._receive(roster, 5), expected)

    def test_s5_02_reasons_are_data(self):
        self.env.ref("callback_base.callback_roster_reason_sick").makes_up = True
        self.env["callback.roster.reason"].create({"name": "Court", "code": "court"})
        roster = self._roster("reasons")
        roster.skip_person("sick_leave")
        self.assertEqual(self._receive(roster, 2), "ba")
        roster.skip_person("court")
        self.assertEqual(self._receive(roster, 3), "abc")

    def test_x_11_two_are_passed_over_and_make_up_in_order(self):
        roster = self._roster("later")
        roster.skip_person("helping")
        roster.skip_person("ordered_work")
        self.assertEqual(self._receive(roster, 6), "cabab" + "c")

    def test_x_11_a_turn_to_make_up_waits_while_the_reason_lasts(self):
        roster = self._roster("reasons")
        roster.skip_person("own_customer")
        self.assertEqual(self._receive(roster), "b")
        # Still busy: still to be made up. Then off sick: it is lost.
        self.assertEqual(roster.skip_person("own_customer").login, "cb_agent_c")
        self.assertEqual(self._receive(roster), "c")
        roster.skip_person("sick_leave")
        self.assertEqual(roster.sudo().member_ids.mapped("owed"), [0, 0, 0])

    def test_s2_07_nobody_left_is_said(self):
        roster = self._roster("none")
        for _number in range(3):
            roster.skip_person("rest_day")
        self.assertFalse(roster.get_next_person())
        with self.assertRaisesRegex(UserError, "nobody"):
            roster.action_receive()
        with self.assertRaisesRegex(UserError, "nobody"):
            roster.skip_person("rest_day")
        roster.action_clear_passed()
        self.assertEqual(self._receive(roster), "a")

    def test_s2_02_the_order_is_changed_with_a_reason(self):
        roster = self._roster("none")
        order = self.agents.sorted("login", reverse=True)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            roster.reorder(order, "I prefer it")
        boss = roster.with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "reason"), self.env.cr.savepoint():
            boss.reorder(order, " ")
        with self.assertRaisesRegex(UserError, "each of its"), self.env.cr.savepoint():
            boss.reorder(order[:2], "One is missing")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            boss.member_ids[0].sequence = 9
        boss.reorder(order.ids, "C speaks the language")
        log = boss.log_ids[0]
        self.assertEqual((log.kind, log.user_id), ("reorder", self.supervisor))
        self.assertIn("C speaks the language", log.note)
        self.assertIn("before: cb_agent_a", log.note)
        self.assertIn("now: cb_agent_c", log.note)
        self.assertEqual(self._receive(roster, 4), "cbac")

    def test_s2_01_every_turn_is_in_the_log_that_nobody_changes(self):
        roster = self._roster("reasons")
        roster.skip_person("own_customer", "With Mr Li")
        self._receive(roster, 2)
        kinds = roster.log_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["skip", "receive", "make_up"])
        first = roster.log_ids.sorted("id")[0]
        self.assertEqual((first.note, first.is_made_up), ("With Mr Li", True))
        for user in (self.caller, self.supervisor, self.manager, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                first.with_user(user).note = "Changed"
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                first.with_user(user).unlink()
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                roster.with_user(user).member_ids[0].write({"owed": 5})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                roster.with_user(user).write({"turn_id": False})

    def test_s2_01_other_units_do_not_see_it(self):
        roster = self._roster("none")
        for method in ("get_next_person", "action_receive"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                getattr(roster.with_user(self.other_caller), method)()
        self.assertEqual(roster.with_user(self.auditor).name, roster.name)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            roster.with_user(self.auditor).action_receive()

    def test_x_11_the_setting_of_the_policy_decides(self):
        setting = self.env["callback.setting"]._of_code("X-11")
        policy = self.env["callback.policy"].create(
            {
                "name": "Sales",
                "code": "ROSTER",
                "setting_ids": [Command.create({"setting_id": setting.id})],
            }
        )
        roster = self._roster(False, policy_id=policy.id)
        with self.assertRaisesRegex(UserError, "X-11"), self.env.cr.savepoint():
            roster.skip_person("rest_day")
        policy.setting_ids.value = "later"
        roster.skip_person("rest_day")
        self.assertEqual(self._receive(roster, 3), "bac")
        with self.assertRaisesRegex(ValidationError, "X-11"):
            self._roster(False)

    def test_the_wizard_passes_over_and_moves(self):
        roster = self._roster("later").with_user(self.supervisor)
        wizard = self.env["callback.roster.change"].with_user(self.supervisor)
        reason = self.env.ref("callback_base.callback_roster_reason_help")
        skip = wizard.create(
            {"roster_id": roster.id, "kind": "skip", "reason_id": reason.id}
        )
        self.assertEqual(skip.person_id.login, "cb_agent_a")
        skip.action_confirm()
        self.assertEqual(self._receive(roster, 3), "bac")
        wizard.create(
            {
                "roster_id": roster.id,
                "kind": "reorder",
                "member_id": roster.member_ids[2].id,
                "place": 1,
                "note": "First today",
            }
        ).action_confirm()
        members = roster.member_ids.sorted("sequence")
        self.assertEqual([u.login[-1] for u in members.user_id], ["c", "a", "b"])
