# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_property_ownership_rule import DEAL_CASES


class CallbackPropertyDeal(models.Model):
    """A purchase, and how its commission is shared (S5-11 … S5-25).

    A deal needs the deposit and the signed subscription; its day is the later one
    (S5-24). The shares come from the policy and add up to the cent.
    """

    _name = "callback.property.deal"
    _description = "Deal and commission"
    _inherit = ["mail.thread", "callback.guarded.mixin", "callback.source.mixin"]
    _order = "date_deal desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"state", "basis", "paperwork_user_id", "approver_id", "decided_case"}
    )

    name = fields.Char(
        string="Buyer",
        required=True,
        tracking=True,
        help="The name on the subscription, also after a private transfer (S5-24).",
    )
    policy_id = fields.Many2one(
        "callback.policy",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["callback.policy"]._get_default_ownership(),
        domain="[('state', '=', 'in_force'), ('property_ownership_ids', '!=', False)]",
    )
    visit_id = fields.Many2one(
        "callback.property.visit",
        string="Line of the register",
        required=True,
        index=True,
        ondelete="restrict",
        help="The first evidence for the commission (S5-28).",
    )
    original_visit_id = fields.Many2one(
        "callback.property.visit",
        string="Earlier line",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="The line of the agent who was there before, if any.",
    )
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="visit_id.department_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null"
    )
    unit_id = fields.Many2one(
        "callback.property.unit", string="House or flat", check_company=True
    )
    closer_id = fields.Many2one(
        "res.users", string="Closed by", required=True, index=True, tracking=True
    )
    original_user_id = fields.Many2one(
        "res.users",
        string="Earlier agent",
        compute="_compute_original_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
    )
    case = fields.Selection(DEAL_CASES, required=True, default="own", tracking=True)
    decided_case = fields.Selection(
        DEAL_CASES, string="Decided as", readonly=True, copy=False, tracking=True
    )
    unreachable_note = fields.Char(
        string="Could not be reached",
        tracking=True,
        help="How the absent agent was tried in vain (S5-19).",
    )
    date_deposit = fields.Date(string="Deposit paid on", tracking=True)
    date_signed = fields.Date(string="Subscription signed on", tracking=True)
    date_deal = fields.Date(
        string="Deal on", compute="_compute_date_deal", store=True, index=True
    )
    date_found = fields.Date(
        string="Earlier reception found on",
        tracking=True,
        help="When somebody noticed that the customer had been received before.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Monetary(
        string="Price of the house",
        tracking=True,
        help="For the customer file (S7-01).",
    )
    commission = fields.Monetary(required=True, tracking=True)
    fine = fields.Monetary(
        tracking=True,
        help="Of who snatched the customer, as the policy allows (S5-20).",
    )
    share_ids = fields.One2many(
        "callback.property.deal.share", "deal_id", string="Shares", copy=False
    )
    paperwork_user_id = fields.Many2one(
        "res.users", string="Later paperwork by", readonly=True, copy=False
    )
    basis = fields.Text(string="Why", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Open"), ("decided", "Decided"), ("approved", "Approved")],
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    approver_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )

    _amounts_positive = models.Constraint(
        "CHECK (commission >= 0 AND (fine IS NULL OR fine >= 0))",
        "Amounts cannot be negative.",
    )
    _price_positive = models.Constraint(
        "CHECK (price IS NULL OR price >= 0)", "The price cannot be negative."
    )

    @api.depends("original_visit_id")
    def _compute_original_user_id(self):
        for deal in self:
            line = deal.original_visit_id
            deal.original_user_id = (
                line.owner_id or line.user_id or deal.original_user_id
            )

    @api.depends("date_deposit", "date_signed")
    def _compute_date_deal(self):
        for deal in self:
            both = deal.date_deposit and deal.date_signed
            deal.date_deal = both and max(deal.date_deposit, deal.date_signed)

    def write(self, vals):
        """A decided deal is changed after it was reopened only."""
        if not self.env.su and any(deal.state != "draft" for deal in self):
            raise UserError(
                self.env._("The deal is decided: reopen it to change something.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(deal.state != "draft" for deal in self):
            raise UserError(self.env._("A decision stays on file (S5-28)."))

    def action_reopen(self):
        """Undo a decision that is not approved yet; project managers only. RPC."""
        self._check_keeper()
        for deal in self:
            if deal.state == "approved":
                raise UserError(self.env._("An approved deal is not reopened."))
            # sudo: the state is guarded; who may reopen was checked above.
            line = deal.sudo()
            line.share_ids.filtered(lambda share: not share.is_entered).unlink()
            line.write({"state": "draft", "basis": False, "decided_case": False})
        return True

    def action_approve(self):
        """The sales manager approves the shares (S5-25, S5-27). RPC."""
        self.check_access("write")
        if not self.env.user.has_group("callback_property.group_sales_manager"):
            raise AccessError(self.env._("Only the sales manager approves shares."))
        for deal in self:
            if deal.state != "decided":
                raise UserError(self.env._("Decide the deal before it is approved."))
            # sudo: the state is guarded; who may approve was checked above.
            deal.sudo().write({"state": "approved", "approver_id": self.env.uid})
        return True
