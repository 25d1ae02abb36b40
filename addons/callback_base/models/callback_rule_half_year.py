# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

#: Days that half a year lasts at most.
HALF_YEAR = 184


class CallbackRule(models.Model):
    """“At least every half year” as the policy reads it (X-46, U5-08, U4-13).

    By calendar halves, a half-yearly coverage rule asks once in each half. Rolling, it
    asks again six months after the last time on the document: the step counts from the
    day on which they are over, where it counts from the end of the period else.
    """

    _inherit = "callback.rule"

    half_year = fields.Selection(related="policy_id.half_year")

    def _is_rolling(self):
        """Tell whether the rule counts half years from the last time."""
        self.ensure_one()
        return (
            self.trigger == "coverage"
            and self.coverage_method == "period"
            and self.period == "half_year"
            and self.policy_id.half_year == "rolling"
        )

    def _needs_event(self):
        return super()._needs_event() or self._is_rolling()

    @api.constrains("trigger", "coverage_method", "period", "coverage_count")
    def _check_rolling(self):
        for rule in self.filtered(lambda rule: rule._is_rolling()):
            rule._check_source()
            odd = rule.step_ids.filtered(lambda step: step.anchor != "period_end")
            if rule.coverage_count != 1 or odd:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: six months after the last time, each member "
                        "is called once, and the time limit counts from the end of "
                        "the six months (“The end of the period”).",
                        rule=rule.name,
                    )
                )

    def _get_due_reach(self, step):
        reach = super()._get_due_reach(step)
        return reach + HALF_YEAR if self._is_rolling() else reach

    def _get_rolling_sql(self, event, zone):
        """Return SQL for the naive UTC midnight of the day six months after an event.

        :param event: SQL of the naive UTC time of the last time
        :param zone: SQL of the time zone
        """
        return SQL(
            "((%(event)s AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date"
            " + interval '6 months') AT TIME ZONE %(zone)s AT TIME ZONE 'UTC'",
            event=event,
            zone=zone,
        )
