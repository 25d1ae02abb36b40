# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

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

    def _read_for_work(self, query_class):
        """Lock these callbacks and read what work on them looks at, by one query.

        :param query_class: ``LockedQuery``, or ``FreeQuery`` to wait for nobody
        :returns: the callbacks that are there and are locked now
        """
        # sudo: into memory only; the right to the callbacks is checked by the actions.
        records = self.sudo()._origin
        if not records:
            return self
        fields = [self._fields[name] for name in self._get_work_fields()]
        # As ``fetch`` does, without a domain of known records and their rules.
        query = query_class(self.env, self._table)
        query.set_result_ids(records._ids, ordered=False)
        query.order = SQL.identifier(self._table, "id")  # all wait in the same order
        found = records._fetch_query(query, fields)
        locked = set(found._ids)
        return self.filtered(lambda record: record.id in locked)
