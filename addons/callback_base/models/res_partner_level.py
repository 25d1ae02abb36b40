# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

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
        partners = super().create(vals_list)
        self._forget_callback_customers(vals_list)
        # sudo: the level of the new customers only.
        self._forget_callback_levels(partners.sudo().mapped("callback_level"))
        return partners

    def write(self, vals):
        """A level is given and taken by those who see customers of both."""
        self._check_callback_level(vals)
        result = super().write(vals)
        self._forget_callback_customers([vals])
        self._forget_callback_levels([vals.get("callback_level")])
        return result

    @api.model
    @ormcache()
    def _get_callback_levels(self):
        """Return the levels that any customer has, which is mostly none."""
        # sudo: kept for everybody; only that there is such a customer.
        partners = self.sudo().with_context(active_test=False)
        groups = partners._read_group(
            [("callback_level", "in", list(LEVEL_GROUPS))], ["callback_level"]
        )
        return tuple(level for (level,) in groups)

    @api.model
    @ormcache("user.id")
    def _has_callback_customers(self, user):
        """Tell whether a person looks after any customer."""
        # sudo: whether there is one, not which.
        partners = self.sudo().with_context(active_test=False)
        return bool(partners.search_count([("user_id", "=", user.id)], limit=1))

    def _forget_callback_customers(self, vals_list):
        """Look again when somebody gets the first customer."""
        ids = {vals["user_id"] for vals in vals_list if vals.get("user_id")}
        users = self.env["res.users"].browse(ids)
        if not all(self._has_callback_customers(user) for user in users):
            self.env.registry.clear_cache()

    def _forget_callback_levels(self, levels):
        """Look again which levels there are, when a customer has got another one."""
        if set(filter(None, levels)) - set(self._get_callback_levels()):
            self.env.registry.clear_cache()

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
