# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestPlainRules(SanctionCommon):
    """The job over missed limits applies plain rules as a set (ASMT-18)."""

    def test_set_and_one_by_one_are_equal(self):
        """ASMT-18: a plain rule applied as a set gives what the other way gives."""
        fields = (
            *("amount", "amount_signed", "company_id", "department_id", "direction"),
            *("employee_id", "explanation", "facts", "is_hr", "kind", "measure"),
            *("needs_amount", "occurrence", "pay_code", "period", "points", "state"),
            *("user_id", "date", "amount_min", "amount_max", "typed_amount"),
        )
        steps = (
            {"number": 1},
            {"number": 2, "factor": 1.5, "measure": "warning"},
            {"number": 4, "factor": 0, "measure": "dismissal"},
        )
        jobs = self.env["callback.violation"]
        every = {"is_automatic": True, "breach_kind": "deadline"}
        kinds = [
            {"amount": 33.33},
            {"amount": 33.33, "is_capped": True, "cap": 20.01},
            {"kind": "points", "points": 2.5, "amount": 0},
            {"kind": "measure", "measure": "warning"},
            {"amount": 5, "measure": "criticism", "measure_optional": True},
            {"amount": 7.5, "target": "department", "steps": ()},
            {"amount": 10, "after_last": "restart"},
            {"amount": 10, "window": "calendar_year"},
        ]
        breaches = self._note_breaches(9)
        days = ("2025-12-30", "2026-03-02", "2026-03-02", "2024-02-29", "2026-01-01")
        for place, breach in enumerate(breaches.sudo()):
            breach.date_limit = f"{days[place % 5]} 02:00:00"
        later = breaches.sudo()[5:]
        for place, values in enumerate(kinds):
            with self.subTest(values=values):
                values = {"steps": steps, **every, **values}
                pair = [
                    self._new_rule(f"{name}{place}", policy_id=self.policy.id, **values)
                    for name in ("SET", "ONE")
                ]
                self.assertTrue(jobs._is_plain(pair[0]))
                with patch.object(
                    type(jobs), "_is_plain", lambda self, rule, p=pair: rule == p[0]
                ):
                    # What is found later may have happened earlier.
                    later.write({"state": "excused"})
                    self.assertEqual(
                        jobs.with_user(self.manager).propose_breaches(), 10
                    )
                    later.write({"state": "standing"})
                    self.assertEqual(jobs.with_user(self.manager).propose_breaches(), 8)
                results = []
                for rule in pair:
                    reports = jobs.search([("rule_id", "=", rule.id)], order="id")
                    results.append(
                        [
                            (
                                report.name.partition("/")[2],
                                report.breach_id,
                                report.state,
                                report.occurrence,
                                report.step_id.number,
                                report.date,
                                report.problem,
                                [
                                    (
                                        line.source_key.partition(":")[2].partition(
                                            ":"
                                        )[2],
                                        bool(line.main_id),
                                        *(line[name] for name in fields),
                                    )
                                    for line in report.sanction_ids.sorted("id")
                                ],
                            )
                            for report in reports
                        ]
                    )
                    numbers = reports.sanction_ids.mapped("name")
                    self.assertEqual(len(set(numbers)), len(numbers))
                self.assertEqual(*results)
                self.assertEqual(len(results[0]), 9)
                (pair[0] | pair[1]).action_retire()
