# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import ValidationError


class CallbackPolicy(models.Model):
    """What a policy asks the customers, and how many questions at most."""

    _inherit = "callback.policy"

    questionnaire_ids = fields.One2many(
        "callback.questionnaire", "policy_id", string="Questionnaires", copy=True
    )

    def _get_questionnaire_lines(self, kind, channel):
        """Return the lines for a type and a channel, the most exact one first."""
        self.ensure_one()
        fitting = self.questionnaire_ids.filtered(
            lambda line: (
                line.type_id in (kind, line.type_id.browse())
                and line.channel_id in (channel, line.channel_id.browse())
            )
        )
        return fitting.sorted(
            lambda line: (bool(line.type_id), bool(line.channel_id)), reverse=True
        )

    def _get_questionnaire(self, kind, channel):
        """Return what is asked, and the lines that choose and limit it.

        :returns: survey, choosing line, limiting line; any may be empty. Without a
            line that names one, the questionnaire is that of the callback type.
        """
        survey, chosen, limit = self._get_questionnaire_ids(kind, channel)
        lines = self.env["callback.questionnaire"]
        return (
            self.env["survey.survey"].browse(survey),
            lines.browse(chosen),
            lines.browse(limit),
        )

    def _find_questionnaire(self, kind, channel):
        """Look up what ``_get_questionnaire`` keeps in memory."""
        lines = self._get_questionnaire_lines(kind, channel)
        chosen = lines.filtered("survey_id")[:1]
        limit = lines.filtered("question_max")[:1]
        return chosen.survey_id or kind.survey_id, chosen or limit, limit

    def _get_activation_problems(self):
        """No type asks more questions than a channel allows (BASE-13)."""
        problems = super()._get_activation_problems()
        lines = self.env["callback.questionnaire"]
        found = {}
        for rule in self.rule_ids:
            for channel in rule._get_channels() or rule.channel_id:
                parts = self._get_questionnaire(rule.type_id, channel)
                problem = lines._get_limit_problem(parts[0], parts[2], parts[1])
                if problem:
                    found[problem] = True
        return [*problems, *found]

    def _link_own_clauses(self):
        """A new version's questionnaires name its own clauses."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        for line in self.questionnaire_ids:
            codes = line.clause_ids.mapped("code")
            line.clause_ids = [fields.Command.set([own[code] for code in codes])]
        return result

    def _get_question_problem(self, record, survey, channel):
        """Say that a callback asks more than its channel allows, or return ""."""
        chosen, limit = self._get_questionnaire(record.type_id, channel)[1:]
        same = chosen.survey_id in (survey, survey.browse())
        return limit._get_limit_problem(survey, limit, chosen if same else limit)

    def _check_question_limit(self, record, survey, channel):
        """Raise when a callback asked more questions than its channel allows.

        A reason given on the callback itself lifts the limit as well.
        """
        problem = self._get_question_problem(record, survey, channel)
        if problem and not (record.question_reason or "").strip():
            raise ValidationError(
                self.env._(
                    "%(record)s: %(problem)s", record=record.name, problem=problem
                )
            )
