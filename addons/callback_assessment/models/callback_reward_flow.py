# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_sanction_flow import HR

DECIDERS = ("callback_base.callback_group_manager", HR)


class CallbackReward(models.Model):
    """Verified, approved and paid: never by who asked for it (ASMT-17)."""

    _inherit = "callback.reward"

    def action_verify(self):
        """State that what was reported proved true. RPC.

        :raises UserError: by who asked for the reward
        """
        self._begin("requested")
        # sudo: guarded; checked above.
        self.sudo().write({"state": "verified", "verify_user_id": self.env.uid})
        return True

    def action_approve(self):
        """Approve what was verified; it can be paid now. RPC.

        :raises UserError: by who asked for it, or before it was verified
        """
        self._begin("verified")
        self._decide("approved")
        return True

    def action_reject(self):
        """Reject a request; the case can be asked for again. RPC.

        :raises UserError: without a reason
        """
        self._begin("requested", "verified")
        if not all((reward.reason or "").strip() for reward in self):
            raise UserError(self.env._("Say why, in words."))
        self._decide("rejected")
        return True

    def action_pay(self):
        """Note that it was paid, and with which document; once. RPC.

        :raises UserError: before the approval, twice, or without the document
        """
        self._check_role((HR,))
        self._lock()
        self._check_state("approved")
        self._check_paid()
        # sudo: guarded; checked above.
        self.sudo().write({"state": "paid", "date_paid": fields.Datetime.now()})
        return True

    def _check_paid(self):
        """Raise unless the document of the payment is named."""
        for reward in self:
            if not (reward.payment_ref or "").strip():
                raise UserError(
                    self.env._(
                        "%(reward)s: type what it was paid with.", reward=reward.name
                    )
                )

    def _decide(self, state):
        # sudo: guarded; the callers have checked who decides.
        self.sudo().write(
            {
                "state": state,
                "approve_user_id": self.env.uid,
                "date_approved": fields.Datetime.now(),
            }
        )

    def _begin(self, *states):
        self._check_role(DECIDERS)
        self._lock()
        self._check_state(*states)
        for reward in self:
            if reward.user_id == self.env.user and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(reward)s: whoever asks for a reward does not decide on it.",
                        reward=reward.name,
                    )
                )

    def _check_role(self, groups):
        self.check_access("write")
        if not self.env.su and not any(map(self.env.user.has_group, groups)):
            raise AccessError(
                self.env._("Managers and human resources decide on rewards.")
            )

    def _lock(self):
        """Two who decide at once go one after the other."""
        self.flush_recordset()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
