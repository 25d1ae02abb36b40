# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import ValidationError

from ..sampling import sizes


class CallbackSampleSize(models.Model):
    """How many of each stratum are drawn, in exact numbers (T-08 … T-10)."""

    _inherit = "callback.sample"

    def _percent(self, rate):
        """Return a fraction of one as the text of its exact percentage."""
        return format(float(sizes.exact(rate) * 100), ".10g")

    def _check_share_sum(self, parts):
        total = sum(sizes.exact(part.share) for part in parts)
        for part in parts.filtered(lambda part: part.share < 0):
            self._refuse(
                "stratum_ids", f"{part.display_name} {self._percent(part.share)} %"
            )
        if total != 1:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”: the shares sum to %(total)s %%, not to "
                    "100 %%: %(shares)s.",
                    sample=self.name,
                    total=self._percent(total),
                    shares=", ".join(
                        f"{part.display_name} {self._percent(part.share)} %"
                        for part in parts
                    ),
                )
            )

    def _get_maximum(self):
        """Return the upper limit of the size, or None."""
        self.ensure_one()
        limits = [self.cap] if self.cap else []
        if self.cap_rate:
            limits.append(sizes.at_most(self.cap_rate, self.cap_base))
        return min(limits, default=None)

    def _get_stratum_rate(self, stratum):
        rate = stratum.rate or self.rate
        stratum._check_rate()
        if not rate:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”, %(stratum)s: give the stratum or the sample "
                    "a rate.",
                    sample=self.name,
                    stratum=stratum.display_name,
                )
            )
        return rate

    def _get_sizes(self, strata, maximum):
        """Return the size of each stratum; what is excluded cannot be drawn."""
        self.ensure_one()
        populations = [
            stratum.population - stratum.excluded_count for stratum in strata
        ]
        total = sum(populations)
        if self.strata_method == "none":
            return [sizes.size(n, self.rate, self.floor, maximum) for n in populations]
        if self.strata_method == "rate":
            rates = [self._get_stratum_rate(stratum) for stratum in strata]
            return sizes.by_rate(populations, rates, self.floor, maximum)
        self._check_share_sum(strata)
        base = sizes.size(self.base_count or total, self.rate, self.floor, maximum)
        shares = strata.mapped("share")
        return sizes.by_share(populations, shares, base, self.keep_total, maximum)

    def _refresh_sizes(self):
        """Follow changed rates and shares; shares that are being moved wait."""
        for sample in self.filtered(lambda s: s.state == "frozen"):
            shares = map(sizes.exact, sample.stratum_ids.mapped("share"))
            if sample.strata_method != "share" or sum(shares) == 1:
                sample._set_sizes()

    def _set_sizes(self):
        """Write the sizes of frozen samples, with and without the cap."""
        for sample in self:
            strata = sample.stratum_ids.sorted("id")
            if not strata:
                continue
            wanted = sample._get_sizes(strata, sample._get_maximum())
            uncut = sum(sample._get_sizes(strata, None))
            # sudo: figures are closed to every role; they are derived here.
            for stratum, number in zip(strata.sudo(), wanted, strict=True):
                stratum.size = number
            # sudo: see above.
            sample.sudo().write({"size": sum(wanted), "size_uncut": uncut})
            # sudo: see above.
            sample.sudo()._set_split_sizes()

    def _set_split_sizes(self):
        """Divide the size by method; the first gets the odd one (G1-39)."""
        splits = self.split_ids.sorted(lambda s: (s.sequence, s.id))
        if splits:
            self._check_share_sum(splits)
            parts = sizes.split(self.size, splits.mapped("share"), keep_total=True)
            for split, number in zip(splits, parts, strict=True):
                split.size = number

    def _check_splits_open(self):
        """What was drawn keeps its methods."""
        for sample in self:
            if sample.state in ("drawn", "confirmed") and not self.env.su:
                sample._check_state("draft", "frozen")
