# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.callback_property.tests.property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestOpportunity(PropertyCommon):
    """The register and the pipeline agree whose customer it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seller = cls.env.ref("sales_team.group_sale_salesman")
        boss = cls.env.ref("sales_team.group_sale_manager")
        cls.agent_a.group_ids = [Command.link(seller.id)]
        cls.keeper.group_ids = [Command.link(boss.id)]
        cls.visit = cls._visit(
            cls,
            cls.agent_a,
            "2026-02-20",
            intention="Three rooms to the south",
            information_source="Metro advertisement",
            estate_id=cls.estate.id,
        )

    def _open(self, visit, user):
        action = visit.with_user(user).action_open_opportunity()
        self.assertEqual(action["res_model"], "crm.lead")
        return self.env["crm.lead"].browse(action["res_id"])

    def test_s5_04_line_becomes_one_opportunity(self):
        """S5-04: what the register knows is not typed again; twice makes one."""
        lead = self._open(self.visit, self.agent_a)
        self.assertEqual(lead.name, "Wang Xiaoming – Three rooms to the south")
        self.assertEqual(lead.contact_name, "Wang Xiaoming")
        self.assertEqual(lead.phone, "13800000001")
        self.assertEqual(lead.referred, "Metro advertisement")
        self.assertEqual(lead.user_id, self.agent_a)
        self.assertEqual(self._open(self.visit, self.agent_a), lead)
        self.assertEqual(lead.callback_visit_ids, self.visit)

    def test_s5_10_returning_visit_joins(self):
        """S5-10: a later visit of the customer goes on with his opportunity."""
        lead = self._open(self.visit, self.agent_a)
        later = self._visit(
            self.agent_a,
            "2026-03-01",
            visitor="returning",
            parent_id=self.visit.id,
        )
        self.assertEqual(later.lead_id, lead)
        self.assertEqual(lead.with_user(self.agent_a).callback_visit_count, 2)
        shown = lead.with_user(self.agent_a).action_view_callback_visits()
        found = self.env["callback.property.visit"].search(shown["domain"])
        self.assertEqual(found, self.visit | later)

    def test_s5_09_public_customer_is_none(self):
        """S5-09: a public customer belongs to nobody, so there is no opportunity."""
        visit = self._visit(
            self.agent_a, "2026-02-21", visitor="public", public_reason="peer"
        )
        with self.assertRaisesRegex(UserError, "S5-09"):
            self._open(visit, self.agent_a)
        self.assertFalse(visit.lead_id)

    def test_s2_04_owner_is_decided_in_the_register(self):
        """S2-04, S5-10: the pipeline follows the register, and never against it."""
        lead = self._open(self.visit, self.agent_a)
        for user in (self.agent_a, self.keeper):
            with self.assertRaisesRegex(UserError, "S2-04"):
                lead.with_user(user).user_id = self.agent_b
        lead.with_user(self.keeper).user_id = self.agent_a
        self.visit.with_user(self.keeper).action_confirm_public()
        self.assertFalse(lead.user_id)
        lead.with_user(self.keeper).user_id = self.agent_b
        self.visit.with_user(self.keeper).assign(self.agent_c, "Drawn by lot")
        self.assertEqual(lead.user_id, self.agent_c)

    def test_s1_02_verified_line_and_forged_link(self):
        """S1-02: a verified line still gets its opportunity; nobody forges the link."""
        self.visit.write({"employer": "Riverside 1"})
        self.visit.with_user(self.keeper).action_verify()
        lead = self._open(self.visit, self.agent_a)
        other = self._visit(self.agent_a, "2026-02-22", name="Li Lei", phone="1390000")
        with self.assertRaises(AccessError):
            other.with_user(self.agent_a).lead_id = lead

    def test_only_who_works_in_the_pipeline(self):
        """An agent without the pipeline neither sees the button nor makes one."""
        visit = self._visit(self.agent_b, "2026-02-22", name="Li Lei", phone="1390000")
        with self.assertRaises(AccessError):
            self._open(visit, self.agent_b)
        self.assertFalse(visit.lead_id)
        for user, shown in ((self.agent_a, True), (self.agent_b, False)):
            arch = visit.with_user(user).get_view(view_type="form")["arch"]
            self.assertEqual("action_open_opportunity" in arch, shown)
        with Form(visit.with_user(self.agent_b)) as form:
            form.intention = "Two rooms"
        self.assertEqual(visit.intention, "Two rooms")

    def test_s5_25_approved_deal_wins(self):
        """S5-25, S7-01: the approved deal wins the opportunity with its price."""
        lead = self._open(self.visit, self.agent_a)
        deal = self._deal("absent", 12000, self.visit)
        deal.price = 880000
        deal.action_decide()
        self.assertNotEqual(lead.won_status, "won")
        deal.with_user(self.judge).action_approve()
        self.assertEqual(lead.won_status, "won")
        self.assertEqual(lead.expected_revenue, 880000)
