# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackPropertyDealShare(models.Model):
    """What one agent gets of the commission of a deal."""

    _name = "callback.property.deal.share"
    _description = "Share of a commission"
    _order = "deal_id, sequence, id"

    deal_id = fields.Many2one(
        "callback.property.deal", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="deal_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Sales agent",
        required=True,
        index=True,
        ondelete="restrict",
    )
    rate = fields.Float(
        string="Share (%)", digits=(16, 4), help="In percent of the commission."
    )
    currency_id = fields.Many2one(related="deal_id.currency_id")
    amount = fields.Monetary(readonly=True)
    is_entered = fields.Boolean(string="By agreement", default=True, readonly=True)

    _rate_range = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A share lies between 0 and 100 %."
    )
    _user_unique = models.UniqueIndex(
        "(deal_id, user_id)", "An agent has one share of a deal."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Shares are entered for deals by agreement; amounts come from the deal."""
        if not self.env.su:
            for vals in vals_list:
                vals.pop("amount", None)
                vals["is_entered"] = True
        shares = super().create(vals_list)
        shares._check_open()
        return shares

    def write(self, vals):
        """Only an open deal's shares are changed, never their amounts."""
        if not self.env.su:
            vals = {k: v for k, v in vals.items() if k not in ("amount", "is_entered")}
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_open()

    def _check_open(self):
        if not self.env.su and any(s.deal_id.state != "draft" for s in self):
            raise UserError(
                self.env._("The deal is decided: reopen it to change something.")
            )
