# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.callback_base.tests.common import PICTURE

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestAppeal(SanctionCommon):
    """Two levels of appeal, the hand-over file, the ledger of merits."""

    def _told(self, amount=500, **values):
        joints = [{"who": "head", "mode": "multiple", "factor": 2}]
        lines = self._propose(
            self._new_rule(f"AP{amount}", amount=amount, joints=joints), **values
        )
        self._confirm(lines, self.second).with_user(self.hr).action_notify()
        return lines

    def _appeal(self, line, user=None, **values):
        file = {"name": "Photo", "datas": base64.b64encode(PICTURE)}
        return (
            self.env["callback.appeal"]
            .with_user(user or self.caller)
            .create(
                {
                    "sanction_id": line.id,
                    "facts": "The customer was reached.",
                    "evidence_ids": [Command.create(file)],
                    **values,
                }
            )
        )

    def test_facts_and_attachment(self):
        """G1-71: without concrete facts or attachment an appeal is refused."""
        line = self._told()[0]
        for values in ({"facts": " "}, {"evidence_ids": False}):
            appeal = self._appeal(line, **values)
            with self.assertRaisesRegex(UserError, "G1-71"):
                appeal.action_submit()
        with self.assertRaises(AccessError):
            self._appeal(line, user=self.other_caller).action_submit()

    def test_ladder(self):
        """EX-067: level 1 upheld, level 2 with HR cancels; nothing is handed over."""
        main, head = self._told()
        first = self._appeal(main)
        first.action_submit()
        self.assertEqual((first.level, first.leader_id), (1, self.chief))
        self._expire(main)
        with self.assertRaisesRegex(UserError, "appeal is not decided"):
            main.with_user(self.hr).action_finalise()
        self.env["callback.sanction"]._cron_finalise()
        self.assertEqual(main.state, "notified")
        second = self._appeal(main)
        with self.assertRaisesRegex(UserError, "not decided yet"):
            second.action_submit()
        with self.assertRaises(AccessError):
            first.with_user(self.hr).action_decide("cancel")
        with self.assertRaises(AccessError):
            first.with_user(self.supervisor).action_decide("cancel")
        first.with_user(self.chief).action_decide("uphold")
        second.action_submit()
        self.assertEqual(second.level, 2)
        with self.assertRaises(AccessError):
            second.with_user(self.caller).write({"state": "decided"})
        second.with_user(self.hr).action_decide("cancel")
        self.assertEqual((main | head).mapped("state"), ["cancelled"] * 2)
        handover = self.env["callback.sanction.handover"].with_user(self.hr)
        self.assertFalse(handover.hand_over("2026-03-31").sanction_ids & (main | head))
        third = self._appeal(main)
        with self.assertRaises(UserError):
            third.action_submit()

    def test_time_is_over(self):
        """An appeal after its window is refused; human resources may admit it."""
        line = self._told()[0]
        self._expire(line)
        appeal = self._appeal(line)
        said = f"{line.name}.*AP.*ended on 2026-01-01"
        with self.assertRaisesRegex(UserError, said):
            appeal.action_submit()
        self.assertEqual((appeal.state, line.is_appealed), ("draft", False))
        appeal.late_reason = "I was ill"
        with self.assertRaisesRegex(UserError, "ended on"):
            appeal.action_submit()
        appeal.with_user(self.hr).action_submit()
        self.assertEqual(appeal.state, "submitted")

    def test_reduce(self):
        """A reduced line, with the multiple of the superior; odd amounts refused."""
        main, head = self._told(333.33)
        appeal = self._appeal(main)
        appeal.action_submit()
        decide = appeal.with_user(self.chief).action_decide
        for wrong in (0, 333.33, 400):
            with self.assertRaises(UserError):
                decide("reduce", wrong)
        with self.assertRaises(ValidationError):
            decide("reduce", 1.005)
        decide("reduce", 111.11)
        self.assertEqual((main.amount, head.amount), (111.11, 222.22))
        self.assertEqual(main.state, "notified")

    def test_once_only(self):
        """EX-068: 100 and 300 once; 0 lines again; 300 back after a late appeal."""
        rules = [self._new_rule(f"P{a}", amount=a) for a in (100, 300)]
        lines = self._propose(rules[0]) | self._propose(rules[1])
        self._finish(lines)
        handovers = self.env["callback.sanction.handover"].with_user(self.hr)
        with self.assertRaises(AccessError):
            handovers.with_user(self.manager).hand_over("2026-03-31")
        first = handovers.hand_over("2026-03-31")
        self.assertLessEqual(lines, first.sanction_ids)
        self.assertEqual(set(lines.mapped("state")), {"handed_over"})
        self.assertFalse(handovers.hand_over("2026-03-31"))
        late = self._appeal(lines[1], late_reason="New recording")
        late.with_user(self.hr).action_submit()
        late.with_user(self.chief).action_decide("cancel")
        self.assertEqual((lines[1].state, lines[1].amount), ("handed_over", 300))
        self.assertEqual(lines[1].effective_amount, 0)
        back = handovers.hand_over().sanction_ids & lines[1].reversal_ids
        self.assertEqual((len(back), back.amount_signed), (1, 300))
        self.assertFalse(handovers.hand_over())
        with self.assertRaises(AccessError):
            lines[0].with_user(self.hr).write({"state": "final"})

    def test_hand_over_file(self):
        """ASMT-15, ASMT-19: people on one sheet, cost centres on the other."""
        own = self._propose(self._new_rule("F1", amount=70.07))
        unit = self._propose(
            self._new_rule("F2", amount=1000, target="department"), user=self.second
        )
        self._finish(own | unit)
        handover = (
            self.env["callback.sanction.handover"]
            .with_user(self.hr)
            .hand_over("2026-03-31")
        )
        self.assertEqual(handover.total_deduct, -70.07)
        self.assertEqual(handover.total_department, -1000)
        content, kind = self.env["ir.actions.report"]._render_xlsx(
            "callback_assessment.callback_sanction_handover_xlsx", handover.ids, None
        )
        self.assertEqual(kind, "xlsx")
        import io

        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content))
        people, centres = book.worksheets
        self.assertEqual([c.value for c in people[4]][5], -70.07)
        self.assertEqual([c.value for c in centres[4]][5], -1000)

    def _thresholds(self):
        ladder = [
            ("criticism", "minor_demerit", 0),
            ("minor_demerit", "major_demerit", 0),
            ("major_demerit", "dismissal", 0),
            ("commendation", "minor_merit", 0),
            ("minor_merit", "major_merit", 0),
            ("major_merit", False, 2000),
        ]
        self.env["callback.penalty.threshold"].search([]).active = False
        self.env["callback.penalty.threshold"].create(
            [
                {
                    "name": measure,
                    "measure": measure,
                    "mode": "ledger",
                    "result_measure": result,
                    "result_amount": amount,
                }
                for measure, result, amount in ladder
            ]
        )

    def _give(self, measure, count, start=1):
        award = measure in ("commendation", "minor_merit", "major_merit")
        rule = self.env["callback.penalty.rule"].search([("code", "=", measure)])
        rule = rule or self._new_rule(
            measure, kind="measure", measure=measure,
            direction="award" if award else "deduct",
        )  # fmt: skip
        for day in range(start, start + count):
            self._finish(self._propose(rule, date=f"2026-03-{day:02}"))
        balance = self.env["callback.merit"].get_balance(self.employee)
        return {name: number for name, number in balance.items() if number}

    def test_accumulation(self):
        """EX-063: 2, 4, 6, 7 and 8 criticisms; the eighth proposes termination."""
        self._thresholds()
        off = [("employee_id", "=", self.employee.id), ("measure", "=", "dismissal")]
        self.assertEqual(self._give("criticism", 2), {"minor_demerit": 1})
        self.assertEqual(self._give("criticism", 2, 3), {"major_demerit": 1})
        self.assertEqual(
            self._give("criticism", 3, 5),
            {"criticism": 1, "minor_demerit": 1, "major_demerit": 1},
        )
        sanctions = self.env["callback.sanction"]
        self.assertFalse(sanctions.search(off))
        self.assertEqual(self._give("criticism", 1, 8), {"major_demerit": 2})
        self.assertEqual(sanctions.search(off).state, "proposed")

    def test_reward_and_offset(self):
        """EX-064: 2000 once for 8 commendations; offsets on one level only."""
        self._thresholds()
        self._give("commendation", 8)
        paid = self.env["callback.sanction"].search(
            [("employee_id", "=", self.employee.id), ("amount", "=", 2000)]
        )
        self.assertEqual((len(paid), paid.direction), (1, "award"))
        self._give("criticism", 1, 9)
        self._give("minor_demerit", 1, 10)
        self._give("minor_merit", 1, 11)
        offsets = self.env["callback.merit.offset"].with_user(self.supervisor)
        values = {"employee_id": self.employee.id, "reason": "Saved a life"}
        with self.assertRaisesRegex(UserError, "G1-81"):
            offsets.create({**values, "merit": "major_merit", "demerit": "criticism"})
        offset = offsets.create(
            {**values, "merit": "minor_merit", "demerit": "minor_demerit"}
        )
        with self.assertRaises(AccessError):
            offset.action_approve()
        offset.with_user(self.hr).action_approve()
        balance = self.env["callback.merit"].get_balance(self.employee)
        self.assertEqual((balance["minor_merit"], balance["minor_demerit"]), (0, 0))

    def test_published(self):
        """G1-72, ASMT-16: published without amount, only where the rule orders it."""
        public = self._propose(self._new_rule("PB", amount=55, is_public=True))
        private = self._propose(self._new_rule("PR", amount=55))
        self._finish(public | private)
        notices = self.env["callback.sanction.notice"].with_user(self.other_caller)
        found = notices.search([("name", "in", (public | private).mapped("name"))])
        self.assertEqual(found.mapped("name"), [public.name])
        self.assertNotIn("amount", notices._fields)
