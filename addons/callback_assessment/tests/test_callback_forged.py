# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .callback_rpc_common import RpcCommon


@tagged("post_install", "-at_install")
class TestForgedDefaults(RpcCommon):
    """BASE-18: a state or a proposer in the context of a request is not taken."""

    def test_proposer_and_verification(self):
        """ASMT-13: who reports under another name would confirm the own report."""
        rule = self._new_rule("FD", amount=12.34, needs_verified=True)
        vals = {
            "rule_id": rule.id,
            "employee_id": self.employee.id,
            "department_id": self.branch.id,
            "date": "2026-03-02",
        }
        forged = {"default_user_id": self.chief.id, "default_is_verified": True}
        made = self._make(
            self.supervisor, "callback.violation", [[vals], [vals]], forged
        )
        self.assertEqual(made.user_id, self.supervisor)
        self.assertEqual(made.mapped("is_verified"), [False, False])
        self._refuse(
            self._ask(
                self.supervisor, "callback.violation", "action_confirm", made[0].ids
            ),
            "verified",
        )
        made.with_user(self.supervisor).action_verify()
        made.with_user(self.supervisor).action_confirm()
        line = made[0].sudo().sanction_ids
        self._refuse(
            self._ask(self.supervisor, "callback.sanction", "action_confirm", line.ids),
            "does not decide",
        )
        self.assertEqual(line.state, "proposed")

    def test_a_users_own_default(self):
        """BASE-18: nor is a default taken that the user has stored for himself."""
        defaults = self.env["ir.default"].with_user(self.supervisor)
        defaults.set("callback.violation", "user_id", self.chief.id, user_id=True)
        report = self._report(self._new_rule("UD", amount=5))
        self.assertEqual(report.user_id, self.supervisor)

    def test_reward(self):
        """ASMT-17: a request is not born approved, nor by somebody else."""
        person = self.env["callback.informant"].with_user(self.clerk)
        rule = self._new_rule("FO", amount=200.05, direction="award", target="outside")
        vals = {
            "informant_id": person.create({"person": "Zhang"}).id,
            "rule_id": rule.id,
            "date": "2026-03-02",
        }
        forged = {
            "default_state": "approved",
            "default_user_id": self.chief.id,
            "default_approve_user_id": self.chief.id,
        }
        values = [[{**vals, "case_ref": case}] for case in ("HZ-1", "HZ-2")]
        made = self._make(self.clerk, "callback.reward", values, forged)
        self.assertEqual(set(made.mapped("state")), {"requested"})
        self.assertEqual(made.user_id, self.clerk)
        self.assertFalse(made.approve_user_id)

    def test_offset(self):
        """G1-81: an offset is not born approved."""
        vals = {
            "employee_id": self.employee.id,
            "merit": "minor_merit",
            "demerit": "minor_demerit",
            "reason": "Why not",
        }
        forged = {"default_state": "approved", "default_user_id": self.chief.id}
        made = self._make(self.hr, "callback.merit.offset", [[vals], [vals]], forged)
        self.assertEqual(set(made.mapped("state")), {"requested"})
        self.assertEqual(made.user_id, self.hr)
        self.assertFalse(
            self.env["callback.merit"].search([("employee_id", "=", self.employee.id)])
        )

    def test_appeal(self):
        """ASMT-14: an appeal is not born decided, nor decided by the appellant."""
        line = self._propose(self._new_rule("FA", amount=5))
        self._confirm(line).with_user(self.hr).action_notify()
        forged = {
            "default_state": "decided",
            "default_outcome": "cancel",
            "default_leader_id": self.caller.id,
        }
        vals = {"sanction_id": line.id, "facts": "Not I"}
        made = self._make(self.caller, "callback.appeal", [[vals], [vals]], forged)
        self.assertEqual(set(made.mapped("state")), {"draft"})
        self.assertFalse(made.leader_id or any(made.mapped("outcome")))

    def test_assessment(self):
        """A1-02: an assessment is not born closed, with a score that nobody gave."""
        card = self._new_card("FC", [("A", 100, "manual")])
        vals = {"scorecard_id": card.id, "employee_id": self.employee.id}
        forged = {"default_state": "confirmed", "default_score": 100}
        values = [[{**vals, "date_from": f"2026-0{m}-01"}] for m in (3, 4)]
        made = self._make(self.chief, "callback.assessment", values, forged)
        self.assertEqual(set(made.mapped("state")), {"draft"})
        self.assertEqual(made.mapped("score"), [0, 0])
