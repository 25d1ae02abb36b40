# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .property_common import PropertyCommon

WIZARD = "callback_property.callback_property_owner_view_form_"


@tagged("post_install", "-at_install")
class TestOwnerForm(PropertyCommon):
    """S2-04, S5-19, S5-25, S5-27: the deciding forms of the sales centre."""

    def _fill(self, kind, user, agent, note, **defaults):
        """Fill the form of this kind as the user; return the saved wizard."""
        context = {f"default_{name}": record.id for name, record in defaults.items()}
        wizards = self.env["callback.property.owner"].with_user(user)
        with Form(wizards.with_context(**context), view=f"{WIZARD}{kind}") as form:
            form.user_id = agent
            form.note = note
        return form.record

    def _doubtful(self):
        original = self._visit(self.agent_a, "2026-02-10")
        visit = self._visit(self.agent_b, "2026-02-20")
        return self._claim("introduced", visit, original, "2026-02-28")

    def test_s5_27_the_manager_decides_on_the_form(self):
        claim = self._doubtful()
        self.assertEqual(claim.owner_id, self.agent_b, "day 8 is too late")
        wizard = self._fill("judge", self.judge, self.agent_a, "Daily", claim_id=claim)
        wizard.action_judge()
        self.assertEqual(
            (claim.state, claim.owner_id, claim.judge_id, claim.judgement),
            ("judged", self.agent_a, self.judge, "Daily"),
        )

    def test_s5_27_nobody_else_decides(self):
        claim = self._doubtful()
        wizard = self._fill("judge", self.keeper, self.agent_a, "Daily", claim_id=claim)
        with self.assertRaisesRegex(AccessError, "S5-27"):
            wizard.action_judge()
        self.assertEqual(claim.state, "decided")

    def test_s2_04_consent_names_the_colleague(self):
        visit = self._visit(self.agent_a, "2026-02-10")
        wizard = self._fill(
            "consent", self.keeper, self.agent_b, "3 rooms", visit_id=visit
        )
        wizard.action_consent()
        self.assertEqual(visit.consent_user_id, self.agent_b)
        self.assertEqual(visit.consent_note, "3 rooms")
        self.assertTrue(visit.date_consent)

    def test_s5_25_assigned_only_without_an_owner(self):
        visit = self._visit(self.agent_a, "2026-02-10")
        wizard = self._fill(
            "assign", self.keeper, self.agent_b, "Group", visit_id=visit
        )
        with self.assertRaisesRegex(UserError, "S2-04"):
            wizard.action_assign()
        visit.sudo().owner_id = False
        wizard.action_assign()
        self.assertEqual(visit.owner_id, self.agent_b)

    def test_s5_27_who_sees_which_button(self):
        """S5-27, S2-04: a button is only before whom it is for."""
        judge = self.env.ref(
            "callback_property.callback_property_owner_action_judge"
        ).id
        for user, seen in ((self.judge, True), (self.keeper, False)):
            view = (
                self.env["callback.property.claim"]
                .with_user(user)
                .get_view(view_type="form")
            )
            buttons = etree.fromstring(view["arch"]).findall(
                f".//button[@name='{judge}']"
            )
            self.assertEqual(bool(buttons), seen, user.login)
