# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class CallbackQuestionnaire(models.Model):
    """Which questions a policy asks, by type and channel, and how many (BASE-13).

    The most exact line decides, type before channel. A line may name the
    questionnaire, or only limit the questions of the one that the type brings along,
    so that paper and telephone can differ (X-15, X-22).
    """

    _name = "callback.questionnaire"
    _description = "Questionnaire of a policy"
    _inherit = ["callback.policy.part.mixin", "mail.thread"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset({"message_ids", "message_follower_ids", "survey_id"})

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one(
        "callback.type",
        string="Callback type",
        help="Empty: every type of the policy.",
    )
    channel_id = fields.Many2one("callback.channel", help="Empty: every channel.")
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        domain="[('survey_type', '=', 'callback')]",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="Empty: the one of the callback type.",
    )
    question_max = fields.Integer(
        string="Questions at most", tracking=True, help="0: no limit."
    )
    question_count = fields.Integer(
        string="Questions", related="survey_id.callback_question_count"
    )
    override_reason = fields.Text(
        string="Reason for more questions",
        tracking=True,
        help="Why more questions than laid down are asked here.",
    )
    link_days = fields.Integer(
        string="Link valid for (days)",
        help="How long the customer can answer by the link. 0: as long as the "
        "callback is open.",
    )
    finish_on_answer = fields.Boolean(
        string="The customer's answer finishes the callback",
        help="When the customer has answered by the link and is not dissatisfied.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _place_unique = models.UniqueIndex(
        "(policy_id, COALESCE(type_id, 0), COALESCE(channel_id, 0))",
        "A policy has one questionnaire for a type and channel.",
    )
    _numbers_positive = models.Constraint(
        "CHECK (question_max >= 0 AND link_days >= 0)",
        "Questions and days cannot be negative.",
    )

    @api.depends("type_id", "channel_id", "survey_id")
    def _compute_display_name(self):
        for line in self:
            parts = (line.survey_id.title, line.type_id.name, line.channel_id.name)
            line.display_name = ", ".join(filter(None, parts)) or self.env._("All")

    def write(self, vals):
        """In force, only a later version of the same questionnaire replaces one."""
        if "survey_id" in vals and not self.env.su:
            self._check_replacement(self.env["survey.survey"].browse(vals["survey_id"]))
        return super().write(vals)

    def _check_replacement(self, survey):
        decided = self.filtered(lambda line: line.policy_id.state != "draft")
        for line in decided.filtered(lambda line: line.survey_id != survey):
            family = line.survey_id and line.survey_id._get_callback_family()
            if survey not in family:
                raise UserError(
                    self.env._(
                        "%(policy)s is in force: %(survey)s can be replaced by "
                        "another version of it only.",
                        policy=line.policy_id.display_name,
                        survey=line.survey_id.title or line.display_name,
                    )
                )

    @api.constrains("survey_id", "question_max", "override_reason", "channel_id")
    def _check_question_limit(self):
        """More questions than the limit need a reason (L1-07)."""
        for line in self:
            line._check_limit(line.survey_id, line, line)

    @api.model
    def _check_limit(self, survey, limit, chosen):
        """Raise when a questionnaire has too many questions for a limit.

        :param limit: the line whose ``question_max`` holds
        :param chosen: the line whose reason may override it
        :raises ValidationError: naming the clause, both numbers and what to do
        """
        problem = self._get_limit_problem(survey, limit, chosen)
        if problem:
            raise ValidationError(problem)

    @api.model
    def _get_limit_problem(self, survey, limit, chosen):
        if not limit.question_max:
            return ""
        count = survey.callback_question_count
        if count <= limit.question_max:
            return ""
        if (chosen.override_reason or "").strip():
            return ""
        codes = limit.clause_ids.mapped("code")
        return self.env._(
            "%(rule)s: %(survey)s asks %(count)s questions, at most %(limit)s are "
            "allowed by %(channel)s. Take some out, or give the reason for more.",
            rule=", ".join(codes) or limit.policy_id._cite("questionnaire"),
            survey=survey.title,
            count=count,
            limit=limit.question_max,
            channel=limit.channel_id.name or self.env._("any channel"),
        )

    # Rates --------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_rate(
        self, question, date_from=None, date_to=None, department=None, one_version=False
    ):
        """Count the answers to a question, over all versions that count together. RPC.

        :param question: ``survey.question`` or its id
        :param date_from: first moment of finishing, naive UTC; None: from the start
        :param date_to: moment before which it was finished; None: until now
        :param department: ``hr.department`` or its id, with all below it
        :param one_version: count answers to this version of the question only
        :returns: dict with ``question``, ``versions``, ``answered`` (sheets),
            ``dissatisfied``, ``dissatisfied_rate``, ``average`` (numbers only) and
            ``options``: list of ``{id, label, count, rate}``; rates are percentages
            of the answered sheets, None when there are none
        :raises UserError: when the period mixes versions that are not counted
            together, naming them
        """
        self._check_rate_access()
        question = self.env["survey.question"].browse(getattr(question, "id", question))
        question.check_access("read")
        department = getattr(department, "id", department)
        return question._get_callback_rate(date_from, date_to, department, one_version)

    @api.model
    def _check_rate_access(self):
        groups = ("supervisor", "auditor")
        has = self.env.user.has_group
        if not any(has(f"callback_base.callback_group_{name}") for name in groups):
            raise AccessError(
                self.env._("Supervisors and auditors see the rates of answers.")
            )

    def _creation_message(self):
        # Data is loaded in no language, in which the model has no other name.
        return self._fallback_lang().env._("Questionnaire of a policy created")
