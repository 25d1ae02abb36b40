# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_selections import OPEN_STATES


class CallbackComplaintSource(models.Model):
    """One way in which a complaint arrived; all are kept when matters are merged.

    P1-16, S3-02: the same matter told to several units has several sources.
    """

    _name = "callback.complaint.source"
    _description = "Source of a complaint"
    _order = "date_received, id"

    complaint_id = fields.Many2one(
        "callback.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    date_received = fields.Datetime(
        string="Received on", required=True, default=fields.Datetime.now
    )
    origin = fields.Selection(
        [
            ("direct", "Customer"),
            ("callback", "Callback"),
            ("forwarded", "Passed on by a superior unit"),
            ("colleague", "Colleague"),
            ("media", "Media"),
        ],
        string="Came from",
        default="direct",
        required=True,
    )
    origin_name = fields.Char(
        string="Received at", help="Hotline, website, sales office, superior unit …"
    )
    channel_id = fields.Many2one("callback.channel", ondelete="restrict")
    department_id = fields.Many2one(
        "hr.department", string="Received by unit", ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Received by",
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    text = fields.Text(string="Original text")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Attached files", bypass_search_access=True
    )
    first_complaint_id = fields.Many2one(
        "callback.complaint",
        string="Filed as",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The complaint under which it was filed before the matters were merged.",
    )

    @api.depends("date_received", "origin")
    def _compute_display_name(self):
        labels = dict(self._fields["origin"]._description_selection(self.env))
        for source in self:
            source.display_name = source.origin_name or labels.get(source.origin, "")

    @api.model_create_multi
    def create(self, vals_list):
        """Sources are added to open cases; who received it is the user."""
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        sources = super().create(vals_list)
        closed = sources.complaint_id.filtered(lambda c: c.state not in OPEN_STATES)
        if closed and not self.env.su:
            raise UserError(
                self.env._(
                    "%(complaint)s is closed and cannot be changed.",
                    complaint=closed[0].name,
                )
            )
        return sources

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The source of a complaint stays on file."))
