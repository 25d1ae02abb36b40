# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .campaign_common import CampaignCommon
from .test_schedule_mixin import LAST_FRIDAY


@tagged("post_install", "-at_install")
class TestCampaignDates(CampaignCommon):
    """The dates of a campaign and the callbacks made on them (C1, C2, BASE-42)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls._customers("K", 3)
        cls.new = cls._customers("N", 2)

    def _days(self, campaign):
        return [str(day) for day in campaign.date_ids.mapped("date_from")]

    def test_ex_086_c2_01_last_friday_for_three_months(self):
        """No shift by default; the Mid-Autumn Festival is shown as a warning."""
        for start, days in {
            "2026-01-01": ["2026-01-30", "2026-02-27", "2026-03-27"],
            "2026-05-01": ["2026-05-29", "2026-06-26", "2026-07-31"],
            "2026-07-01": ["2026-07-31", "2026-08-28", "2026-09-25"],
        }.items():
            campaign = self._campaign(
                **LAST_FRIDAY, schedule_start=start, schedule_count=3
            )
            self.assertEqual(self._days(campaign), days)
            warned = campaign.date_ids.filtered("warning")
            holiday = [day for day in days if day == "2026-09-25"]
            self.assertEqual([str(line.date_from) for line in warned], holiday)
        self.assertRegex(campaign.date_warning, "2026-09-25 is closed")
        campaign.schedule_shift = "previous"
        self.assertEqual(self._days(campaign)[-1], "2026-09-24")
        self.assertEqual(campaign.date_ids[-1].date_original, date(2026, 9, 25))
        self.assertFalse(campaign.date_warning)

    def test_ex_087_c1_01_x_33_first_week_of_next_month(self):
        """Seven days from the first, or the first whole week; years end as well."""
        for first_week, approved, first, last in [
            ("days", "2026-01-20 02:00:00", "2026-02-01", "2026-02-07"),
            ("full_week", "2026-01-20 02:00:00", "2026-02-02", "2026-02-08"),
            # 1 January in Shanghai already
            ("days", "2026-12-31 16:30:00", "2027-02-01", "2027-02-07"),
            ("full_week", "2026-12-31 15:30:00", "2027-01-04", "2027-01-10"),
        ]:
            campaign = self._campaign(
                date_basis="next_month",
                first_week=first_week,
                schedule_pattern=False,
                schedule_start=False,
            )
            self.assertFalse(campaign.date_ids)
            with freeze_time(approved):
                self._approve(campaign)
            self.assertEqual(str(campaign.date_first), first)
            self.assertEqual(str(campaign.date_last), last)
            self.assertEqual(len(campaign.date_ids), 1)

    def test_x_33_the_company_says_which_week(self):
        self.assertEqual(self._campaign().first_week, "days")
        self.env.company.callback_first_week = "full_week"
        self.assertEqual(self._campaign().first_week, "full_week")

    def test_nothing_is_made_before_the_approvals(self):
        campaign = self._campaign()
        with freeze_time("2026-03-10 01:00:00"):
            with self.assertRaisesRegex(UserError, "Draft"):
                campaign.action_generate()
            campaign.action_submit()
            campaign.with_user(self.chief).action_approve()
            with self.assertRaisesRegex(UserError, "Submitted"):
                campaign.action_generate()
        self.assertFalse(campaign.sudo().record_ids)

    def test_c2_02_callbacks_are_dated_on_the_day(self):
        """Local midnight of the date, until its end; nothing a day earlier."""
        campaign = self._campaign()
        with freeze_time("2026-03-01"):
            self._approve(campaign)
        with freeze_time("2026-03-09 15:59:59"):
            campaign.action_generate()
            self.assertFalse(campaign.callback_count)
            self.assertEqual(campaign.state, "approved")
        with freeze_time("2026-03-09 16:00:00"):
            campaign.action_generate()
        self.assertEqual(campaign.callback_count, 3)
        self.assertEqual(campaign.state, "running")
        record = campaign.record_ids[0]
        self.assertEqual(str(record.date_event), "2026-03-09 16:00:00")
        self.assertEqual(str(record.deadline), "2026-03-10 15:59:59")
        self.assertEqual(record.deadline_original, record.deadline)
        self.assertEqual(record.occurrence, 20260310)
        self.assertEqual(record.res_model, "res.partner")
        self.assertEqual(record.department_id, self.branch)
        self.assertEqual(record.source_name, "Campaign")
        self.assertIn("2026-03-10 23:59:59", record.deadline_basis_text)
        self.assertEqual(campaign.date_ids.callback_count, 3)

    def test_the_hourly_job_makes_what_is_due(self):
        """A campaign that would cost too much says so and stops no other."""
        costly = self._campaign(
            cost_ids=[Command.create({"name": "Gift", "unit_price": 1})],
            segment_ids=[self._segment("N")],
        )
        campaign = self._campaign()
        self.env.company.partner_id.lang = "en_US"  # jobs speak it
        with freeze_time("2026-03-10 02:00:00"):
            self._approve(costly)
            self._approve(campaign)
            self._customers("N", 1)
            job = self.env.ref("callback_base.callback_campaign_cron_generate")
            self.env.flush_all()
            with self.enter_registry_test_mode():
                job.method_direct_trigger()
            self.env.invalidate_all()
        self.assertEqual(campaign.callback_count, 3)
        self.assertEqual(costly.callback_count, 0)
        self.assertIn("3.00; 2.00 was approved", costly.message_ids[0].body)

    def test_a_week_lasts_until_its_last_day(self):
        """C1-01: the step's end of the first day does not end the week."""
        campaign = self._campaign(duration_days=7)
        with freeze_time("2026-03-10 02:00:00"):
            self._approve(campaign).action_generate()
        record = campaign.record_ids[0]
        self.assertEqual(str(record.deadline), "2026-03-16 15:59:59")
        self.assertIn("2026-03-16 23:59:59", record.deadline_basis_text)

    def test_each_customer_once_however_often_it_is_made(self):
        """Two segments with one customer in both; again; after a second campaign."""
        both = self._segment("K", "N")
        campaign = self._campaign(segment_ids=[self._segment("K"), both])
        self.assertEqual(campaign.segment_ids.mapped("customer_count"), [3, 5])
        self.assertEqual(campaign.customer_count, 5)
        with freeze_time("2026-03-10 02:00:00"):
            self._approve(campaign)
            campaign.action_generate()
            campaign.action_generate()
            self.assertEqual(campaign.callback_count, 5)
            campaign.date_ids.sudo().date_generated = False
            campaign.action_generate()
            self.assertEqual(campaign.callback_count, 5)
            again = self._approve(self._campaign())
            again.action_generate()
        partners = campaign.record_ids.partner_id
        self.assertEqual(partners, self.key | self.new)
        self.assertFalse(again.callback_count)

    def test_more_customers_need_no_more_queries(self):
        counts = []
        # The first one fills the caches of policy, calendar and sequence.
        for prefix, number in (("A", 1), ("Q", 5), ("R", 60)):
            self._customers(prefix, number)
            campaign = self._campaign(segment_ids=[self._segment(prefix)])
            with freeze_time("2026-03-10 02:00:00"):
                self._approve(campaign)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                campaign.action_generate()
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(campaign.callback_count, number)
        self.assertLess(counts[2] - counts[1], 10, counts)

    def test_responsible_users_share_the_callbacks(self):
        users = self.caller | self.supervisor
        campaign = self._campaign(user_ids=users.ids, lead_days=2)
        with freeze_time("2026-03-08 02:00:00"):
            self._approve(campaign).action_generate()
        counts = [
            len(campaign.record_ids.filtered(lambda r, u=user: r.user_id == u))
            for user in users.sorted("id")
        ]
        self.assertEqual(counts, [2, 1])

    def test_dates_that_are_over_are_left_out(self):
        """A campaign approved in the middle begins with the next date."""
        campaign = self._campaign(
            **LAST_FRIDAY, schedule_start="2026-01-01", schedule_count=3
        )
        with freeze_time("2026-02-26 18:00:00"):
            self._approve(campaign)
            campaign.action_generate()
        made = campaign.date_ids.filtered("date_generated")
        self.assertEqual(
            self._days(campaign), ["2026-01-30", "2026-02-27", "2026-03-27"]
        )
        self.assertEqual(str(made.date_from), "2026-02-27")

    def test_c3_01_levels_have_their_interval(self):
        """Weekly dates: level 1 every week, 2 every two weeks, 3 every month."""
        hot, warm = self._customers("H", 1), self._customers("W", 1)
        cold = self._customers("C", 1)
        campaign = self._campaign(
            schedule_pattern="weekly",
            schedule_mon=True,
            schedule_start="2026-03-02",
            schedule_count=6,
            segment_ids=[
                self._segment(
                    "C", level="3", interval_quantity=1, interval_unit="month"
                ),
                self._segment(
                    "W", level="2", interval_quantity=2, interval_unit="week"
                ),
                self._segment("H", level="1"),
            ],
        )
        with freeze_time("2026-03-01"):
            self._approve(campaign)
        for line in campaign.date_ids:
            with freeze_time(f"{line.date_from} 02:00:00"):
                campaign._generate()
        records = campaign.sudo().record_ids
        found = {
            partner.ref: sorted(
                records.filtered(lambda r, p=partner: r.partner_id == p).mapped(
                    "occurrence"
                )
            )
            for partner in hot | warm | cold
        }
        self.assertEqual(len(found["H"]), 6)
        self.assertEqual(found["W"], [20260302, 20260316, 20260330])
        self.assertEqual(found["C"], [20260302, 20260406])

    def test_c2_04_x_34_months_without_purchase_have_no_default(self):
        """The number is asked for; a date field of the customer tells the rest."""
        self.assertFalse(self._campaign().segment_ids.dormant_months)
        with (
            self.assertRaisesRegex(ValidationError, "“K”.*Months without purchase"),
            self.env.cr.savepoint(),
        ):
            self._campaign(
                segment_ids=[
                    self._segment("K", is_dormant=True, purchase_field="create_date")
                ]
            )
        for name in ("name", "nothing"):
            with (
                self.assertRaisesRegex(ValidationError, f"“{name}”"),
                self.env.cr.savepoint(),
            ):
                self._campaign(
                    segment_ids=[
                        self._segment(
                            "K", is_dormant=1, dormant_months=6, purchase_field=name
                        )
                    ]
                )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2025-09-09' WHERE id = %s",
            [self.key[0].id],
        )
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2025-09-11' WHERE id = %s",
            [self.key[1].id],
        )
        self.env.invalidate_all()
        with freeze_time("2026-03-10 02:00:00"):
            campaign = self._campaign(
                segment_ids=[
                    self._segment(
                        "K",
                        is_dormant=True,
                        dormant_months=6,
                        purchase_field="create_date",
                    )
                ]
            )
            self.assertEqual(campaign.customer_count, 1)

    def test_c2_04_last_purchase_from_sales_orders(self):
        """Who never bought is no old customer; who bought lately is none either."""
        if "sale.order" not in self.env:
            self.skipTest("The Sales application is not installed.")
        for partner, day in zip(
            self.key, ["2025-09-09 12:00:00", "2025-09-11 12:00:00"], strict=False
        ):
            order = self.env["sale.order"].create({"partner_id": partner.id})
            order.action_confirm()
            order.date_order = day
        with freeze_time("2026-03-10 02:00:00"):
            campaign = self._campaign(
                segment_ids=[self._segment("K", is_dormant=1, dormant_months=6)]
            )
            domain = campaign.segment_ids._get_customer_domain()
            self.assertEqual(self.env["res.partner"].search(domain), self.key[0])

    def test_conditions_are_checked_when_saved(self):
        for domain in ("[('ref'", "[('nothing', '=', 1)]", "__import__('os')", "3"):
            with (
                self.assertRaisesRegex(ValidationError, "“Bad”, condition"),
                self.env.cr.savepoint(),
            ):
                self._campaign(
                    segment_ids=[self._segment("K", name="Bad", domain=domain)]
                )

    def test_dates_belong_to_the_campaign(self):
        """Nobody writes a date by hand."""
        campaign = self._campaign()
        for user in (self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                campaign.with_user(user).date_ids.date_from = "2026-01-01"
            with self.assertRaises(AccessError):
                campaign.with_user(user).write({"date_ids": []})

    def test_other_customers_of_other_companies_are_left_out(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.key[0].company_id = company
        self.assertEqual(self._campaign().customer_count, 2)

    def test_form_shows_the_count_while_typing(self):
        with Form(self.env["callback.campaign"].with_user(self.supervisor)) as form:
            form.name = "Typed"
            form.rule_id = self.manual_rule
            form.department_id = self.branch
            self.assertEqual(form.step_id, self.manual_rule.step_ids)
            self.assertEqual(form.channel_id, self.phone)
            with form.segment_ids.new() as segment:
                segment.name = "Key"
                segment.domain = "[('ref', '=', 'K')]"
                self.assertEqual(segment.customer_count, 3)
            self.assertEqual(form.customer_count, 3)
