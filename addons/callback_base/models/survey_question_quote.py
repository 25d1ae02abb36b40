# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import fields, models
from odoo.exceptions import UserError

from ..placeholders import find_names, merge


class SurveyQuestion(models.Model):
    """A question may quote settings of the policy: “… within {U3-03a}” (U3-03).

    The sheet keeps what was quoted when it was made, so that an answer always shows
    what was asked.
    """

    _inherit = "survey.question"

    callback_mixes_quotes = fields.Boolean(
        string="Counted whatever is quoted",
        help="A question that quotes settings of the policy asks something else when "
        "their values change. Mark this to count all its answers in one rate.",
    )

    def _get_callback_names(self):
        """Return the codes of settings that the text quotes, in the user's language."""
        self.ensure_one()
        if self.survey_id.survey_type != "callback":
            return []
        return find_names(self.title)

    def _get_callback_title(self, parameters):
        """Return what is asked, with the parameters put in.

        :param parameters: {code of the setting: its value in words}
        """
        self.ensure_one()
        return merge(self.title, parameters) if parameters else self.title

    def _check_callback_quotes(self, sheets):
        """Raise when a rate would mix answers to different values (U3-03).

        :param sheets: domain of the ``survey.user_input`` that are counted
        """
        quoting = self.filtered(
            lambda q: not q.callback_mixes_quotes and q.survey_id._get_callback_names()
        )
        if not quoting:
            return
        asked = {}
        groups = self.env["survey.user_input"]._read_group(
            sheets & fields.Domain("survey_id", "in", quoting.survey_id.ids),
            ["survey_id", "callback_parameters"],
        )
        for survey, text in groups:
            values = json.loads(text or "{}")
            for question in quoting.filtered(lambda q, s=survey: q.survey_id == s):
                names = question._get_callback_names()
                quotes = tuple((name, values.get(name)) for name in names)
                if quotes:
                    asked.setdefault(quotes, question._get_callback_title(values))
        if len(asked) > 1:
            raise UserError(
                self.env._(
                    "What was asked differs, so it is not counted in one rate: "
                    "%(texts)s. Choose a period in which one of them was asked, or "
                    "say on the question that all are counted together.",
                    texts=[f"“{text}”" for text in sorted(asked.values())],
                )
            )
