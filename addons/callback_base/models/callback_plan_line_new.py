# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlanLine(models.Model):
    """New members of a population, whose own time limit still runs (F3-33, F3-34)."""

    _inherit = "callback.plan.line"

    new_count = fields.Integer(
        string="New, not called yet",
        compute="_compute_new_count",
        help="Not called, but their time as new members still runs at the end of the "
        "period: among the missing, or among the excluded where the rule says so.",
    )

    def _compute_new_count(self):
        for line in self:
            rule = line.rule_id
            line.new_count = 0
            if rule.member_since_field and rule.model_name in self.env:
                model = rule._get_source_model()
                line.new_count = model.search_count(line._get_new_domain())

    def _count_left_out(self, uncalled, occasion):
        """New members are left out of the rate where the rule says so."""
        left_out = super()._count_left_out(uncalled, occasion)
        rule = self.rule_id
        if not rule.new_member_excluded:
            return left_out
        new = uncalled & rule._get_new_member_domain(occasion)
        return left_out + rule._get_source_model().search_count(new)

    def _get_new_domain(self):
        """Return the condition of the new members that were not called yet."""
        self.ensure_one()
        rule, occasion = self.rule_id, self._get_occasion()
        new = self._get_population_domain(occasion)
        new &= ~rule._get_excluded_domain(occasion, self.company_id)
        new &= ~rule._get_called_domain(occasion)
        return new & rule._get_new_member_domain(occasion)

    def action_view_new(self):
        """Open the new members that were not called yet, their time running (F3-34)."""
        self.ensure_one()
        return self._get_document_action(
            self.env._("Time as new member running: %(rule)s", rule=self.rule_id.name),
            self._get_new_domain(),
        )
