# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.callback_base.conditions import check_searchable
from odoo.addons.callback_base.models.period_selections import PERIODS

LEVELS = [
    ("team", "Team"),
    ("department", "Department"),
    ("company", "Company"),
    ("head_office", "Head office"),
]
METHODS = [
    ("on_site", "On site"),
    ("telephone", "Telephone"),
    ("ledger", "Ledger"),
    ("recording", "Recording"),
    ("remote", "Remote"),
]
#: Who may inspect at all (A1-02).
INSPECTOR_GROUPS = (
    "callback_assessment.callback_group_reviewer,"
    "callback_base.callback_group_supervisor"
)


class CallbackReviewRule(models.Model):
    """Who checks whose finished work: how much, how often, how, by which list.

    Rates are fractions of one: 0.02 is 2 %. How many are drawn stands in
    ``callback_review_rule_size.py``, the draw in ``callback_review_rule_draw.py``.
    """

    _name = "callback.review.rule"
    _description = "Rule of spot checks"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Spot check", required=True, translate=True)
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        "callback_review_rule_clause_rel",
        "rule_id",
        "clause_id",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    checklist_id = fields.Many2one(
        "callback.review.checklist",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('policy_id', '=', policy_id)]",
    )

    # Who inspects ---------------------------------------------------------------
    level = fields.Selection(
        LEVELS,
        required=True,
        default="team",
        help="Work that this level has checked already is not drawn again by it.",
    )
    inspector_kind = fields.Selection(
        [
            ("person", "Named persons"),
            ("head", "Head of the unit"),
            ("above", "Head of the unit above"),
        ],
        string="Who inspects",
        required=True,
        default="person",
    )
    inspector_ids = fields.Many2many(
        "res.users",
        "callback_review_rule_inspector_rel",
        "rule_id",
        "user_id",
        string="Inspectors",
        help="What is drawn is dealt out evenly, to nobody who made the calls or has "
        "an interest in the case.",
    )

    # Whose work -----------------------------------------------------------------
    scope = fields.Selection(
        [
            ("company", "All together"),
            ("unit", "Each unit"),
            ("person", "Each person"),
        ],
        string="Drawn from",
        required=True,
        default="unit",
    )
    department_ids = fields.Many2many(
        "hr.department",
        "callback_review_rule_department_rel",
        "rule_id",
        "department_id",
        string="Units",
        help="With the units below them. Empty: every unit.",
    )
    rule_ids = fields.Many2many(
        "callback.rule",
        "callback_review_rule_rule_rel",
        "review_rule_id",
        "rule_id",
        string="Callback rules",
        domain="[('policy_id', '=', policy_id)]",
        help="Empty: all callbacks of the policy, and of its earlier versions.",
    )
    type_ids = fields.Many2many(
        "callback.type",
        "callback_review_rule_type_rel",
        "rule_id",
        "type_id",
        string="Callback types",
        help="Callbacks of these types, whatever their policy. Empty: see the rules.",
    )
    domain = fields.Char(
        string="Condition",
        default="[]",
        help="Further condition on the callbacks, for example a channel.",
    )

    # How and when ---------------------------------------------------------------
    period = fields.Selection(PERIODS, required=True, default="month")
    due_quantity = fields.Integer(
        string="Due within",
        help="After the period whose work is checked. 0: by the end of the next one.",
    )
    due_unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days")],
        string="Counted in",
        required=True,
        default="working_day",
    )
    method = fields.Selection(
        METHODS, string="Way of checking", required=True, default="recording"
    )
    second_method = fields.Selection(METHODS, string="Second method")
    second_share = fields.Float(
        string="Share of the second method",
        digits=(16, 8),
        help="0.5 is half; the odd one is checked by the first method.",
    )
    double_rate = fields.Float(
        string="Checked twice",
        digits=(16, 8),
        help="This share of what is drawn is checked by a second inspector who does "
        "not see the first result. It does not count for the quota.",
    )

    # What follows ---------------------------------------------------------------
    pass_score = fields.Float(
        string="Passed from", digits=(16, 2), help="Of 100. 0: no such limit."
    )
    needs_person_signature = fields.Boolean(
        string="Signature of the person checked",
        help="On the sheet of a check on site.",
    )
    needs_customer_signature = fields.Boolean(
        string="Signature of the customer", help="On the sheet of a check on site."
    )
    release_quantity = fields.Integer(
        string="Result released after", help="0: as soon as the check is done."
    )
    release_unit = fields.Selection(
        [("day", "Days"), ("working_day", "Working days")],
        string="Release counted in",
        required=True,
        default="working_day",
    )
    rectify_quantity = fields.Integer(
        string="Put right within",
        help="After the check. 0: no time limit is laid down.",
    )
    rectify_unit = fields.Selection(
        [("hour", "Hours"), ("day", "Days"), ("working_day", "Working days")],
        string="Rectification counted in",
        required=True,
        default="working_day",
    )

    _quantities_positive = models.Constraint(
        "CHECK (due_quantity >= 0 AND release_quantity >= 0 AND rectify_quantity >= 0)",
        "Time limits cannot be negative.",
    )

    @api.constrains("inspector_kind", "inspector_ids", "scope", "double_rate")
    def _check_inspectors(self):
        for rule in self:
            named = rule.inspector_kind == "person"
            if named != bool(rule.inspector_ids):
                rule._refuse("inspector_ids", len(rule.inspector_ids))
            if rule.scope == "company" and not named:
                rule._refuse("inspector_kind", rule._get_part_text("inspector_kind"))
            # A second opinion takes a second person.
            if rule.double_rate and len(rule.inspector_ids) < 2:
                rule._refuse("double_rate", rule._percent("double_rate"))
            for user in rule.inspector_ids:
                if not user.has_groups(INSPECTOR_GROUPS):
                    rule._refuse("inspector_ids", user.name)

    @api.constrains("second_method", "second_share", "method")
    def _check_methods(self):
        for rule in self:
            if rule.second_method == rule.method:
                rule._refuse("second_method", rule._get_part_text("second_method"))
            if bool(rule.second_method) != bool(rule.second_share):
                rule._refuse("second_share", rule._percent("second_share"))

    @api.constrains("checklist_id", "policy_id", "clause_ids", "rule_ids")
    def _check_same_policy(self):
        for rule in self:
            # Parts of a copy are linked to those of its own version a moment later.
            policies = rule.checklist_id.policy_id
            if policies.code != rule.policy_id.code:
                rule._refuse("checklist_id", rule.checklist_id.display_name)

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            rule._get_condition(probe=True)

    def _get_condition(self, probe=False):
        """Return the typed condition as a checked ``Domain`` on callbacks.

        :raises ValidationError: naming the rule, when it cannot be read
        """
        self.ensure_one()
        # sudo: whether it can be read does not depend on the reader.
        records = self.env["callback.record"].sudo()
        try:
            domain = Domain(ast.literal_eval((self.domain or "[]").strip()))
            domain.validate(records)
            if probe:
                check_searchable(records, domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Spot check “%(rule)s”, condition: %(error)s",
                    rule=self.name,
                    error=error,
                )
            ) from error
        return domain

    def _refuse(self, name, value):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise ValidationError(
            self.env._(
                "Spot check “%(rule)s”, %(label)s: %(value)s is not allowed.",
                rule=self.name,
                label=label,
                value=value,
            )
        )

    def _cite(self):
        """Name the clauses behind a refusal, or else the policy."""
        # sudo: a refusal names its clause to everybody.
        rule = self.sudo()
        return ", ".join(rule.clause_ids.mapped("code")) or rule.policy_id.code or ""
