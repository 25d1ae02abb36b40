# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

#: What a customer said and what was written about it. Times, states, unit, caller and
#: satisfaction stay: they are what the statistics of that year count.
TEXTS = {
    "callback_record": (
        "content problem result need dissatisfaction_reason opening_reason"
        " cancel_reason window_reason review_opinion question_reason phone_other"
    ).split(),
    "callback_attempt": ["note", "phone"],
}
#: Texts that a line must have; they become empty.
NEEDED_TEXTS = {
    "callback_extension": "reason",
    "callback_override": "reason",
    "callback_record_script_line": "text",
}


class CallbackRecord(models.Model):
    """What remains of a callback whose file was destroyed (BASE-21)."""

    _inherit = "callback.record"

    def _destroy_archived(self):
        """Remove texts, answers in own words, and messages with their files.

        Below the ORM, because an archived callback cannot be written by anyone.
        """
        self.env.flush_all()
        for table, names in TEXTS.items():
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s WHERE %s = ANY(%s) RETURNING id",
                    SQL.identifier(table),
                    SQL(", ").join(SQL("%s = NULL", SQL.identifier(n)) for n in names),
                    SQL.identifier("id" if table == self._table else "record_id"),
                    list(self.ids),
                )
            )
        for table, name in NEEDED_TEXTS.items():
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = '' WHERE record_id = ANY(%s) RETURNING id",
                    SQL.identifier(table),
                    SQL.identifier(name),
                    list(self.ids),
                )
            )
        self._destroy_answer_texts()
        self.env.invalidate_all(flush=False)
        self.activity_ids.unlink()
        extensions = self.extension_ids
        (self.message_ids | extensions.message_ids).unlink()
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        attachments.unlink()

    def _destroy_answer_texts(self):
        """Remove what was answered in own words; what was chosen, statistics count."""
        lines = self.env["survey.user_input.line"]
        names = [
            name
            for name, field in lines._fields.items()
            if field.store and field.type in ("char", "text") and field.column_type
        ]
        self.env.execute_query(
            SQL(
                """UPDATE survey_user_input_line l SET %s FROM callback_record r
                WHERE l.user_input_id = r.answer_id AND r.id = ANY(%s)
                RETURNING l.id""",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(n)) for n in names),
                list(self.ids),
            )
        )
