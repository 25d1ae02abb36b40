# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .period_selections import PERIODS, UNITS

#: Open points of the texts that a survey reads from the settings of its policy.
TARGET_SETTING = "X-08"
CONVENTION_SETTING = "X-09"


class CallbackSatisfactionRule(models.Model):
    """A survey that a policy demands, with all its numbers (BASE-36).

    Rates are fractions of one: 0.8 is 80 %. What is zero is not demanded.
    """

    _name = "callback.satisfaction.rule"
    _description = "Satisfaction survey of a policy"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset({"sequence"})

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    period = fields.Selection(PERIODS, default="half_year", required=True)
    round_count = fields.Integer(
        string="Rounds in the period",
        default=1,
        help="So many rounds at least are reported in each period. 0: any number.",
    )
    quantity = fields.Integer(
        string="Finished within", help="From the first day of the round. 0: no limit."
    )
    unit = fields.Selection(UNITS, default="month", required=True)
    group_ids = fields.One2many(
        "callback.satisfaction.rule.group", "rule_id", string="Issued to", copy=True
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        domain="[('survey_type', '=', 'callback')]",
        ondelete="restrict",
        index="btree_not_null",
    )
    has_recovery_target = fields.Boolean(
        string="Recovery is demanded",
        help="A round is not confirmed before its target is known. It comes from the "
        "setting X-08 of the policy, or is entered on the round (P3-04).",
    )
    recovery_target = fields.Float(
        string="Target of the recovery rate",
        digits=(16, 8),
        help="0: the setting X-08 of the policy, or the round, says it.",
    )
    deduction = fields.Float(
        string="Points deducted for each point short",
        digits=(16, 4),
        help="Off the overall satisfaction rate, for each percentage point that the "
        "recovery is short. Setting X-09 says what a part of a point costs (P3-12).",
    )
    truth_target = fields.Float(
        string="Target of the truth rate",
        digits=(16, 8),
        help="True forms out of those checked (P3-05).",
    )
    check_rate = fields.Float(
        string="Share checked for authenticity",
        digits=(16, 8),
        help="Not less than this share of the returned forms is checked (P3-10).",
    )
    rate_basis = fields.Selection(
        [
            ("overall", "Share of forms with a satisfied customer"),
            ("questions", "Mean of the questions"),
        ],
        string="Overall satisfaction is",
        default="overall",
        required=True,
    )
    satisfied_from = fields.Selection(
        lambda self: self._get_satisfactions(),
        string="Satisfied from",
        default="basically_satisfied",
        required=True,
        help="The lowest answer that counts as satisfied.",
    )
    needs_second_person = fields.Boolean(
        string="Confirmed by a second person",
        default=True,
        help="Who wrote the plan paper does not confirm it.",
    )
    needs_notice = fields.Boolean(
        string="Notice before the forms",
        help="Announced before the first form (P3-07).",
    )
    needs_training = fields.Boolean(
        string="Training before the forms",
        help="Who hands the forms out is trained first (P3-08).",
    )
    section_names = fields.Text(
        string="Sections of the plan paper",
        translate=True,
        help="One title on each line; a round is not confirmed while one of them is "
        "empty (P3-06).",
    )

    plan_category_id = fields.Many2one(
        "callback.archive.category",
        string="Archive class of the plan",
        ondelete="restrict",
        help="Says how long the plan paper is kept (P3-17).",
    )
    report_category_id = fields.Many2one(
        "callback.archive.category",
        string="Archive class of forms and report",
        ondelete="restrict",
        help="Says how long they are kept (P3-15, P3-16).",
    )

    _numbers_positive = models.Constraint(
        "CHECK (round_count >= 0 AND quantity >= 0 AND deduction >= 0)",
        "Rounds, time limits and deductions cannot be negative.",
    )

    @api.model
    def _get_satisfactions(self):
        field = self.env["callback.record"]._fields["satisfaction"]
        return field._description_selection(self.env)

    @api.depends("name", "policy_id.code")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = f"{rule.policy_id.code or ''} {rule.name or ''}".strip()

    @api.constrains("recovery_target", "truth_target", "check_rate")
    def _check_rates(self):
        for rule in self:
            for name in ("recovery_target", "truth_target", "check_rate"):
                if not 0 <= rule[name] <= 1:
                    label = rule._fields[name].get_description(self.env, ["string"])
                    raise ValidationError(
                        self.env._(
                            "Survey “%(survey)s”, %(field)s: %(value)s %% is not "
                            "between 0 and 100 %%.",
                            survey=rule.name,
                            field=label["string"],
                            value=f"{rule[name] * 100:g}",
                        )
                    )

    def _get_sections(self):
        """Return the titles that the plan paper must fill."""
        self.ensure_one()
        lines = (self.section_names or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _get_recovery_target(self):
        """Return the target that the version decides as a fraction; 0: the round's."""
        self.ensure_one()
        if self.recovery_target:
            return self.recovery_target
        lines = self.policy_id.setting_ids
        line = lines.filtered(lambda line: line.code == TARGET_SETTING)
        value = line.setting_id._parse(line.value) if line else None
        return float(value) / 100 if value else 0

    def _get_convention(self):
        """Return what a part of a point costs: linear, floor or ceil (X-09)."""
        self.ensure_one()
        return self.policy_id._get_setting(CONVENTION_SETTING)

    def _get_family(self):
        """Return the same survey in every version of its policy."""
        self.ensure_one()
        # sudo: versions of one policy belong together, whoever may see which.
        rules = self.sudo().search([("policy_id.code", "=", self.policy_id.code)])
        origin = self.origin_id or self.id
        return rules.filtered(lambda rule: (rule.origin_id or rule.id) == origin)

    def _get_satisfied_levels(self):
        """Return the answers that count as satisfied, the best first."""
        self.ensure_one()
        levels = [code for code, _label in self._get_satisfactions()]
        return levels[: levels.index(self.satisfied_from) + 1]

    def _cite(self, kind):
        """Name the clauses of the survey of a kind behind a refusal, or its policy."""
        self.ensure_one()
        clauses = self.clause_ids.filtered(lambda clause: clause.kind == kind)
        return ", ".join(clauses.mapped("code")) or self.policy_id.code
