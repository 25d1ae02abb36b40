# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .complaint_selections import OPEN_STATES


class CallbackComplaint(models.Model):
    """The same matter, complained of several times, is one complaint (P1-16)."""

    _inherit = "callback.complaint"

    def merge_into(self, other):
        """Merge complaints of the same matter into another one. RPC.

        All sources go over, the merged ones are closed and linked, their open
        callbacks are given up; the matter counts once. Repeating it changes nothing.

        :param other: the ``callback.complaint`` (or its id) that goes on
        :returns: the one that goes on
        :raises UserError: into itself, across companies, or when one is closed
        """
        other = self._browse("callback.complaint", other)
        (self | other).check_access("write")
        # Of two people who merge the same cases at once, one is told to try again.
        (self | other).sorted("id").lock_for_update()
        (self | other).invalidate_recordset(["master_id", "state"])
        todo = self.filtered(
            lambda c: not (c.state == "merged" and c.master_id == other)
        )
        todo._check_merge(other)
        # sudo: sources and states are closed to roles; the rights to all of the cases
        # were checked above.
        target = other.sudo()  # as above
        for complaint in todo.sudo():
            complaint._merge(target)
        return other

    def _check_merge(self, other):
        for complaint in self:
            problem = ""
            if not other or len(other) > 1 or complaint == other:
                problem = self.env._("choose one other complaint")
            elif complaint.company_id != other.company_id:
                problem = self.env._("they belong to different companies")
            elif complaint.state not in OPEN_STATES or other.state not in OPEN_STATES:
                problem = self.env._("one of them is closed")
            elif complaint.is_confidential != other.is_confidential:
                problem = self.env._("one of them is confidential")
            elif complaint in other._get_ancestors() or other in (
                complaint._get_ancestors()
            ):
                problem = self.env._("one is a new demand of the other")
            else:
                problem = complaint._get_merge_loss(other)
            if problem:
                raise UserError(
                    self.env._(
                        "%(complaint)s cannot be merged into %(other)s: %(problem)s.",
                        complaint=complaint.name,
                        other=other[:1].name or "",
                        problem=problem,
                    )
                )

    def _get_merge_loss(self, other):
        """Return what a customer would lose by merging, or nothing (BASE-17, BASE-27).

        The sources go over; a callback owed, a round reached and a customer do not.
        """
        ours, theirs = (
            # sudo: whether two customers are one; only that is told.
            case.sudo().partner_id.commercial_partner_id
            for case in (self, other)
        )
        if ours and theirs and ours != theirs:
            return self.env._(
                "they come from different customers, and each of them is called back; "
                "use a joint explanation for one matter of many"
            )
        if self.gate == "callback" and other.gate != "callback" and other.process_id:
            return self.env._(
                "the other one closes without a callback; merge it the other way round"
            )
        if self.round > other.round:
            return self.env._(
                "it is in a later round than the other one; merge it the other way "
                "round"
            )
        return ""

    def _get_ancestors(self):
        """Return the cases on which this one follows."""
        above, found = self.sudo().parent_id, self.browse()  # sudo: the links only
        while above and above not in found:
            found |= above
            above = above.parent_id
        return found

    def _merge(self, other):
        self.ensure_one()
        for source in self.source_ids:
            source.first_complaint_id = source.first_complaint_id or self
        self.source_ids.complaint_id = other
        self.child_ids.parent_id = other
        self.merged_ids.master_id = other
        if not other.partner_id and self.partner_id:
            # Known in one of them: the customer is called back after all.
            other.partner_id = self.partner_id
            if other.state in ("resolved", "informed"):
                other._ensure_callback(fields.Datetime.now())
        other.concerned_user_ids |= self.concerned_user_ids
        other._keep_away()
        self._drop({"state": "merged", "master_id": other.id})
        first = min(self.date_received, other.date_received)
        if first < other.date_received:
            limits = {c.code: c.deadline for c in other._get_open_clocks()}
            other.date_received = first
            other.round_ids.filtered(lambda line: line.number == 1).date_start = first
            other._sync_clocks()
            other._log_clocks(limits)
        other._message_log(
            body=self.env._("%(complaint)s was merged into this.", complaint=self.name)
        )
