# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

NUMBERS = {"numerical_box": "value_numerical_box", "scale": "value_scale"}


class SurveyQuestion(models.Model):
    """Counting answers: each version for itself, or those that count together."""

    _inherit = "survey.question"

    def _get_callback_rate(self, date_from, date_to, department, one_version):
        """Return the counts described at ``callback.questionnaire.get_rate``.

        Five queries, however many answers there are. The user's own rules decide
        which answers are counted.
        """
        self.ensure_one()
        family = self.survey_id._get_callback_family()
        questions = self if one_version else self._get_callback_twins(family)
        sheets = self._get_callback_sheets_domain(date_from, date_to, department)
        if not one_version:
            self._check_callback_versions(family - questions.survey_id, sheets)
        questions._check_callback_quotes(sheets)
        lines = self.env["survey.user_input.line"]
        domain = Domain("question_id", "in", questions.ids) & Domain(
            "skipped", "=", False
        )
        domain &= Domain("user_input_id", "any", sheets)
        number = NUMBERS.get(self.question_type)
        totals = lines._read_group(
            domain,
            [],
            ["user_input_id:count_distinct", *([f"{number}:avg"] if number else [])],
        )[0]
        answered = totals[0]
        result = {
            "question": self.title,
            "versions": sorted(questions.survey_id.mapped("callback_version")),
            "answered": answered,
            "average": totals[1] if number else None,
        }
        counts = dict(
            lines._read_group(
                domain & Domain("suggested_answer_id", "!=", False),
                ["suggested_answer_id"],
                ["__count"],
            )
        )
        return {**result, **self._count_callback_options(questions, counts, answered)}

    def _get_callback_twins(self, family):
        """Return the questions of all versions that are mapped to this one."""
        questions = self.search([("survey_id", "in", family.ids)])
        twins, grown = self, True
        while grown:
            linked = questions.filtered(
                lambda q, known=twins: (
                    q.callback_mapped_to_id in known or q in known.callback_mapped_to_id
                )
            )
            grown = linked - twins
            twins |= linked
        return twins

    def _get_callback_sheets_domain(self, date_from, date_to, department):
        domain = Domain("callback_record_id", "!=", False) & Domain(
            "state", "=", "done"
        )
        domain &= Domain("test_entry", "=", False)
        if date_from:
            domain &= Domain("end_datetime", ">=", date_from)
        if date_to:
            domain &= Domain("end_datetime", "<", date_to)
        if department:
            units = Domain("department_id", "child_of", department)
            domain &= Domain("callback_record_id", "any", units)
        return domain

    def _check_callback_versions(self, others, sheets):
        """Raise when the period holds answers to a version that does not count."""
        mixed = self.env["survey.user_input"]._read_group(
            Domain("survey_id", "in", others.ids) & sheets, ["survey_id"], ["__count"]
        )
        if mixed:
            raise UserError(
                self.env._(
                    "“%(question)s” (version %(version)s): the period also holds "
                    "answers to version %(others)s, in which no question is counted "
                    "with it. Say on the question which one it is counted with, or "
                    "count one version.",
                    question=self.title,
                    version=self.survey_id.callback_version,
                    others=[str(survey.callback_version) for survey, _count in mixed],
                )
            )

    def _count_callback_options(self, questions, counts, answered):
        """Merge the counts of mapped options into those of this question."""
        own = self.suggested_answer_ids
        merged = dict.fromkeys(own, 0)
        options = questions.suggested_answer_ids
        for option, count in counts.items():
            target = option._get_callback_twin(own, options)
            if not target:
                raise UserError(
                    self.env._(
                        "“%(question)s”: the answer “%(answer)s” of version "
                        "%(version)s is not counted with any answer of version "
                        "%(target)s. Say which one it is, or count one version.",
                        question=self.title,
                        answer=option.value,
                        version=option.question_id.survey_id.callback_version,
                        target=self.survey_id.callback_version,
                    )
                )
            merged[target] += count
        bad = sum(merged[o] for o in own if o.callback_is_dissatisfied)
        return {
            "dissatisfied": bad,
            "dissatisfied_rate": bad * 100 / answered if answered else None,
            "options": [
                {
                    "id": option.id,
                    "label": option.value,
                    "count": count,
                    "rate": count * 100 / answered if answered else None,
                }
                for option, count in merged.items()
            ],
        }
