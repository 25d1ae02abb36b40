# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

RECEIVERS = (
    "callback_base.callback_group_archivist,callback_base.callback_group_manager"
)


class CallbackDuty(models.Model):
    """Doing a regular duty: the list, the ticks, the signature, the receipt."""

    _inherit = "callback.duty"

    def action_load(self):
        """List the recordings of the day, or the files not handed over. RPC.

        What is on it stays.
        """
        self.check_access("write")
        self._check_open()
        self._load()
        return True

    def action_done(self):
        """Sign that the duty is done. RPC.

        :raises UserError: when recordings are not heard, no call was checked, or the
            copy of what is handed over was not kept
        """
        self.check_access("write")
        self._check_open()
        self._load()
        for duty in self:
            duty._check_done()
        # sudo: the signature of the user whose right was checked.
        self.sudo().write(
            {
                "state": "done",
                "date_done": fields.Datetime.now(),
                "user_id": self.env.uid,
            }
        )
        return True

    def action_receive(self):
        """Confirm that the files arrived: the archivist or a manager. RPC.

        :raises UserError: for the person who handed them over, or before
        """
        if not self.env.user.has_groups(RECEIVERS):
            raise AccessError(
                self.env._("Only the archivist or a manager may do this.")
            )
        self.check_access("write")
        for duty in self:
            if duty.kind != "handover" or duty.state != "done":
                raise UserError(
                    self.env._(
                        "%(duty)s: nothing was handed over yet.",
                        duty=duty.display_name,
                    )
                )
            if duty.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "%(duty)s: who hands over does not confirm the receipt.",
                        duty=duty.display_name,
                    )
                )
        # sudo: the receipt of the user whose right was checked.
        self.sudo().write(
            {
                "state": "received",
                "date_received": fields.Datetime.now(),
                "receiver_id": self.env.uid,
            }
        )
        return True

    def _load(self):
        """Complete the lists: they are the same whoever opens them."""
        values = []
        # sudo: the list is the system's; who works on the duty was checked.
        for duty in self.sudo():
            if duty.kind == "recording":
                found = duty._find_recordings() - duty.line_ids.evidence_id
                name = "evidence_id"
            elif duty.kind == "handover":
                found, name = duty._find_files(), "archive_id"
            else:
                continue
            values += [
                {
                    "duty_id": duty.id,
                    name: thing.id,
                    "record_id": thing.record_id.id,
                }
                for thing in found
            ]
        lines = self.env["callback.duty.line"].sudo()  # as above
        lines.create(values)

    def _get_bounds(self):
        zone = self.policy_id._get_zone(self.company_id)
        return zone.midnight(self.date_from), zone.midnight(
            self.date_to + timedelta(days=1)
        )

    def _find_recordings(self):
        """Return the recordings of the unit made in the period."""
        domain = (
            Domain("kind_id.is_recording", "=", True)
            & Domain("state", "=", "present")
            & Domain("record_id.department_id", "=", self.department_id.id)
            & Domain("record_id.policy_id", "=", self.policy_id.id)
            & Domain("record_id.is_confidential", "!=", True)
            & self._get_moment_domain(*self._get_bounds())
        )
        return self.env["callback.evidence"].search(domain, order="id")

    def _get_moment_domain(self, begin, end):
        """Made between two moments: the recording, else the contact, else the entry."""
        between = {
            name: Domain(name, ">=", begin) & Domain(name, "<", end)
            for name in ("date_start", "record_id.date_contact", "create_date")
        }
        no_start = Domain("date_start", "=", False)
        no_contact = Domain("record_id.date_contact", "=", False)
        return (
            between["date_start"]
            | (no_start & between["record_id.date_contact"])
            | (no_start & no_contact & between["create_date"])
        )

    def _find_files(self):
        """Return the files of the unit archived by the day, on no list yet."""
        end = self._get_bounds()[1]
        listed = self.env["callback.duty.line"]._search([("archive_id", "!=", False)])
        return self.env["callback.archive"].search(
            [
                ("department_id", "=", self.department_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_archived", "<", end),
                ("date_destroyed", "=", False),
                ("id", "not in", listed.subselect("archive_id")),
            ],
            order="id",
        )

    def _check_done(self):
        rule = self.sudo().rule_id  # what is demanded is told to who does it
        ticked = self.done_count
        if self.kind == "handover":
            if rule.keep_copy and not self.copy_kept:
                raise UserError(
                    self.env._(
                        "%(duty)s: a copy of what is handed over is kept. Tick that "
                        "it is.",
                        duty=self.display_name,
                    )
                )
            return
        needed = max(rule.minimum, 1)
        if self.kind == "recording":
            needed = min(rule.minimum or self.line_count, self.line_count)
        if ticked < needed:
            raise UserError(
                self.env._(
                    "%(duty)s: %(ticked)s of %(needed)s are ticked.",
                    duty=self.display_name,
                    ticked=ticked,
                    needed=needed,
                )
            )
