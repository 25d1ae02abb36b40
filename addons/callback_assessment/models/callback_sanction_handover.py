# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .callback_sanction_flow import HR


class CallbackSanctionHandover(models.Model):
    """One hand-over of final lines to wages and cost centres, as an Excel file.

    A line is on one hand-over only: the same statement that finds it marks it, so that
    a second export, or one at the same time, exports nothing (ASMT-15).
    """

    _name = "callback.sanction.handover"
    _description = "Hand-over to wages"
    _inherit = ["callback.guarded.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {"company_id", "date", "name", "period", "sanction_ids", "user_id"}
    )

    name = fields.Char(string="Number", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period = fields.Date(string="Pay month", required=True, readonly=True)
    date = fields.Datetime(string="Handed over on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Handed over by", readonly=True, ondelete="restrict"
    )
    sanction_ids = fields.One2many("callback.sanction", "handover_id", readonly=True)
    line_count = fields.Integer(string="Lines", compute="_compute_totals")
    total_deduct = fields.Monetary(string="Deductions", compute="_compute_totals")
    total_award = fields.Monetary(string="Rewards", compute="_compute_totals")
    total_department = fields.Monetary(string="Cost centres", compute="_compute_totals")

    @api.depends("sanction_ids")
    def _compute_totals(self):
        for handover in self:
            lines = handover.sanction_ids
            people = lines.filtered("employee_id").mapped("amount_signed")
            handover.line_count = len(lines)
            handover.total_deduct = sum(a for a in people if a < 0)
            handover.total_award = sum(a for a in people if a > 0)
            handover.total_department = sum(
                (lines - lines.filtered("employee_id")).mapped("amount_signed")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A hand-over stays on file."))

    @api.model
    def hand_over(self, period=None, company=None):
        """Hand over every final line of a month and of those before it. RPC.

        Lines with an open appeal wait. Departments' lines are listed for their cost
        centres, never for wages.

        :param period: a date of the pay month; default: this month
        :param company: ``res.company`` or its id; default: the user's
        :returns: the new hand-over; an empty recordset when nothing is due
        :raises AccessError: but by human resources
        :raises UserError: for what is no date or no company, naming it
        """
        if not self.env.user.has_group(HR):
            raise AccessError(self.env._("Human resources hand over to wages."))
        company = self._get_company(company)
        if company not in self.env.companies:
            raise AccessError(self.env._("Only for companies of your own."))
        period = self._get_day(period)
        # sudo: hand-overs are made by this action only; rights were checked.
        return self.sudo()._hand_over(period.replace(day=1), company).sudo(False)

    @api.model
    def _get_company(self, company):
        """Return the company that a request names: as record, as id, or not at all."""
        if not company or isinstance(company, models.BaseModel):
            return company or self.env.company
        if not isinstance(company, int):
            raise UserError(
                self.env._("“%(value)s” is no number of a company.", value=company)
            )
        return self.env["res.company"].browse(company)

    @api.model
    def _get_day(self, period):
        """Return the date in the pay month that a request names; default: today."""
        try:
            return fields.Date.to_date(period) or fields.Date.context_today(self)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._(
                    "“%(value)s” is no date of a pay month: write it as 2026-03-31.",
                    value=period,
                )
            ) from error

    @api.model
    def _hand_over(self, period, company):
        self.env.flush_all()
        # Locked as they are found: who comes at the same time starts again, and finds
        # none.
        due = self.env.execute_query(
            SQL(
                "SELECT id FROM callback_sanction WHERE state = 'final'"
                " AND kind = 'money' AND is_appealed IS NOT TRUE AND company_id = %s"
                " AND period <= %s AND %s FOR UPDATE",
                company.id,
                period,
                self._get_condition(),
            )
        )
        lines = self.env["callback.sanction"].browse(number for (number,) in due)
        if not lines:
            return self.browse()
        now = fields.Datetime.now()
        sequence = self.env["ir.sequence"].with_company(company)
        handover = self.create(
            {
                "name": sequence.next_by_code("callback.sanction.handover"),
                "company_id": company.id,
                "period": period,
                "date": now,
                "user_id": self.env.uid,
            }
        )
        lines.with_context(tracking_disable=True).write(
            {
                "state": "handed_over",
                "handover_id": handover.id,
                "date_handed_over": now,
            }
        )
        return handover

    @api.model
    def _get_condition(self):
        """Return which lines this way of handing over takes, as ``SQL``."""
        return SQL("TRUE")

    @api.model
    def action_hand_over(self):
        """Hand over what is due until now, and open it. RPC."""
        handover = self.hand_over()
        if not handover:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": self.env._("Nothing is due: 0 lines."),
                    "type": "info",
                },
            }
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": handover.id,
        }


class CallbackSanction(models.Model):
    """The hand-over that a line was on."""

    _inherit = "callback.sanction"

    handover_id = fields.Many2one(
        "callback.sanction.handover",
        string="Hand-over",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
