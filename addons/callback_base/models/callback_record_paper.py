# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRecord(models.Model):
    """What the printed forms of a callback show beside its fields."""

    _inherit = "callback.record"

    def _get_paper_answers(self):
        """Return the answers as dicts: number, section, title, text, reason."""
        self.ensure_one()
        sheet = self.answer_sheet or {}
        return [
            {
                "number": number,
                "section": question["section"],
                "title": question["title"],
                "text": self._get_paper_answer(question),
                "reason": question["reason"] or "",
            }
            for number, question in enumerate(sheet.get("questions", ()), 1)
        ]

    def _get_paper_answer(self, question):
        value = question["value"]
        if not question["options"]:
            return "" if value in (False, None) else str(value)
        chosen = value if isinstance(value, list) else [value]
        labels = [o["label"] for o in question["options"] if o["id"] in chosen]
        return ", ".join(labels)

    def _get_paper_clauses(self):
        """Return the clauses the callback carries out, with their article."""
        self.ensure_one()
        return self.clause_ids.sorted("code")
