# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

DUTY_KINDS = [
    ("recording", "Listen to the recordings"),
    ("spot_check", "Phone spot check"),
    ("handover", "Hand files over to the company archive"),
]
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday"),
    *("friday", "saturday", "sunday"),
)


class CallbackDutyRule(models.Model):
    """What a unit does again and again: listen, check, hand over (G1-42, S6-03).

    A listening log is owed for each period in which the unit made recordings; a spot
    check for each in which it finished calls, or for every one when units are named;
    a hand-over on each of the days, by the units named or all that have files.
    """

    _name = "callback.duty.rule"
    _description = "Regular duty of a policy"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Duty", required=True, translate=True)
    kind = fields.Selection(DUTY_KINDS, required=True, default="recording")
    frequency = fields.Selection(
        [
            ("day", "Every day"),
            ("week", "Every week (Monday to Sunday)"),
            ("month", "Every month"),
            ("weekday", "On certain weekdays"),
        ],
        required=True,
        default="day",
    )
    monday = fields.Boolean()
    tuesday = fields.Boolean()
    wednesday = fields.Boolean()
    thursday = fields.Boolean()
    friday = fields.Boolean()
    saturday = fields.Boolean()
    sunday = fields.Boolean()
    shift = fields.Selection(
        [
            ("none", "Stays on that day"),
            ("next", "Next working day"),
            ("previous", "Working day before"),
        ],
        string="On a holiday",
        required=True,
        default="none",
    )
    department_ids = fields.Many2many(
        "hr.department",
        "callback_duty_rule_department_rel",
        "rule_id",
        "department_id",
        string="Units",
        help="Empty: every unit that has something to listen to, check or hand over.",
    )
    recipient_id = fields.Many2one(
        "hr.department", string="Handed over to", ondelete="restrict"
    )
    keep_copy = fields.Boolean(
        string="A copy is kept", default=True, help="By the unit that hands over."
    )
    minimum = fields.Integer(
        string="At least",
        help="How many recordings are heard or calls checked. 0: every recording, one "
        "spot check.",
    )
    due_quantity = fields.Integer(
        string="Due within", help="After the day or period; 0: by its end."
    )
    due_unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days")],
        string="Counted in",
        required=True,
        default="day",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        "callback_duty_rule_clause_rel",
        "rule_id",
        "clause_id",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _numbers_positive = models.Constraint(
        "CHECK (minimum >= 0 AND due_quantity >= 0)", "Numbers cannot be negative."
    )

    @api.constrains("kind", "frequency", *WEEKDAYS)
    def _check_frequency(self):
        for rule in self:
            on_days = rule.frequency == "weekday"
            if on_days != (rule.kind == "handover"):
                raise ValidationError(
                    self.env._(
                        "%(duty)s: files are handed over on weekdays; listening and "
                        "spot checks are owed for a day, a week or a month.",
                        duty=rule.name,
                    )
                )
            if on_days and not rule._get_weekdays():
                raise ValidationError(
                    self.env._("%(duty)s: choose the weekdays.", duty=rule.name)
                )

    def _get_weekdays(self):
        """Return the numbers of the weekdays, Monday is 0."""
        self.ensure_one()
        return {number for number, name in enumerate(WEEKDAYS) if self[name]}
