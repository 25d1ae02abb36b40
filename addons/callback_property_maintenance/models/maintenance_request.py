# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class MaintenanceRequest(models.Model):
    """Request behind which an order of a household stands (P1-05, P2-03)."""

    _inherit = "maintenance.request"

    callback_order_ids = fields.One2many(
        "callback.property.order",
        "maintenance_request_id",
        string="Orders of households",
        groups="callback_base.callback_group_caller",
    )

    def write(self, vals):
        """The order knows its repairer, and is finished when the work is done."""
        done = super().write(vals)
        if {"stage_id", "user_id"} & set(vals):
            self._update_callback_orders()
        return done

    def _update_callback_orders(self):
        """Carry technician and end of the work over to orders that are not finished."""
        # sudo: technicians need not see the orders of the management office.
        orders = self.env["callback.property.order"].sudo()
        orders = orders.search(
            [("maintenance_request_id", "in", self.ids), ("date_done", "=", False)]
        )
        for user, group in orders.grouped(
            lambda order: order.maintenance_request_id.user_id
        ).items():
            if user:
                group.write({"user_id": user.id})
        finished = orders.filtered("maintenance_request_id.stage_id.done")
        finished.write({"date_done": fields.Datetime.now()})
