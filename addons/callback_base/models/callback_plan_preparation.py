# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command


class CallbackPlan(models.Model):
    """A new plan begins with the preparations of its policy (F1-04, F3-37)."""

    _inherit = "callback.plan"

    task_ids = fields.One2many(compute="_compute_task_ids", store=True, readonly=False)

    @api.depends("policy_id")
    def _compute_task_ids(self):
        """Take over what the policy asks for; lines entered by hand stay.

        Of another policy only what is ready already is kept.
        """
        for plan in self:
            # sudo: the list of a policy is no secret to who makes plans by it.
            asked = plan.policy_id.sudo().preparation_ids
            foreign = plan.task_ids.filtered(
                lambda task, asked=asked: (
                    task.preparation_id
                    and task.preparation_id not in asked
                    and not task.is_done
                )
            )
            missing = asked - plan.task_ids.preparation_id
            plan.task_ids = [
                *(Command.delete(task.id) for task in foreign),
                *(Command.create(line._prepare_task_values()) for line in missing),
            ]
