# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_finance_term import ANCHORS, LINES, UNITS


class CallbackFinanceClaimLine(models.Model):
    """One agreed service of the insurer on a claim: until when, and when (F4-01)."""

    _name = "callback.finance.claim.line"
    _description = "Service line of a claim"
    _inherit = ["callback.guarded.mixin"]
    _order = "claim_id, sequence, id"
    _guarded_fields = frozenset(
        {"anchor", "claim_id", "date_start", "deadline", "kind", "quantity", "unit"}
    )

    claim_id = fields.Many2one(
        "callback.finance.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="claim_id.partner_id", store=True)
    insurer_id = fields.Many2one(
        related="claim_id.insurer_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        related="claim_id.department_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(LINES, string="Service", required=True)
    anchor = fields.Selection(ANCHORS, string="Counted from", required=True)
    quantity = fields.Integer(string="Within", required=True)
    unit = fields.Selection(UNITS, required=True)
    date_start = fields.Datetime(
        string="Counts since", compute="_compute_deadline", store=True
    )
    deadline = fields.Datetime(compute="_compute_deadline", store=True, index=True)
    date_done = fields.Datetime(string="Rendered on")
    status = fields.Selection(
        [
            ("waiting", "Not yet counting"),
            ("open", "Open"),
            ("met", "In time"),
            ("late", "Too late"),
            ("missed", "Overdue"),
        ],
        compute="_compute_status",
        search="_search_status",
    )

    _kind_unique = models.UniqueIndex(
        "(claim_id, kind)", "A claim has each service line once."
    )

    @api.depends("kind", "claim_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = kinds.get(line.kind, "")

    @api.depends(
        "anchor",
        "quantity",
        "unit",
        "claim_id.date_reported",
        "claim_id.date_papers",
        "claim_id.date_agreed",
    )
    def _compute_deadline(self):
        """Count by the calendar of the policy in force, as callbacks are counted."""
        for line in self:
            start = line.claim_id[line.anchor] if line.anchor else False
            line.date_start = start
            line.deadline = start and line._get_deadline(start)

    def _get_deadline(self, start):
        policy = self._get_policy()
        calendar = policy._get_calendar(self.claim_id.company_id)
        return self.env["callback.workday"].deadline(
            start,
            self.quantity,
            self.unit,
            calendar,
            **policy._get_deadline_options(),
        )

    @api.model
    def _get_policy(self):
        """Return the broker's policy in force, or else the shipped one."""
        # sudo: which calendar counts is no secret.
        policies = self.env["callback.policy"].sudo()
        found = policies.search([("code", "=", "F4"), ("state", "=", "in_force")])
        # sudo: as above
        return found[:1] or self.env.ref("callback_finance.policy_f4").sudo()

    @api.depends("deadline", "date_done")
    def _compute_status(self):
        now = fields.Datetime.now()
        for line in self:
            if line.date_done:
                on_time = not line.deadline or line.date_done <= line.deadline
                line.status = "met" if on_time else "late"
            elif not line.deadline:
                line.status = "waiting"
            else:
                line.status = "open" if now <= line.deadline else "missed"

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        open_lines = [("date_done", "=", False)]
        # "date_done <= deadline" compares two columns: read what is rendered.
        rendered = self.search_fetch(
            [("date_done", "!=", False)], ["date_done", "deadline"]
        )
        late = rendered.filtered(lambda r: r.deadline and r.date_done > r.deadline)
        domains = {
            "waiting": [*open_lines, ("deadline", "=", False)],
            "open": [*open_lines, ("deadline", ">=", now)],
            "missed": [*open_lines, ("deadline", "<", now)],
            "met": [("id", "in", (rendered - late).ids)],
            "late": [("id", "in", late.ids)],
        }
        return fields.Domain.OR(domains[name] for name in value if name in domains)

    def action_open_claim(self):
        """Open the claim of the line: its list has no form of its own. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.finance.claim",
            "res_id": self.claim_id.id,
            "view_mode": "form",
            "name": self.claim_id.display_name,
        }

    def action_render(self):
        """Note that the insurer rendered the service now. RPC.

        :raises UserError: for a line that does not count yet or is rendered
        """
        self.check_access("write")
        for line in self:
            if line.date_done or not line.date_start:
                raise UserError(
                    self.env._(
                        "%(line)s is rendered already or does not count yet.",
                        line=line.display_name,
                    )
                )
        self.write({"date_done": fields.Datetime.now()})
        return True
