# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackComplaint(models.Model):
    """A line of the complaint ledger."""

    _name = "callback.complaint"
    _inherit = ["callback.complaint", "callback.ledger.mixin"]

    _ledger_fields = (
        "name",
        "date_received",
        "kind",
        "category_id",
        "severity_id",
        "partner_id",
        "phone",
        "subject",
        "description",
        "service_department_id",
        "department_id",
        "user_id",
        "state",
        "date_resolved",
        "resolution",
        "date_informed",
        "date_closed",
        "round",
    )
    _ledger_dates = ("date_received", "date_closed")
    _ledger_order = "date_received, id"
    _ledger_paper = {
        "name": 9,
        "date_received": 8,
        "kind": 5,
        "category_id": 7,
        "partner_id": 8,
        "phone": 8,
        "subject": 13,
        "department_id": 9,
        "user_id": 6,
        "state": 6,
        "resolution": 13,
        "date_closed": 8,
    }
