# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CallbackPlan(models.Model):
    """The plan of the coming year: drafted in time, and somebody is told (U1-24)."""

    _inherit = "callback.plan"

    @api.model
    def _cron_prepare_next(self):
        """In the month in which yearly plans are due, draft those that are missing.

        The draft is a copy of this year's plan; who filed that one gets an activity.
        """
        today = fields.Date.context_today(self)
        first = datetime.date(today.year, 1, 1)
        plans = self.search(
            [
                ("state", "in", ["approved", "running"]),
                ("date_from", "=", first),
                ("date_to", "=", first + relativedelta(years=1, days=-1)),
                ("policy_id.state", "=", "in_force"),
                ("policy_id.plan_due_month", "=", today.month),
            ]
        )
        coming = self.search([("date_from", "=", first + relativedelta(years=1))])
        for plan in plans:
            twins = coming.filtered(
                lambda other, plan=plan: (
                    other.policy_id == plan.policy_id
                    and other.department_id == plan.department_id
                    and other.rule_ids & plan.rule_ids
                )
            )
            if not twins:
                plan._draft_next()

    def _draft_next(self):
        """Return a draft of this plan for the year after, with a reminder."""
        self.ensure_one()
        year = self.date_from.year
        name = self.name.replace(str(year), str(year + 1))
        draft = self.copy(
            {
                "name": name,
                "date_from": self.date_from + relativedelta(years=1),
                "date_to": self.date_to + relativedelta(years=1),
                "expense": 0,
            }
        )
        draft.task_ids.write({"is_done": False})
        draft.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=draft.date_due,
            summary=self.env._("Submit the plan of %(year)s", year=year + 1),
            user_id=(self.filer_id or self.create_uid).id,
        )
        return draft
