# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime
from fractions import Fraction

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestQuota(QuotaCommon):
    """Shares and numbers a policy demands in a period (BASE-46, BASE-08, T-10)."""

    def _assert_share(self, quota, counts, holds, text, **arguments):
        value = quota.get_value("2026-06-30", **arguments)
        shown = (value["numerator"], value["denominator"])
        self.assertEqual(shown, counts)
        self.assertIs(value["holds"], holds, shown)
        self.assertEqual(value["rate_text"], text)
        return value

    # EX-039 -------------------------------------------------------------------------

    def test_ex_039_a_b_signed_visits_at_least_40_percent(self):
        quota = self._quota("Visits", 0.4, [("channel_id.code", "=", "visit")])
        self._make(19, self.visit)
        self._make(30, self.phone)
        last = self._make(1, self.phone)
        value = self._assert_share(quota, (19, 50), False, "38.00 %")
        # 20 of 51 is 39.2 %, 21 of 52 is 40.4 %
        self.assertEqual(value["needed"], 2)
        self._set(last, channel_id=self.visit.id)
        value = self._assert_share(quota, (20, 50), True, "40.00 %")
        self.assertEqual((value["rate"], value["needed"]), (0.4, 0))

    def test_ex_039_c_d_phone_and_letter_at_most_70_percent(self):
        remote = [("channel_id.code", "in", ["phone", "letter"])]
        quota = self._quota("Remote", 0.7, remote, direction="at_most")
        self._make(120, self.phone)
        self._make(20, self.letter)
        self._make(60, self.visit)
        self._assert_share(quota, (140, 200), True, "70.00 %")
        self._make(1, self.phone)
        value = self._assert_share(quota, (141, 201), False, "70.15 %")
        # 141 of 202 is 69.8 %
        self.assertEqual(value["needed"], 1)

    def test_ex_039_e_no_callback_no_rate_no_breach(self):
        for direction in ("at_least", "at_most"):
            quota = self._quota("V", 0.4, self.is_visit, direction=direction)
            value = self._assert_share(quota, (0, 0), None, "")
            self.assertEqual((value["rate"], value["needed"]), (None, 0))

    # Exactness ----------------------------------------------------------------------

    def test_t_10_every_small_share_is_compared_as_a_fraction(self):
        """All shares up to 1/1 … 25/25 and limits that binary fractions miss."""
        quotas = [
            self._quota(f"{limit} {way}", limit, self.is_visit, direction=way)
            for limit in (0.1, 0.29, 0.3, 0.4, 0.57, 0.58, 0.7, 0.95, 1)
            for way in ("at_least", "at_most")
        ]
        for quota in quotas:
            limit = Fraction(str(quota.rate))
            for total in range(1, 26):
                for part in range(total + 1):
                    share = Fraction(part, total)
                    at_most = quota.direction == "at_most"
                    holds = share <= limit if at_most else share >= limit
                    value = quota._judge(part, total)
                    self.assertIs(value["holds"], holds, (part, total, quota.name))
                    self._assert_needed(quota, part, total, value)

    def _assert_needed(self, quota, part, total, value):
        """The number that is asked for makes it hold, and one less does not."""
        needed = value["needed"]
        if needed is None:
            self.assertEqual((quota.rate, quota.direction), (1, "at_least"))
            return
        gain = 0 if quota.direction == "at_most" else 1
        for more, expected in ((needed, True), (needed - 1, False)):
            if more < 0:
                continue
            self.assertIs(
                quota._holds(part + more * gain, total + more),
                expected,
                (part, total, quota.name, more),
            )

    def test_t_10_a_shown_share_never_seems_to_hold(self):
        quota = self._quota("V", 0.4, self.is_visit)
        for part, total, text in (
            (3999, 10000, "39.99 %"),
            (399999, 1000000, "39.9999 %"),
            (399960, 1000000, "39.996 %"),
            (4, 10, "40.00 %"),
        ):
            self.assertEqual(quota._judge(part, total)["rate_text"], text)

    # Basis and period ---------------------------------------------------------------

    def test_ex_022_g1_46_the_missing_order_is_in_the_list(self):
        """57 orders came back, 56 were called back: 98.25 % of 100 %."""
        quota = self._quota(
            "All", 1, [("state", "=", "done")], basis="date_event", period="month"
        )
        self._make(56, self.phone, done="2026-06-29", date_event="2026-06-20")
        missing = self._make(1, self.phone, done=None, date_event="2026-06-20")
        gone = self._make(1, self.phone, done=None, date_event="2026-06-20")
        self._set(gone, state="cancelled")
        value = self._assert_share(quota, (56, 57), False, "98.25 %")
        self.assertEqual(value["needed"], 1, "it is owed already")
        found = self.env["callback.record"].search(value["missing_domain"])
        self.assertEqual(found, missing)

    def test_ex_035_f3_34_two_of_120_customers_are_missing(self):
        state = [("state", "=", "done")]
        quota = self._quota("Year", 1, state, basis="date_event")
        due = self._quota("Due", 1, state, basis="deadline")
        self._make(118, self.phone, date_event="2026-03-01", deadline="2026-12-31")
        late = self._make(
            1, self.phone, None, date_event="2026-03-01", deadline="2026-12-31"
        )
        running = self._make(
            1, self.phone, None, date_event="2026-12-30", deadline="2027-01-29"
        )
        value = self._assert_share(quota, (118, 120), False, "98.33 %")
        records = self.env["callback.record"]
        self.assertEqual(records.search(value["missing_domain"]), late | running)
        value = self._assert_share(due, (118, 119), False, "99.16 %")
        self.assertEqual(records.search(value["missing_domain"]), late)

    def test_periods_are_local_and_end_open(self):
        """23:59:59 on 31 December in Beijing is the old year, a second later not."""
        quota = self._quota("Phone", 0.5, self.is_visit)
        self._make(1, self.visit, "2025-12-31 15:59:59")
        self._make(2, self.visit, "2025-12-31 16:00:00")
        self._make(4, self.visit, "2026-12-31 15:59:59")
        self._make(8, self.visit, "2026-12-31 16:00:00")
        for day, count in (
            (date(2025, 12, 31), 1),
            ("2026-01-01", 6),
            (date(2026, 12, 31), 6),
            ("2027-05-05", 8),
            ("2024-05-05", 0),
        ):
            self.assertEqual(quota.get_value(day)["numerator"], count, day)
        for day, over in (
            ("2025-12-31 15:59:59", False),
            ("2025-12-31 16:00:00", True),
        ):
            with freeze_time(day):
                self.assertIs(quota.get_value("2025-06-30")["is_over"], over, day)
        with freeze_time("2025-12-31 16:30:00"):
            value = quota.get_value()
        self.assertEqual(value["period_from"], date(2026, 1, 1))
        self.assertEqual(value["period_to"], date(2026, 12, 31))

    def test_each_period_and_archiving_as_basis(self):
        self._make(3, self.visit, "2026-03-31 12:00:00", date_archived="2026-04-02")
        for period, basis, first, count in (
            ("week", "date_done", date(2026, 3, 30), 3),
            ("month", "date_done", date(2026, 4, 1), 0),
            ("month", "date_archived", date(2026, 4, 1), 3),
            ("quarter", "date_archived", date(2026, 4, 1), 3),
            ("half_year", "date_done", date(2026, 1, 1), 3),
        ):
            quota = self._quota(period, 0.5, self.is_visit, period=period, basis=basis)
            value = quota.get_value("2026-04-03")
            self.assertEqual(value["period_from"], first, period)
            self.assertEqual(value["numerator"], count, period)

    # Number -------------------------------------------------------------------------

    def test_u1_26_at_least_two_rounds_a_year(self):
        """1 of 2 rounds (EX-009): many callbacks of one date are one round."""
        quota = self._quota("Rounds", kind="count", count=2, counted="round")
        calls = self._quota("Calls", kind="count", count=2)
        self._make(5, self.visit, occurrence=20260131)
        value = quota.get_value("2026-12-31")
        self.assertEqual((value["numerator"], value["needed"]), (1, 1))
        self.assertIs(value["holds"], False)
        self.assertIsNone(value["denominator"])
        self.assertIs(calls.get_value("2026-12-31")["holds"], True)
        self._make(1, self.visit, occurrence=20260731)
        value = quota.get_value("2026-12-31")
        self.assertEqual((value["numerator"], value["holds"]), (2, True))

    def test_a_largest_number_cannot_be_made_good(self):
        quota = self._quota(
            "Few", kind="count", count=3, direction="at_most", numerator=self.is_visit
        )
        self._make(3, self.visit)
        self._make(9, self.phone)
        self.assertIs(quota.get_value("2026-06-30")["holds"], True)
        self._make(1, self.visit)
        value = quota.get_value("2026-06-30")
        self.assertEqual((value["holds"], value["needed"]), (False, None))

    # Independence, versions ---------------------------------------------------------

    def test_x_13_two_quotas_each_with_its_own_base(self):
        complaint = [("occurrence", "=", 7)]
        visits = self._quota("P1-19", 0.4, self.is_visit, denominator=complaint)
        remote = [("channel_id.code", "in", ["phone", "letter"])]
        phone = self._quota("P1-21", 0.7, remote, direction="at_most")
        self._make(4, self.visit, occurrence=7)
        self._make(6, self.letter, occurrence=7)
        self._make(10, self.phone)
        self._assert_share(visits, (4, 10), True, "40.00 %")
        self._assert_share(phone, (16, 20), False, "80.00 %")

    def test_t_13_a_new_version_goes_on_counting(self):
        quota = self._quota("Visits", 0.4, self.is_visit)
        quota.clause_ids = [Command.set(self.policy.clause_ids.ids)]
        self._make(2, self.visit)
        action = self.policy.with_user(self.manager).action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        copy = new.quota_ids
        self.assertEqual((len(copy), copy.rate, copy.origin_id), (1, 0.4, quota.id))
        self.assertEqual(copy.clause_ids, new.clause_ids)
        self.assertEqual(quota.clause_ids, self.policy.clause_ids)
        copy.with_user(self.manager).rate = 0.5
        self.assertEqual(quota.rate, 0.4)
        self.assertEqual(copy.get_value("2026-06-30")["numerator"], 2)
        changes = new.with_user(self.manager).get_difference(self.policy)
        self.assertIn("rate", [line["field"] for line in changes])

    def test_another_policy_does_not_count(self):
        other = self.policy.sudo().copy({"code": "TP2", "name": "Other"})
        quota = self._quota("Visits", 0.4, self.is_visit, policy_id=other.id)
        self._make(2, self.visit)
        self._assert_share(quota, (0, 0), None, "")

    # Lists and screen ---------------------------------------------------------------

    @freeze_time("2026-06-30 04:00:00")
    def test_every_figure_opens_its_list(self):
        quota = self._quota("Visits", 0.4, self.is_visit).with_user(self.chief)
        visits = self._make(1, self.visit)
        phone = self._make(3, self.phone)
        records = self.env["callback.record"].with_user(self.chief)
        for action, found in (
            (quota.action_open_numerator(), visits),
            (quota.action_open_denominator(), visits | phone),
            (quota.action_open_missing(), phone),
        ):
            self.assertEqual(action["res_model"], "callback.record")
            self.assertEqual(records.search(action["domain"]).sudo(), found.sudo())
        shown = quota.read(
            ["limit_text", "numerator_count", "denominator_count", "rate_text"]
            + ["status", "needed_text", "period_from"]
        )[0]
        self.assertEqual(shown["limit_text"], "≥ 40 %")
        self.assertEqual((shown["numerator_count"], shown["denominator_count"]), (1, 4))
        self.assertEqual((shown["status"], shown["needed_text"]), ("broken", "1"))
        self.assertEqual(shown["period_from"], date(2026, 1, 1))

    @freeze_time("2026-06-30 04:00:00")
    def test_many_quotas_are_one_query(self):
        self._make(3, self.visit)
        few = self._quota("A", 0.4, self.is_visit)
        many = few
        for number in range(9):
            many |= self._quota(f"B{number}", 0.5, self.is_visit)
        self.env.flush_all()
        few._get_values()
        many.mapped("policy_id.calendar_id.tz")
        with self.assertQueryCount(1):
            values = many._get_values()
        self.assertEqual({v["numerator"] for v in values.values()}, {3})

    def test_real_callbacks_from_the_call_to_the_share(self):
        happy = [("satisfaction", "=", "satisfied")]
        quota = self._quota("Happy", 0.5, happy)
        owed = self._quota("Owed", 0.51, happy, basis="date_event")
        with freeze_time("2026-06-01 02:00:00"):
            self._finish(self._create_record(date_event=datetime(2026, 6, 1)))
            open_ = self._create_record(date_event=datetime(2026, 6, 1))
        self._assert_share(quota, (1, 1), True, "100.00 %")
        value = self._assert_share(owed, (1, 2), False, "50.00 %")
        found = self.env["callback.record"].search(value["missing_domain"])
        self.assertEqual(found, open_, "nothing filled in does not count either")
