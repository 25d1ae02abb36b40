# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .callback_penalty_money import MEASURES, refuse_parts_of_cents


class CallbackPenaltyStep(models.Model):
    """What the n-th event of the same person and rule leads to (ASMT-09, ASMT-11)."""

    _name = "callback.penalty.step"
    _description = "Step of repetition"
    _inherit = ["callback.penalty.part.mixin"]
    _order = "rule_id, number, id"

    rule_id = fields.Many2one(
        "callback.penalty.rule", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="rule_id.currency_id")
    number = fields.Integer(string="Which time", required=True, default=1)
    factor = fields.Float(
        string="Times",
        default=1,
        digits=(16, 4),
        help="The amount or the points are multiplied by it; 0: no money.",
    )
    amount = fields.Monetary(
        string="Amount instead", help="Empty: the amount of the rule."
    )
    measure = fields.Selection(
        MEASURES, help="Proposed in this step; empty: as the rule says."
    )

    _number_unique = models.UniqueIndex(
        "(rule_id, number)", "Two steps of a rule cannot have the same number."
    )
    _numbers_positive = models.Constraint(
        "CHECK (number > 0 AND factor >= 0)",
        "Steps are numbered from 1, and are not multiplied by less than 0.",
    )

    @api.depends("number", "measure")
    def _compute_display_name(self):
        for step in self:
            step.display_name = self.env._("Time %(number)s", number=step.number)

    @api.model_create_multi
    def create(self, vals_list):
        """Money is exact to the cent, and each number is there once."""
        taken = set()
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, ["amount"])
            key = vals.get("rule_id"), vals.get("number", 1)
            self._check_number(*key, taken=key in taken)
            taken.add(key)
        return super().create(vals_list)

    def write(self, vals):
        """Money is exact to the cent, and each number is there once."""
        refuse_parts_of_cents(self, vals, ["amount"])
        if "number" in vals:
            for step in self:
                taken = len(self.filtered(lambda s, r=step.rule_id: s.rule_id == r)) > 1
                self._check_number(step.rule_id.id, vals["number"], self.ids, taken)
        return super().write(vals)

    @api.model
    def _check_number(self, rule_id, number, but=(), taken=False):
        """Refuse a number that another step of the rule has.

        :param but: ids of the steps that are being written
        :raises ValidationError: naming the rule and the number
        """
        same = [("rule_id", "=", rule_id), ("number", "=", number)]
        if taken or self.search_count([*same, ("id", "not in", list(but))], limit=1):
            raise ValidationError(
                self.env._(
                    "%(rule)s: there are two steps with the number %(number)s.",
                    rule=self.env["callback.penalty.rule"].browse(rule_id).display_name,
                    number=number,
                )
            )
