# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Kinds of clauses that only a rule, a step or a routing line can carry out.
WORKED_KINDS = frozenset({"schedule", "deadline", "sampling"})


class CallbackPolicy(models.Model):
    """What a policy says about plans and about who is responsible."""

    _inherit = "callback.policy"

    route_ids = fields.One2many("callback.route", "policy_id", copy=True)
    plan_approval = fields.Selection(
        [
            ("file", "Filing is enough"),
            ("approve", "A second person approves"),
            ("head_office", "Head office approves"),
        ],
        string="Plans",
        default="approve",
        required=True,
        help="What a plan needs before it makes work: being filed with the callback "
        "department, the approval of a second person, or that of head office.",
    )
    plan_element_ids = fields.Many2many(
        "callback.plan.element",
        string="A plan states",
        default=lambda self: self.env["callback.plan.element"].search(
            [("is_default", "=", True)]
        ),
        help="Without these a plan cannot be submitted (B1-03).",
    )
    plan_due_month = fields.Integer(
        string="Yearly plan by month",
        help="Month of the year before in which the plan of a year is due. "
        "0: no limit.",
    )
    plan_due_day = fields.Integer(string="Yearly plan by day")

    clause_gap = fields.Text(
        string="Clauses that nothing carries out", compute="_compute_clause_gap"
    )

    @api.depends(
        "clause_ids.kind",
        "rule_ids.clause_ids",
        "rule_ids.step_ids.clause_ids",
        "route_ids.clause_ids",
        "satisfaction_rule_ids.clause_ids",
        "quota_ids.clause_ids",
        "duty_rule_ids.clause_ids",
        "answer_limit_ids.clause_ids",
    )
    def _compute_clause_gap(self):
        """Name the demands on dates and numbers that no part is linked to."""
        for policy in self:
            parts = (
                *(policy.rule_ids, policy.rule_ids.step_ids, policy.route_ids),
                *(policy.satisfaction_rule_ids, policy.quota_ids),
                *(policy.duty_rule_ids, policy.answer_limit_ids),
            )
            linked = policy.clause_ids.browse().union(*(p.clause_ids for p in parts))
            bare = policy.clause_ids.filtered(
                lambda clause, linked=linked: (
                    clause.kind in WORKED_KINDS and clause not in linked
                )
            )
            policy.clause_gap = ", ".join(bare.mapped("code"))

    def _get_activation_problems(self):
        """Rules and routing lines that could not be carried out, each with its place.

        Strata, methods and lines are records of their own: the sum of their shares and
        their conditions are only known when all of them are there.
        """
        problems = super()._get_activation_problems()
        for rule in self.rule_ids:
            for check in (
                rule._check_sample,
                rule._check_strata_given,
                rule._check_split,
                rule._get_targets,
            ):
                try:
                    check()
                except ValidationError as error:
                    problems.append(error.args[0])
        return problems

    def write(self, vals):
        """A changed validity or calendar makes the next sweep look at everything."""
        result = super().write(vals)
        if {"date_from", "date_to", "calendar_id"} & set(vals):
            # sudo: marks of the sweep are closed to every role.
            marks = self.env["callback.sweep"].sudo()
            marks.search([("rule_id.policy_id", "in", self.ids)]).unlink()
        return result
