# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

#: What starting, evidence, answers and finishing look at, beside what is tracked.
#: Anything else is read when an extension asks for it.
WORK_FIELDS = frozenset(
    {
        "answer_id",
        "archive_id",
        "calendar_event_id",
        "call_start",
        "company_id",
        "complaint_id",
        "content",
        "covers_archive",
        "date_archived",
        "date_contact",
        "date_done",
        "date_planned",
        "date_start",
        "deadline_breached",
        "deadline_start",
        "document_id",
        "is_complete",
        "is_confidential",
        "ladder_step_id",
        "name",
        "on_time",
        "partner_id",
        "policy_id",
        "problem",
        "res_id",
        "result",
        "rule_id",
        "state",
        "step_id",
        "type_id",
        "user_id",
    }
)


class CallbackRecord(models.Model):
    """The columns that working on a callback needs, a third of what there is."""

    _inherit = "callback.record"

    def _get_work_fields(self):
        """Return the names of the columns to read at once."""
        names = WORK_FIELDS | self._track_get_fields()
        fields = self._fields
        return [n for n in names if fields[n].store and fields[n].prefetch is True]

    def _read_for_work(self):
        """Read what work on these callbacks looks at, by one query."""
        # sudo: into memory only; the right to the callbacks is checked by the actions.
        records = self.sudo()._origin
        fields = [self._fields[name] for name in self._get_work_fields()]
        if any(any(field._cache_missing_ids(records)) for field in fields):
            # As ``fetch`` does, without a domain of known records and their rules.
            records._fetch_query(records._as_query(ordered=False), fields)
