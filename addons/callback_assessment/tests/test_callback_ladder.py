# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestLadder(SanctionCommon):
    """Merits and demerits that add up by other numbers, and what an appeal undoes."""

    def _thresholds(self, demerits=(2, 2, 2), merits=(2, 2, 2), amount=2000):
        """Set how many of each level make one of the next."""
        self.env["callback.penalty.threshold"].search([]).active = False
        bad = ("criticism", "minor_demerit", "major_demerit", "dismissal")
        good = ("commendation", "minor_merit", "major_merit", False)
        for names, numbers in ((bad, demerits), (good, merits)):
            for place, quantity in enumerate(numbers):
                result = names[place + 1]
                self.env["callback.penalty.threshold"].create(
                    {
                        "name": names[place],
                        "measure": names[place],
                        "mode": "ledger",
                        "quantity": quantity,
                        "result_measure": result,
                        "result_amount": 0 if result else amount,
                    }
                )

    def _give(self, measure, count, employee=None):
        """Make so many measures final, a day each; return their lines."""
        award = measure in ("commendation", "minor_merit", "major_merit")
        rule = self.env["callback.penalty.rule"].search([("code", "=", measure)])
        rule = rule or self._new_rule(
            measure, kind="measure", measure=measure,
            direction="award" if award else "deduct",
        )  # fmt: skip
        person = {"employee_id": (employee or self.employee).id}
        lines = self.env["callback.sanction"]
        for _number in range(count):
            self.day = getattr(self, "day", 0) + 1
            day = f"2026-{1 + self.day // 28:02}-{1 + self.day % 28:02}"
            lines |= self._finish(self._propose(rule, date=day, **person))
        return lines

    def _balance(self, employee=None):
        found = self.env["callback.merit"].get_balance(employee or self.employee)
        return {name: number for name, number in found.items() if number}

    def _found(self, **values):
        domain = [("employee_id", "=", self.employee.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["callback.sanction"].search(domain, order="id")

    def test_three_two_three(self):
        """EX-063, G1-79: 3 criticisms, 2 minor, 3 major: the 18th leads to the end."""
        self._thresholds(demerits=(3, 2, 3))
        self._give("criticism", 5)
        self.assertEqual(self._balance(), {"minor_demerit": 1, "criticism": 2})
        self._give("criticism", 12)
        self.assertEqual(
            self._balance(), {"major_demerit": 2, "minor_demerit": 1, "criticism": 2}
        )
        self.assertFalse(self._found(measure="dismissal"))
        self._give("criticism", 1)
        self.assertEqual(self._balance(), {"major_demerit": 3})
        self.assertEqual(self._found(measure="dismissal").state, "proposed")

    def test_levels_mixed(self):
        """EX-063: criticisms and a minor demerit meet; another person stays apart."""
        self._thresholds()
        self._give("minor_demerit", 1)
        self._give("criticism", 1, self.other_caller.employee_ids)
        self._give("criticism", 2)
        self.assertEqual(self._balance(), {"major_demerit": 1})
        other = self._balance(self.other_caller.employee_ids)
        self.assertEqual(other, {"criticism": 1})

    def test_paid_for_each_full_level(self):
        """EX-064, G1-80: 1999.99 for 12 commendations by 3, 2, 2, and again for 24."""
        self._thresholds(merits=(3, 2, 2), amount=1999.99)
        self._give("commendation", 11)
        self.assertFalse(self._found(kind="money"))
        self._give("commendation", 1)
        self.assertEqual(self._found(kind="money").mapped("amount"), [1999.99])
        self._give("commendation", 12)
        self.assertEqual(self._found(kind="money").mapped("amount"), [1999.99] * 2)
        self.assertEqual(self._balance(), {"major_merit": 4})

    def test_offset_of_major_ones(self):
        """EX-064, G1-81: a major merit against a major demerit, which stop counting."""
        self._thresholds()
        self._give("major_demerit", 1)
        self._give("major_merit", 1)
        offset = (
            self.env["callback.merit.offset"]
            .with_user(self.supervisor)
            .create(
                {
                    "employee_id": self.employee.id,
                    "merit": "major_merit",
                    "demerit": "major_demerit",
                    "reason": "Put a fire out",
                }
            )
        )
        offset.with_user(self.hr).action_approve()
        self.assertFalse(self._balance())
        self._give("major_demerit", 1)
        self.assertFalse(self._found(measure="dismissal"))
        entries = self.env["callback.merit"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(len(entries), 5, "the history is kept")

    def test_appeal_undoes_what_came_of_it(self):
        """G1-79, ASMT-14: the end is off with one criticism; earned again, it is on."""
        self._thresholds()
        lines = self._give("criticism", 8)
        proposed = self._found(measure="dismissal")
        lines[3].with_user(self.other_hr).action_cancel("It was somebody else")
        self.assertEqual(
            self._balance(), {"major_demerit": 1, "minor_demerit": 1, "criticism": 1}
        )
        self.assertEqual(proposed.state, "rejected")
        self.assertIn("somebody else", proposed.reason)
        lines[4].with_user(self.other_hr).action_cancel("Not proven")
        self.assertEqual(self._balance(), {"major_demerit": 1, "minor_demerit": 1})
        self._give("criticism", 2)
        self.assertEqual(self._balance(), {"major_demerit": 2})
        again = self._found(measure="dismissal") - proposed
        self.assertEqual(again.mapped("state"), ["proposed"])

    def test_taken_back_below_an_offset(self):
        """G1-81: what was offset is not broken up; the next criticism is free."""
        self._thresholds()
        lines = self._give("criticism", 2)
        self._give("minor_merit", 1)
        self.env["callback.merit.offset"].with_user(self.supervisor).create(
            {
                "employee_id": self.employee.id,
                "merit": "minor_merit",
                "demerit": "minor_demerit",
                "reason": "Saved a life",
            }
        ).with_user(self.hr).action_approve()
        lines[0].with_user(self.other_hr).action_cancel("Not proven")
        self.assertEqual(self._balance(), {"criticism": -1})
        self._give("criticism", 1)
        self.assertFalse(self._balance())

    def test_what_was_paid_stays(self):
        """G1-80, ASMT-15: an amount on file with wages is not taken back silently."""
        self._thresholds(merits=(2, 1, 1))
        self._give("commendation", 1)
        last = self._give("commendation", 1)
        bonus = self._finish(self._found(kind="money"))
        self.env["callback.sanction.handover"].with_user(self.hr).hand_over(
            "2026-12-31"
        )
        self.assertEqual(bonus.state, "handed_over")
        last.with_user(self.other_hr).action_cancel("Given by mistake")
        self.assertEqual((bonus.state, bonus.reversal_ids.ids), ("handed_over", []))
        self.assertEqual(self._balance(), {"commendation": 1})

    def test_to_itself(self):
        """G1-79: in the ledger nothing adds up to itself, below, or the other kind."""
        thresholds = self.env["callback.penalty.threshold"]
        for measure, result in (
            ("criticism", "criticism"),
            ("major_demerit", "minor_demerit"),
            ("criticism", "minor_merit"),
            ("warning", "minor_demerit"),
        ):
            with self.assertRaisesRegex(UserError, "L1: .*higher"), self.cr.savepoint():
                thresholds.create(
                    {
                        "name": "L1",
                        "measure": measure,
                        "mode": "ledger",
                        "result_measure": result,
                    }
                )
