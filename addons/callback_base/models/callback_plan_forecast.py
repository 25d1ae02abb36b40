# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackPlan(models.Model):
    """What a plan will ask of its callers, before it is approved."""

    _inherit = "callback.plan"

    def action_forecast(self):
        """Show the work of the plan a day against the working hours. RPC.

        The plan is only read; a draft can be forecast too.

        :raises UserError: for a user below supervisor, or a plan without rules
        """
        self.ensure_one()
        forecast = self.env["callback.plan.forecast"]._make(self)
        return forecast._get_action()

    def _get_plan_units(self):
        """Return the departments whose people do the work of the plan."""
        self.ensure_one()
        return self.unit_ids or self.department_id

    def _get_plan_callers(self):
        """Return who does the work: the callers of the plan, or those of its units."""
        self.ensure_one()
        if self.user_ids:
            return self.user_ids
        group = self.env.ref("callback_base.callback_group_caller")
        # sudo: who works where is read to count the callers only.
        employees = self.env["hr.employee"].sudo()
        return employees.search(
            [
                ("department_id", "child_of", self._get_plan_units().ids),
                ("user_id.active", "=", True),
                ("user_id.all_group_ids", "in", group.ids),
                ("company_id", "=", self.company_id.id),
            ]
        ).user_id
