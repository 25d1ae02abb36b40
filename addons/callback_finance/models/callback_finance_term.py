# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

LINES = [
    ("advice", "Advice after the report"),
    ("survey", "Survey on site"),
    ("papers", "List of documents"),
    ("help", "Help in collecting"),
    ("opinion", "First opinion"),
    ("payment", "Payment"),
]
ANCHORS = [
    ("date_reported", "Report of the claim"),
    ("date_papers", "Complete papers"),
    ("date_agreed", "Agreement on the amount"),
]
UNITS = [
    ("hour", "Hours"),
    ("day", "Days"),
    ("working_day", "Working days"),
]


class CallbackFinanceTerm(models.Model):
    """A service line agreed with the insurer when the contract was placed (F4-01)."""

    _name = "callback.finance.term"
    _description = "Agreed service line"
    _order = "contract_id, sequence, id"

    contract_id = fields.Many2one(
        "callback.finance.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    department_id = fields.Many2one(
        related="contract_id.department_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(LINES, string="Service", required=True)
    anchor = fields.Selection(
        ANCHORS, string="Counted from", required=True, default="date_reported"
    )
    quantity = fields.Integer(string="Within", required=True)
    unit = fields.Selection(UNITS, required=True, default="day")

    _kind_unique = models.UniqueIndex(
        "(contract_id, kind)", "A contract has each service line once."
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A service line needs a time above zero."
    )

    @api.depends("kind", "quantity", "unit")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        units = dict(self._fields["unit"]._description_selection(self.env))
        for term in self:
            unit = units.get(term.unit, "")
            term.display_name = f"{kinds.get(term.kind, '')}: {term.quantity} {unit}"
