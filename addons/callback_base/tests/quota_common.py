# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL

from .common import CallbackCommon


class QuotaCommon(CallbackCommon):
    """The small world with home visits and callbacks that were finished in mass."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls.env.ref("callback_base.callback_channel_visit")
        cls.is_visit = [("channel_id", "=", cls.visit.id)]

    @classmethod
    def _quota(cls, name, rate=0, numerator=(), denominator=(), **values):
        return cls.env["callback.quota"].create(
            {
                "name": name,
                "policy_id": cls.policy.id,
                "rate": rate,
                "numerator_domain": repr(list(numerator)),
                "denominator_domain": repr(list(denominator)),
                **values,
            }
        )

    @classmethod
    def _make(cls, number, channel, done="2026-06-15 04:00:00", **values):
        """Return callbacks on a channel, finished at a time; None: still owed."""
        base = {
            "step_id": cls.step.id,
            "partner_id": cls.customer.id,
            "department_id": cls.branch.id,
            "channel_id": channel.id,
            "date_event": "2026-06-01 00:00:00",
            **values,
        }
        fixed = {
            name: base.pop(name)
            for name in ("date_archived", "deadline")
            if name in base
        }
        records = cls.env["callback.record"].create([base] * number)
        if done:
            fixed |= {"state": "done", "date_done": done}
        cls._set(records, **fixed)
        return records

    @classmethod
    def _set(cls, records, **values):
        """Set columns in mass, past the flow, which has tests of its own."""
        if values:
            records.flush_recordset()
            columns = [
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in values.items()
            ]
            cls.env.cr.execute(
                SQL(
                    "UPDATE callback_record SET %s WHERE id IN %s",
                    SQL(", ").join(columns),
                    tuple(records.ids),
                )
            )
            records.invalidate_recordset()
