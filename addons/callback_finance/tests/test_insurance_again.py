# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestInsuranceAgain(FinanceCommon):
    """EX-095 with other hours, days, quarters and customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.business = "insurance"
        cls.insurer, cls.other_insurer = cls.env["res.partner"].create(
            [{"name": "Insurer"}, {"name": "Other insurer"}]
        )

    def _placed(self, name, *terms, signed="2024-01-05 10:00:00", **values):
        return self._contract(
            name,
            signed,
            insurer_id=self.insurer.id,
            term_ids=[
                Command.create(
                    {"kind": kind, "anchor": anchor, "quantity": number, "unit": unit}
                )
                for kind, anchor, number, unit in terms
            ],
            **values,
        )

    def _line(self, term, calendar=None, **times):
        self._use_calendar(calendar or self.calendar_a)
        number = self.env["callback.finance.claim"].search_count([])
        claim = self.env["callback.finance.claim"].create(
            {
                "name": f"LP-{number}",
                "contract_id": self._placed(f"I-{number}", term).id,
                **{name: china(time) for name, time in times.items()},
            }
        )
        return claim.line_ids

    def test_ex_095_other_lines(self):
        """F4-01: hours over the year, days over February, working days with 调休."""
        opinion = ("opinion", "date_papers", 5, "working_day")
        payment = ("payment", "date_agreed", 10, "day")
        reported = {"date_reported": "2024-01-10 09:00:00"}
        for term, calendar, times, deadline in (
            (
                ("advice", "date_reported", 1, "hour"),
                None,
                {"date_reported": "2025-12-31 23:30:00"},
                "2026-01-01 00:30:00",
            ),
            (
                ("survey", "date_reported", 48, "hour"),
                None,
                {"date_reported": "2024-02-27 23:59:59"},
                "2024-02-29 23:59:59",
            ),
            (
                opinion,
                self.calendar_a,
                {**reported, "date_papers": "2026-04-30 20:00:00"},
                "2026-05-12 18:00:00",
            ),
            (
                opinion,
                self.calendar_b,
                {**reported, "date_papers": "2026-04-30 20:00:00"},
                "2026-05-11 18:00:00",
            ),
            (
                payment,
                None,
                {**reported, "date_agreed": "2024-02-20 00:00:00"},
                "2024-03-01 23:59:59",
            ),
            (
                payment,
                None,
                {**reported, "date_agreed": "2026-02-20 23:59:59"},
                "2026-03-02 23:59:59",
            ),
        ):
            line = self._line(term, calendar, **times)
            self.assertEqual(self._local(line.deadline), deadline, term)
            for seconds, status in ((0, "met"), (1, "late")):
                line.date_done = china(deadline) + timedelta(seconds=seconds)
                line.invalidate_recordset(["status"])
                self.assertEqual(line.status, status)

    def _reports(self, rule, quarter):
        return self.env["callback.service.report"].search(
            [("rule_id", "=", rule.id), ("period_name", "=", quarter)]
        )

    def test_ex_095_other_quarters(self):
        """F4-02: the first and the last quarter of a year, to the second."""
        rule = self.env.ref("callback_finance.service_rule_f4")
        for quarter, prepared, last, missing in (
            ("2026-Q1", "2026-03-02", "2026-03-31 23:59:59", "2026-04-01 00:00:00"),
            ("2026-Q4", "2026-12-01", "2026-12-31 23:59:59", "2027-01-01 00:00:00"),
        ):
            with freeze_time(f"{prepared} 02:00:00"):
                rule._cron_prepare()
            report = self._reports(rule, quarter).filtered(
                lambda r: r.partner_id == self.customer
            )
            for moment, expected in ((last, False), (missing, True)):
                with freeze_time(china(moment)):
                    report.invalidate_recordset()
                    report.copy_ids.invalidate_recordset()
                    self.assertEqual(report.is_missing, expected, moment)

    def test_ex_095_only_the_insured(self):
        """F4-02: a closed insurance account beside another active one owes nothing."""
        former, insured = self._new_customers(2, "INS")
        self._account(
            "T-I1",
            partner_id=former.id,
            business="insurance",
            date_closed="2026-01-31",
        )
        self._account("T-I2", partner_id=former.id, business="wealth")
        self._account("T-I3", partner_id=insured.id, business="insurance")
        self._account("T-I4", partner_id=insured.id, business="insurance")
        rule = self.env.ref("callback_finance.service_rule_f4")
        with freeze_time("2026-06-10 02:00:00"):
            rule._cron_prepare()
        reports = self._reports(rule, "2026-Q2")
        self.assertNotIn(former, reports.partner_id)
        self.assertEqual(len(reports.filtered(lambda r: r.partner_id == insured)), 1)

    def test_ex_095_insured_since(self):
        """F4-02: nobody owes the report of a quarter before the insurance began."""
        last, new = self._new_customers(2, "NEW")
        for customer, opened in ((last, "2026-06-30"), (new, "2026-07-01")):
            self._account(
                f"T-{customer.id}",
                partner_id=customer.id,
                business="insurance",
                date_opened=opened,
            )
        rule = self.env.ref("callback_finance.service_rule_f4")
        with freeze_time("2026-07-10 02:00:00"):
            rule._cron_prepare()
        self.assertIn(last, self._reports(rule, "2026-Q2").partner_id)
        self.assertNotIn(new, self._reports(rule, "2026-Q2").partner_id)
        self.assertLessEqual(last | new, self._reports(rule, "2026-Q3").partner_id)

    def test_f4_04_whose_satisfaction(self):
        """F4-04: this insurer, this year by the local clock, this business."""
        self._placed("I-A", signed="2024-01-05 10:00:00")
        wealthy, left, late = self._new_customers(3, "SAT")
        for customer, values in (
            (left, {"date_to": "2024-12-31"}),
            (late, {"signed": "2026-01-01 00:00:00"}),
            (wealthy, {}),
        ):
            account = self._account(
                f"S-{customer.id}", partner_id=customer.id, business="insurance"
            )
            self._placed(f"I-{customer.id}", account_id=account.id, **values)
        insurance = self.env.ref("callback_finance.step_f4_needs")
        wealth = self.env.ref("callback_finance.step_f3_special")
        for customer, step, finished, level in (
            (self.customer, insurance, "2025-01-01 00:00:00", "satisfied"),
            (self.customer, insurance, "2025-12-31 23:59:59", "dissatisfied"),
            (self.customer, insurance, "2026-01-01 00:00:00", "dissatisfied"),
            (self.customer, insurance, "2024-12-31 23:59:59", "dissatisfied"),
            (wealthy, insurance, "2025-06-30 10:10:00", "satisfied"),
            (wealthy, wealth, "2025-06-30 10:10:00", "dissatisfied"),
            (left, insurance, "2025-06-30 10:10:00", "dissatisfied"),
            (late, insurance, "2025-06-30 10:10:00", "dissatisfied"),
        ):
            record = self._create_record(
                step_id=step.id,
                partner_id=customer.id,
                date_event=china("2024-12-20 10:00:00"),
            )
            self._call(
                record,
                finished,
                satisfaction=level,
                dissatisfaction_reason="Slow",
            )
        card = self.env["callback.finance.scorecard"].create(
            {"insurer_id": self.insurer.id, "year": 2025}
        )
        card.action_compute()
        self.assertEqual(card.satisfaction_count, 3)
        self.assertAlmostEqual(card.satisfaction_rate, 0.6667)
        other = card.copy({"insurer_id": self.other_insurer.id})
        other.action_compute()
        self.assertEqual((other.satisfaction_count, other.satisfaction_rate), (0, 0))
