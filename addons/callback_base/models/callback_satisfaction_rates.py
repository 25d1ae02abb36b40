# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fractions import Fraction
from math import ceil, floor

from odoo import api, models

from ..sampling import sizes


class CallbackSatisfactionRound(models.Model):
    """The rates of a round in exact fractions, rounded nowhere (P3-12, T-10)."""

    _inherit = "callback.satisfaction.round"

    def _get_rates(self):
        """Return the rates of one round; exact fractions until the last step."""
        self.ensure_one()
        rule = self.rule_id
        recovery = self._share(self.returned_count, self.issued_count)
        truth = self._share(self.true_count, self.checked_count)
        raw = self._get_raw_rate()
        short, deducted = self._get_deduction(recovery)
        final = max(raw - deducted / 100, Fraction(0)) if raw is not None else None
        truth_short = truth is not None and truth < sizes.exact(rule.truth_target)
        return {
            "issue_rate": float(self._share(self.issued_count, self.population) or 0),
            "recovery_rate": float(recovery or 0),
            "truth_rate": float(truth or 0),
            "raw_rate": float(raw or 0),
            "shortfall": float(short),
            "deducted": float(deducted),
            "final_rate": float(final or 0),
            "has_result": final is not None,
            "is_issue_short": self.issued_count < self.target_count,
            "is_recovery_short": short > 0,
            "is_truth_short": bool(rule.truth_target) and truth_short,
        }

    @api.model
    def _share(self, part, whole):
        """Return an exact share, None of nothing: never 100 %."""
        return Fraction(part, whole) if whole else None

    def _get_deduction(self, recovery):
        """Return by how many points the recovery is short, and what that costs."""
        rule, target = self.rule_id, sizes.exact(self.recovery_target or 0)
        if not target or recovery is None or recovery >= target:
            return Fraction(0), Fraction(0)
        short = points = (target - recovery) * 100
        if rule.deduction:
            convention = rule._get_convention()
            if convention in ("floor", "ceil"):
                points = Fraction({"floor": floor, "ceil": ceil}[convention](short))
        return short, points * sizes.exact(rule.deduction)

    def _get_raw_rate(self):
        """Return the satisfaction before any deduction as a fraction, or None."""
        if self.rule_id.rate_basis == "questions":
            rates = [
                self._share(question.satisfied_count, question.answered)
                for question in self.question_ids
                if question.has_satisfied and question.answered
            ]
            return sum(rates) / len(rates) if rates else None
        if self.source == "typed":
            return sizes.exact(self.typed_rate) if self.returned_count else None
        return self._get_overall_rate()

    def _get_overall_rate(self):
        """Return the share of satisfied customers; forms found untrue do not count."""
        # sudo: as in _count_forms.
        groups = (
            self.env["callback.satisfaction.form"]
            .sudo()  # figures only
            ._read_group(
                [
                    ("round_id", "=", self._origin.id),
                    ("satisfaction", "!=", False),
                    ("check_state", "not in", ("untrue", "cheating")),
                ],
                ["satisfaction"],
                ["__count"],
            )
        )
        counts = dict(groups)
        good = self.rule_id._get_satisfied_levels()
        return self._share(sum(counts.get(n, 0) for n in good), sum(counts.values()))
