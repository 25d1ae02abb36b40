# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .callback_penalty_money import explain_range, refuse_parts_of_cents

MONEY_FIELDS = ("amount", "amount_min", "amount_max")


class CallbackPenaltyJoint(models.Model):
    """Who answers for the person beside the person (ASMT-10, R2-28, S6-10).

    A multiple is one of the amount that the person really bears: of the doubled one
    on repetition, and of the reduced one after an appeal (X-32).
    """

    _name = "callback.penalty.joint"
    _description = "Joint liability"
    _inherit = ["callback.penalty.part.mixin"]
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one(
        "callback.penalty.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    currency_id = fields.Many2one(related="rule_id.currency_id")
    who = fields.Selection(
        [
            ("manager", "Manager of the person"),
            ("head", "Head of the department"),
            ("head_above", "Head of the department above"),
            ("job", "Holders of a job in the department"),
            ("person", "Named person"),
        ],
        default="head",
        required=True,
    )
    job_id = fields.Many2one("hr.job", ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", ondelete="restrict")
    mode = fields.Selection(
        [
            ("fixed", "Fixed amount"),
            ("multiple", "Multiple of the person's amount"),
            ("range", "Amount typed within a range"),
        ],
        string="How much",
        default="fixed",
        required=True,
    )
    amount = fields.Monetary()
    factor = fields.Float(string="Times", digits=(16, 4), default=1)
    amount_min = fields.Monetary(string="From")
    amount_max = fields.Monetary(string="To")
    is_shared = fields.Boolean(
        string="Shared",
        help="The amount is shared by all of them, instead of each bearing it. Where a "
        "policy decides this (X-14), it does so for fixed amounts.",
    )
    counts_wage = fields.Boolean(
        string="Of withheld wages too",
        help="A withheld wage counts as a fine that is multiplied (X-41).",
    )

    @api.depends("who", "job_id", "employee_id")
    def _compute_display_name(self):
        labels = dict(self._fields["who"]._description_selection(self.env))
        for joint in self:
            name = joint.job_id.name or joint.employee_id.sudo().name  # a name only
            joint.display_name = name or labels.get(joint.who, "")

    @api.constrains("who", "job_id", "employee_id", "mode", "amount_min", "amount_max")
    def _check_joint(self):
        for joint in self:
            wrong = (joint.who == "job" and not joint.job_id) or (
                joint.who == "person" and not joint.employee_id
            )
            if wrong or joint.amount_min > (joint.amount_max or joint.amount_min):
                raise ValidationError(
                    self.env._(
                        "%(rule)s, joint liability: name the job or the person, and "
                        "a range that begins below its end.",
                        rule=joint.rule_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Money is exact to the cent."""
        for vals in vals_list:
            refuse_parts_of_cents(self, vals, MONEY_FIELDS)
        return super().create(vals_list)

    def write(self, vals):
        """Money is exact to the cent."""
        refuse_parts_of_cents(self, vals, MONEY_FIELDS)
        return super().write(vals)

    def _get_blanks(self):
        self.ensure_one()
        needed = {
            "fixed": ["amount"],
            "multiple": ["factor"],
            "range": ["amount_min", "amount_max"],
        }[self.mode]
        return [name for name in needed if not self[name]]

    def _get_label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]

    def _explain(self, main_amount, quantity):
        """Return how the amount came about, for the line."""
        self.ensure_one()
        if self.mode == "multiple":
            return f"{main_amount:.2f} × {self.factor:g}"
        if self.mode == "range":
            return explain_range(0, self.amount_min, self.amount_max)
        items = f" × {quantity}" if self.rule_id.kind == "item" else ""
        return f"{self.amount:.2f}{items}"
