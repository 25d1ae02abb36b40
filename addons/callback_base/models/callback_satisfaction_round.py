# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

#: What stays open after the plan was confirmed: the work itself.
WORK_FIELDS = frozenset(
    {
        "campaign_id",
        "conclusion",
        "date_notice",
        "date_training",
        "evidence_ids",
        "form_ids",
        "group_ids",
        "improvement_ids",
        "is_trained",
        "issue_reason",
        "question_ids",
        "trained_names",
        "typed_checked",
        "typed_issued",
        "typed_note",
        "typed_rate",
        "typed_returned",
        "typed_true",
        "user_id",
    }
)
#: What stays open when a round was reported.
AFTER_FIELDS = frozenset({"improvement_ids"})


class CallbackSatisfactionRound(models.Model):
    """One round of a satisfaction survey, from the plan to the report (BASE-36).

    Its steps are in ``callback_satisfaction_flow.py``, its figures in
    ``callback_satisfaction_figures.py``.
    """

    _name = "callback.satisfaction.round"
    _description = "Satisfaction survey round"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guard.mixin",
        "callback.attached.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "confirm_user_id",
            "date_collected",
            "date_confirmed",
            "date_issue",
            "date_reported",
            "date_verified",
            "deadline",
            "report_user_id",
            "sample_id",
            "state",
            "verify_user_id",
        }
    )

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    rule_id = fields.Many2one(
        "callback.satisfaction.rule",
        string="Survey of the policy",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('policy_id.state', '=', 'in_force')]",
        tracking=True,
    )
    policy_id = fields.Many2one(
        related="rule_id.policy_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.user.callback_unit_ids[:1],
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        ondelete="restrict",
        tracking=True,
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        compute="_compute_survey_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('survey_type', '=', 'callback')]",
        ondelete="restrict",
        index="btree_not_null",
    )
    campaign_id = fields.Many2one(
        "callback.campaign",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Its callbacks are the forms of this round, its publicity the notice.",
    )
    date_start = fields.Date(
        string="First day",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    period_name = fields.Char(
        string="Period", compute="_compute_period", store=True, precompute=True
    )
    deadline = fields.Datetime(
        string="To be reported by",
        compute="_compute_deadline",
        store=True,
        precompute=True,
    )
    date_notice = fields.Date(string="Notice published on", tracking=True)
    is_trained = fields.Boolean(string="Staff trained", tracking=True)
    date_training = fields.Date(string="Trained on")
    trained_names = fields.Text(string="Who was trained")
    section_ids = fields.One2many(
        "callback.satisfaction.section",
        "round_id",
        string="Plan paper",
        compute="_compute_parts",
        store=True,
        readonly=False,
        copy=True,
    )
    group_ids = fields.One2many(
        "callback.satisfaction.group",
        "round_id",
        string="Issued to",
        compute="_compute_parts",
        store=True,
        readonly=False,
        copy=True,
    )
    form_ids = fields.One2many("callback.satisfaction.form", "round_id", string="Forms")
    question_ids = fields.One2many(
        "callback.satisfaction.question", "round_id", string="Questions"
    )
    source = fields.Selection(
        [("forms", "Forms, one by one"), ("typed", "Counted on paper")],
        string="Figures come from",
        default="forms",
        required=True,
        help="Counted on paper: the figures are entered, with their evidence.",
    )
    conclusion = fields.Text(help="What the round showed, for the report.")

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("issuing", "Issuing"),
            ("collecting", "Collecting"),
            ("verified", "Verified"),
            ("reported", "Reported"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    confirm_user_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, copy=False
    )
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True, copy=False)
    date_issue = fields.Date(string="Forms issued from", readonly=True, copy=False)
    date_collected = fields.Datetime(
        string="All forms issued on", readonly=True, copy=False
    )
    verify_user_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False
    )
    date_verified = fields.Datetime(string="Verified on", readonly=True, copy=False)
    report_user_id = fields.Many2one(
        "res.users", string="Reported by", readonly=True, copy=False
    )
    date_reported = fields.Datetime(
        string="Reported on", readonly=True, copy=False, index="btree_not_null"
    )
    sample_id = fields.Many2one(
        "callback.sample",
        string="Authenticity check",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    # Computes ---------------------------------------------------------------------

    @api.depends("rule_id")
    def _compute_survey_id(self):
        for survey in self:
            survey.survey_id = survey.rule_id.survey_id

    @api.depends("rule_id")
    def _compute_parts(self):
        """The plan paper and the customers come from the policy's survey."""
        for survey in self:
            if survey.state != "draft" or not survey.rule_id:
                continue
            titles = survey.rule_id._get_sections()
            survey.section_ids = [
                Command.clear(),
                *(
                    Command.create({"name": title, "sequence": number})
                    for number, title in enumerate(titles)
                ),
            ]
            survey.group_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {"name": g.name, "rate": g.rate, "sequence": g.sequence}
                    )
                    for g in survey.rule_id.group_ids
                ),
            ]

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A round starts as a draft."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """The plan stays as it was confirmed, the figures as they were reported."""
        self._check_guarded(vals)
        names = {n for n in vals if not n.startswith(("message_", "activity_"))}
        if not self.env.su:
            for survey in self:
                free = WORK_FIELDS if survey.state != "draft" else names
                if survey.state in ("verified", "reported"):
                    free = AFTER_FIELDS
                if survey.state == "verified":
                    free |= {"conclusion", "question_ids"}
                if names - free:
                    raise UserError(
                        self.env._(
                            "Survey round “%(round)s” is past this step: what was "
                            "confirmed or verified stays as it was.",
                            round=survey.name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if any(survey.state != "draft" for survey in self):
            raise UserError(self.env._("Only a draft round can be deleted."))
