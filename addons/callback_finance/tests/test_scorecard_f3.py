# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestScorecardF3(FinanceCommon):
    """F3-08, F3-53: specialists by month, wealth managers by what customers say."""

    def _card(self, name, **weights):
        """Return a scorecard of the data in force; weights as the company enters."""
        card = self.env.ref(f"callback_finance.scorecard_f3_{name}")
        for criterion, weight in weights.items():
            self.env.ref(f"callback_finance.criterion_f3_{criterion}").weight = weight
        return card

    def _assess(self, card, employee, first):
        one = (
            self.env["callback.assessment"]
            .with_user(self.manager)
            .create(
                {
                    "scorecard_id": card.id,
                    "employee_id": employee.id,
                    "date_from": first,
                }
            )
        )
        one.action_compute()
        return {
            line.source: (line.numerator, line.denominator) for line in one.line_ids
        }, one

    def _set(self, record, word):
        """Set what the customer said, past the flow, which has tests of its own."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE callback_record SET satisfaction = %s WHERE id = %s",
                word,
                record.id,
            )
        )
        record.invalidate_recordset()

    def test_f3_08_blank_until_decided(self):
        """F3-08: the text gives neither weights nor target, so nothing is in force."""
        card = self._card("specialist")
        self.assertEqual((card.state, card.cycle), ("draft", "month"))
        with self.assertRaisesRegex(UserError, "weight"):
            card.with_user(self.manager).action_activate()

    def test_f3_08_workload_and_quality(self):
        """F3-08: what a specialist did in a month counts out of the target."""
        card = self._card("specialist", workload=40, quality=40, time=20)
        self.env.ref("callback_finance.criterion_f3_workload").target = 4
        card.with_user(self.manager).action_activate()
        record = self._sweep(self._contract("HT-S", "2026-03-12 10:00:00"))
        record.user_id = self.caller
        self._call(record, "2026-03-13 10:10:00")
        month = record.deadline.date().replace(day=1)
        with freeze_time(china("2026-05-02 09:00")):
            facts, _one = self._assess(card, self.caller.employee_id, month)
        self.assertEqual(facts["workload"], (1, 4))
        self.assertEqual(facts["on_time"], (1, 1))

    def test_f3_53_results_reach_the_manager(self):
        """F3-53: content customers and complaints count for whom they are about."""
        card = self._card("manager", satisfied=60, no_complaint=40)
        card.with_user(self.manager).action_activate()
        records = self.env["callback.record"]
        for number, word in enumerate(("satisfied", "dissatisfied", "satisfied")):
            record = self._sweep(self._contract(f"HT-{number}", "2026-03-12 10:00:00"))
            self.assertIn(self.li, record.concerned_user_ids)
            self._call(record, "2026-03-13 10:10:00")
            self._set(record, word)
            records |= record
        complaints = self.env["callback.complaint"].create(
            [
                {
                    "subject": "Unfriendly",
                    "partner_id": self.customer.id,
                    "record_id": record.id,
                    "department_id": self.branch.id,
                    "concerned_user_ids": people.ids,
                }
                for record, people in zip(
                    records, (self.li, self.caller, self.li), strict=True
                )
            ]
        )
        complaints[2].sudo().is_confidential = True
        with freeze_time(china("2026-07-02 09:00")):
            facts, one = self._assess(card, self.adviser, "2026-04-01")
            self.assertEqual(
                facts, {"concerned_satisfaction": (2, 3), "concerned": (2, 3)}
            )
            lines = {line.source: line for line in one.line_ids}
            misses = lines["concerned"].action_view_misses()
            self.assertEqual(
                self.env["callback.record"].search(misses["domain"]), records[0]
            )
            misses = lines["concerned_satisfaction"].action_view_misses()
            self.assertEqual(
                self.env["callback.record"].search(misses["domain"]), records[1]
            )
            facts, _one = self._assess(card, self.caller.employee_id, "2026-04-01")
        self.assertEqual(set(facts.values()), {(0, 0)})
