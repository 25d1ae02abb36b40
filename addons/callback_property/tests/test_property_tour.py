# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPropertyTour(PropertyCommon, HttpCase):
    """Reception, shares and their approval in the browser, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.agent_a | cls.agent_b | cls.keeper | cls.judge
        for number, user in enumerate(people):
            values = {"lang": "zh_CN", "name": f"李测试{number}", "tour_enabled": False}
            user.write(values)
            user.employee_ids.name = values["name"]
        cls.head_office.name, cls.branch.name = "测试总部", "测试售楼中心"
        cls.estate.name = "测试花园"
        cls.env.company.name = "测试置业公司"

    def _tour(self, path, name, user):
        self.start_tour(f"/odoo/{path}", name, login=user.login)
        self.env.invalidate_all()

    def test_from_reception_to_shares(self):
        """S5-18, T-18, ASMT-20: an absent agent's customer, shared to the cent."""
        self.assertIn(
            "zh_CN",
            dict(self.env["res.lang"].get_installed()),
            "the test database is made with Chinese",
        )
        self._visit(self.agent_a, "2026-02-20", name="王晓明")
        self._tour("property-visits", "callback_property_reception", self.agent_b)
        self._tour("property-deals", "callback_property_share", self.keeper)
        self._tour("property-deals", "callback_property_approve", self.judge)
        deal = self.env["callback.property.deal"].search(
            [("name", "=", "王晓明"), ("closer_id", "=", self.agent_b.id)]
        )
        self.assertEqual(deal.state, "approved")
        self.assertEqual(self._shares(deal), {"b": 2000, "a": 7999.99})

    def test_house_handed_over_by_proxy(self):
        """S7-04, S7-06: refused without notice and papers, then handed over."""
        self.customer.name = "测试业主"
        house = self.env["callback.property.unit"].create(
            {"name": "1-101", "estate_id": self.estate.id}
        )
        delivery = self.env["callback.property.delivery"].create(
            {
                "unit_id": house.id,
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
                "method": "proxy",
                "date_planned": china("2026-03-01 09:00:00"),
            }
        )
        self._tour("property-deliveries", "callback_property_delivery", self.keeper)
        self.assertTrue(delivery.date_done)
        self.assertEqual(delivery.done_user_id, self.keeper)

    def test_order_to_its_callback(self):
        """P2-03: dispatched, finished, and the callback it owes."""
        self.supervisor.write({"lang": "zh_CN", "name": "李主管"})
        self.customer.name = "测试业主"
        order = self.env["callback.property.order"].create(
            {
                "name": "BX-2026-77",
                "kind": "cleaning",
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
            }
        )
        self._tour("property-orders", "callback_property_order", self.supervisor)
        self.assertEqual(order.state, "done")
        rule = self.env.ref("callback_property.rule_p2_service")
        rule.with_user(self.supervisor).sweep()
        self.assertEqual(order.callback_record_count, 1)
        self._tour(
            "property-orders", "callback_property_order_callback", self.supervisor
        )
