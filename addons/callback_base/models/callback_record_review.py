# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_record import CLOSED_STATES

REVIEW_FIELDS = frozenset({"date_review", "review_opinion", "reviewer_id"})


class CallbackRecord(models.Model):
    """Review of a finished callback by a second person (BASE-24, F2-04)."""

    _inherit = "callback.record"
    _guarded_fields = REVIEW_FIELDS

    reviewer_id = fields.Many2one(
        "res.users",
        string="Reviewed by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    date_review = fields.Datetime(string="Reviewed on", readonly=True, copy=False)
    review_opinion = fields.Text(readonly=True, copy=False, tracking=True)

    def action_review(self, opinion):
        """Sign an opinion on finished callbacks; supervisors only. RPC.

        The name and the time of the user are the signature.

        :param opinion: what the reviewer says, kept on the record
        :raises UserError: without an opinion; for an open or a reviewed callback; when
            the reviewer made one of its calls (F2-04), is kept away from it (F3-06)
            or has no permission (F2-05)
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor reviews callbacks."))
        if not (opinion or "").strip():
            raise UserError(self.env._("Give your opinion on the callback."))
        self._check_state(CLOSED_STATES, self.env._("reviewed"))
        now = fields.Datetime.now()
        self._check_reviewer(self.env.user, now)
        # sudo: the review is guarded; who signs what was checked above.
        self.sudo().write(
            {
                "reviewer_id": self.env.uid,
                "date_review": now,
                "review_opinion": opinion.strip(),
            }
        )
        return True

    def _check_reviewer(self, user, now):
        """Raise naming why a person may not review one of these callbacks."""
        for record in self:
            if record.reviewer_id:
                raise UserError(
                    self.env._(
                        "%(record)s was reviewed by %(person)s.",
                        record=record.name,
                        person=record.reviewer_id.name,
                    )
                )
            if user in record.user_id | record.attempt_ids.user_id:
                raise UserError(
                    self.env._(
                        "%(rule)s: %(person)s made the calls of %(record)s and cannot "
                        "review it. Ask somebody else.",
                        rule=record.policy_id._cite("role"),
                        person=user.name,
                        record=record.name,
                    )
                )
        self._check_caller(user, now, reviewing=True)

    @api.model
    def _get_fields_free_after_archive(self):
        """A review may come after the file is sealed; it is no part of it."""
        return super()._get_fields_free_after_archive() | REVIEW_FIELDS
