# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_date

from .campaign_common import CampaignCommon

LAST_FRIDAY = {
    "schedule_pattern": "monthly_weekday",
    "schedule_nth": "-1",
    "schedule_weekday": "4",
}


@tagged("post_install", "-at_install")
class TestScheduleMixin(CampaignCommon):
    """Patterns on a record: fields, shift, words, refusals (BASE-05)."""

    def _dates(self, first, last, **values):
        campaign = self._campaign(schedule_start=False, **values)
        pairs = campaign._get_schedule_dates(
            date.fromisoformat(first), date.fromisoformat(last), self.calendar
        )
        return [(str(day), str(original)) for day, original in pairs]

    def test_ex_082_the_25th_is_not_shifted(self):
        """Saturday stays; a shift moves it over the weekend, either way."""
        span = ("2026-04-01", "2026-04-30")
        day = {"schedule_pattern": "monthly_day", "schedule_day": 25}
        for shift, expected in [
            ("none", "2026-04-25"),
            ("previous", "2026-04-24"),
            ("next", "2026-04-27"),
        ]:
            self.assertEqual(
                self._dates(*span, schedule_shift=shift, **day),
                [(expected, "2026-04-25")],
            )

    def test_ex_082_friday_in_the_national_holiday(self):
        """2026-10-02 goes back to 30 September, or on to 8 October; and the Friday
        before, a holiday as well, on into the span."""
        friday = {"schedule_pattern": "weekly", "schedule_fri": True}
        span = ("2026-09-28", "2026-10-08")
        self.assertEqual(self._dates(*span, **friday), [("2026-10-02", "2026-10-02")])
        self.assertEqual(
            self._dates(*span, schedule_shift="previous", **friday),
            [("2026-09-30", "2026-10-02")],
        )
        self.assertEqual(
            self._dates(*span, schedule_shift="next", **friday),
            [("2026-09-28", "2026-09-25"), ("2026-10-08", "2026-10-02")],
        )

    def test_spans_that_follow_each_other_give_each_date_once(self):
        """A date that a shift moves over the border is in one of them."""
        for shift in ("none", "next", "previous"):
            campaign = self._campaign(
                schedule_start=False,
                schedule_pattern="weekly",
                schedule_fri=True,
                schedule_sun=True,
                schedule_shift=shift,
            )
            whole = campaign._get_schedule_dates(
                date(2026, 9, 1), date(2026, 10, 31), self.calendar
            )
            parts = []
            for first, last in [
                (date(2026, 9, 1), date(2026, 9, 30)),
                (date(2026, 10, 1), date(2026, 10, 4)),
                (date(2026, 10, 5), date(2026, 10, 31)),
            ]:
                parts += campaign._get_schedule_dates(first, last, self.calendar)
            self.assertEqual(parts, whole, shift)
            self.assertGreater(len(whole), 15)

    def test_count_and_start_limit_every_span(self):
        campaign = self._campaign(
            **LAST_FRIDAY, schedule_start="2026-07-01", schedule_count=3
        )
        dates = campaign._get_schedule_dates(date(2026, 1, 1), date(2027, 12, 31))
        self.assertEqual(
            [str(day) for day, _original in dates],
            ["2026-07-31", "2026-08-28", "2026-09-25"],
        )
        later = campaign._get_schedule_dates(date(2026, 9, 1), date(2027, 12, 31))
        self.assertEqual(len(later), 1)

    def test_l_102_quarter_ends_from_the_first_day(self):
        """EX-090: a customer since 2026-02-10 has the quarter ends of the year."""
        campaign = self._campaign(
            schedule_pattern="quarter_end", schedule_start="2026-02-10"
        )
        dates = campaign._get_schedule_dates(date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(
            [str(day) for day, _original in dates],
            ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"],
        )

    def test_a_series_needs_an_end(self):
        campaign = self._campaign(**LAST_FRIDAY)
        self.assertFalse(campaign.date_ids)
        with self.assertRaisesRegex(UserError, "Campaign.*without end"):
            campaign._get_schedule_series()
        campaign.write({"schedule_start": False, "date_end": "2026-05-01"})
        self.assertFalse(campaign.date_ids)
        with self.assertRaisesRegex(UserError, "Campaign.*date from which"):
            campaign._get_schedule_series(last=date(2026, 5, 1))
        campaign.schedule_start = "2026-03-10"
        self.assertEqual(len(campaign.date_ids), 2)
        series = campaign._get_schedule_series(last=date(2026, 5, 1))
        self.assertEqual([day.month for day, _original in series], [3, 4])

    def test_text(self):
        """One sentence for each pattern."""
        new_year = format_date(self.env, date(2026, 1, 1))
        monday = format_date(self.env, date(2026, 1, 5))
        campaign = self._campaign(
            **LAST_FRIDAY, schedule_start="2026-01-01", schedule_count=3
        )
        self.assertEqual(
            campaign._get_schedule_text(),
            f"last Friday of each month, from {new_year}, 3 times",
        )
        campaign.write({"schedule_start": False, "schedule_count": 0})
        for values, text in [
            (
                {"schedule_pattern": "weekly", "schedule_mon": 1, "schedule_fri": 1},
                "each Monday and Friday",
            ),
            (
                {"schedule_pattern": "monthly_day", "schedule_day": 31},
                "last day of each month",
            ),
            (
                {"schedule_day": 25, "schedule_shift": "next"},
                "day 25 of each month; if closed, the next working day",
            ),
            (
                {
                    "schedule_pattern": "yearly",
                    "schedule_month": "12",
                    "schedule_shift": "previous",
                },
                "December 25 of each year; if closed, the working day before",
            ),
            (
                {"schedule_pattern": "year_end", "schedule_shift": "none"},
                "last day of each year",
            ),
            (
                {
                    "schedule_pattern": "weekly",
                    "schedule_interval": 2,
                    "schedule_start": "2026-01-05",
                },
                f"each Monday and Friday, every 2 weeks, from {monday}",
            ),
            ({"schedule_pattern": False}, ""),
        ]:
            campaign.write(values)
            self.assertEqual(campaign._get_schedule_text(), text)

    def test_refusals_name_record_and_field(self):
        for values, field in [
            ({"schedule_pattern": "weekly"}, "Weekdays"),
            ({"schedule_pattern": "monthly_day"}, "Day"),
            ({"schedule_pattern": "monthly_day", "schedule_day": 32}, "Day: “32”"),
            ({"schedule_pattern": "monthly_weekday", "schedule_nth": "1"}, "Weekday"),
            ({"schedule_pattern": "yearly", "schedule_day": 3}, "Month"),
            (
                {
                    "schedule_pattern": "yearly",
                    "schedule_month": "4",
                    "schedule_day": 31,
                },
                "Day: “31”",
            ),
            ({"schedule_pattern": "once", "schedule_start": False}, "First date"),
            ({"schedule_pattern": "year_end", "schedule_interval": 0}, "Every"),
            ({"schedule_pattern": "year_end", "schedule_count": -1}, "Number of times"),
            (
                {
                    "schedule_pattern": "year_end",
                    "schedule_count": 2,
                    "schedule_start": False,
                },
                "First date",
            ),
        ]:
            with (
                self.assertRaisesRegex(ValidationError, f"“Campaign”, {field}"),
                self.env.cr.savepoint(),
            ):
                self._campaign(**values)
