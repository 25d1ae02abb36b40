# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_finance_term import ANCHORS

TIMES = tuple(name for name, _label in ANCHORS)
#: A line that was or is too late.
LATE = ("late", "missed")


class CallbackFinanceClaim(models.Model):
    """Insurance claim with the service lines that the insurer agreed to (F4-01)."""

    _name = "callback.finance.claim"
    _description = "Insurance claim"
    _inherit = ["mail.thread", "callback.source.mixin"]
    _order = "date_reported desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Claim number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    contract_id = fields.Many2one(
        "callback.finance.contract",
        string="Insurance contract",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        domain="[('business', '=', 'insurance')]",
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, string="Customer", index=True
    )
    insurer_id = fields.Many2one(
        related="contract_id.insurer_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        related="contract_id.department_id", store=True, string="Outlet", index=True
    )
    date_reported = fields.Datetime(
        string="Reported on", required=True, default=fields.Datetime.now, tracking=True
    )
    date_papers = fields.Datetime(string="Papers complete on", tracking=True)
    date_agreed = fields.Datetime(string="Agreed on", tracking=True)
    date_closed = fields.Date(string="Closed on", tracking=True)
    description = fields.Text(string="What happened")
    line_ids = fields.One2many(
        "callback.finance.claim.line", "claim_id", string="Service lines"
    )
    late_count = fields.Integer(string="Lines too late", compute="_compute_late_count")
    review_note = fields.Text(
        string="Case review",
        help="What the claim teaches, for the discussion with the business department "
        "(F4-09).",
    )
    date_reviewed = fields.Date(string="Discussed on")

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This claim number exists already."
    )

    @api.depends("line_ids.status")
    def _compute_late_count(self):
        for claim in self:
            late = claim.line_ids.filtered(lambda line: line.status in LATE)
            claim.late_count = len(late)

    @api.constrains("contract_id")
    def _check_contract(self):
        for claim in self:
            if claim.contract_id.business != "insurance":
                raise ValidationError(
                    self.env._(
                        "Claim %(name)s: %(contract)s is no insurance contract.",
                        name=claim.name,
                        contract=claim.contract_id.name,
                    )
                )

    @api.constrains(*TIMES)
    def _check_times(self):
        for claim in self:
            times = [claim[name] for name in TIMES if claim[name]]
            if times != sorted(times):
                raise ValidationError(
                    self.env._(
                        "Claim %(name)s: it is reported, its papers are completed, "
                        "then the amount is agreed, in this order.",
                        name=claim.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Each claim takes over the lines agreed in its contract."""
        claims = super().create(vals_list)
        claims._take_over_lines()
        return claims

    def write(self, vals):
        """Another contract brings its own lines along."""
        result = super().write(vals)
        if "contract_id" in vals:
            # sudo: lines are made from the contract only, never typed.
            self.sudo().line_ids.filtered(lambda line: not line.date_done).unlink()
            self._take_over_lines()
        return result

    def _take_over_lines(self):
        self.env["callback.finance.claim.line"].sudo().create(  # sudo: see write
            [
                {
                    "claim_id": claim.id,
                    "sequence": term.sequence,
                    "kind": term.kind,
                    "anchor": term.anchor,
                    "quantity": term.quantity,
                    "unit": term.unit,
                }
                for claim in self
                for term in claim.contract_id.term_ids
                if term.kind not in claim.line_ids.mapped("kind")
            ]
        )

    def action_close(self):
        """Close claims all of whose lines were rendered. RPC.

        :raises UserError: naming the line that is still open
        """
        for claim in self:
            open_line = claim.line_ids.filtered(lambda line: not line.date_done)[:1]
            if open_line:
                raise UserError(
                    self.env._(
                        "Claim %(name)s waits for: %(line)s (F4-01).",
                        name=claim.name,
                        line=open_line.display_name,
                    )
                )
        self.write({"date_closed": fields.Date.context_today(self)})
        return True
