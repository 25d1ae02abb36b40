# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import format_datetime


class CallbackRecord(models.Model):
    """Where a callback comes from that a campaign or an order made."""

    _inherit = "callback.record"

    campaign_id = fields.Many2one(
        "callback.campaign", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    order_id = fields.Many2one(
        "callback.order", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    #: What made the callback is set with it and never changed.
    _guarded_fields = frozenset({"campaign_id", "order_id"})

    @api.depends("order_id")
    def _compute_deadline_basis_text(self):
        """A deadline that a person set has no days to count: say who and where."""
        ordered = self.filtered(lambda r: (r.deadline_basis or {}).get("order"))
        result = super(CallbackRecord, self - ordered)._compute_deadline_basis_text()
        for record in ordered:
            basis = record.deadline_basis
            moment = fields.Datetime.to_datetime(basis["deadline"])
            record.deadline_basis_text = self.env._(
                "Deadline: %(date)s (%(tz)s), set by the order %(order)s of "
                "%(requester)s, approved by %(approver)s.",
                date=format_datetime(
                    self.env, moment, tz=basis["tz"], dt_format="short"
                ),
                tz=basis["tz"],
                order=basis["order"],
                requester=basis["requester"],
                approver=basis["approver"],
            )
        return result
