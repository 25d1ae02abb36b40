# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackRecord(models.Model):
    """What was spent on a callback: gifts, vouchers, journeys (F1-05, BASE-41)."""

    _inherit = "callback.record"

    expense_ids = fields.One2many("hr.expense", "callback_record_id", string="Expenses")
    expense_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the expenses"
    )
    expense_amount = fields.Monetary(
        string="Claimed expenses",
        compute="_compute_expense_amount",
        currency_field="expense_currency_id",
        help="Gifts and expenses of this callback, without those that were refused.",
    )

    @api.depends("expense_ids.total_amount", "expense_ids.approval_state")
    def _compute_expense_amount(self):
        amounts = self.env["hr.expense"]._get_callback_amounts(
            "callback_record_id", self
        )
        for record in self:
            record.expense_amount = amounts.get(record.id, 0)

    def action_view_expenses(self):
        """Open the expenses of this callback, to add one. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_expense.callback_expense_action"
        )
        action["domain"] = [("callback_record_id", "=", self.id)]
        action["context"] = {"default_callback_record_id": self.id}
        return action
