# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_round

from .callback_penalty_money import cents, exact
from .callback_sanction_flow import HR


class CallbackSanction(models.Model):
    """Cancelling and correcting: never a rewrite of what was handed over (ASMT-15)."""

    _inherit = "callback.sanction"

    effective_amount = fields.Monetary(
        string="Amount that stands",
        compute="_compute_effective_amount",
        help="The amount less what was corrected after the hand-over.",
    )

    @api.depends("amount", "state", "reversal_ids.amount", "reversal_ids.state")
    def _compute_effective_amount(self):
        for line in self:
            gone = line.state in ("rejected", "cancelled")
            # sudo: the corrections of a line belong to it.
            back = line.sudo().reversal_ids.filtered(
                lambda r: r.state not in ("rejected", "cancelled")
            )
            amount = line.amount - sum(back.mapped("amount"))
            line.effective_amount = 0 if gone else float_round(amount, 2)

    def action_cancel(self, reason=None):
        """Cancel lines with all that is linked to them. RPC.

        What was handed over is corrected by a line with the other direction, final at
        once and paid back with the next pay.

        :raises AccessError: but by human resources
        :raises UserError: without a reason, by who proposed or confirmed it
        """
        reason = self._get_reason(reason)
        self.check_access("write")
        if not (self.env.user.has_group(HR) or self.env.su):
            raise AccessError(self.env._("Human resources cancel fines and rewards."))
        for line in self.sudo():  # guarded; who may has been checked
            if self.env.user in line._get_involved() and not self.env.su:
                raise UserError(
                    line._say(self.env._("somebody who had no part in it cancels"))
                )
        # sudo: guarded; checked above.
        self.sudo()._set_amount_after(0, reason)
        return True

    def _get_involved(self):
        """Return the users who had a part in the line."""
        # sudo: users only.
        line = self.sudo()
        people = line.user_id | line.confirm_user_id | line.employee_id.user_id
        people |= line.violation_id.user_id | line.violation_id.confirm_user_id
        return line._get_same_people(people) | line._get_own_users()

    @api.model
    def _get_same_people(self, users):
        """Return users with every other user of the same persons: one contact each."""
        # sudo: users only, to find out who is the same person.
        same = users.sudo().with_context(active_test=False)
        found = same.search([("partner_id", "in", same.partner_id.ids)])
        return users | found.with_env(users.env)

    def _get_own_users(self):
        """Return every user of the person concerned, also of an old or second one."""
        # sudo: as above.
        employee = self.sudo().employee_id.with_context(active_test=False)
        partners = employee.user_id.partner_id | employee.work_contact_id
        return self._get_same_people(employee.user_id | partners.user_ids)

    def _set_amount_after(self, amount, reason):
        """Lower what lines come to, down to 0; private, rights were checked.

        Linked lines follow: all of them to 0, the multiples in proportion.

        :param amount: what each line comes to now
        """
        for line in self:
            if line.state == "proposed":
                line._set_rejected(reason, self.env.user)
                continue
            line._lower(amount, reason)
            linked = line.linked_ids.filtered(
                lambda x: x.state not in ("rejected", "cancelled")
            )
            if not amount:
                linked._set_amount_after(0, reason)
                continue
            for other in linked.filtered(lambda x: x.joint_id.mode == "multiple"):
                share = float(cents(exact(amount) * exact(other.joint_id.factor)))
                if share < other.effective_amount:
                    other._lower(share, reason)
        self._drop_violations(reason)

    def _lower(self, amount, reason):
        """Lower one line: itself, or by a delta once it was handed over."""
        standing = self.effective_amount
        if self.state == "handed_over":
            back = float_round(standing - amount, 2)
            if back > 0:
                self._add_reversal(back, reason)
        elif not amount:
            self.write({"state": "cancelled", "reason": reason, "is_appealed": False})
        else:
            self.write({"amount": amount, "reason": reason})

    def _add_reversal(self, amount, reason):
        """Make the final line that gives an amount back, with the next pay."""
        now = fields.Datetime.now()
        today = fields.Date.context_today(self)
        self.env["callback.sanction"]._propose(
            [
                {
                    "source_key": f"reversal:{self.id}:{len(self.reversal_ids) + 1}",
                    "company_id": self.company_id.id,
                    "employee_id": self.employee_id.id,
                    "department_id": self.department_id.id,
                    "date": today,
                    "direction": "award" if self.direction == "deduct" else "deduct",
                    "kind": "money",
                    "amount": amount,
                    "explanation": f"{self.name}: {self.amount:.2f} − "
                    f"{self.effective_amount - amount:.2f}",
                    "pay_code": self.pay_code,
                    "rule_id": self.rule_id.id,
                    "violation_id": self.violation_id.id,
                    "reversal_of_id": self.id,
                    "facts": reason,
                    "user_id": self.env.uid,
                    "confirm_user_id": self.env.uid,
                    "state": "final",
                    "date_confirmed": now,
                    "date_notified": now,
                    "date_final": now,
                }
            ]
        )

    def _set_rejected(self, reason, user):
        result = super()._set_rejected(reason, user)
        self._drop_violations(reason)
        return result

    def _drop_violations(self, reason):
        """What nothing is left of does not count as a repetition any more."""
        for violation in self.violation_id.filtered(lambda v: v.state == "confirmed"):
            lines = violation.sanction_ids.filtered(lambda x: not x.reversal_of_id)
            left = lines.filtered(
                lambda x: (
                    x.state not in ("rejected", "cancelled")
                    and (x.kind != "money" or x.effective_amount or x.needs_amount)
                )
            )
            if not left:
                violation.write({"state": "cancelled", "reject_reason": reason})
