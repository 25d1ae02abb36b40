# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CallbackAssessment(models.Model):
    """Who may assess whom, and until when (A1-02)."""

    _inherit = "callback.assessment"

    def _check_open(self):
        closed = self.filtered(lambda one: one.state != "draft")
        if closed:
            raise UserError(
                self.env._(
                    "%(assessment)s is closed and stays as it is; the person can "
                    "appeal against what followed from it.",
                    assessment=closed[0].display_name,
                )
            )

    def _check_assessor(self):
        """Raise unless the user may assess all of these people (A1-02).

        :raises AccessError: below the role that the scheme asks for
        :raises UserError: for the own assessment
        """
        if self.env.su:
            return
        self.check_access("write")
        own = self.filtered(lambda one: one.user_id == self.env.user)
        if own:
            raise UserError(
                self.env._(
                    "%(assessment)s (%(card)s): nobody assesses himself.",
                    assessment=own[0].display_name,
                    card=own[0].scorecard_id._cite(),
                )
            )
        self.scorecard_id._check_scorer()

    def action_open_pay(self):
        """Open the proof of pay of the month in which the cycle ended. RPC."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_assessment.callback_assessment_pay_action"
        )
        month = fields.Date.to_string(self.date_to.replace(day=1))
        context = {"default_employee_id": self.employee_id.id, "default_month": month}
        return {**action, "context": context}
