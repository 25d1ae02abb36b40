# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import Form, tagged

from .callback_sanction_common import SanctionCommon

VIEW = "callback_assessment.callback_sanction_view_form"


@tagged("post_install", "-at_install")
class TestProof(SanctionCommon):
    """How a line says where it stands: computed as, until when, paid with."""

    def test_typed_amount_is_explained(self):
        """F3-13, R2-26: the amount typed, its range, the repetition, and the head."""
        rule = self._new_rule(
            "EXP",
            kind="range",
            amount_min=100,
            amount_max=300,
            steps=[{"number": 1}, {"number": 2, "factor": 2}],
            joints=[{"who": "head", "mode": "multiple", "factor": 0.5}],
        )
        for day, how, amount, share in (
            ("2026-03-02", "123.45 (100.00 – 300.00)", 123.45, 61.73),
            ("2026-03-03", "123.45 (100.00 – 300.00) × 2", 246.9, 123.45),
        ):
            lines = self._propose(rule, date=day)
            self.assertIn("100.00 – 300.00", lines[0].explanation)
            self.assertNotIn("0.00 (", lines[0].explanation)
            lines[0].with_user(self.hr).write(
                {"typed_amount": 123.45, "amount_reason": "Three papers"}
            )
            self.assertEqual(lines.mapped("amount"), [amount, share])
            self.assertEqual(lines[0].explanation, how)

    def test_typed_with_the_report(self):
        """ASMT-08: an amount typed with the report is explained in the same words."""
        rule = self._new_rule("EXR", kind="range", amount_min=50, amount_max=60.5)
        values = {"typed_amount": 55.55, "amount_reason": "Small"}
        line = self._propose(rule, **values)
        self.assertEqual(line.explanation, "55.55 (50.00 – 60.50)")
        with self.assertRaisesRegex(UserError, "60.51 is outside 50.00 to 60.50"):
            line.with_user(self.hr).write({"typed_amount": 60.51})

    def test_final_when_nobody_can_appeal(self):
        """ASMT-13: no button before the time is over; the form says until when."""
        line = self._propose(self._new_rule("FIN", amount=5))
        self._confirm(line).with_user(self.hr).action_notify()
        mine = line.with_user(self.hr)
        self.assertFalse(mine.can_finalise)
        with Form(mine, view=VIEW) as form:
            self.assertFalse(form.can_finalise)
        with self.assertRaisesRegex(UserError, "appeal is possible until"):
            mine.action_finalise()
        line.sudo().appeal_deadline = Datetime.now() - timedelta(seconds=1)
        self.assertTrue(mine.can_finalise)
        line.sudo().is_appealed = True
        self.assertFalse(mine.can_finalise)
        line.sudo().is_appealed = False
        mine.action_finalise()
        self.assertEqual((line.state, mine.can_finalise), ("final", False))

    def test_paid_with(self):
        """ASMT-15: the file that it was handed over with, and the day."""
        line = self._finish(self._propose(self._new_rule("PW", amount=12.34)))
        self.assertFalse(line.with_user(self.caller).payslip_text)
        handovers = self.env["callback.sanction.handover"].with_user(self.hr)
        handover = handovers.hand_over("2026-03-31")
        text = line.with_user(self.caller).payslip_text
        self.assertEqual(text, f"{handover.name} {line.date_handed_over.date()}")

    def test_balance_of_whom(self):
        """ASMT-12: what is no person is named, whoever asks and however."""
        merits = self.env["callback.merit"].with_user(self.hr)
        for wrong in (0, -1, 2**40, "5", "x", None, True, [], {}, 1.5, self.branch):
            with self.assertRaisesRegex(UserError, "is no person"):
                merits.get_balance(wrong)
        with self.assertRaisesRegex(UserError, "is no person"):
            merits.get_balance(self.employee | self.head)
        gone = self.env["hr.employee"].search([], order="id desc", limit=1).id + 1000
        with self.assertRaisesRegex(UserError, f"{gone}.*is no person"):
            merits.get_balance(gone)
        self.assertEqual(
            merits.get_balance(self.employee.id), merits.get_balance(self.employee)
        )
