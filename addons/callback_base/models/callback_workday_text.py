# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackWorkday(models.Model):
    """Words for the steps of a derivation."""

    _inherit = "callback.workday"

    @api.model
    def _reason_text(self, step):
        """Return the reason code of a day in words, with the name it has."""
        reason = {
            "weekend": self.env._("weekend"),
            "closed": self.env._("no working hours on this weekday"),
            "holiday": self.env._("national holiday"),
            "leave": self.env._("public time off"),
            "make_up": self.env._("make-up working day"),
            "override": self.env._("set by hand"),
        }.get(step["reason"], "")
        if not step["name"]:
            return reason
        if not reason:
            return step["name"]
        return self.env._("%(reason)s: %(name)s", reason=reason, name=step["name"])

    @api.model
    def _start_text(self, step, basis, values):
        if step["reason"] == "clock":
            return self.env._("The clock starts on %(date)s at %(time)s.", **values)
        if step["reason"] == "counted":
            return self.env._("Starts on %(date)s at %(time)s.", **values)
        return self.env._(
            "Starts on %(date)s at %(time)s; the start day is not counted.", **values
        )

    @api.model
    def _counted_text(self, step, basis, values):
        if basis["quantity"] < 0:
            return self.env._(
                "%(period)s before is %(date)s.", **self._with_period(basis, values)
            )
        if step["reason"] == "clamped":
            return self.env._(
                "%(period)s later is %(date)s, the last day of a short month.",
                **self._with_period(basis, values),
            )
        if step["reason"] == "calendar":
            return self.env._(
                "%(period)s later is %(date)s.", **self._with_period(basis, values)
            )
        if not step["number"]:
            return self.env._("%(date)s is a working day.", **values)
        if values["reason"]:
            return self.env._(
                "%(date)s is working day %(number)s (%(reason)s).", **values
            )
        return self.env._("%(date)s is working day %(number)s.", **values)

    @api.model
    def _with_period(self, basis, values):
        count = abs(basis["quantity"])
        period = {
            "day": lambda: self.env._("%(count)s days", count=count),
            "week": lambda: self.env._("%(count)s weeks", count=count),
            "month": lambda: self.env._("%(count)s months", count=count),
            "year": lambda: self.env._("%(count)s years", count=count),
        }[basis["unit"]]
        return {**values, "period": period()}

    @api.model
    def _skipped_text(self, step, basis, values):
        return self.env._("%(date)s is not counted (%(reason)s).", **values)

    @api.model
    def _shifted_text(self, step, basis, values):
        if step.get("shift") == "previous":
            return self.env._(
                "%(date)s is closed (%(reason)s): back to the working day before.",
                **values,
            )
        return self.env._(
            "%(date)s is closed (%(reason)s): on to the next working day.", **values
        )

    @api.model
    def _note_text(self, step, basis, values):
        return self.env._(
            "Provisional: the make-up working days of %(years)s were not published "
            "yet.",
            years=step["name"],
        )

    @api.model
    def _deadline_text(self, step, basis, values):
        if step["reason"] == "working_hours":
            return self.env._(
                "Deadline: %(date)s %(time)s (%(tz)s), the end of working hours.",
                **values,
            )
        if step["reason"] == "cutoff":
            return self.env._(
                "Deadline: %(date)s %(time)s (%(tz)s), the cut-off time of the policy.",
                **values,
            )
        if step["reason"] == "no_hours":
            return self.env._(
                "Deadline: %(date)s %(time)s (%(tz)s), the end of the day, because it"
                " has no working hours.",
                **values,
            )
        if step["reason"] == "day_end":
            return self.env._(
                "Deadline: %(date)s %(time)s (%(tz)s), the end of the day.", **values
            )
        return self.env._(
            "Deadline: %(date)s %(time)s (%(tz)s); hours run on the clock.", **values
        )
