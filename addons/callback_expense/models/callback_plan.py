# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPlan(models.Model):
    """What was spent on the callbacks of a plan (F1-05)."""

    _inherit = "callback.plan"

    expense_amount = fields.Monetary(
        string="Claimed expenses",
        compute="_compute_expense_amount",
        help="Gifts and expenses of its callbacks, without those that were refused.",
    )

    def _compute_expense_amount(self):
        amounts = self.env["hr.expense"]._get_callback_amounts("callback_plan_id", self)
        for plan in self:
            plan.expense_amount = amounts.get(plan.id, 0)

    def action_view_expenses(self):
        """Open the expenses of the callbacks of this plan. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_expense.callback_expense_action"
        )
        action["domain"] = [("callback_plan_id", "=", self.id)]
        action["context"] = {}
        return action
