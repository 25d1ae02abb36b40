# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

MANAGER = "callback_base.callback_group_manager"
ACTIVITY = "mail.mail_activity_data_todo"


class CallbackUtilityDisaster(models.Model):
    """An event that was declared is laid before who may approve it (U1-20)."""

    _inherit = "callback.utility.disaster"

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the managers that an event waits for their decision."""
        events = super().create(vals_list)
        # An event that comes decided already asks nobody.
        asked = events.filtered(lambda event: event.state == "draft")
        for event in asked.with_context(mail_activity_quick_update=True):
            for user in event._get_deciders():
                event.activity_schedule(
                    ACTIVITY,
                    date_deadline=fields.Date.context_today(event),
                    summary=self.env._("Approve the disaster event"),
                    user_id=user.id,
                )
        return events

    def action_approve(self):
        """Nobody else is asked to decide any more. RPC, see there."""
        result = super().action_approve()
        self._close_question()
        return result

    def action_cancel(self):
        """Nobody is asked to decide any more. RPC, see there."""
        result = super().action_cancel()
        self._close_question()
        return result

    def _close_question(self):
        # sudo: also what was asked of others.
        self.sudo().activity_unlink([ACTIVITY])

    def _get_deciders(self):
        """Return who is asked: the nearest manager above who declares it, or all."""
        self.ensure_one()
        # sudo: departments and their managers, to tell who decides.
        event = self.sudo()
        department = event.user_id.with_company(event.company_id).employee_id
        department = department.department_id
        while department:
            user = department.manager_id.user_id
            if user and user != event.user_id and user.has_group(MANAGER):
                return user.sudo(False)
            department = department.parent_id
        # sudo: who has the role; names of colleagues only.
        managers = self.env.ref(MANAGER).sudo().all_user_ids
        return managers.filtered(
            lambda user: (
                not user.share
                and user != event.user_id
                and event.company_id in user.company_ids
            )
        ).sudo(False)
