# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_selections import OPEN_STATES


class CallbackComplaint(models.Model):
    """When a complaint may close: the customer, the ladder or the waiver (BASE-17)."""

    _inherit = "callback.complaint"
    _guarded_fields = frozenset({"waiver", "waiver_user_id", "date_waived"})

    waiver = fields.Selection(
        [
            ("anonymous", "Anonymous"),
            ("letter", "Written reply only"),
            ("declined", "The customer declined the callback"),
        ],
        string="No callback because",
        readonly=True,
        copy=False,
        tracking=True,
    )
    waiver_user_id = fields.Many2one(
        "res.users",
        string="Waived by",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    date_waived = fields.Datetime(string="Waived on", readonly=True, copy=False)
    reply_attachment_ids = fields.Many2many(
        "ir.attachment",
        "callback_complaint_reply_rel",
        string="Reply on file",
        copy=False,
        bypass_search_access=True,
        help="Reply letter or the document that the waiver rests on (P1-17).",
    )
    waiting_for = fields.Char(
        string="Still missing", compute="_compute_waiting_for", compute_sudo=True
    )

    @api.depends("state", "waiver", "date_informed", "callback_ids.state")
    def _compute_waiting_for(self):
        """Say what keeps the case from being closed."""
        for complaint in self:
            is_resolved = complaint.state in ("resolved", "informed")
            complaint.waiting_for = complaint._get_obstacle() if is_resolved else ""

    # Waiver -----------------------------------------------------------------

    def action_waive(self, reason):
        """Close without a callback, with the reply on file (P1-17, BASE-28). RPC.

        :param reason: anonymous, letter or declined
        :raises UserError: without the attachment, or when the reason does not hold
        """
        self._check_act(OPEN_STATES, self.env._("waived"))
        for complaint in self:
            complaint._check_waiver(reason)
        # sudo: the waiver is guarded; the right to the case is checked above.
        for complaint in self.sudo():
            complaint.write(
                {
                    "waiver": reason,
                    "waiver_user_id": self.env.uid,
                    "date_waived": fields.Datetime.now(),
                }
            )
            complaint.callback_ids.filtered(
                lambda r: r.state in ("planned", "ongoing")
            ).write(
                {"state": "cancelled", "cancel_reason": self.env._("Callback waived")}
            )
        return True

    def _check_waiver(self, reason):
        self.ensure_one()
        labels = dict(self._fields["waiver"]._description_selection(self.env))
        # sudo: the callback may be a colleague's; only its state is looked at.
        last = self.sudo()._get_round_callback()
        holds = {
            "anonymous": self.is_anonymous,
            "letter": self.reply_by_letter,
            "declined": last.state == "declined",
        }
        if self.is_confidential:
            holds = {}  # The second callback by the superior is owed (F3-47).
        if not holds.get(reason):
            raise UserError(
                self.env._(
                    "%(rule)s: the callback of %(complaint)s cannot be waived as "
                    "“%(reason)s”, which does not hold for it.",
                    rule=self.process_id._cite(),
                    complaint=self.name,
                    reason=labels.get(reason, reason or ""),
                )
            )
        if not self._get_replies():
            raise UserError(
                self.env._(
                    "%(rule)s: attach the reply to %(complaint)s before the callback "
                    "is waived.",
                    rule=self.process_id._cite(),
                    complaint=self.name,
                )
            )

    # Closing ----------------------------------------------------------------

    def action_close(self):
        """Close complaints whose gate is open (BASE-17, W1-01). RPC.

        :raises UserError: naming what is still missing
        """
        self._check_act(OPEN_STATES, self.env._("closed"))
        now = fields.Datetime.now()
        # sudo: the gate looks at colleagues' callbacks; closing sets guarded fields.
        for complaint in self.sudo():
            obstacle = complaint._get_obstacle()
            if obstacle:
                raise UserError(obstacle)
            complaint.write({"state": "closed", "date_closed": now})
            complaint._finish_stage("closed", now)
        return True

    def _get_obstacle(self):
        """Return what still keeps the case from being closed, or nothing."""
        self.ensure_one()
        values = {"rule": self.process_id._cite(), "complaint": self.name}
        if self.state not in ("resolved", "informed"):
            return self.env._("%(rule)s: %(complaint)s has no result yet.", **values)
        children = self.child_ids.filtered(lambda c: c.state in OPEN_STATES)
        if children:
            return self.env._(
                "%(rule)s: %(complaint)s waits for the new demand %(child)s.",
                **values,
                child=children[0].name,
            )
        if self.is_confidential:
            return self._get_misconduct_obstacle(values)
        if self.waiver:
            return self._get_waiver_obstacle(values)
        if self.gate == "informed":
            return (
                ""
                if self.date_informed
                else self.env._(
                    "%(rule)s: the customer of %(complaint)s has not been told yet.",
                    **values,
                )
            )
        return self._get_callback_obstacle(values)

    def _get_replies(self):
        """Return the files of the reply that hold anything."""
        # sudo: the size of files of the case only
        return self.sudo().reply_attachment_ids.filtered("file_size")

    def _get_waiver_obstacle(self, values):
        if self._get_replies():
            return ""
        return self.env._(
            "%(rule)s: the reply that waives the callback of %(complaint)s is missing.",
            **values,
        )

    def _get_callback_obstacle(self, values):
        """The customer said solved to another person, or cannot be reached."""
        record = self._get_round_callback()
        values = {**values, "round": self.round}
        if not record:
            return self.env._(
                "%(rule)s: %(complaint)s closes after the callback of round %(round)s, "
                "or with the waiver and its reply on file.",
                **values,
            )
        values["record"] = record.name
        if record.state == "unreachable":
            return ""
        if record.state != "done":
            return self.env._(
                "%(rule)s: %(complaint)s waits for the callback %(record)s of round "
                "%(round)s.",
                **values,
            )
        if record.complaint_solved != "yes":
            return self.env._(
                "%(rule)s: the customer does not call %(complaint)s solved "
                "(%(record)s).",
                **values,
            )
        if record.user_id in self._get_interested_users():
            return self.env._(
                "%(rule)s: %(person)s handled %(complaint)s; the callback %(record)s "
                "is made by somebody else.",
                **values,
                person=record.user_id.name,
            )
        return ""

    def _get_interested_users(self):
        """Return who handled the case or is concerned by it, in any round."""
        self.ensure_one()
        handlers = self.user_id | self.resolver_id | self.round_ids.user_id
        if self.is_confidential:
            handlers -= self.superior_id
        return handlers | self.concerned_user_ids
