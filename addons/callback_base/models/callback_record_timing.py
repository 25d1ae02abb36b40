# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import format_datetime

from .callback_record import CLOSED_STATES


class CallbackRecord(models.Model):
    """The clocks of a callback: its deadline, and whether it was kept."""

    _inherit = "callback.record"

    date_due = fields.Datetime(
        string="Due before grouping",
        readonly=True,
        help="The callback is due then. Grouped with other work it may be done until "
        "the deadline.",
    )

    @api.depends(
        "state",
        "date_done",
        "date_archived",
        "deadline",
        "deadline_breached",
        "covers_archive",
    )
    def _compute_on_time(self):
        """One second after the deadline is late (T-06)."""
        for record in self:
            closed = record.state in CLOSED_STATES
            archived = record.covers_archive
            finish = record.date_archived if archived else record.date_done
            record.is_complete = bool(closed and finish)
            limits = [d for d in (record.deadline, record.deadline_breached) if d]
            record.on_time = bool(
                record.is_complete and (not limits or finish <= min(limits))
            )

    @api.depends("deadline", "is_complete", "on_time", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        late, timings = [], {}
        describe = self._make_timing_text(now)
        for record in self:
            deadline = record.deadline
            counts = deadline and record.state != "cancelled"
            waiting = counts and not record.is_complete
            if waiting and deadline < now:
                late.append(record.id)
            text = describe(record, waiting) if counts else ""
            timings.setdefault(text, []).append(record.id)
        overdue = self.browse(late)
        overdue.is_overdue = True
        (self - overdue).is_overdue = False
        for text, ids in timings.items():
            self.browse(ids).timing = text

    def _make_timing_text(self, now):
        """Return what says in words how far a deadline is, or how it was kept.

        The words are looked up once for all callbacks of a list.

        :returns: function of a callback with a deadline, and whether it waits
        """
        overdue = self.env._("%(days)s d %(hours)s h overdue")
        left = self.env._("%(days)s d %(hours)s h left")
        kept = {True: self.env._("On time"), False: self.env._("Late")}

        def _describe(record, waiting):
            if not waiting:
                return kept[record.on_time]
            deadline = record.deadline
            span = abs(deadline - now)
            return (overdue if deadline < now else left) % {
                "days": span.days,
                "hours": span.seconds // 3600,
            }

        return _describe

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = [
            ("is_complete", "=", False),
            ("state", "!=", "cancelled"),
            ("deadline", "<", fields.Datetime.now()),
        ]
        return overdue if True in value else ["!", "&", "&", *overdue]

    @api.depends("deadline_basis")
    @api.depends_context("lang")
    def _compute_deadline_basis_text(self):
        workday = self.env["callback.workday"]
        for record in self:
            basis = record.deadline_basis
            record.deadline_basis_text = workday._basis_text(basis) if basis else ""

    def _set_deadline(self):
        """Derive the deadline from step and event, and keep the derivation."""
        for record in self:
            step, company = record.step_id, record.company_id
            calendar = record.policy_id._get_calendar(company)
            anchor = step._get_anchor(record.date_event, company)
            deadline = step._get_limit(anchor, calendar)
            record.write(
                {
                    "deadline": deadline,
                    "deadline_original": deadline,
                    "deadline_basis": step._get_basis(anchor, calendar),
                    "deadline_start": step._get_start_deadline(anchor, company),
                    "date_due": step._get_due_dates([anchor], company)[0] or False,
                }
            )

    def _format_local(self, value):
        """Write a time as the reader sees it, in the policy's calendar time zone."""
        calendar = self.policy_id._get_calendar(self.company_id)
        return format_datetime(self.env, value, tz=calendar.tz, dt_format="short")
