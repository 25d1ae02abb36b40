# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.callback_base.tests.plan_common import china

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestHandover(PropertyCommon):
    """Papers and houses: S6-01…S6-09, S6-18, S7-01…S7-06."""

    def _paper(self, rule, received, **values):
        return (
            self.env["callback.property.handover"]
            .with_user(self.keeper)
            .create(
                {
                    "name": rule,
                    "rule_id": self.env.ref(f"callback_property.handover_s6_{rule}").id,
                    "department_id": self.branch.id,
                    "date_received": china(received),
                    **values,
                }
            )
        )

    def test_ex_048_hand_over_times(self):
        """EX-048, S6-01, S6-05…S6-08: clock hours, working days, the same day."""
        for rule, received, limit in (
            ("mortgage", "2026-09-30 16:00:00", "2026-10-01 16:00:00"),
            ("contract", "2026-09-29 10:00:00", "2026-10-08 18:00:00"),
            ("contract", "2026-03-06 23:00:00", "2026-03-10 18:00:00"),
            ("mortgage", "2028-02-28 08:30:00", "2028-02-29 08:30:00"),
            ("intake", "2026-03-07 08:00:00", "2026-03-07 23:59:59"),
            ("signing", "2026-10-01 23:59:00", "2026-10-01 23:59:59"),
        ):
            paper = self._paper(rule, received)
            with self.subTest(f"{rule} {received}"):
                self.assertEqual(paper.deadline, china(limit))
                self.assertTrue(paper.deadline_basis)
        self.assertFalse(self._paper("online", "2026-03-07 08:00:00").deadline)

    def test_late_and_done(self):
        """S6-01, S6-09: late is what is handed over after the limit, or not yet."""
        papers = self.env["callback.property.handover"]
        with self._at("2026-03-07 23:59:59"):
            kept = self._paper("intake", "2026-03-07 08:00:00")
            kept.action_done()
        late = self._paper("intake", "2026-03-07 08:00:00")
        with self._at("2026-03-08 00:00:00"):
            late.action_done()
            still = self._paper("intake", "2026-03-07 09:00:00")
            self.assertTrue(still.is_late)
            found = papers.search(
                [("is_late", "=", True), ("id", "in", (kept | late | still).ids)]
            )
            self.assertEqual(found, late | still)
        self.assertFalse(kept.is_late)
        self.assertTrue(late.is_late)
        with self.assertRaises(UserError):
            kept.action_done()
        with self.assertRaises(UserError), self.cr.savepoint():
            kept.unlink()
        with self.assertRaises(AccessError), self.cr.savepoint():
            still.date_done = "2026-03-07 01:00:00"

    def test_s6_03_s6_04_files_of_the_company(self):
        """S6-03, S6-04: Monday and Thursday with a copy; lent with signature only."""
        duty = self.env.ref("callback_property.duty_rule_s6_archive")
        days = ("monday", "tuesday", "wednesday", "thursday", "friday")
        self.assertEqual([duty[day] for day in days], [True, False, False, True, False])
        self.assertTrue(duty.keep_copy)
        category = self.env.ref("callback_property.archive_category_sales")
        self.assertTrue(category.lending_signature)

    def _delivery(self, **values):
        house = self.env["callback.property.unit"].create(
            {"name": "1-101", "estate_id": self.estate.id}
        )
        return (
            self.env["callback.property.delivery"]
            .with_user(self.keeper)
            .create(
                {
                    "unit_id": house.id,
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    **values,
                }
            )
        )

    def test_s7_04_waits_for_the_notice(self):
        """S7-04, S7-05: nothing is handed over before the notice."""
        delivery = self._delivery(flight="CA 1 8:00", person_count=3)
        with self.assertRaisesRegex(UserError, "S7-04"):
            delivery.action_done()
        delivery.date_notice = china("2026-03-02 09:00:00")
        delivery.action_done()
        self.assertTrue(delivery.date_done)

    def test_s7_06_proxy(self):
        """S7-06: papers ready by 15 January, of this year or the next."""
        rule = self.env.ref("callback_property.handover_s7_proxy")
        for notice, due in (
            ("2025-11-20 09:00:00", "2026-01-15 23:59:59"),
            ("2026-01-15 09:00:00", "2026-01-15 23:59:59"),
            ("2026-01-16 00:00:00", "2027-01-15 23:59:59"),
        ):
            moment, text = rule._get_deadline(china(notice), self.env.company)
            self.assertEqual(moment, china(due))
            self.assertIn("S7-06", text)
        delivery = self._delivery(
            method="proxy", date_notice=china("2025-11-20 09:00:00"), rule_id=rule.id
        )
        self.assertEqual(delivery.date_papers_due, china("2026-01-15 23:59:59"))
        with self.assertRaisesRegex(UserError, "S7-06"):
            delivery.action_done()
        delivery.date_papers = china("2026-01-10 09:00:00")
        delivery.action_done()

    def test_s7_06_the_year_of_the_hand_over(self):
        """S7-06: 15 January of the year of the hand-over; overdue papers are found."""
        delivery = self._delivery(
            method="proxy", date_notice=china("2026-01-16 00:00:00")
        )
        self.assertEqual(delivery.date_papers_due, china("2027-01-15 23:59:59"))
        for planned, due in (
            ("2026-03-01 09:00:00", "2026-01-15 23:59:59"),
            ("2026-12-31 23:59:59", "2026-01-15 23:59:59"),
            ("2027-01-01 00:00:00", "2027-01-15 23:59:59"),
            ("2028-02-29 09:00:00", "2028-01-15 23:59:59"),
        ):
            delivery.date_planned = china(planned)
            self.assertEqual(delivery.date_papers_due, china(due), planned)
        delivery.method = "own"
        self.assertFalse(delivery.date_papers_due)

    def test_s7_04_s7_06_what_is_still_to_come(self):
        """S7-04, S7-06: a notice or papers of tomorrow do not hand over a house."""
        with self._at("2026-03-05 09:00:00"):
            delivery = self._delivery(
                method="proxy", date_notice=china("2026-03-05 09:00:01")
            )
            with self.assertRaisesRegex(UserError, "S7-04"):
                delivery.action_done()
            delivery.date_notice = china("2026-03-05 09:00:00")
            delivery.date_papers = china("2026-03-06 09:00:00")
            with self.assertRaisesRegex(UserError, "S7-06"):
                delivery.action_done()
            delivery.date_papers = china("2026-03-05 08:00:00")
            delivery.action_done()
        self.assertTrue(delivery.date_done)

    def test_s7_01_customer_file(self):
        """S7-01, S7-02: family, interests and opinion stand on the contact."""
        self.customer.write(
            {
                "callback_property_birthday": "1980-02-29",
                "callback_property_interests": "Fishing",
                "callback_property_opinion": "Patient",
            }
        )
        self.assertEqual(str(self.customer.callback_property_birthday), "1980-02-29")

    def test_what_the_director_looks_at(self):
        """S6-10, S6-11, S6-14, S6-17, X-14: late papers, and who is liable jointly."""
        policy = self.env.ref("callback_property.policy_s6")
        self.assertEqual(policy._get_setting("X-14"), "each")
        with self._at("2026-03-09 09:00:00"):
            paper = self._paper("mortgage", "2026-03-07 08:00:00")
            self.assertTrue(paper.is_late)
        self.assertTrue(paper.message_post(body="The original is lost"))

    def test_s7_03_s7_07_the_contract_and_the_dissatisfied(self):
        """S7-01, S7-03, S7-07: a deal names customer, house and price; who is
        dissatisfied after the delivery is called about it."""
        house = self.env["callback.property.unit"].create(
            {"name": "1-102", "estate_id": self.estate.id}
        )
        deal = self._deal(
            "own", 500, unit_id=house.id, partner_id=self.customer.id, price=888888.88
        )
        self.assertEqual((deal.unit_id, deal.partner_id), (house, self.customer))
        self.assertEqual(deal.price, 888888.88, "S7-01: the price of the house")
        delivery = self._delivery(date_notice=china("2026-03-02 09:00:00"))
        with self._at("2026-03-05 09:00:00"):
            delivery.action_done()
        rule = self.env.ref("callback_property.rule_s7_delivery")
        rule.with_user(self.supervisor).sweep(now=china("2026-03-06 09:00:00"))
        self.assertEqual(
            delivery.sudo().callback_record_ids.deadline, china("2026-03-12 23:59:59")
        )
