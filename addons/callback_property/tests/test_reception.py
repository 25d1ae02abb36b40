# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged

from .property_common import PropertyCommon


class ReceptionCommon(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agents = cls.agent_a | cls.agent_b | cls.agent_c
        cls.roster = cls.env["callback.roster"].create(
            {
                "name": "Sales centre",
                "department_id": cls.branch.id,
                "policy_id": cls.env.ref("callback_property.policy_s5").id,
                "member_ids": [
                    Command.create({"user_id": user.id, "sequence": number})
                    for number, user in enumerate(cls.agents, 1)
                ],
            }
        )


@tagged("post_install", "-at_install")
class TestReception(ReceptionCommon):
    """The desk: S2-01, S5-01, S5-10…S5-13."""

    def _desk(self, user):
        return Form(self.env["callback.property.reception"].with_user(user))

    def _last(self):
        return self.env["callback.property.visit"].search([], order="id desc", limit=1)

    def test_s2_01_who_is_next_receives(self):
        """S2-01, S5-01: any desk enters the visitor; the agent in turn receives."""
        for agent in (*self.agents, self.agent_a):
            desk = self._desk(self.agent_c)
            self.assertEqual(desk.roster_id, self.roster)
            self.assertEqual(desk.next_user_id, agent)
            desk.name = "Visitor"
            told = desk.save().action_receive()["params"]["message"]
            visit = self._last()
            self.assertEqual((visit.user_id, visit.owner_id), (agent, agent))
            self.assertTrue(visit.turn_used)
            self.assertEqual(visit.department_id, self.branch)
            self.assertIn(agent.name, told)

    def test_s5_12_asked_for_and_absent(self):
        """S5-12, S5-13: a colleague helps; the customer belongs to the other."""
        desk = self._desk(self.agent_c)
        desk.name = "Visitor"
        desk.asked_user_id = self.agent_b
        self.assertFalse(desk.takes_turn)
        desk.helper_id = self.agent_c
        desk.save().action_receive()
        visit = self._last()
        self.assertEqual(visit.user_id, self.agent_c)
        self.assertEqual(visit.owner_id, self.agent_b)
        self.assertFalse(visit.turn_used)
        self.assertEqual(self.roster.next_user_id, self.agent_a)

    def test_s5_10_public_customers_take_no_turn(self):
        """S5-10: received in order, but the turn stays; belongs to nobody."""
        desk = self._desk(self.agent_c)
        desk.name = "Visitor"
        desk.visitor = "public"
        desk.public_reason = "salesman"
        desk.save().action_receive()
        visit = self._last()
        self.assertEqual(visit.user_id, self.agent_a)
        self.assertFalse(visit.owner_id or visit.turn_used)
        self.assertEqual(self.roster.next_user_id, self.agent_a)

    def test_s5_11_returning_customer(self):
        """S5-11: the own agent receives, or who helps; the turn stays."""
        visits = self.env["callback.property.visit"].with_user(self.agent_b)
        first = visits.create({"name": "Wang", "department_id": self.branch.id})
        said = {"name": "Wang", "visitor": "returning", "parent_id": first.id}
        roster = self.roster.with_user(self.agent_b)
        again = visits.receive(roster, dict(said)).sudo()
        self.assertEqual((again.user_id, again.owner_id), (self.agent_b, self.agent_b))
        helped = visits.receive(roster, {**said, "user_id": self.agent_c.id}).sudo()
        self.assertEqual(
            (helped.user_id, helped.owner_id), (self.agent_c, self.agent_b)
        )
        self.assertFalse(again.turn_used or helped.turn_used)

    def test_s1_02_the_desk_says_no_more(self):
        """S1-02: neither state nor time nor owner come from a request."""
        visits = self.env["callback.property.visit"].with_user(self.agent_c)
        for name, value in (
            ("state", "verified"),
            ("date_registered", "2026-01-01 00:00:00"),
            ("date", "2026-01-01"),
            ("owner_id", self.agent_c.id),
            ("consent_user_id", self.agent_c.id),
            ("department_id", self.head_office.id),
        ):
            with self.subTest(name), self.assertRaisesRegex(UserError, name):
                visits.receive(
                    self.roster.with_user(self.agent_c), {"name": "V", name: value}
                )
        self.assertEqual(self.roster.next_user_id, self.agent_a)

    def test_s1_01_the_day_of_the_sales_centre(self):
        """S1-01, T-01: at 4:01 in China it is the next day, and nothing is late."""
        self.agent_c.tz = "UTC"
        with self._at("2026-03-03 04:01:00"):
            desk = self._desk(self.agent_c)
            desk.name = "Visitor"
            desk.save().action_receive()
        visit = self._last()
        self.assertEqual(str(visit.date), "2026-03-03")
        self.assertFalse(visit.is_late)

    def test_s2_01_nobody_is_left(self):
        """S2-01: when all are passed over, the desk is told and nothing is entered."""
        roster = self.roster.with_user(self.agent_c)
        for _agent in self.agents:
            roster.skip_person("own_customer")
        before = self._last()
        desk = self._desk(self.agent_c)
        desk.name = "Visitor"
        with self.assertRaisesRegex(UserError, "nobody is left"):
            desk.save().action_receive()
        self.assertEqual(self._last(), before)

    def test_only_the_sales_centre_receives(self):
        """Who sells nothing has no desk."""
        user = self.env["res.users"].create(
            {
                "name": "Caller",
                "login": "caller_of_another_sector",
                "group_ids": [
                    Command.set(
                        [self.env.ref("callback_base.callback_group_caller").id]
                    )
                ],
            }
        )
        with self.assertRaises(AccessError):
            self.env["callback.property.visit"].with_user(user).receive(
                self.roster.with_user(user), {"name": "Visitor"}
            )


@tagged("post_install", "-at_install")
class TestReceptionTour(ReceptionCommon, HttpCase):
    """The desk in the browser, in Chinese."""

    def test_s2_01_receive_in_the_browser(self):
        """S2-01: from the register to the visitor of the agent in turn."""
        for number, user in enumerate(self.agents):
            name = f"王测试{number}"
            user.write({"lang": "zh_CN", "name": name, "tour_enabled": False})
            user.employee_ids.name = name
        self.head_office.name, self.branch.name = "测试总部", "测试售楼中心"
        self.estate.name, self.roster.name = "测试花园", "测试轮排表"
        self.env.company.name = "测试置业公司"
        self.start_tour(
            "/odoo/property-visits",
            "callback_property_desk",
            login=self.agent_a.login,
        )
        visit = self.env["callback.property.visit"].search([("name", "=", "周小兰")])
        self.assertEqual((visit.user_id, visit.turn_used), (self.agent_a, True))
        self.assertEqual(self.roster.next_user_id, self.agent_b)
