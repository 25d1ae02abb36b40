# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError

from .callback_grade_numbers import FULL, plain


class CallbackScorecard(models.Model):
    """What a scorecard needs before it assesses anybody, and who enters scores."""

    _inherit = "callback.scorecard"

    def _check_scorer(self):
        """Raise unless the user may enter scores by these schemes (A1-02)."""
        user = self.env.user
        for card in self:
            group = f"callback_base.callback_group_{card.scored_by}"
            if not user.has_group(group):
                raise AccessError(
                    self.env._(
                        "%(clauses)s: scores are entered by %(who)s.",
                        clauses=card._cite(),
                        who=dict(
                            self._fields["scored_by"]._description_selection(self.env)
                        )[card.scored_by],
                    )
                )

    def _cite(self):
        """Name the clauses of the scheme, or its code."""
        self.ensure_one()
        clauses = self.sudo().clause_ids  # named in refusals to everybody
        return ", ".join(clauses.mapped("code")) or self.code

    def _get_problems(self):
        """Return what keeps the scorecard from being put in force, a sentence each."""
        self.ensure_one()
        problems = []
        if self.state != "draft":
            problems.append(self.env._("%(card)s is no draft.", card=self.display_name))
        total = self._get_weight_total()
        if total != FULL:
            problems.append(
                self.env._(
                    "%(card)s (%(clauses)s): the weights of the criteria make "
                    "%(total)s, not 100.",
                    card=self.display_name,
                    clauses=self._cite(),
                    total=plain(total),
                )
            )
        problems += self.criterion_ids._get_problems()
        if not self.scale_id.grade_ids:
            problems.append(
                self.env._("%(scale)s has no grades.", scale=self.scale_id.name)
            )
        problems += [f"{self.scale_id.name}: {f}" for f in self.scale_id._get_faults()]
        problems += self.consequence_ids._get_problems()
        return problems
