# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestPenalty(SanctionCommon):
    """Repetition, joint liability, departments, and the job over missed limits."""

    R2 = (
        {"number": 1},
        {"number": 2, "factor": 2},
        {"number": 3, "factor": 0, "measure": "dismissal"},
    )
    DOUBLE = ({"who": "head", "mode": "multiple", "factor": 2},)

    def test_repetition_and_double(self):
        """EX-061: 100; 100; 200; dismissal – and the head 200; 200; 400; none."""
        one = self._new_rule("R2-1", amount=100, steps=self.R2, joints=self.DOUBLE)
        two = self._new_rule("R2-2", amount=100, steps=self.R2, joints=self.DOUBLE)
        days = [
            (one, "2026-03-02"),
            (two, "2026-03-05"),
            (one, "2026-04-10"),
            (one, "2026-05-06"),
        ]
        found = [self._propose(rule, date=day) for rule, day in days]
        money = [lines.filtered(lambda x: x.kind == "money") for lines in found]
        self.assertEqual(
            [m.mapped("amount") for m in money], [[100, 200]] * 2 + [[200, 400], []]
        )
        self.assertEqual([x.employee_id for x in money[0]], [self.employee, self.head])
        self.assertEqual(found[3].measure, "dismissal")
        self.assertEqual(found[3].violation_id.occurrence, 3)

    def test_other_ladder(self):
        """ASMT-09: odd cents, a window of a year with a leap day, a new start."""
        steps = ({"number": 1}, {"number": 2, "factor": 1.5, "measure": "warning"})
        rule = self._new_rule(
            "L", amount=33.33, steps=steps, window="months", window_months=12,
            after_last="restart",
        )  # fmt: skip
        days = ("2024-02-29", "2025-02-28", "2025-03-01", "2026-03-01")
        lines = [self._propose(rule, date=day)[0] for day in days]
        # 28 Feb 2025 is within a year of 29 Feb 2024, the day after it is not.
        self.assertEqual([x.amount for x in lines], [33.33, 50.0, 50.0, 33.33])

    def test_calendar_year(self):
        """X-30: the count starts again on 1 January."""
        rule = self._new_rule("Y", amount=10, steps=self.R2[:2], window="calendar_year")
        days = ("2025-12-31", "2026-01-01", "2026-11-01")
        amounts = [self._propose(rule, date=day)[0].amount for day in days]
        self.assertEqual(amounts, [10, 10, 20])

    def test_warnings_in_a_year(self):
        """EX-065: two warnings in a calendar year lead to a proposal, else not."""
        self.env["callback.penalty.threshold"].search([]).active = False
        threshold = self.env["callback.penalty.threshold"].create(
            {
                "name": "Two warnings",
                "measure": "warning",
                "window": "calendar_year",
                "result_measure": "post_change",
            }
        )
        rule = self._new_rule("G", kind="measure", measure="warning")
        sanctions = self.env["callback.sanction"]
        domain = [("measure", "=", "post_change")]
        domain += [("employee_id", "=", self.employee.id)]
        self._confirm(self._propose(rule, date="2025-12-20"))
        self._confirm(self._propose(rule, date="2026-01-10"))
        self.assertFalse(sanctions.search(domain))
        self._confirm(self._propose(rule, date="2026-10-08"))
        proposal = sanctions.search(domain)
        self.assertEqual((len(proposal), proposal.is_hr), (1, True))
        threshold.write({"window": "months", "window_months": 3})
        self._confirm(self._propose(rule, date="2026-11-01"))
        self.assertEqual(len(sanctions.search(domain)), 2)

    def test_concealment(self):
        """EX-066: points first, then demotion without a warning."""
        steps = ({"number": 1}, {"number": 2, "factor": 0, "measure": "demotion"})
        rule = self._new_rule("G1-66", kind="points", points=7.5, steps=steps)
        first = self._propose(rule, date="2026-02-03")
        second = self._propose(rule, date="2026-06-03")
        self.assertEqual((first.kind, first.points), ("points", 7.5))
        self.assertEqual((second.kind, second.measure), ("measure", "demotion"))

    def test_department_and_leader(self):
        """EX-013: the department 1000 to its cost centre, the leader 200 to 500."""
        joint = {
            "who": "head",
            "mode": "range",
            "amount_min": 200,
            "amount_max": 500,
        }
        rule = self._new_rule("U1-40", target="department", amount=1000, joints=[joint])
        main, leader = self._propose(rule, user=self.second)
        self.assertFalse(main.employee_id)
        self.assertEqual(main.department_id, self.branch)
        for wrong in (199.99, 500.01):
            with self.assertRaisesRegex(UserError, "outside"), self.cr.savepoint():
                leader.with_user(self.hr).write(
                    {"typed_amount": wrong, "amount_reason": "Two days"}
                )
        leader.with_user(self.hr).write(
            {"typed_amount": 200, "amount_reason": "Two days"}
        )
        self._finish(main | leader)
        self.assertEqual((main | leader).mapped("amount"), [1000, 200])

    def test_each_or_shared(self):
        """EX-047, X-14: director and assistant 50 each for an item, or together."""
        jobs = self.env["hr.job"].create([{"name": "Director"}, {"name": "Assistant"}])
        for job, employee in zip(
            jobs, self.head | self.second.employee_ids, strict=True
        ):
            employee.job_id = job
        joints = [{"who": "job", "job_id": job.id, "amount": 50} for job in jobs]
        rule = self._new_rule("S6", kind="item", amount=100, joints=joints)
        lines = self._propose(rule, quantity=3)
        self.assertEqual(lines.mapped("amount"), [300, 150, 150])
        (self.head | self.second.employee_ids).job_id = jobs[0]
        self.second.employee_ids.department_id = self.branch
        shared = [
            {"who": "job", "job_id": jobs[0].id, "amount": 50.01, "is_shared": True}
        ]
        rule = self._new_rule("S7", kind="item", amount=100, joints=shared)
        self.assertEqual(
            sorted(self._propose(rule).mapped("amount")), [25.0, 25.01, 100]
        )

    def test_nobody_liable(self):
        """A superior who cannot be found is named, and nothing is half proposed."""
        self.branch.manager_id = self.head_office.manager_id = False
        rule = self._new_rule("X", amount=5, joints=self.DOUBLE)
        with self.assertRaisesRegex(ValidationError, "nobody found"):
            self._propose(rule)

    def test_linked_are_cancelled(self):
        """ASMT-10: cancelling the main line cancels the superior's; X-32 reduces."""
        rule = self._new_rule("Z", amount=100.10, joints=self.DOUBLE)
        main, head = self._propose(rule)
        self.assertEqual(head.amount, 200.20)
        self._confirm(main | head, self.second)
        main.with_user(self.hr).action_cancel("Wrong person")
        self.assertEqual((main | head).mapped("state"), ["cancelled"] * 2)
        self.assertEqual(main.violation_id.state, "cancelled")

    def test_job_is_idempotent(self):
        """EX-071: three nights, one proposal pair; rejected ones do not come back."""
        self.env.company.callback_calendar_id = self.calendar
        breaches = self._note_breaches(3)
        rule = self._new_rule(
            "AUTO", amount=100.01, steps=self.R2, joints=self.DOUBLE,
            is_automatic=True, breach_kind="deadline", policy_id=self.policy.id,
        )  # fmt: skip
        job = self.env["callback.violation"].with_user(self.manager)
        self.assertEqual(job.propose_breaches(), 3)
        self.assertEqual(job.propose_breaches(), 0)
        reports = self.env["callback.violation"].search([("rule_id", "=", rule.id)])
        self.assertEqual(reports.breach_id, breaches)
        # 31 March 17:00 UTC is 1 April in China.
        self.assertEqual(str(reports[0].date), "2026-04-01")
        lines = reports.sanction_ids
        self.assertEqual(
            sorted(lines.mapped("amount")), [0, 100.01, 200.02, 200.02, 400.04]
        )
        lines.with_user(self.hr).action_reject("Power cut")
        self.assertEqual(job.propose_breaches(), 0)
        self.assertEqual(set(lines.mapped("state")), {"rejected"})

    def test_job_names_what_is_missing(self):
        """No silent skip: a report without a person stays open and says so."""
        self._note_breaches(1)
        self.employee.user_id = False
        rule = self._new_rule(
            "AUTO2", amount=5, is_automatic=True, breach_kind="deadline",
            policy_id=self.policy.id,
        )  # fmt: skip
        self.env["callback.violation"].with_user(self.manager).propose_breaches()
        report = self.env["callback.violation"].search([("rule_id", "=", rule.id)])
        self.assertEqual(report.state, "draft")
        self.assertIn("name the person", report.problem)

    def test_copy_replaces(self):
        """T-13: a copy of a rule takes its steps along and is a draft."""
        rule = self._new_rule("V1", amount=5, steps=self.R2)
        copy = rule.copy()
        self.assertEqual((copy.state, len(copy.step_ids)), ("draft", 3))
        copy.step_ids = [Command.clear()]
