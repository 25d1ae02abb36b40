# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from ..workday.zone import LocalZone
from .callback_quota_missed import QUOTA


class CallbackBreach(models.Model):
    """Shares that a person did not reach in a period, each once (G1-46)."""

    _inherit = "callback.breach"

    @api.model
    def _sweep(self, now, limit=None):
        """Note also who missed a quota of the period that ended last."""
        yield from super()._sweep(now, limit)
        quotas = self.env[QUOTA].search(
            [
                ("notes_people", "=", True),
                ("policy_id.state", "in", ("in_force", "superseded")),
            ]
        )
        yield self._note(quotas._get_missed(now), now)

    def action_open_document(self):
        """Open the callbacks that the person owed in the period."""
        action = super().action_open_document()
        if self.res_model != QUOTA:
            return action
        quota = self.env[QUOTA].browse(self.res_id)
        calendar = quota.policy_id._get_calendar(self.company_id)
        day = LocalZone(calendar.tz or "UTC").local(self.date_limit).date()
        missing = quota._get_scope(day, company=self.company_id)["missing_domain"]
        owner = int(self.clock.rpartition(":")[2])
        mine = Domain("user_id", "=", owner)
        if owner < 0:
            mine = Domain("user_id", "=", False) & Domain("department_id", "=", -owner)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "callback.record",
            "views": [(False, "list"), (False, "form")],
            "domain": list(missing & mine),
        }
