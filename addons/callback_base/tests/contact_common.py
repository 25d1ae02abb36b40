# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo.fields import Command

from .common import CallbackCommon


def china(text):
    """Return a Beijing time as naive UTC."""
    return datetime.fromisoformat(text) - timedelta(hours=8)


class ContactCommon(CallbackCommon):
    """The small world with contact windows 10–11 and 14–16 on working days."""

    @classmethod
    def _add_windows(cls, *hours, **values):
        cls.policy.window_ids = [
            Command.create({"hour_from": first, "hour_to": last, **values})
            for first, last in hours
        ]

    @classmethod
    def _create_seller(cls, login="li"):
        """Return a caller who looks after the customer."""
        seller = cls._new_user(login, "caller", cls.branch)
        cls.customer.user_id = seller
        return seller

    @classmethod
    def _grant(cls, user, day, **values):
        """Grant a qualification by the manager, from a day on."""
        permission = cls.env["callback.permission"].with_user(cls.manager)
        return permission.create({"user_id": user.id, "date_from": day, **values})
