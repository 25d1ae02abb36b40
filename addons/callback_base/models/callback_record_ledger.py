# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class CallbackRecord(models.Model):
    """A line of the callback ledger (E1-32, F3-41)."""

    _name = "callback.record"
    _inherit = ["callback.record", "callback.ledger.mixin"]

    _ledger_fields = (
        "name",
        "partner_id",
        "phone",
        "type_id",
        "source_name",
        "channel_id",
        "department_id",
        "user_id",
        "deadline",
        "date_done",
        "state",
        "time_limit",
        "satisfaction",
        "problem",
        "result",
    )
    _ledger_dates = ("date_done", "deadline", "date_event", "date_archived")
    _ledger_order = "deadline, id"
    _ledger_paper = {
        "name": 9,
        "partner_id": 9,
        "phone": 8,
        "type_id": 8,
        "channel_id": 5,
        "department_id": 8,
        "user_id": 6,
        "deadline": 8,
        "date_done": 8,
        "state": 5,
        "time_limit": 5,
        "satisfaction": 5,
        "problem": 8,
        "result": 8,
    }

    @api.model
    def _get_ledger_special(self):
        return {
            **super()._get_ledger_special(),
            "time_limit": (
                self.env._("Time limit"),
                {
                    "on_time": self.env._("On time"),
                    "late": self.env._("Late"),
                    "overdue": self.env._("Overdue"),
                },
            ),
        }

    @api.model
    def _get_ledger_special_sql(self, name, alias, query):
        """As ``is_overdue`` and ``on_time`` say; a test compares."""
        if name != "time_limit":
            return super()._get_ledger_special_sql(name, alias, query)
        return SQL(
            """CASE WHEN %(complete)s AND %(on_time)s THEN 'on_time'
                WHEN %(complete)s THEN 'late'
                WHEN %(state)s != 'cancelled'
                    AND %(deadline)s < now() AT TIME ZONE 'UTC' THEN 'overdue' END""",
            complete=SQL.identifier(alias, "is_complete"),
            on_time=SQL.identifier(alias, "on_time"),
            state=SQL.identifier(alias, "state"),
            deadline=SQL.identifier(alias, "deadline"),
        )
