# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Local days of a time zone, expressed as naive UTC moments."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytz

ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)


@cache
def zone_info(name):
    """Return the zone; machines without a zone database use the one of pytz."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        # pytz.timezone() also knows the names which newer databases dropped
        name = pytz.timezone(name).zone
        with pytz.open_resource(name) as source:
            return ZoneInfo.from_file(source, key=name)


class LocalZone:
    """Convert between naive UTC moments and local wall-clock time of one zone."""

    def __init__(self, name):
        self.name = name
        self.info = zone_info(name)

    def local(self, moment):
        """Return the naive local time of a naive UTC moment."""
        return moment.replace(tzinfo=UTC).astimezone(self.info).replace(tzinfo=None)

    def moment(self, local):
        """Return the naive UTC moment of a naive local time.

        A time that the clock change skips counts as if the clock had not changed; of
        a time that happens twice the first one is meant.
        """
        aware = local.replace(tzinfo=self.info, fold=0)
        return aware.astimezone(UTC).replace(tzinfo=None)

    def midnight(self, day: date):
        """Return the first moment of a local day."""
        return self.moment(datetime.combine(day, time.min))

    def day_end(self, day: date):
        """Return the last whole second of a local day (T-03: 23:59:59)."""
        return self.midnight(day + ONE_DAY) - ONE_SECOND

    def at_minute(self, day: date, minute):
        """Return the moment of a minute of a local day; 24:00 is its last second."""
        if minute >= 24 * 60:
            return self.day_end(day)
        return self.moment(datetime.combine(day, time(*divmod(minute, 60))))
