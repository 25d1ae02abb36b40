# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """The spot checks that a policy lays down (BASE-44, ASMT-04)."""

    _inherit = "callback.policy"

    review_checklist_ids = fields.One2many(
        "callback.review.checklist", "policy_id", string="Checklists", copy=True
    )
    review_rule_ids = fields.One2many(
        "callback.review.rule", "policy_id", string="Spot checks", copy=True
    )

    def _link_own_clauses(self):
        """Spot checks of a copy name clauses, lists and rules of this version."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        lists = {part.origin_id: part.id for part in self.review_checklist_ids}
        rules = {part.origin_id: part.id for part in self.rule_ids}
        for rule in self.review_rule_ids:
            checklist = rule.checklist_id
            followed = [part.origin_id or part.id for part in rule.rule_ids]
            rule.write(
                {
                    "clause_ids": [
                        fields.Command.set(
                            [own[code] for code in rule.clause_ids.mapped("code")]
                        )
                    ],
                    "checklist_id": lists[checklist.origin_id or checklist.id],
                    "rule_ids": [
                        fields.Command.set([rules[o] for o in followed if o in rules])
                    ],
                }
            )
        return result

    def _get_activation_problems(self):
        """A spot check without a list to go by cannot be put in force."""
        problems = super()._get_activation_problems()
        empty = self.review_rule_ids.filtered(lambda rule: not rule.checklist_id.item_ids)
        if empty:
            problems.append(
                self.env._(
                    "Each spot check needs a checklist with items. Missing on: "
                    "%(rules)s.",
                    rules=empty.mapped("name"),
                )
            )
        bare = self.review_rule_ids.filtered(lambda rule: not rule.clause_ids)
        if bare:
            problems.append(
                self.env._(
                    "Each spot check needs a clause. Missing on: %(rules)s.",
                    rules=bare.mapped("name"),
                )
            )
        return problems
