# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CallbackStatementReceipt(models.Model):
    """A submitted statement at one of its recipients, with the receipt (U2-22)."""

    _name = "callback.statement.receipt"
    _description = "Receipt of a statement"
    _inherit = ["callback.guarded.mixin"]
    _order = "statement_id, id"
    _guarded_fields = frozenset(
        {
            "date_received",
            "date_sent",
            "department_id",
            "statement_id",
            "user_id",
        }
    )

    statement_id = fields.Many2one(
        "callback.statement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="statement_id.company_id", store=True)
    department_id = fields.Many2one(
        "hr.department", string="Recipient", required=True, ondelete="restrict"
    )
    date_sent = fields.Datetime(string="Sent on", required=True)
    date_received = fields.Datetime(string="Received on")
    user_id = fields.Many2one("res.users", string="Received by", ondelete="restrict")
    can_receive = fields.Boolean(compute="_compute_can_receive")

    _recipient_unique = models.UniqueIndex(
        "(statement_id, department_id)", "A statement is sent to a recipient once."
    )

    @api.depends("date_received", "department_id")
    @api.depends_context("uid")
    def _compute_can_receive(self):
        own = self.env.user.callback_department_ids
        for receipt in self:
            receipt.can_receive = (
                not receipt.date_received and receipt.department_id in own
            )

    def action_receive(self):
        """Confirm that statements have arrived; by a supervisor of the recipient. RPC.

        :raises AccessError: for another unit's
        :raises UserError: when it was confirmed already
        """
        self.check_access("read")
        own = self.env.user.callback_department_ids
        for receipt in self:
            if receipt.department_id not in own:
                raise AccessError(
                    self.env._(
                        "%(statement)s was sent to %(unit)s: only there its receipt "
                        "is confirmed.",
                        statement=receipt.statement_id.display_name,
                        unit=receipt.department_id.name,
                    )
                )
            if receipt.date_received:
                raise UserError(
                    self.env._(
                        "The receipt of %(statement)s is confirmed already.",
                        statement=receipt.statement_id.display_name,
                    )
                )
        # sudo: who confirms was checked, what is written is not the user's choice.
        self.sudo().write(
            {"date_received": fields.Datetime.now(), "user_id": self.env.uid}
        )
        return True
