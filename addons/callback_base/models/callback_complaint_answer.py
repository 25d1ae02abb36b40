# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackComplaint(models.Model):
    """Issues that an answer of a questionnaire opens (F3-26)."""

    _inherit = "callback.complaint"
    _guarded_fields = frozenset({"answer_question_id"})

    answer_question_id = fields.Many2one(
        "survey.question",
        string="Opened by the answer to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _answer_unique = models.UniqueIndex(
        "(record_id, answer_question_id) WHERE answer_question_id IS NOT NULL",
        "An answer opens one issue.",
    )
