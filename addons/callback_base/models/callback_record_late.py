# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import format_datetime
from odoo.tools.i18n import format_list

from .callback_record import CLOSED_STATES


class CallbackRecord(models.Model):
    """Who is late and why, in words: for the list behind the dashboard's numbers."""

    _inherit = "callback.record"

    late_reason = fields.Char(
        string="Why",
        compute="_compute_late_reason",
        help="What stands between this callback and its end, or why it is excused.",
    )

    # Not reviewed by a second person: what the dashboard lists for a decision.
    _unreviewed_index = models.Index(
        "(department_id) WHERE state = 'unreachable' AND reviewer_id IS NULL"
    )

    @api.depends(
        "archive_id",
        "attempt_ids.outcome",
        "breach_ids.state",
        "cancel_reason",
        "date_done",
        "date_planned",
        "deadline",
        "extension_ids.state",
        "on_time",
        "state",
        "user_id",
    )
    @api.depends_context("lang", "tz")
    def _compute_late_reason(self):
        for record in self:
            reasons = [*record._get_late_reasons(), *record._get_late_pleas()]
            text = format_list(self.env, reasons, "unit") if reasons else ""
            record.late_reason = text

    def _get_late_reasons(self):
        """Return texts on how far the work has come."""
        self.ensure_one()
        if self.state == "cancelled":
            return [self.cancel_reason] if self.cancel_reason else []
        if self.is_complete:
            if self.on_time or not self.deadline:
                return []
            finish = self.date_archived if self.covers_archive else self.date_done
            span = finish - min(filter(None, (self.deadline, self.deadline_breached)))
            return [
                self.env._(
                    "%(days)s d %(hours)s h too late",
                    days=span.days,
                    hours=span.seconds // 3600,
                )
            ]
        if self.state in CLOSED_STATES:
            day = format_datetime(self.env, self.date_done, dt_format="short")
            return [self.env._("Finished %(day)s, not archived yet", day=day)]
        return self._get_open_reasons()

    def _get_open_reasons(self):
        reasons = []
        if not self.user_id:
            reasons.append(self.env._("Nobody assigned"))
        if self.date_planned:
            day = format_datetime(self.env, self.date_planned, dt_format="short")
            reasons.append(self.env._("Planned for %(day)s", day=day))
        attempts = self.attempt_ids.sorted("date_start")
        if attempts:
            labels = dict(attempts._fields["outcome"]._description_selection(self.env))
            reasons.append(
                self.env._(
                    "%(count)s attempts, the last: %(outcome)s",
                    count=len(attempts),
                    outcome=labels[attempts[-1].outcome],
                )
            )
        elif self.state == "planned":
            reasons.append(self.env._("No attempt yet"))
        else:
            reasons.append(self.env._("Begun, no attempt yet"))
        return reasons

    def _get_late_pleas(self):
        """Return texts on what was asked for it."""
        self.ensure_one()
        pleas = []
        if any(extension.state == "requested" for extension in self.extension_ids):
            pleas.append(self.env._("Extension requested"))
        for breach in self.breach_ids:
            if breach.state in ("requested", "excused") and breach.excuse_reason:
                labels = dict(breach._fields["state"]._description_selection(self.env))
                pleas.append(
                    self.env._(
                        "%(state)s: %(reason)s",
                        state=labels[breach.state],
                        reason=breach.excuse_reason,
                    )
                )
        return pleas
