# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import ValidationError

from ..sampling import inference


class CallbackSampleText(models.Model):
    """What a sample can prove, in words."""

    _inherit = "callback.sample"

    @api.depends("stratum_ids.picked_count", "stratum_ids.population", "state")
    def _compute_statement(self):
        for sample in self:
            drawn = sample.state in ("drawn", "confirmed")
            sample.statement = drawn and "\n".join(sample._get_statement())

    def _get_statement(self):
        self.ensure_one()
        strata = self.stratum_ids.filtered("population")
        lines = [
            self.env._(
                "%(picked)s of %(population)s were drawn (%(rate)s %%).",
                picked=self.picked_count,
                population=self.population,
                rate=f"{100 * self.picked_rate:.2f}",
            )
        ]
        if self.excluded_count:
            lines.append(
                self.env._("%(number)s were excluded.", number=self.excluded_count)
            )
        if self.outside_count:
            lines.append(
                self.env._(
                    "%(number)s are in no stratum and could not be drawn.",
                    number=self.outside_count,
                )
            )
        width = inference.half_width(
            [(stratum.population, stratum.picked_count) for stratum in strata]
        )
        if width is not None:
            lines.append(
                self.env._(
                    "A share found in the sample holds for the population within "
                    "± %(width)s percentage points (%(confidence)s %% confidence, "
                    "finite population).",
                    width=f"{100 * width:.2f}",
                    confidence=self._percent(inference.CONFIDENCE),
                )
            )
        lines += [self._get_zero_text(s) for s in strata if s.picked_count]
        return lines

    def _get_zero_text(self, stratum):
        population, drawn = stratum.population, stratum.picked_count
        possible = inference.defects_possible(population, drawn)
        return self.env._(
            "%(stratum)s: with 0 defects in %(drawn)s, at most %(rate)s %% of "
            "%(population)s are defective (%(confidence)s %% confidence).",
            stratum=stratum.name,
            drawn=drawn,
            rate=f"{100 * possible / population:.2f}",
            population=population,
            confidence=self._percent(inference.CONFIDENCE),
        )

    @api.model
    @api.readonly
    def get_required_size(self, population, margin, confidence=inference.CONFIDENCE):
        """Return how many must be drawn for a half width of ``margin``. RPC.

        :param margin: as a fraction of one: 0.05 is ± 5 percentage points
        """
        try:
            return inference.required_size(population, margin, confidence)
        except (ArithmeticError, TypeError, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "Margin and confidence lie between 0 and 100 %, and the population "
                    "is a number."
                )
            ) from error
