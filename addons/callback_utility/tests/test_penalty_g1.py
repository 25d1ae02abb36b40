# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.callback_assessment.tests.callback_sanction_common import (
    SanctionCommon,
)

CHECKERS = ("61", "62", "63", "64", "65", "66")


@tagged("post_install", "-at_install")
class TestPenaltyG1(SanctionCommon):
    """The shipped rules for checkers, the ladders and the kinds of G1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Those of other addons' demonstrations count for every company too.
        cls.env["callback.penalty.threshold"].search([]).active = False

    def _rule(self, name, **values):
        """Return a shipped rule, completed and put in force."""
        rule = self.env.ref(f"callback_utility.penalty_g1_{name}")
        if rule.state == "draft":
            rule.write(values)
            rule.action_activate()
        return rule

    def _thresholds(self, *names):
        found = [self.env.ref(f"callback_utility.threshold_g1_{n}") for n in names]
        for threshold in found:
            threshold.active = True
        return found[0]

    def _measures(self, lines):
        return lines.filtered(lambda line: line.kind == "measure").mapped("measure")

    def _find(self, measure):
        return self.env["callback.sanction"].search(
            [("employee_id", "=", self.employee.id), ("measure", "=", measure)]
        )

    def test_blank_points_cannot_be_put_in_force(self):
        """G1-61…G1-66: the text names no points; each rule says what is missing."""
        for code in CHECKERS:
            rule = self.env.ref(f"callback_utility.penalty_g1_{code}")
            self.assertEqual(rule.state, "draft")
            with self.assertRaisesRegex(UserError, f"G1-{code}.*Points"):
                rule.action_activate()

    def test_third_time(self):
        """G1-61…G1-64: points, points, more points and a warning; then anew."""
        for code, points in zip(CHECKERS[:4], (2, 1.5, 3, 5), strict=True):
            rule = self.env.ref(f"callback_utility.penalty_g1_{code}")
            factor = rule.step_ids[-1].factor
            self.assertGreater(factor, 1, code)
            if code == "63":
                factor = rule.step_ids[-1].factor = 3.5
            self._rule(code, points=points)
            days = [f"2026-0{month}-10" for month in range(1, 5)]
            found = [self._propose(rule, date=day) for day in days]
            self.assertEqual(
                [lines.mapped("points") for lines in map(self._points, found)],
                [[points], [points], [factor * points], [points]],
            )
            self.assertEqual(
                [self._measures(lines) for lines in found], [[], [], ["warning"], []]
            )

    def _points(self, lines):
        return lines.filtered(lambda line: line.kind == "points")

    def test_ex_065_two_warnings_in_a_calendar_year(self):
        """EX-065, G1-61, G1-65, G1-67: third shortfall, second report, then HR."""
        self._thresholds("67")
        short, report = self._rule("61", points=2), self._rule("65", points=1)
        for rule, day, count in (
            (short, "2026-01-31", 0),
            (short, "2026-02-28", 0),
            (short, "2026-03-31", 0),
            (report, "2026-09-30", 0),
            (report, "2026-10-31", 1),
        ):
            self._confirm(self._propose(rule, date=day))
            self.assertEqual(len(self._find("post_change")), count, day)
        self.assertEqual(len(self._find("warning")), 2)
        self.assertTrue(self._find("post_change").is_hr)

    def test_ex_065_over_the_end_of_the_year(self):
        """EX-065, G1-67, X-30: December and January: not by year, by 12 months yes."""
        threshold = self._thresholds("67")
        rule = self._new_rule("W", kind="measure", measure="warning")
        self._confirm(self._propose(rule, date="2025-12-20"))
        self._confirm(self._propose(rule, date="2026-01-10"))
        self.assertFalse(self._find("post_change"))
        threshold.write({"window": "months", "window_months": 12})
        self._find("warning").violation_id.sudo().write({"state": "cancelled"})
        self._find("warning").sudo().write({"state": "rejected"})
        self._confirm(self._propose(rule, date="2025-12-21"))
        self._confirm(self._propose(rule, date="2026-01-11"))
        self.assertEqual(len(self._find("post_change")), 1)

    def test_ex_066_concealment(self):
        """EX-066, G1-60, G1-66: points; the second time demotion, without a warning."""
        rule = self._rule("66", points=7.5)
        first = self._propose(rule, date="2026-02-03")
        second = self._propose(rule, date="2026-06-03")
        self.assertEqual((first.kind, first.points), ("points", 7.5))
        self.assertEqual((second.kind, second.measure), ("measure", "demotion"))
        self.assertTrue(second.is_hr)

    def _give(self, name, count, start=1):
        rule = self._rule(f"75_{name}")
        for day in range(start, start + count):
            self._finish(self._propose(rule, date=f"2026-03-{day:02}"))
        balance = self.env["callback.merit"].get_balance(self.employee)
        return {measure: number for measure, number in balance.items() if number}

    def test_ex_063_eight_criticisms(self):
        """EX-063, G1-75, G1-79: 2, 4, 6, 7; the eighth proposes the end."""
        self._thresholds("79_1", "79_2", "79_3")
        self.assertEqual(self._give("criticism", 2), {"minor_demerit": 1})
        self.assertEqual(self._give("criticism", 2, 3), {"major_demerit": 1})
        self.assertEqual(
            self._give("criticism", 3, 5),
            {"criticism": 1, "minor_demerit": 1, "major_demerit": 1},
        )
        self.assertFalse(self._find("dismissal"))
        self.assertEqual(self._give("criticism", 1, 8), {"major_demerit": 2})
        self.assertEqual(self._find("dismissal").state, "proposed")

    def test_ex_064_rewards(self):
        """EX-064, G1-80: 8 commendations pay 2000 once, another amount if changed."""
        pays = self._thresholds("80_3", "80_1", "80_2")
        self.assertEqual(pays.result_amount, 2000)
        pays.result_amount = 2345.67
        self._give("commendation", 7)
        domain = [("employee_id", "=", self.employee.id), ("kind", "=", "money")]
        self.assertFalse(self.env["callback.sanction"].search(domain))
        self._give("commendation", 1, 8)
        paid = self.env["callback.sanction"].search(domain)
        self.assertEqual(paid.mapped("amount"), [2345.67])
        self.assertEqual(paid.direction, "award")

    def test_ex_064_offset(self):
        """EX-064, G1-81: level by level; another one is refused."""
        self._thresholds("79_1", "80_1")
        self._give("minor_demerit", 1)
        self._give("commendation", 2, 2)
        offsets = self.env["callback.merit.offset"].with_user(self.supervisor)
        values = {"employee_id": self.employee.id, "reason": "Found a leak"}
        with self.assertRaisesRegex(UserError, "G1-81"):
            offsets.create({**values, "merit": "major_merit", "demerit": "criticism"})
        offset = offsets.create(
            {**values, "merit": "minor_merit", "demerit": "minor_demerit"}
        )
        offset.with_user(self.hr).action_approve()
        balance = self.env["callback.merit"].get_balance(self.employee)
        self.assertFalse(any(balance.values()), balance)

    def test_kinds_of_rewards_and_penalties(self):
        """G1-73, G1-75…G1-78: seven, four, two and five kinds; amounts are blank."""
        rules = self.env["callback.penalty.rule"].search(
            [("policy_id", "=", self.env.ref("callback_utility.policy_g1").id)]
        )
        self.assertEqual(set(rules.mapped("state")), {"draft"})
        for clause, count in (("75", 7), ("76", 4), ("77", 2), ("78", 5)):
            codes = rules.filtered(
                lambda rule, code=f"G1-{clause}": code in rule.clause_ids.mapped("code")
            )
            self.assertEqual(len(codes), count, clause)
        with self.assertRaisesRegex(UserError, "G1-78"):
            self.env.ref("callback_utility.penalty_g1_78_idea").action_activate()
        lines = self._propose(self._rule("78_idea", amount=666.6))
        self.assertEqual(lines.filtered("amount").amount_signed, 666.6)
        self.assertEqual(self._measures(lines), ["award"])

    def test_public_and_traceable(self):
        """G1-04, G1-72: published without amount; who proposed it is kept."""
        lines = self._finish(self._propose(self._rule("76_bonus", amount=321.09)))
        self.assertEqual(lines.user_id, self.supervisor)
        notices = self.env["callback.sanction.notice"].with_user(self.other_caller)
        found = notices.search([("name", "in", lines.mapped("name"))])
        self.assertEqual(found.mapped("name"), lines.mapped("name"))
        self.assertNotIn("amount", notices._fields)

    def test_accidents(self):
        """G1-88…G1-90: two persons; a share of the bonus; change of post by HR."""
        rule = self.env.ref("callback_utility.penalty_g1_88")
        with self.assertRaisesRegex(UserError, "G1-88"):
            rule.action_activate()
        rule.joint_ids.write({"amount_min": 500, "amount_max": 3000})
        lines = self._accident("88", amount_min=1000, amount_max=5000)
        people = [line.employee_id for line in lines if line.kind == "money"]
        self.assertEqual(people, [self.employee, self.head])
        self.assertEqual(self._measures(lines), ["criticism"])
        [line] = self._accident("89", rate=30, base_amount=12345.65)
        self.assertEqual(line.amount, 3703.70)
        line = self._accident("90")
        self.assertEqual((line.measure, line.is_hr), ("post_change", True))

    def _accident(self, name, base_amount=0, **values):
        report = self._report(self._rule(name, **values), base_amount=base_amount)
        report.with_user(self.second).action_verify()
        report.action_confirm()
        return report.sudo().sanction_ids.sorted("id").with_env(self.env)

    def test_ex_067_joint_line_goes_too(self):
        """EX-067, G1-70: a fine of 500 is cancelled with the line of the head."""
        rule = self.env.ref("callback_utility.penalty_g1_88")
        rule.joint_ids.write({"amount_min": 100, "amount_max": 400})
        lines = self._accident("88", amount_min=300, amount_max=900)
        main, joint = lines.filtered(lambda line: line.kind == "money")
        for line, amount in ((main, 500), (joint, 123.45)):
            line.with_user(self.hr).write(
                {"typed_amount": amount, "amount_reason": "By the report"}
            )
        self._confirm(lines).with_user(self.hr).action_notify()
        file = {"name": "Plan", "datas": base64.b64encode(b"Plan of the valves")}
        appeals = self.env["callback.appeal"].with_user(self.caller)
        values = {
            "sanction_id": main.id,
            "facts": "The valve was closed.",
            "evidence_ids": [Command.create(file)],
        }
        first = appeals.create(values)
        first.action_submit()
        self._expire(main)
        with self.assertRaisesRegex(UserError, "not decided"), self.cr.savepoint():
            main.with_user(self.hr).action_finalise()
        self.assertEqual((main.is_appealed, first.level), (True, 1))
        first.with_user(self.chief).action_decide("cancel", reason="It was closed.")
        self.assertEqual((main | joint).mapped("state"), ["cancelled"] * 2)

    def test_appeal(self):
        """G1-68…G1-71: with facts, to the leader, then above with human resources."""
        line = self._propose(self._rule("62", points=4))
        self._confirm(line).with_user(self.hr).action_notify()
        appeals = self.env["callback.appeal"].with_user(self.caller)
        file = {"name": "Ledger", "datas": base64.b64encode(b"Ledger of March")}
        values = {"sanction_id": line.id, "facts": "The ledger was kept."}
        empty = appeals.create(values)
        with self.assertRaisesRegex(UserError, "G1-71"), self.cr.savepoint():
            empty.action_submit()
        empty.evidence_ids = [Command.create(file)]
        empty.action_submit()
        self.assertEqual((empty.level, empty.leader_id), (1, self.chief))
        second = appeals.create({**values, "evidence_ids": [Command.create(file)]})
        with self.assertRaisesRegex(UserError, "not decided"), self.cr.savepoint():
            second.action_submit()
        empty.with_user(self.chief).action_decide("uphold", reason="It is blank.")
        second.action_submit()
        self.assertEqual(second.level, 2)
        second.with_user(self.other_hr).action_decide("cancel", reason="It was kept.")
        self.assertEqual(line.state, "cancelled")
