# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from math import ceil, floor

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ..sampling.sizes import exact
from ..workday.zone import LocalZone
from .callback_quota_value import GROUPS, OWED


class CallbackQuota(models.Model):
    """Where a quota will end: what is still needed of the callbacks still to come."""

    _inherit = "callback.quota"

    forecast_text = fields.Char(
        string="Forecast",
        compute="_compute_forecast_text",
        groups=GROUPS,
        help="What is still needed of the callbacks that are expected until the end of "
        "the period, at the pace of the period so far.",
    )

    @api.depends(
        "basis",
        "count",
        "counted",
        "denominator_domain",
        "direction",
        "kind",
        "numerator_domain",
        "period",
        "rate",
    )
    @api.depends_context("uid", "company", "lang", "allowed_company_ids")
    def _compute_forecast_text(self):
        saved = self.filtered(lambda quota: isinstance(quota.id, int))
        (self - saved).forecast_text = False
        for quota, value in saved._get_values().items():
            quota.forecast_text = quota._get_forecast_text(value)

    def _get_forecast(self, value, today=None):
        """Return where the period of a value will end.

        :param value: as of ``get_value``
        :param today: local date, which is counted as over. Default: today
        :returns: None when nothing can be said (the period is over, or the demand is
            a number that has been passed); else dict with ``remaining``, callbacks
            expected until the end at the pace so far (None for a number), ``needed``
            (at least: so many of these must count) or ``allowed`` (at most: no more
            than so many may count), and ``possible``
        """
        self.ensure_one()
        if value["is_over"]:
            return None
        at_most = self.direction == "at_most"
        name = "allowed" if at_most else "needed"
        if self.kind == "count":
            left = self.count - value["numerator"]
            return {
                "remaining": None,
                name: max(left, 0),
                "possible": left >= 0 if at_most else True,
            }
        done, counting = value["denominator"], value["numerator"]
        remaining = self._get_remaining(value, today)
        if not done + remaining:
            return None
        goal = exact(self.rate) * (done + remaining)
        left = floor(goal) - counting if at_most else ceil(goal) - counting
        # Those that are there already may still come to count.
        room = done - counting if self.basis in OWED else remaining
        return {
            "remaining": remaining,
            name: max(left, 0),
            "possible": left >= 0 if at_most else left <= room,
        }

    def _get_remaining(self, value, today=None):
        """Return how many callbacks of the quota are expected until the period ends.

        By event or deadline they are known: those that do not count yet. Otherwise as
        many a day as so far.
        """
        if self.basis in OWED:
            # They are in the denominator: none is added, some may still count.
            return 0
        if today is None:
            zone = self.policy_id._get_calendar(self._get_company()).tz or "UTC"
            today = LocalZone(zone).local(fields.Datetime.now()).date()
        first, last = value["period_from"], value["period_to"]
        gone = (min(today, last) - first) / timedelta(days=1) + 1
        days = (last - today) / timedelta(days=1)
        return round(value["denominator"] * days / gone) if gone > 0 else 0

    def _get_forecast_text(self, value, today=None):
        """Say the forecast in a sentence; empty when there is nothing to say."""
        self.ensure_one()
        found = self._get_forecast(value, today)
        if not found:
            return ""
        values = {**found, "date": format_date(self.env, value["period_to"])}
        owed = value["denominator"] and self.basis in OWED
        if "needed" in found:
            return self._get_needed_forecast(found, values, owed, value)
        if not found["possible"]:
            return self.env._(
                "Above the limit already at this pace: by %(date)s it will not hold.",
                **values,
            )
        if found["remaining"] is None:
            return self.env._("%(allowed)s more are allowed until %(date)s.", **values)
        return self.env._(
            "Of about %(remaining)s still to come until %(date)s, %(allowed)s may "
            "count at most.",
            **values,
        )

    def _get_needed_forecast(self, found, values, owed, value):
        """Say what is still needed of a quota with a lower limit."""
        if not found["needed"]:
            return self.env._("Will hold until %(date)s at this pace.", **values)
        if found["remaining"] is None:
            return self.env._("Still needs %(needed)s until %(date)s.", **values)
        if owed:
            missing = value["denominator"] - value["numerator"]
            return self.env._(
                "Still needs %(needed)s of the %(missing)s that do not count yet, "
                "until %(date)s.",
                missing=missing,
                **values,
            )
        if not found["possible"]:
            return self.env._(
                "Out of reach: needs %(needed)s more, but only about %(remaining)s are "
                "expected until %(date)s.",
                **values,
            )
        return self.env._(
            "Still needs %(needed)s of about %(remaining)s to come until %(date)s.",
            **values,
        )
