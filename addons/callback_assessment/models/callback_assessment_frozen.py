# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .callback_grade_numbers import Band, exact, plain, round_exact

#: Version of the formula below; a later one keeps this one readable.
FORMULA = 1
#: What is done in which order, from the facts to the cent.
ORDER = ["fraction", "weight", "sum", "left_out", "points", "limits", "round", "grade"]


class CallbackAssessment(models.Model):
    """What a closed assessment was computed from, and computing it again."""

    _inherit = "callback.assessment"

    def _freeze(self):
        """Return the inputs of score and grade as plain data, and their result."""
        self.ensure_one()
        card, scale = self.scorecard_id, self.scorecard_id.scale_id
        return {
            "formula": FORMULA,
            "order": ORDER,
            "scorecard": {
                "code": card.code,
                "version": card.version,
                "cycle": card.cycle,
                "method": card.method,
                "missing_rule": card.missing_rule,
            },
            "cycle": [str(self.date_from), str(self.date_to)],
            "scale": {
                "digits": scale.digits,
                "rounding": scale.rounding,
                "grades": [
                    {
                        "code": grade.code,
                        "lower": plain(exact(grade.lower)),
                        "upper": plain(exact(grade.upper)),
                        "lower_closed": grade.lower_closed,
                        "upper_closed": grade.upper_closed,
                    }
                    for grade in scale.grade_ids
                ],
            },
            "lines": [
                {
                    "criterion": line.criterion_id.name,
                    "source": line.source,
                    "weight": plain(exact(line.weight)),
                    "numerator": plain(exact(line.numerator)),
                    "denominator": plain(exact(line.denominator)),
                    "user": line.user_id.id,
                }
                for line in self.line_ids
            ],
            "points": plain(exact(self.points)),
            "score": self._format_score() if self.is_assessed else None,
            "grade": self.grade_code or None,
            "money": [],
        }

    @api.model
    def _recompute(self, frozen):
        """Return (score, grade code, {key: cents}) of frozen inputs, as texts.

        Nothing but the frozen data is read: neither scorecards nor records.
        """
        total = self._get_total(
            [
                (line["weight"], line["numerator"], exact(line["denominator"]))
                for line in frozen["lines"]
            ],
            frozen["scorecard"]["missing_rule"],
            frozen["points"],
        )
        score = code = None
        scale = frozen["scale"]
        if total is not None:
            rounded = round_exact(total, scale["digits"], scale["rounding"])
            score = f"{float(rounded):.{scale['digits']}f}"
            [code] = [
                grade["code"]
                for grade in scale["grades"]
                if Band(
                    grade["code"],
                    grade["lower"],
                    grade["upper"],
                    grade["lower_closed"],
                    grade["upper_closed"],
                ).holds(rounded)
            ]
        money = {
            part["key"]: f"{self._get_cents(part):.2f}"
            for part in frozen["money"]
            if part.get("result")
        }
        return score, code, money

    def action_verify(self):
        """Compute closed assessments again from their frozen inputs. RPC.

        :returns: True when scores, grades and amounts are the same to the cent
        :raises UserError: naming what differs
        """
        self.check_access("read")
        for one in self.sudo():  # the frozen inputs; only equal or not is told
            if one.state != "confirmed":
                raise UserError(
                    self.env._("%(one)s is not closed yet.", one=one.display_name)
                )
            problem = one._get_difference()
            if problem:
                raise UserError(problem)
        return True

    def _get_difference(self):
        """Return what differs from the frozen inputs as a sentence, or nothing."""
        self.ensure_one()
        score, code, money = self._recompute(self.frozen)
        lines = self.env["callback.sanction"].search(
            [("source_key", "in", list(money))]
        )
        amounts = {line.source_key: f"{line.amount:.2f}" for line in lines}
        shown = self._format_score() if self.is_assessed else None
        if (score, code, money) == (shown, self.grade_code or None, amounts):
            return None
        return self.env._(
            "%(one)s: computed again from the frozen inputs it gives %(found)s.",
            one=self.display_name,
            found=", ".join(str(x) for x in (score, code, *money.values())),
        )
