# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

STAGES = [
    ("before_team", "Before the sales team"),
    ("sales", "Sales team active"),
    ("after_team", "After the sales team, before the hand-over"),
    ("handed_over", "After the hand-over"),
]


class CallbackPropertyQuestion(models.Model):
    """A question of a customer on a website or forum (S4-01, S4-02)."""

    _name = "callback.property.question"
    _description = "Online question"
    _inherit = ["mail.thread", "callback.source.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Question", required=True, tracking=True)
    company_id = fields.Many2one(related="estate_id.company_id", store=True, index=True)
    estate_id = fields.Many2one(
        "callback.property.estate",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    partner_id = fields.Many2one("res.partner", string="Customer", index=True)
    department_id = fields.Many2one(
        "hr.department",
        string="Received by",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    date = fields.Datetime(
        string="Asked on", required=True, default=fields.Datetime.now, tracking=True
    )
    site = fields.Selection(
        [
            ("internal", "Internal website"),
            ("external", "Own public website"),
            ("public", "Other public website"),
        ],
        default="external",
        required=True,
        help="Where it was asked (S4-02).",
    )
    stage = fields.Selection(
        STAGES,
        string="Stage of the project",
        compute="_compute_stage",
        store=True,
        help="Decides who answers (S4-01).",
    )
    text = fields.Text(string="Content of the question")

    @api.depends(
        "date",
        "estate_id.date_sales_from",
        "estate_id.date_sales_to",
        "estate_id.date_handover",
    )
    def _compute_stage(self):
        for question in self:
            company = question.company_id
            calendar = company.callback_calendar_id or company.resource_calendar_id
            local = question.with_context(tz=calendar.tz or "Asia/Shanghai")
            moment = question.date and fields.Datetime.context_timestamp(
                local, question.date
            )
            estate = question.estate_id
            question.stage = moment and estate and estate._get_stage(moment.date())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called_back(self):
        # sudo: only whether a callback of any unit rests on it.
        records = self.env["callback.record"].sudo()
        if records.search_count(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], limit=1
        ):
            raise UserError(self.env._("An answered question cannot be deleted."))
