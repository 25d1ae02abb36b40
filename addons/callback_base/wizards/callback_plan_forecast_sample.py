# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter
from datetime import timedelta
from fractions import Fraction
from math import ceil

from odoo import models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..models import callback_sample_frame_sql as statements
from ..models.callback_rule_sample import COPIED
from ..occasion import Occasion


class CallbackPlanForecast(models.TransientModel):
    """How many a sample of the plan will draw: the exact sizes, without a draw."""

    _inherit = "callback.plan.forecast"

    def _count_sample(self, step, occasion):
        """Return how many callbacks a sample owes: known, and estimated besides."""
        rule, plan = step.rule_id, self.plan_id
        line = plan.line_ids.filtered(
            lambda line: (
                line.rule_id == rule and line.occurrence == (occasion.occurrence or 0)
            )
        )
        if line.sample_id.state in ("drawn", "confirmed"):
            return self._count_picked(step, occasion, line.sample_id), 0
        owing = self._get_owing(rule, occasion)
        strata = self._count_strata(rule, owing)
        known = self._get_size(rule, strata)
        extra = self._estimate_strata(rule, occasion)
        return known, max(0, self._get_size(rule, strata + extra) - known)

    def _count_picked(self, step, occasion, sample):
        rule = step.rule_id
        picked = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (SELECT res_id FROM callback_sample_member"
                " WHERE sample_id = %s AND is_picked)",
                SQL.identifier(alias, "id"),
                sample.id,
            )
        )
        domain = self._get_owing(rule, occasion) & picked
        domain &= rule._get_missing_domain(step, occasion)
        return rule._get_source_model().search_count(domain)

    def _count_strata(self, rule, domain):
        """Return the numbers of the strata as a ``Counter`` by their key."""
        model, counts = rule._get_source_model(), Counter()
        if rule.strata_method == "none":
            counts[""] = model.search_count(domain)
        elif rule.stratum_field:
            self.env.flush_all()
            query = model._search(domain)
            counts.update(
                dict(
                    self.env.execute_query(
                        statements.count_values(model, query, rule.stratum_field)
                    )
                )
            )
        elif rule.stratum_ids:
            strata = rule.stratum_ids.sorted(lambda s: (s.sequence, s.id))
            self.env.flush_all()
            query, conditions = self.env["callback.sample"]._get_conditions(
                model, domain, [rule._parse_domain(s.domain, s.name) for s in strata]
            )
            statement = statements.count_conditions(query, conditions)
            found = dict(self.env.execute_query(statement))
            for number, stratum in enumerate(strata):
                counts[stratum.id] = found.get(number, 0)
        return counts

    def _estimate_strata(self, rule, occasion):
        """Return what the days to come are likely to add to each stratum."""
        today = self._get_today()
        if not (rule.event_field and self.estimate_days and occasion.last >= today):
            return Counter()
        first = max(today, occasion.first)
        days = (occasion.last - first).days + 1
        window = Occasion(
            occasion.occurrence,
            today - timedelta(days=self.estimate_days),
            today - timedelta(days=1),
        )
        past = self._count_strata(rule, self._get_owing(rule, window))
        coming = Occasion(occasion.occurrence, first, occasion.last)
        known = self._count_strata(rule, self._get_owing(rule, coming))
        likely = {
            key: ceil(Fraction(number * days, self.estimate_days)) - known[key]
            for key, number in past.items()
        }
        return Counter({key: number for key, number in likely.items() if number > 0})

    def _get_size(self, rule, counts):
        """Return the size of the sample of strata of these sizes.

        The sample is a record in memory: its own method knows floor, cap and shares.
        """
        plan = self.plan_id
        rate = self.rate or plan.sample_rate
        prepared = rule._prepare_sample(plan.name, plan.company_id, [], rate)
        values = {name: prepared[name] for name in (*COPIED.values(), "cap_base")}
        if self.rate:
            values |= {"rate_min": 0, "rate_max": 0}
        rows = self._prepare_strata(rule, counts)
        sample = self.env["callback.sample"].new(
            {
                **values,
                "name": plan.name,
                "company_id": plan.company_id.id,
                "stratum_ids": [Command.create(row) for row in rows],
            }
        )
        return sum(sample._get_sizes(sample.stratum_ids, sample._get_maximum()))

    def _prepare_strata(self, rule, counts):
        if rule.strata_method == "none":
            return [{"name": rule.name, "population": counts[""]}]
        rows, left = [], dict(counts)
        for stratum in rule.stratum_ids:
            # A stratum without a value goes by its name, as in the sample.
            key = stratum.name if stratum.key is False else stratum.key
            if not rule.stratum_field:
                key = stratum.id
            rows.append(
                {
                    "name": stratum.name,
                    "rate": 0 if self.rate else stratum.rate,
                    "share": stratum.share,
                    "population": left.pop(key, 0),
                }
            )
        return rows + [
            {"name": str(key), "population": number} for key, number in left.items()
        ]
