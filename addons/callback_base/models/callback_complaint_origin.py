# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import ValidationError


class CallbackComplaint(models.Model):
    """Where a complaint came from, and the explanation that answers it with others."""

    _inherit = "callback.complaint"

    explanation_id = fields.Many2one(
        "callback.complaint.explanation",
        string="Joint explanation",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        copy=False,
        tracking=True,
    )

    def _ensure_source(self):
        """A complaint has at least the source under which it was filed."""
        self.ensure_one()
        if self.source_ids:
            return
        self.env["callback.complaint.source"].create(
            {
                "complaint_id": self.id,
                "date_received": self.date_received,
                "origin": "callback" if self.record_id else "direct",
                "department_id": self.service_department_id.id,
                "user_id": self.intake_user_id.id,
                "text": self.description,
            }
        )

    def _check_reply_time(self):
        """An issue from a callback names the reply time where told so (P1-11)."""
        for complaint in self:
            if (
                complaint.process_id.reply_time_required
                and complaint.record_id
                and not complaint.date_reply_by
            ):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: tell the customer when the reply to %(complaint)s "
                        "comes, and enter that time.",
                        rule=complaint.process_id._cite(),
                        complaint=complaint.name,
                    )
                )
