# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.callback_base.schedule.periods import ONE_DAY, period_of

#: Who sees the statements of everybody in the own companies.
READERS = (
    "callback_assessment.callback_group_hr",
    "callback_base.callback_group_manager",
    "callback_base.callback_group_auditor",
)
LEADER = "callback_base.callback_group_supervisor"


class CallbackAssessmentPay(models.TransientModel):
    """Proof of pay: what one person gets for one month, and why, line by line.

    Everybody sees the own statement; supervisors those of their tree, human resources,
    managers and auditors all of them, through the record rules of what it shows.
    """

    _name = "callback.assessment.pay"
    _description = "Proof of pay"

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.user.employee_id,
    )
    is_own = fields.Boolean(
        string="Own statement",
        compute="_compute_is_own",
        help="Who sees the own statement only.",
    )
    month = fields.Date(required=True, default=lambda self: self._get_last_month())
    month_name = fields.Char(compute="_compute_found")
    currency_id = fields.Many2one(related="employee_id.company_id.currency_id")
    assessment_ids = fields.Many2many(
        "callback.assessment", string="Assessments", compute="_compute_found"
    )
    sanction_ids = fields.Many2many(
        "callback.sanction", string="Rewards and fines", compute="_compute_found"
    )
    total = fields.Monetary(string="Effect on pay", compute="_compute_found")
    pending = fields.Monetary(
        string="Not final yet",
        compute="_compute_found",
        help="Lines that are not confirmed, told or whose appeal is still possible.",
    )

    @api.depends("employee_id")
    @api.depends_context("uid", "callback_own_pay")
    def _compute_is_own(self):
        user = self.env.user
        others = any(map(user.has_group, READERS)) or user.has_group(LEADER)
        self.is_own = not others or self.env.context.get("callback_own_pay", False)

    @api.depends("employee_id", "month_name")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = " ".join(
                filter(None, [statement.employee_id.name, statement.month_name])
            ) or self.env._("Proof of pay")

    @api.model
    def _get_last_month(self):
        today = fields.Date.context_today(self)
        return period_of(today.replace(day=1) - ONE_DAY, "month")[0]

    @api.depends("employee_id", "month")
    def _compute_found(self):
        for statement in self:
            month = statement.month and statement.month.replace(day=1)
            person = statement.employee_id
            statement.month_name = f"{month:%Y-%m}" if month else ""
            last = month and period_of(month, "month")[1]
            statement.assessment_ids = self.env["callback.assessment"].search(
                [
                    ("employee_id", "=", person.id),
                    ("state", "=", "confirmed"),
                    ("date_to", ">=", month),
                    ("date_to", "<=", last),
                ]
            )
            lines = self.env["callback.sanction"].search(
                [("employee_id", "=", person.id), ("period", "=", month)]
            )
            lines = lines.filtered(lambda x: x.state not in ("rejected", "cancelled"))
            statement.sanction_ids = lines
            money = lines.filtered(lambda line: line.kind == "money")
            final = money.filtered(lambda x: x.state in ("final", "handed_over"))
            statement.total = sum(final.mapped("amount_signed"))
            statement.pending = sum((money - final).mapped("amount_signed"))

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody opens the statement of a person of whom nothing may be seen."""
        statements = super().create(vals_list)
        for statement in statements:
            statement._check_reader()
        return statements

    def write(self, vals):
        """Nor makes an own one over to that person."""
        result = super().write(vals)
        if "employee_id" in vals:
            for statement in self:
                statement._check_reader()
        return result

    def action_print(self):
        """Print the statement. RPC."""
        self.ensure_one()
        self._check_reader()
        return self.env.ref(
            "callback_assessment.callback_assessment_pay_report"
        ).report_action(self)

    def _check_reader(self):
        """Raise for the statement of a person of whom the user may see nothing."""
        # sudo: only the user and the unit of the person are looked at.
        user, person = self.env.user, self.employee_id.sudo()
        if person.user_id == user or self.env.su:
            return
        everybody = any(map(user.has_group, READERS))
        if everybody and person.company_id in self.env.companies:
            return
        leader = user.has_group(LEADER)
        if not (leader and person.department_id in user.callback_department_ids):
            raise AccessError(
                self.env._("This statement is for %(person)s only.", person=person.name)
            )

    def _get_checks(self):
        """Return {assessment: what differs from its frozen inputs, or False}."""
        # sudo: only whether it is equal is printed.
        found = self.assessment_ids.sudo()
        return {one.id: one._get_difference() or False for one in found}
