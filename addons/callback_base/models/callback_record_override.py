# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """Exceptions to the rules of one callback, allowed with a reason."""

    _inherit = "callback.record"

    override_ids = fields.One2many(
        "callback.override",
        "record_id",
        string="Exceptions",
        readonly=True,
        copy=False,
    )

    def action_override(self, kind, reason):
        """Allow an exception on open callbacks; supervisors only. RPC.

        :param kind: ``round`` (another round of the document on the same day, M1-07)
            or ``unit`` (done by a unit that is not responsible, U1-13)
        :param reason: why, kept on the callback and in its log
        :raises AccessError: for users below supervisor, and for a unit outside the
            department tree of a supervisor who is no manager
        :raises UserError: without a reason, for an unknown kind or a closed callback
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor allows an exception."))
        labels = dict(self.env["callback.override"]._get_kinds())
        if kind not in labels:
            raise UserError(
                self.env._(
                    "“%(kind)s” is no exception. Use one of: %(kinds)s.",
                    kind=kind,
                    kinds=", ".join(labels),
                )
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason for the exception."))
        self._check_state(OPEN_STATES, self.env._("given an exception"))
        if kind == "unit":
            self._check_answers_for_unit()
        now = fields.Datetime.now()
        # sudo: exceptions are made here only; who may do so was checked above.
        self.env["callback.override"].sudo().create(
            [
                {
                    "record_id": record.id,
                    "kind": kind,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "date": now,
                }
                for record in self
            ]
        )
        self._message_log_batch(
            {
                record.id: self.env._(
                    "Exception allowed: %(kind)s. %(reason)s",
                    kind=labels[kind],
                    reason=reason,
                )
                for record in self
            }
        )
        return True

    def _check_answers_for_unit(self):
        """Raise unless the user answers for the units of these callbacks."""
        user = self.env.user
        if user.has_group("callback_base.callback_group_manager") or self.env.su:
            return
        strange = self.department_id - user.callback_department_ids
        if strange:
            raise AccessError(
                self.env._(
                    "Only those who answer for %(unit)s, or a manager, let another "
                    "unit do its callbacks.",
                    unit=strange[0].display_name,
                )
            )

    def _has_override(self, kind):
        """Tell whether an exception was allowed on this callback."""
        self.ensure_one()
        # sudo: whoever works on the callback may know what was allowed on it.
        return kind in self.sudo().override_ids.mapped("kind")
