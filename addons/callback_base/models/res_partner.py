# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

ROLES = "callback_base.callback_group_caller,callback_base.callback_group_auditor"


class ResPartner(models.Model):
    """The contact file: class, preferences and callbacks of a customer (BASE-51)."""

    _inherit = "res.partner"

    callback_class_id = fields.Many2one(
        "callback.customer.class",
        string="Customer class",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        groups=ROLES,
        help="Decides which of two callbacks with the same deadline comes first.",
    )
    callback_category_id = fields.Many2one(
        "callback.customer.category",
        string="Customer category",
        ondelete="restrict",
        tracking=True,
        groups=ROLES,
        help="Decides the hours in which this customer is contacted.",
    )
    callback_refused_channel_ids = fields.Many2many(
        "callback.channel",
        "callback_partner_refused_channel_rel",
        "partner_id",
        "channel_id",
        string="Refused channels",
        tracking=True,
        groups=ROLES,
        help="Do not call, do not visit …: callbacks go another way; they stay due.",
    )
    callback_preference = fields.Text(
        string="Contact preferences",
        groups=ROLES,
        help="For example the hours that suit this customer.",
    )
    callback_count = fields.Integer(
        string="Callbacks", compute="_compute_callback_count", groups=ROLES
    )
    callback_last_date = fields.Datetime(
        string="Last reached", compute="_compute_callback_count", groups=ROLES
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_callback_count(self):
        """Count the callbacks that the user may see, in one query."""
        groups = self.env["callback.record"]._read_group(
            [("partner_id", "in", self.ids)],
            ["partner_id"],
            ["__count", "date_contact:max"],
        )
        figures = {partner.id: values for partner, *values in groups}
        for partner in self:
            count, last = figures.get(partner.id, (0, False))
            partner.callback_count = count
            partner.callback_last_date = last

    def write(self, vals):
        """The open callbacks of a customer follow the customer's class (BASE-04)."""
        result = super().write(vals)
        if "callback_class_id" in vals:
            self.env["callback.record"]._follow_customer_class(partners=self)
        return result

    def action_view_callbacks(self):
        """Open the callbacks of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}
