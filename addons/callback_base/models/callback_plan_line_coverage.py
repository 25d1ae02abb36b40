# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import models


class CallbackPlanLine(models.Model):
    """How far a line is: population, planned, done, missing (BASE-08)."""

    _inherit = "callback.plan.line"

    def _compute_coverage(self):
        """Count once what lines have in common; who was called, line by line."""
        made, excluding = self._count_records(), self._get_excluding_rules()
        known = {}
        for line in self:
            figures = line._get_coverage(made, excluding, known)
            for name, value in figures.items():
                line[name] = value

    def _count_records(self):
        """Return how many callbacks there are: {(plan, rule, occurrence): number}."""
        groups = self.env["callback.record"]._read_group(
            [
                ("plan_id", "in", self.plan_id.ids),
                ("rule_id", "in", self.rule_id.ids),
                ("state", "!=", "cancelled"),
            ],
            ["plan_id", "rule_id", "occurrence"],
            ["__count"],
        )
        counts = Counter()
        for plan, rule, occurrence, count in groups:
            counts[plan, rule, occurrence] += count
            counts[plan, rule, 0] += count  # of lines without an occurrence
        return counts

    def _get_excluding_rules(self):
        """Return the rules that leave anybody out."""
        # sudo: only whether there is one.
        exclusions = self.env["callback.exclusion"].sudo()
        domain = [("rule_id", "in", self.rule_id.ids), ("state", "=", "approved")]
        return {rule for (rule,) in exclusions._read_group(domain, ["rule_id"])}

    def _get_coverage(self, made, excluding, known):
        """Return the figures of a line.

        :param made: see ``_count_records``
        :param excluding: rules that leave anybody out
        :param known: dict of the populations that were counted already
        """
        self.ensure_one()
        names = ("population_count", "excluded_count", "done_count", "missing_count")
        figures = dict.fromkeys(names, 0) | {"coverage": 0}
        rule = self.rule_id
        figures["record_count"] = made[self.plan_id, rule, self.occurrence]
        if rule.model_name not in self.env:
            return {**figures, "record_count": 0}
        model, occasion = rule._get_source_model(), self._get_occasion()
        population = self._get_population_domain(occasion)
        # Without a time on the document it is the same on every occasion.
        key = (self.plan_id, rule, self.sample_id)
        key += (occasion.first,) if rule._is_dated() else ()
        if key not in known:
            known[key] = model.search_count(population)
        total = known[key]
        owing, left_out = population, 0
        if rule in excluding:
            excluded = rule._get_excluded_domain(occasion, self.company_id)
            left_out = model.search_count(population & excluded)
            owing = population & ~excluded
        called = rule._get_called_domain(occasion)
        done = model.search_count(owing & called)
        left_out += self._count_left_out(owing & ~called, occasion)
        owed = total - left_out
        return figures | {
            "population_count": total,
            "excluded_count": left_out,
            "done_count": done,
            "missing_count": owed - done,
            "coverage": done / owed if owed else 0,
        }

    def _count_left_out(self, uncalled, occasion):
        """Return how many of those not called are left out besides; for overriders."""
        return 0

    def _get_population_domain(self, occasion):
        rule, plan = self.rule_id, self.plan_id
        domain = rule._get_population_domain(occasion, plan.company_id, plan.unit_ids)
        if rule.trigger == "event":
            domain &= rule._get_between(plan.date_from, plan.date_to)
        if self.sample_id:
            domain &= self._get_picked_domain()
        return domain
