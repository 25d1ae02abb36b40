# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from types import MappingProxyType
from typing import NamedTuple

from odoo import models
from odoo.tools import ormcache


class CallbackQuestion(NamedTuple):
    """What answering asks of one question."""

    #: as ``question_type``
    kind: str
    sequence: int
    #: {option: (score, whether it is correct)} in their order
    options: MappingProxyType


class CallbackSetup(NamedTuple):
    """What a questionnaire asks, as ids of its questions and options."""

    #: ((id, must be answered, ids of the answers that bring it up), …) in their order
    asked: tuple
    #: options of the dissatisfied
    bad: frozenset
    #: options that open an issue
    flagged: frozenset
    #: {option: satisfaction} of the questions that set it
    satisfaction: MappingProxyType
    #: {question: ``CallbackQuestion``}
    questions: MappingProxyType


class SurveySurvey(models.Model):
    """What answering and finishing need of a questionnaire, kept in memory."""

    _inherit = "survey.survey"

    @ormcache("self.id")
    def _get_callback_setup(self):
        """Return what answering and finishing ask of the questions, kept in memory.

        :returns: ``CallbackSetup``
        """
        questions = self.sudo().question_ids  # sudo: kept for everybody; no secret
        asked = tuple(
            (q.id, q.constr_mandatory, frozenset(q.triggering_answer_ids.ids))
            for q in questions
        )
        options = questions.suggested_answer_ids
        telling = questions.filtered("callback_sets_satisfaction").suggested_answer_ids
        return CallbackSetup(
            asked,
            frozenset(options.filtered("callback_is_dissatisfied").ids),
            frozenset(options.filtered("callback_opens_issue").ids),
            MappingProxyType({o.id: o.callback_satisfaction for o in telling}),
            MappingProxyType({q.id: q._get_callback_memory() for q in questions}),
        )
