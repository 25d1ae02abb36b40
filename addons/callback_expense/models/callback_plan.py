# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackPlan(models.Model):
    """What was spent on the callbacks of a plan (F1-05)."""

    _inherit = "callback.plan"

    expense_amount = fields.Monetary(
        string="Claimed expenses",
        compute="_compute_expense_amount",
        help="Gifts and expenses of its callbacks, without those that were refused.",
    )
    expense_total = fields.Monetary(
        string="Spent with claims",
        compute="_compute_expense_total",
        help="What was typed in as spent, and the claims that have all signatures.",
    )

    def _compute_expense_amount(self):
        amounts = self.env["hr.expense"]._get_callback_amounts("callback_plan_id", self)
        for plan in self:
            plan.expense_amount = amounts.get(plan.id, 0)

    @api.model
    def _get_spent(self, alias):
        """Add the claims of a plan that have all their signatures (A1-03)."""
        self.env["hr.expense"].flush_model(
            ["approval_state", "callback_plan_id", "total_amount"]
        )
        return SQL(
            "%s + COALESCE((SELECT sum(e.total_amount) FROM hr_expense e"
            " WHERE e.callback_plan_id = %s AND e.approval_state = 'approved'), 0)",
            super()._get_spent(alias),
            SQL.identifier(alias, "id"),
        )

    @api.depends("expense")
    def _compute_expense_total(self):
        claims = self.env["hr.expense"]
        amounts = claims._get_callback_amounts("callback_plan_id", self, signed=True)
        for plan in self:
            plan.expense_total = plan.expense + amounts.get(plan.id, 0)

    def action_view_expenses(self):
        """Open the expenses of the callbacks of this plan. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_expense.callback_expense_action"
        )
        action["domain"] = [("callback_plan_id", "=", self.id)]
        action["context"] = {}
        return action
