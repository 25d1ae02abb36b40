# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon

TERMS = (
    ("survey", "date_reported", 48, "hour"),
    ("opinion", "date_papers", 5, "working_day"),
    ("payment", "date_agreed", 10, "day"),
)


@tagged("post_install", "-at_install")
class TestInsurance(FinanceCommon):
    """Claims, reports and scorecards of insurers by the policy F4 (EX-095)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.business = "insurance"
        cls.insurer = cls.env["res.partner"].create({"name": "Insurer"})
        cls.placed = cls._contract(
            "I-1",
            "2026-01-05 10:00:00",
            insurer_id=cls.insurer.id,
            term_ids=[
                Command.create(
                    {"kind": kind, "anchor": anchor, "quantity": number, "unit": unit}
                )
                for kind, anchor, number, unit in TERMS
            ],
        )

    def _claim(self, name="LP1", **values):
        return (
            self.env["callback.finance.claim"]
            .with_user(self.supervisor)
            .create(
                {
                    "name": name,
                    "contract_id": self.placed.id,
                    "date_reported": china("2026-05-16 09:00:00"),
                    **values,
                }
            )
        )

    def _lines(self, claim):
        return {line.kind: line for line in claim.line_ids}

    def test_ex_095_service_lines(self):
        """F4-01: hours on the clock, working days over the holiday, days."""
        claim = self._claim()
        lines = self._lines(claim)
        self.assertEqual(self._local(lines["survey"].deadline), "2026-05-18 09:00:00")
        self.assertEqual(lines["opinion"].status, "waiting")
        claim.date_papers = china("2026-06-16 10:00:00")
        claim.date_agreed = china("2026-06-30 16:00:00")
        self.assertEqual(self._local(lines["opinion"].deadline), "2026-06-24 18:00:00")
        self.assertEqual(self._local(lines["payment"].deadline), "2026-07-10 23:59:59")
        with freeze_time(china("2026-05-18 09:00:00")):
            lines["survey"].action_render()
        self.assertEqual(lines["survey"].status, "met")
        with freeze_time(china("2026-06-24 18:00:01")):
            lines["opinion"].invalidate_recordset(["status"])
            self.assertEqual(lines["opinion"].status, "missed")
            missed = claim.line_ids.search([("status", "=", "missed")])
            self.assertIn(lines["opinion"], missed)
            self.assertNotIn(lines["survey"], missed)
            with self.assertRaisesRegex(UserError, "waits for"):
                claim.action_close()
            lines["opinion"].action_render()
            self.assertEqual(lines["opinion"].status, "late")
            claim.line_ids.invalidate_recordset(["status"])
            self.assertEqual(claim.late_count, 1)
        with freeze_time(china("2026-07-10 23:59:59")):
            lines["payment"].action_render()
            claim.action_close()
        self.assertTrue(claim.date_closed)

    def test_f4_01_other_dates(self):
        """F4-01: over the new year and at the end of the week."""
        claim = self._claim(
            "LP2",
            date_reported=china("2026-12-31 20:30:00"),
            date_papers=china("2027-01-07 09:00:00"),
        )
        lines = self._lines(claim)
        self.assertEqual(self._local(lines["survey"].deadline), "2027-01-02 20:30:00")
        self.assertEqual(self._local(lines["opinion"].deadline), "2027-01-14 18:00:00")
        with self.assertRaisesRegex(ValidationError, "in this order"):
            claim.date_agreed = china("2027-01-06 09:00:00")
        with self.assertRaisesRegex(AccessError, "buttons"):
            lines["survey"].deadline = "2028-01-01 00:00:00"
        wealth = self._contract("I-2", "2026-01-05 10:00:00")
        wealth.account_id = self._account("T-500")
        with self.assertRaisesRegex(ValidationError, "no insurance contract"):
            self._claim("LP3", contract_id=wealth.id)

    def test_ex_095_missing_quarterly_report(self):
        """F4-02: for customer and broker; flagged on 1 July, not before."""
        rule = self.env.ref("callback_finance.service_rule_f4")
        with freeze_time("2026-06-10 02:00:00"):
            rule._cron_prepare()
        report = self.env["callback.service.report"].search(
            [
                ("rule_id", "=", rule.id),
                ("partner_id", "=", self.customer.id),
                ("period_name", "=", "2026-Q2"),
            ]
        )
        self.assertEqual(
            report.copy_ids.partner_id,
            self.customer | self.env.ref("base.main_partner"),
        )
        with freeze_time(china("2026-06-30 23:59:59")):
            self.assertFalse(report.is_missing)
        with freeze_time(china("2026-07-01 00:00:00")):
            report.invalidate_recordset()
            report.copy_ids.invalidate_recordset()
            self.assertTrue(report.is_missing)
            self.assertEqual(set(report.copy_ids.mapped("status")), {"missing"})

    def test_f4_04_scorecard(self):
        """F4-04: four criteria, satisfaction of last year, a recommendation."""
        step = self.env.ref("callback_finance.step_f4_needs")
        self.placed.date_signed = "2024-01-05 02:00:00"
        first = self._create_record(
            step_id=step.id, date_event=china("2025-05-05 10:00:00")
        )
        second = self._create_record(
            step_id=step.id, date_event=china("2025-05-05 10:00:00")
        )
        other = self._create_record(
            step_id=step.id, date_event=china("2026-05-05 10:00:00")
        )
        for record, words, day in (
            (first, "satisfied", "2025-05-06"),
            (second, "dissatisfied", "2025-12-31"),
            (other, "dissatisfied", "2026-05-06"),
        ):
            self._add_evidence(record, "recording")
            with freeze_time(f"{day} 02:00:00"):
                self._finish(record, satisfaction=words, dissatisfaction_reason="Slow")
        card = (
            self.env["callback.finance.scorecard"]
            .with_user(self.manager)
            .create(
                {
                    "insurer_id": self.insurer.id,
                    "year": 2025,
                    "score_solvency": 90,
                    "score_content": 80,
                    "score_efficiency": 65.52,
                    "score_quality": 70,
                }
            )
        )
        self.assertAlmostEqual(card.score, 76.38)
        card.action_compute()
        self.assertEqual((card.satisfaction_count, card.satisfaction_rate), (2, 0.5))
        with self.assertRaisesRegex(UserError, "recommendation"):
            card.action_confirm()
        card.write({"recommendation": "conditions", "note": "Opinions came late"})
        with self.assertRaises(AccessError):
            card.with_user(self.supervisor).action_confirm()
        card.action_confirm()
        with self.assertRaisesRegex(UserError, "stays"):
            card.score_quality = 99

    def test_f4_05_posts_and_channels(self):
        """F4-05, F4-06, F4-08, F4-09: five posts; chat and mail; case review."""
        unit = self.env.ref("callback_finance.department_insurance_service")
        jobs = self.env["hr.job"].search([("department_id", "=", unit.id)])
        self.assertEqual(len(jobs), 5)
        kind = self.env.ref("callback_finance.type_insurance")
        codes = set(kind.channel_ids.mapped("code"))
        self.assertLessEqual({"phone", "instant_message", "email"}, codes)
        self.assertEqual(kind.archive_category_id.code, "JRSP")
        claim = self._claim("LP9")
        claim.write({"review_note": "Photos earlier", "date_reviewed": "2026-06-01"})
        self.assertTrue(claim.review_note)
