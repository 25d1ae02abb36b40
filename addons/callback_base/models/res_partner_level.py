# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

#: Levels of customers and the group that sees each; without a level: everybody.
LEVEL_GROUPS = {
    "secret": "callback_base.callback_group_secret",
    "top_secret": "callback_base.callback_group_top_secret",
}


class ResPartner(models.Model):
    """How secret a customer is (H1-06, R2-22, R2-23)."""

    _inherit = "res.partner"

    # No group: a record rule of contacts asks it for everybody.
    callback_level = fields.Selection(
        [("secret", "Secret"), ("top_secret", "Top secret")],
        string="Confidentiality",
        index="btree_not_null",
        tracking=True,
        help="Only members of the group of this level see the customer and the "
        "callbacks. Empty: as the other rules say.",
    )
    # Who looks after a customer decides who sees the callbacks.
    user_id = fields.Many2one(index="btree_not_null")

    @api.model_create_multi
    def create(self, vals_list):
        """A level is given by those who will still see the customer."""
        for vals in vals_list:
            self._check_callback_level(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A level is given and taken by those who see customers of both."""
        self._check_callback_level(vals)
        return super().write(vals)

    def _check_callback_level(self, vals):
        if self.env.su or "callback_level" not in vals:
            return
        # sudo: the present level; who may not see it may not change it either.
        levels = {vals["callback_level"], *self.sudo().mapped("callback_level")}
        for level in levels & set(LEVEL_GROUPS):
            if not self.env.user.has_group(LEVEL_GROUPS[level]):
                raise AccessError(
                    self.env._(
                        "Only members of the group of a confidentiality level give "
                        "it to a customer or take it away."
                    )
                )

    def _is_callback_restricted(self):
        """Customers of callbacks are company secrets, other contacts are not."""
        # sudo: whether there is any callback, not which.
        records = self.env["callback.record"].sudo()
        return bool(
            self.ids and records.search_count([("partner_id", "in", self.ids)], limit=1)
        )
