# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .callback_penalty_money import refuse_parts_of_cents
from .callback_scorecard import CYCLES


class CallbackGradeConsequence(models.Model):
    """What a grade leads to (ASMT-06, ASMT-07).

    A bonus, nothing (which is recorded), an order to improve within a limit, or a
    share of the performance pay; at once, or after the grade was given several times
    in a row on successive closed cycles of the same scheme.
    """

    _name = "callback.grade.consequence"
    _description = "Consequence of a grade"
    _inherit = ["callback.scorecard.part.mixin"]
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one(
        "callback.scorecard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    scale_id = fields.Many2one(related="scorecard_id.scale_id")
    currency_id = fields.Many2one(related="scorecard_id.currency_id")
    grade_ids = fields.Many2many(
        "callback.grade",
        string="Grades",
        required=True,
        domain="[('scale_id', '=', scale_id)]",
    )
    kind = fields.Selection(
        [
            ("bonus", "Bonus"),
            ("none", "No action"),
            ("order", "Order to improve within a limit"),
            ("pay_share", "Deduction from the performance pay"),
        ],
        default="none",
        required=True,
    )
    amount = fields.Monetary(help="Blank until the company decides it.")
    rate = fields.Float(
        string="Share in %", digits=(16, 4), help="Of the monthly performance pay."
    )
    quantity = fields.Integer(string="To improve within")
    unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days"), ("month", "Months")],
        default="day",
        required=True,
    )
    consecutive = fields.Integer(
        string="Times in a row",
        default=1,
        required=True,
        help="So many successive cycles with these grades.",
    )
    gap_breaks = fields.Boolean(
        string="A gap breaks the row",
        default=True,
        help="A cycle without assessment ends the row. Otherwise it is passed over.",
    )
    is_overlapping = fields.Boolean(
        string="Overlapping rows count",
        default=True,
        help="With two in a row, a third one makes another pair. Otherwise counting "
        "begins anew after each row.",
    )
    cycle = fields.Selection(
        CYCLES,
        string="Only in the cycle",
        help="Empty: in every cycle. Otherwise nothing follows in another one (A1-14).",
    )
    pay_code = fields.Char(help="Code under which payroll gets the amount.")
    clause_id = fields.Many2one("callback.policy.clause", ondelete="restrict")

    _numbers_positive = models.Constraint(
        "CHECK (amount >= 0 AND quantity >= 0 AND rate BETWEEN 0 AND 100)",
        "Amounts and limits are not negative, a share lies between 0 and 100 %.",
    )
    _row_positive = models.Constraint(
        "CHECK (consecutive >= 1)", "A row has one cycle at least."
    )

    @api.depends("kind", "grade_ids.code")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            codes = "/".join(code or "" for code in line.grade_ids.mapped("code"))
            line.display_name = f"{codes}: {kinds.get(line.kind, '')}"

    @api.model_create_multi
    def create(self, vals_list):
        """Money is exact to the cent."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ["amount"])
        return super().create(vals_list)

    def write(self, vals):
        """Money is exact to the cent."""
        refuse_parts_of_cents(self, vals, ["amount"])
        return super().write(vals)

    def _get_problems(self):
        """Return which consequences are blank, a sentence each (X-35)."""
        needed = {"bonus": "amount", "pay_share": "rate", "order": "quantity"}
        problems = []
        for line in self:
            name = needed.get(line.kind)
            if name and not line[name]:
                label = self._fields[name].get_description(self.env, ["string"])
                problems.append(
                    self.env._(
                        "%(line)s (%(clause)s): “%(field)s” is blank.",
                        line=line.display_name,
                        clause=line.clause_id.code or line.scorecard_id.code,
                        field=label["string"],
                    )
                )
            if line.grade_ids.scale_id - line.scale_id or not line.grade_ids:
                problems.append(
                    self.env._(
                        "%(line)s: choose grades of “%(scale)s”.",
                        line=line.display_name,
                        scale=line.scale_id.name,
                    )
                )
        return problems

    def _applies(self):
        """Tell whether it holds in the cycle of its scheme (A1-14)."""
        return not self.cycle or self.cycle == self.scorecard_id.cycle

    def _get_unit_label(self):
        return dict(self._fields["unit"]._description_selection(self.env))[self.unit]
