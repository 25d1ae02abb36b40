# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSanction(models.Model):
    """What the proof of pay says about a line: its appeal, and where it was paid."""

    _inherit = "callback.sanction"

    appeal_text = fields.Char(string="Result of the appeal", compute="_compute_proof")
    payslip_text = fields.Char(string="Paid with", compute="_compute_proof")

    @api.depends("appeal_ids.state", "appeal_ids.outcome", "date_handed_over")
    def _compute_proof(self):
        for line in self:
            line.appeal_text = line._get_appeal_text()
            line.payslip_text = line._get_payslip_text()

    def _get_appeal_text(self):
        """Return where the appeals against a line stand, in words."""
        appeals = self.sudo().appeal_ids  # of a line that the reader sees
        if not appeals:
            return ""
        outcomes = dict(appeals._fields["outcome"]._description_selection(self.env))
        states = dict(appeals._fields["state"]._description_selection(self.env))
        return ", ".join(
            f"{appeal.name}: {outcomes.get(appeal.outcome) or states[appeal.state]}"
            for appeal in appeals.sorted("id")
        )

    def _get_payslip_text(self):
        """Return what the line was paid with; payroll extends this."""
        handover = self.sudo().handover_id  # number of the hand-over of a seen line
        day = fields.Date.to_string(self.date_handed_over)
        return " ".join(filter(None, [handover.name, day or ""]))
