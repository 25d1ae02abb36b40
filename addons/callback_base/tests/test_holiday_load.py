# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from ..workday.national import (
    covers,
    is_provisional,
    last_official_year,
    national_days,
)
from .workday_common import WorkdayCommon, utc


@tagged("post_install", "-at_install")
class TestHolidayLoad(WorkdayCommon):
    """Holidays of a year: shown before they are loaded, provisional until official."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.official = last_official_year("CN")
        cls.awaited = cls.official + 1
        cls.plain = cls.make_calendar("plain")

    def load(self, year, calendar=None, user=None, **values):
        return (
            self.env["callback.holiday.load"]
            .with_user(user or self.manager)
            .create(
                {
                    "calendar_id": (calendar or self.plain).id,
                    "year": year,
                    **values,
                }
            )
        )

    def effects(self, load):
        return {str(line.date): line.effect for line in load.line_ids}

    def test_the_preview_shows_what_would_change(self):
        effects = self.effects(self.load(2026))
        self.assertEqual(effects["2026-10-01"], "closes")
        self.assertEqual(effects["2026-10-03"], "stays", "a Saturday")
        self.assertEqual(effects["2026-10-10"], "opens", "make-up Saturday")
        names, make_up = national_days("CN", 2026, 2026)
        self.assertEqual(effects.keys(), {str(day) for day in {*names, *make_up}})
        self.assertFalse(self.plain.holiday_country_id, "nothing is loaded yet")
        self.assertTrue(self.row(self.plain, "2026-10-01").is_working)

    def test_apply_loads_and_days_set_by_hand_stay(self):
        self.row(self.plain, "2026-10-02").with_user(self.manager).write(
            {"is_working": True, "override_reason": "Stocktaking"}
        )
        load = self.load(2026)
        self.assertEqual(self.effects(load)["2026-10-02"], "override")
        load.action_apply()
        self.assertEqual(self.plain.holiday_country_id, self.env.ref("base.cn"))
        sources = {
            day: self.row(self.plain, f"2026-10-{day}").source
            for day in ("01", "02", "10")
        }
        self.assertEqual(sources, {"01": "holiday", "02": "override", "10": "make_up"})
        self.assertEqual(
            self.due("2026-09-30", 1, "working_day", self.plain),
            "2026-10-02 18:00:00",
        )
        again = self.effects(self.load(2026))
        self.assertEqual(set(again.values()), {"stays", "override"})
        self.assert_gapless(self.plain)

    def test_the_form_follows_year_and_country(self):
        with Form(self.env["callback.holiday.load"].with_user(self.manager)) as form:
            form.calendar_id = self.plain
            form.year = self.awaited
            self.assertTrue(form.is_provisional)
            form.year = self.official
            self.assertFalse(form.is_provisional)
            self.assertTrue(len(form.line_ids))
        self.assertEqual(form.record.country_id, self.env.ref("base.cn"))

    def test_another_country_is_said_and_is_never_provisional(self):
        load = self.load(
            self.awaited, self.standard, country_id=self.env.ref("base.de").id
        )
        self.assertTrue(load.changes_country)
        self.assertFalse(load.is_provisional)
        for code in ("DE", "US", "JP"):
            self.assertFalse(is_provisional(code, 2090), code)
            self.assertIsNone(last_official_year(code))

    def test_a_year_outside_the_table_is_refused(self):
        for year in (1949, 2101, 0):
            with (
                self.assertRaisesRegex(UserError, f"China for the year {year}\\."),
                self.env.cr.savepoint(),
            ):
                self.load(year).action_apply()
            self.assertFalse(self.plain.holiday_country_id)
        self.assertFalse(covers("ZZ", 2026))

    def test_roles(self):
        for user in (self.caller,):
            with self.assertRaises(AccessError):
                self.load(2026, user=user)
        self.assertEqual(
            self.plain.with_user(self.manager).action_load_holidays()["context"],
            {"default_calendar_id": self.plain.id},
        )

    def test_provisional_years_are_marked_everywhere(self):
        official = self.row(self.standard, f"{self.official}-10-08")
        awaited = self.row(self.standard, f"{self.awaited}-10-08")
        self.assertEqual(
            (official.is_provisional, awaited.is_provisional), (False, True)
        )
        self.assertFalse(self.row(self.plain, f"{self.awaited}-10-08").is_provisional)
        awaited.write({"is_working": True, "override_reason": "Decided"})
        self.assertFalse(awaited.is_provisional, "a person has decided it")

    def test_deadlines_that_rest_on_a_provisional_year_say_so(self):
        note = f"make-up working days of {self.awaited} were not published yet"
        for start, quantity, unit, options, said in (
            (f"{self.official}-12-30", 9, "working_day", {}, True),
            (f"{self.official}-12-31", 1, "day", {"shift": "next"}, True),
            (f"{self.official}-12-31", 1, "day", {"cutoff": "closing"}, True),
            (f"{self.official}-12-31", 1, "day", {}, False),
            (f"{self.official}-12-31", 48, "hour", {}, False),
            (f"{self.official}-03-02", 9, "working_day", {}, False),
        ):
            arguments = (utc(f"{start}T10:00:00"), quantity, unit, self.standard)
            steps = self.Workday.explain(*arguments, **options)
            notes = [step for step in steps if step["kind"] == "note"]
            self.assertEqual(bool(notes), said, (start, unit, options))
            basis = self.Workday._basis(*arguments, **options)
            self.assertEqual(note in self.Workday._basis_text(basis), said)
            self.assertEqual(steps[-1]["kind"], "deadline")
            other = self.Workday.explain(*arguments[:3], self.plain, **options)
            self.assertNotIn("note", [step["kind"] for step in other])

    def test_several_provisional_years_are_one_step(self):
        start = utc(f"{self.official}-12-30T10:00:00")
        steps = self.Workday.explain(start, 300, "working_day", self.standard)
        notes = [step["name"] for step in steps if step["kind"] == "note"]
        self.assertEqual(notes, [f"{self.awaited}, {self.awaited + 1}"])

    # Refreshing -----------------------------------------------------------

    def news(self, calendar):
        domain = [("model", "=", calendar._name), ("res_id", "=", calendar.id)]
        return self.env["mail.message"].search(domain)

    def refresh(self):
        with freeze_time(f"{self.official}-11-22 02:00:00"):
            self.Workday._cron_extend()

    def test_cron_keeps_the_awaited_years(self):
        self.row(self.standard, f"{self.official}-10-08")
        self.refresh()
        years = self.standard.callback_provisional_years.split(",")
        self.assertEqual(years[0], str(self.awaited))
        self.assertFalse(self.news(self.standard), "no news, no message")
        self.refresh()
        self.assertFalse(self.news(self.standard))

    def test_a_change_of_country_is_no_publication(self):
        self.row(self.standard, f"{self.official}-10-08")
        self.refresh()
        self.standard.holiday_country_id = self.env.ref("base.de")
        self.refresh()
        self.assertFalse(self.standard.callback_provisional_years)
        self.assertFalse(self.news(self.standard))

    def test_cron_tells_managers_when_a_year_becomes_official(self):
        make_up = min(
            day
            for day in national_days("CN", self.official, self.official)[1]
            if day > date(self.official, 1, 31)
        )
        row = self.row(self.standard, str(make_up))
        # the table as it was before the publication, when that day was closed
        self.env.cr.execute(
            SQL(
                "UPDATE callback_workday SET is_working = false, date_start = NULL,"
                " date_end = NULL, source = 'calendar' WHERE id = %s",
                row.id,
            )
        )
        row.invalidate_recordset()
        self.standard.callback_provisional_years = f"{self.official},{self.awaited}"
        self.refresh()
        self.assertTrue(row.is_working)
        years = self.standard.callback_provisional_years.split(",")
        self.assertNotIn(str(self.official), years)
        message = self.news(self.standard)
        self.assertEqual(len(message), 1)
        self.assertIn(self.manager.partner_id, message.partner_ids)
        self.assertNotIn(self.caller.partner_id, message.partner_ids)
        self.assertIn(str(self.official), message.body)
        self.assertIn(str(make_up), message.body)
