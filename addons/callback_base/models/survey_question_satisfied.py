# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain


class SurveyQuestion(models.Model):
    """Which answers count as satisfied, and counting them in a survey round."""

    _inherit = "survey.question"

    callback_satisfied_from = fields.Integer(
        string="Satisfied from",
        help="The lowest number of the scale that counts as satisfied. 0: the question "
        "does not ask for satisfaction.",
    )

    def _get_callback_satisfied(self, levels):
        """Return what counts as satisfied: options, or numbers of a scale.

        What is marked on the questionnaire goes before the level of the answer.

        :param levels: values of ``satisfaction`` that count where nothing is marked
        """
        self.ensure_one()
        if self.question_type == "scale":
            lowest = self.callback_satisfied_from
            return range(lowest, self.scale_max + 1) if lowest else ()
        options = self.suggested_answer_ids
        marked = options.filtered("callback_is_satisfied")
        return marked or options.filtered(lambda o: o.callback_satisfaction in levels)

    def _count_callback_sheets(self, sheets):
        """Count the answers on some sheets, over all versions that count together.

        :param sheets: ``Domain`` of ``survey.user_input``
        :returns: ``{option or number: count}`` and the mean of numbers
        :raises UserError: for versions that are not counted together, naming them
        """
        self.ensure_one()
        family = self.survey_id._get_callback_family()
        twins = self._get_callback_twins(family)
        self._check_callback_versions(family - twins.survey_id, sheets)
        domain = (
            Domain("question_id", "in", twins.ids)
            & Domain("skipped", "=", False)
            & Domain("user_input_id", "any", sheets)
        )
        lines = self.env["survey.user_input.line"]
        if self.question_type == "scale":
            groups = lines._read_group(domain, ["value_scale"], ["__count"])
            total = sum(count for _value, count in groups)
            weight = sum(value * count for value, count in groups)
            return dict(groups), weight / total if total else 0
        groups = lines._read_group(
            domain & Domain("suggested_answer_id", "!=", False),
            ["suggested_answer_id"],
            ["__count"],
        )
        counted = self._count_callback_options(twins, dict(groups), 0)["options"]
        options = self.suggested_answer_ids
        return {options.browse(row["id"]): row["count"] for row in counted}, 0
