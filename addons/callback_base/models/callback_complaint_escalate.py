# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .complaint_selections import WORK_STATES


class CallbackComplaint(models.Model):
    """Reporting a complaint level by level (S6-15, R2-06)."""

    _inherit = "callback.complaint"

    def action_escalate(self, reason):
        """Report complaints to the department above (S6-15, R2-06). RPC.

        :raises UserError: without a reason, or at the top
        """
        self._check_act(("new", *WORK_STATES), self.env._("escalated"))
        reason = self._check_text(reason, self.env._("reason"))
        self.filtered(lambda c: c.state == "new").action_accept()
        now = fields.Datetime.now()
        # sudo: see action_accept.
        for complaint in self.sudo():
            unit = complaint.department_id or complaint.service_department_id
            if not unit.parent_id:
                raise UserError(
                    self.env._(
                        "%(complaint)s: there is no department above %(unit)s.",
                        complaint=complaint.name,
                        unit=unit.name or "",
                    )
                )
            above = unit.parent_id
            complaint._assign(above, complaint._get_leader(above), now)
            complaint._message_log(
                body=self.env._(
                    "Reported to %(unit)s: %(reason)s",
                    **{"unit": above.name, "reason": reason},
                )
            )
        return True

    def _get_leader(self, department):
        """Return the head of a department, unless the case is about that person."""
        # sudo: the user of a manager only.
        leader = department.sudo().manager_id.user_id
        return leader - self.concerned_user_ids
