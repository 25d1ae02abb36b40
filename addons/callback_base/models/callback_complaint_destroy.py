# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

#: What was said and written about a case. Kind, times, states and units stay: they are
#: what the statistics of that year count.
TEXTS = {
    "callback_complaint": (
        "description resolution cancel_reason interview_place interview_content"
        " check_method check_accounts check_callback check_finding check_opinion"
        " final_opinion"
    ).split(),
    "callback_complaint_source": ["origin_name", "text"],
    "callback_complaint_round": ["resolution", "reopen_reason"],
    "callback_complaint_clock": ["promise_text"],
}
#: Texts that a row must have; they become empty.
NEEDED_TEXTS = {
    "callback_complaint": "subject",
    "callback_complaint_extension": "reason",
}


class CallbackComplaint(models.Model):
    """What remains of a complaint whose file was destroyed (BASE-21)."""

    _inherit = "callback.complaint"

    def _destroy_archived(self):
        """Remove texts, files, signatures and messages.

        Below the ORM, because a closed complaint cannot be written by anyone.
        """
        files = self._get_archive_attachments()
        self.env.flush_all()
        for table, names in TEXTS.items():
            removed = SQL(", ").join(
                SQL("%s = NULL", SQL.identifier(name)) for name in names
            )
            self._destroy_texts(table, removed)
        for table, name in NEEDED_TEXTS.items():
            self._destroy_texts(table, SQL("%s = ''", SQL.identifier(name)))
        self.env.invalidate_all(flush=False)
        self.activity_ids.unlink()
        self.message_ids.unlink()
        # The signatures and what was put on the form lie with the case.
        files |= files.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                # A field that is named, else those of fields are left out.
                "|",
                ("res_field", "=", False),
                ("res_field", "!=", False),
            ]
        )
        self.env["callback.archive"]._remove_attachments(files)

    def _destroy_texts(self, table, removed):
        """Update the rows of these cases in a table.

        :param removed: assignments as ``SQL``
        """
        link = "id" if table == self._table else "complaint_id"
        self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE %s = ANY(%s) RETURNING id",
                SQL.identifier(table),
                removed,
                SQL.identifier(link),
                list(self.ids),
            )
        )
