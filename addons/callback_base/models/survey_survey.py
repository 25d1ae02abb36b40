# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

#: How a questionnaire of callbacks is filled in: by a personal link, on one page.
CALLBACK_VALUES = {
    "access_mode": "token",
    "questions_layout": "one_page",
    "questions_selection": "all",
    "scoring_type": "no_scoring",
    "is_attempts_limited": False,
    "is_time_limited": False,
    "users_can_go_back": False,
    "users_login_required": False,
}


VERSION_FIELDS = frozenset(
    {"callback_version", "callback_previous_id", "callback_origin_id"}
)


class SurveySurvey(models.Model):
    """Questionnaires of callbacks are versioned (BASE-35)."""

    _name = "survey.survey"
    _inherit = ["survey.survey", "callback.survey.part.mixin"]
    _callback_free_fields = frozenset(
        {
            "active",
            "background_image",
            "callback_policy_line_ids",
            "color",
            "description_done",
            "lang_ids",
            "question_and_page_ids",
            "restrict_user_ids",
            "user_id",
            "user_input_ids",
        }
    )

    survey_type = fields.Selection(
        selection_add=[("callback", "Callback")],
        ondelete={"callback": "set default"},
    )
    callback_version = fields.Integer(
        string="Version", default=1, readonly=True, copy=False
    )
    callback_previous_id = fields.Many2one(
        "survey.survey",
        string="Version before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    callback_origin_id = fields.Many2one(
        "survey.survey",
        string="First version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    callback_policy_line_ids = fields.One2many(
        "callback.questionnaire", "survey_id", string="Asked by policies"
    )
    callback_lock_reason = fields.Char(
        string="Why it is fixed", compute="_compute_callback_lock_reason"
    )
    callback_question_count = fields.Integer(
        string="Number of questions", compute="_compute_callback_question_count"
    )

    @api.depends("question_and_page_ids", "callback_policy_line_ids.policy_id")
    def _compute_callback_lock_reason(self):
        # sudo: who may read the questionnaire may know why it is fixed.
        locks = self.sudo()._get_callback_locks()
        for survey in self:
            survey.callback_lock_reason = locks.get(survey._origin, "")

    @api.depends("question_and_page_ids.is_page")
    def _compute_callback_question_count(self):
        for survey in self:
            questions = survey.question_and_page_ids.filtered(lambda q: not q.is_page)
            survey.callback_question_count = len(questions)

    @api.depends("callback_version", "survey_type")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for survey in self.filtered(lambda s: s.callback_previous_id):
            survey.display_name = self.env._(
                "%(title)s v%(version)s",
                title=survey.title or "",
                version=survey.callback_version,
            )
        return result

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        """Configurers of callbacks make callback questionnaires."""
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("callback_base.callback_group_supervisor"):
            for survey in self:
                types = survey.allowed_survey_types or []
                survey.allowed_survey_types = [*types, "callback"]
        return result

    @api.constrains("survey_type", *CALLBACK_VALUES)
    def _check_callback_values(self):
        """A questionnaire of callbacks is opened by the link of one callback only."""
        for survey in self.filtered(lambda s: s.survey_type == "callback"):
            if survey.access_mode != "token" or survey.questions_layout != "one_page":
                raise ValidationError(
                    self.env._(
                        "%(survey)s: a callback questionnaire is opened by a personal "
                        "link and fits on one page.",
                        survey=survey.title,
                    )
                )

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Questionnaires of callbacks are filled in on one page, by personal link."""
        default = self.env.context.get("default_survey_type")
        for vals in vals_list:
            if vals.get("survey_type", default) == "callback":
                vals.update(CALLBACK_VALUES, survey_type="callback")
                if not self.env.su:
                    vals.update(callback_previous_id=False, callback_origin_id=False)
                    vals["callback_version"] = 1
        surveys = super().create(vals_list)
        own = surveys.filtered(lambda s: s.survey_type == "callback")
        # sudo: the numbers are locked; a new questionnaire is its own first version.
        for survey in own.filtered(lambda s: not s.callback_origin_id).sudo():
            survey.callback_origin_id = survey
        return surveys

    def write(self, vals):
        """Version numbers are given by the button alone."""
        if VERSION_FIELDS & set(vals) and not self.env.su:
            raise UserError(self.env._("Only “New version” numbers a questionnaire."))
        return super().write(vals)

    def copy_data(self, default=None):
        """A new version keeps its title."""
        vals_list = super().copy_data(default)
        if self.env.context.get("callback_new_version"):
            for survey, vals in zip(self, vals_list, strict=True):
                vals["title"] = survey.title
        return vals_list

    def _create_answer(
        self,
        user=False,
        partner=False,
        email=False,
        test_entry=False,
        check_attempts=True,
        **additional_vals,
    ):
        """Answers to callback questionnaires are made for a callback only."""
        stray = self.filtered(lambda survey: survey.survey_type == "callback")
        if stray and not test_entry:
            raise UserError(
                self.env._(
                    "%(survey)s is answered for a callback only.", survey=stray[0].title
                )
            )
        return super()._create_answer(
            user, partner, email, test_entry, check_attempts, **additional_vals
        )

    # Versions ---------------------------------------------------------------------

    def _get_callback_surveys(self):
        return self

    def _get_callback_locks(self):
        """Return, for the questionnaires that are fixed, why: {survey: text}."""
        surveys = self.filtered(lambda s: s.survey_type == "callback" and s.ids)
        if not surveys:
            return {}
        answered = self.env["survey.user_input"]._read_group(
            [("survey_id", "in", surveys.ids), ("test_entry", "=", False)],
            ["survey_id"],
            ["__count"],
        )
        locks = {
            survey: self.env._("%(count)s answer sheets refer to it", count=count)
            for survey, count in answered
        }
        lines = surveys.callback_policy_line_ids
        for line in lines.filtered(lambda line: line.policy_id.state != "draft"):
            text = self.env._(
                "%(policy)s is in force with it", policy=line.policy_id.display_name
            )
            locks.setdefault(line.survey_id, text)
        return locks

    def _get_callback_family(self):
        """Return all versions of this questionnaire, archived ones included."""
        self.ensure_one()
        origin = self.callback_origin_id or self
        versions = self.with_context(active_test=False).search(
            Domain("callback_origin_id", "=", origin.id), order="callback_version"
        )
        return origin | versions

    def action_callback_new_version(self):
        """Open a whole copy with the next number, to be changed freely. RPC.

        Each question remembers the one it was copied from: as long as it is not
        changed, both count together in one rate.

        :raises UserError: for anything but a callback questionnaire
        """
        self.ensure_one()
        self.check_access("write")
        if self.survey_type != "callback":
            raise UserError(
                self.env._(
                    "%(survey)s is no callback questionnaire.", survey=self.title
                )
            )
        family = self._get_callback_family()
        new = self.with_context(callback_new_version=True).copy()
        # sudo: the numbers are locked; who makes a version was checked above.
        new.sudo().write(
            {
                "callback_version": max(family.mapped("callback_version")) + 1,
                "callback_previous_id": self.id,
                "callback_origin_id": (self.callback_origin_id or self).id,
            }
        )
        self._link_callback_copies(new)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [
                (self.env.ref("callback_base.survey_survey_view_form").id, "form")
            ],
        }

    def _link_callback_copies(self, new):
        """Link each copied question and option to its original."""
        pairs = zip(
            self.question_and_page_ids.sorted(),
            new.question_and_page_ids.sorted(),
            strict=True,
        )
        for old, copied in pairs:
            options = zip(
                old.suggested_answer_ids.sorted(),
                copied.suggested_answer_ids.sorted(),
                strict=True,
            )
            copied.write(
                {
                    "callback_mapped_to_id": old.id,
                    "suggested_answer_ids": [
                        Command.update(
                            new_option.id, {"callback_mapped_to_id": option.id}
                        )
                        for option, new_option in options
                    ],
                }
            )
