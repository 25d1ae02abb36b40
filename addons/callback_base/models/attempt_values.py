# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the limits of a policy need to know of attempts, as plain values."""

from datetime import datetime
from typing import NamedTuple

from odoo import models

#: Values of an attempt that its limits are judged by.
JUDGED = frozenset(
    {
        "channel_id",
        "user_id",
        "date_start",
        "is_inbound",
        "note",
        "outcome",
        "ring_seconds",
        "is_other_line",
    }
)


class Contact(NamedTuple):
    """What the limits need to know of an attempt, made or corrected."""

    record: models.Model
    channel: models.Model
    user: models.Model
    moment: datetime
    outcome: str
    reason: str
    is_inbound: bool
    is_other_line: bool = False
    ring_seconds: int = 0
    attempt_id: int = 0

    @property
    def is_limited(self):
        """Tell whether windows and daily limits hold for it."""
        return self.channel.is_limited and not self.is_inbound


class Earlier(NamedTuple):
    """An attempt that was made before."""

    attempt_id: int
    record_id: int
    partner_id: int
    moment: datetime
    is_time: bool
