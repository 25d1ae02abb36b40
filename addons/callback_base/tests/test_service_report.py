# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .satisfaction_common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestServiceReport(SatisfactionCommon):
    """Periodic reports to outside parties; a missing one is a breach (F4-02, R2-02)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type.survey_id = False
        partner = cls.env["res.partner"]
        cls.insurer, cls.broker, cls.insured = partner.create(
            [{"name": "Insurer"}, {"name": "Broker"}, {"name": "Insured", "ref": "F4"}]
        )

    def _rule(self, code="F4T", **values):
        policy = self._survey_policy(code)
        rule = self.env["callback.service.rule"].create(
            {
                "name": "Report",
                "policy_id": policy.id,
                "clause_ids": [Command.set(policy.clause_ids[:1].ids)],
                "period": "quarter",
                "department_id": self.branch.id,
                "supplier_id": self.insurer.id,
                "customer_domain": "[('ref', '=', 'F4')]",
                "recipient_ids": [Command.set(self.broker.ids)],
                **values,
            }
        )
        policy.action_activate()
        return rule

    def _reports(self, rule):
        return self.env["callback.service.report"].search([("rule_id", "=", rule.id)])

    def test_missing_report_for_both_copies(self):
        """F4-02: nothing by 30 June is missing on 1 July, for customer and broker."""
        rule = self._rule()
        with freeze_time("2026-06-10 02:00:00"):
            rule._cron_prepare()
            rule._cron_prepare()
        reports = self._reports(rule)
        self.assertEqual(sorted(reports.mapped("period_name")), ["2026-Q1", "2026-Q2"])
        report = reports.filtered(lambda r: r.period_name == "2026-Q2")
        self.assertEqual(str(report.date_due), "2026-06-30 15:59:59")
        self.assertEqual(report.copy_ids.partner_id, self.insured | self.broker)
        breaches = self.env["callback.breach"]
        domain = [
            ("res_model", "=", "callback.service.copy"),
            ("res_id", "in", report.copy_ids.ids),
        ]
        with freeze_time("2026-06-30 15:59:59"):
            breaches.sweep()
            self.assertFalse(breaches.search(domain))
        with freeze_time("2026-06-30 16:00:00"):
            report.invalidate_recordset()
            report.copy_ids.invalidate_recordset()
            self.assertEqual(report.copy_ids.mapped("status"), ["missing", "missing"])
            self.assertTrue(report.is_missing)
            self.assertIn(report, report.search([("is_missing", "=", True)]))
            breaches.sweep()
            breaches.sweep()
            found = breaches.search(domain)
            self.assertEqual(len(found), 2)
            self.assertEqual(found.clause_id, rule.clause_ids)
            copy = report.copy_ids.filtered(lambda c: c.partner_id == self.broker)
            self._send(copy)
            copy.invalidate_recordset()
            self.assertEqual(copy.status, "late")
            late = copy.search([("status", "=", "late")])
            self.assertIn(copy, late)
            self.assertNotIn(report.copy_ids - copy, late)
            self.assertTrue(found.filtered(lambda b: b.res_id == copy.id).date_met)

    def _send(self, copy):
        copy = copy.with_user(self.supervisor)
        for line in copy:
            line.write(
                {
                    "channel_id": self.letter.id,
                    "evidence_ids": [
                        Command.create({"name": "report.txt", "raw": b"report"})
                    ],
                }
            )
        copy.action_send()

    def test_before_the_sixth(self):
        """R2-02, X-05: strict the 5th, lenient the 6th, both to the last second."""
        for reading, due in (
            ("exclusive", "2026-04-05 15:59:59"),
            ("inclusive", "2026-04-06 15:59:59"),
        ):
            rule = self._rule(
                f"R2{reading}", period="month", due_day=6, due_reading=reading
            )
            with freeze_time("2026-03-10 02:00:00"):
                rule._cron_prepare()
            report = self._reports(rule).filtered(
                lambda r: str(r.date_from) == "2026-03-01"
            )
            self.assertEqual(str(report.date_due), due)
        rule = self._rule("R2E", period="month")
        self.assertEqual(
            str(rule._get_due(report.date_from.replace(month=2), self.env.company)),
            "2026-02-28 15:59:59",
        )

    def test_services_are_counted_and_frozen(self):
        """Executed services come from the records; a sent report stays."""
        rule = self._rule("F4C", supplier_id=False, to_customer=True)
        with freeze_time("2026-05-10 02:00:00"):
            done = self._create_record(
                partner_id=self.insured.id, date_event="2026-04-30 02:00:00"
            )
            self._finish(done)
            self._create_record(
                partner_id=self.insured.id, date_event="2026-05-02 02:00:00"
            )
            self._create_record(
                partner_id=self.insured.id, date_event="2026-03-31 15:00:00"
            )
            rule._cron_prepare()
            report = self._reports(rule).filtered(lambda r: r.period_name == "2026-Q2")
            report = report.with_user(self.supervisor)
            with self.assertRaisesRegex(UserError, "compute the report first"):
                self._send(report.copy_ids)
            report.action_compute()
            line = report.line_ids
            self.assertEqual(
                (line.service_count, line.done_count, line.open_count), (2, 1, 1)
            )
            with self.assertRaisesRegex(UserError, "attach"):
                report.copy_ids[0].evidence_ids = False
                report.copy_ids[0].action_send()
            self._send(report.copy_ids)
            self.assertEqual(report.state, "sent")
            for step in (report.action_compute, report.copy_ids.action_send):
                with self.assertRaises(UserError):
                    step()
            with self.assertRaises(UserError), self.cr.savepoint():
                report.progress = "Later"
            with self.assertRaises(UserError), self.cr.savepoint():
                report.unlink()
            with self.assertRaises(AccessError), self.cr.savepoint():
                report.state = "draft"
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "callback_base.report_callback_service", report.ids
        )
        self.assertIn("Insured", html.decode())

    def test_a_report_to_nobody_and_bad_periods(self):
        with self.assertRaisesRegex(ValidationError, "nobody"), self.cr.savepoint():
            self._rule("F4N", to_customer=False, recipient_ids=False)
        with self.assertRaisesRegex(ValidationError, "customers"), self.cr.savepoint():
            self._rule("F4D", customer_domain="[('no_such_field', '=', 1)]")
        rule = self._rule()
        with self.assertRaisesRegex(ValidationError, "2026-04-01"), self.cr.savepoint():
            self.env["callback.service.report"].create(
                {
                    "rule_id": rule.id,
                    "partner_id": self.insured.id,
                    "date_from": "2026-04-02",
                }
            )
