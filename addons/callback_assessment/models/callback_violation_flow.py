# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

LEADERS = (
    "callback_base.callback_group_supervisor",
    "callback_assessment.callback_group_reviewer",
)


class CallbackViolation(models.Model):
    """Verifying, proposing and dropping a report."""

    _inherit = "callback.violation"

    def action_verify(self):
        """State that it really happened (F3-15, R1-03). RPC.

        :raises UserError: by the person it is about
        """
        self._begin("draft")
        # sudo: guarded; checked above.
        self.sudo().write({"is_verified": True, "verify_user_id": self.env.uid})
        return True

    def action_confirm(self):
        """Make the proposals that the rules ask for; others confirm those. RPC.

        :returns: True; the proposals are in ``sanction_ids``
        :raises UserError: naming what the rule needs and the report lacks; then
            nothing is proposed for any of them
        """
        self._begin("draft")
        # sudo: wages and departments of a date are read to compute, and proposals
        # are closed to every role; who confirms the report has been checked.
        self.sudo()._propose_sanctions(self.env.user)
        return True

    def action_drop(self, reason=None):
        """Drop a report, with its proposals that nobody confirmed yet. RPC.

        :raises UserError: without a reason, or when a proposal went on already
        """
        reason = (reason or self.env.context.get("callback_reason") or "").strip()
        if not reason:
            raise UserError(self.env._("Say why, in words."))
        self._check_leader()
        for violation in self.sudo():  # its proposals, whoever may see them
            went_on = violation.sanction_ids.filtered(
                lambda line: line.state not in ("proposed", "rejected")
            )
            if went_on:
                raise UserError(
                    self.env._(
                        "%(violation)s: %(sanction)s was confirmed; cancel it there.",
                        violation=violation.name,
                        sanction=went_on[0].name,
                    )
                )
            violation.sanction_ids._set_rejected(reason, self.env.user)
        self.sudo().write({"state": "cancelled", "reject_reason": reason})  # checked
        return True

    def _begin(self, state):
        self._check_leader()
        self._check_state(state)
        concerned = self.sudo().employee_id.user_id  # sudo: whose users they are
        people = self.env["callback.sanction"]._get_same_people(concerned)
        if self.env.user in people and not self.env.su:
            raise UserError(
                self.env._("Nobody verifies or proposes in a matter of one's own.")
            )

    def _check_leader(self):
        self.check_access("write")
        if not self.env.su and not any(map(self.env.user.has_group, LEADERS)):
            raise AccessError(
                self.env._("Supervisors and reviewers propose fines and rewards.")
            )

    def action_view_sanctions(self):
        """Open the proposals. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Proposals"),
            "res_model": "callback.sanction",
            "view_mode": "list,form",
            "domain": [("violation_id", "=", self.id)],
            "context": {"create": False},
        }

    sanction_count = fields.Integer(
        string="Number of proposals", compute="_compute_sanction_count"
    )

    def _compute_sanction_count(self):
        counts = dict(
            self.env["callback.sanction"]._read_group(
                [("violation_id", "in", self.ids)], ["violation_id"], ["__count"]
            )
        )
        for violation in self:
            violation.sanction_count = counts.get(violation, 0)
