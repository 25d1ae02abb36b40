# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date


class CallbackDuty(models.Model):
    """A regular duty of one unit for one day or period (G1-42, S6-03).

    Made by the system, so that a day on which nothing was done is in the log as well;
    how is in ``callback_duty_make.py``, how it is done in ``callback_duty_work.py``.
    """

    _name = "callback.duty"
    _description = "Regular duty"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "date_due desc, id desc"
    _guarded_fields = frozenset(
        {
            "company_id",
            "date_done",
            "date_due",
            "date_from",
            "date_received",
            "date_to",
            "department_id",
            "policy_id",
            "receiver_id",
            "rule_id",
            "state",
            "user_id",
        }
    )

    rule_id = fields.Many2one(
        "callback.duty.rule",
        string="Duty",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    policy_id = fields.Many2one(
        "callback.policy", readonly=True, required=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="First day", required=True, readonly=True)
    date_to = fields.Date(string="Last day", required=True, readonly=True)
    date_due = fields.Datetime(string="Due", required=True, readonly=True, index=True)
    kind = fields.Selection(related="rule_id.kind", store=True)
    keep_copy = fields.Boolean(related="rule_id.keep_copy")
    recipient_id = fields.Many2one(related="rule_id.recipient_id")
    state = fields.Selection(
        [("open", "To be done"), ("done", "Done"), ("received", "Arrived")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    line_ids = fields.One2many("callback.duty.line", "duty_id", string="List")
    line_count = fields.Integer(string="On the list", compute="_compute_line_count")
    done_count = fields.Integer(string="Ticked", compute="_compute_line_count")
    copy_kept = fields.Boolean(string="Copy kept")
    note = fields.Text(string="Findings")
    date_done = fields.Datetime(string="Done on", readonly=True, tracking=True)
    user_id = fields.Many2one(
        "res.users", string="Done by", readonly=True, ondelete="restrict"
    )
    date_received = fields.Datetime(string="Received on", readonly=True)
    receiver_id = fields.Many2one(
        "res.users", string="Received by", readonly=True, ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(rule_id, department_id, date_from)",
        "A unit has each duty once in a period.",
    )

    @api.depends("department_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for duty in self:
            days = [format_date(self.env, duty.date_from)]
            if duty.date_to != duty.date_from:
                days.append(format_date(self.env, duty.date_to))
            # sudo: the name of the unit, also for archivists.
            unit = duty.sudo().department_id.name or ""
            duty.display_name = f"{unit} {' – '.join(filter(None, days))}"

    @api.depends("date_due", "date_done")
    def _compute_is_overdue(self):
        """Not done by its time, or done only after it."""
        now = fields.Datetime.now()
        for duty in self:
            duty.is_overdue = duty.date_due and (duty.date_done or now) > duty.date_due

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        missed = Domain("date_due", "<", fields.Datetime.now()) & Domain(
            "state", "=", "open"
        )
        late = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "COALESCE(%s > %s, false)",
                SQL.identifier(alias, "date_done"),
                SQL.identifier(alias, "date_due"),
            )
        )
        domain = missed | late
        return domain if True in value else ~domain

    @api.depends("line_ids.is_done")
    def _compute_line_count(self):
        for duty in self:
            duty.line_count = len(duty.line_ids)
            duty.done_count = len(duty.line_ids.filtered("is_done"))

    def write(self, vals):
        """What was done stays as it was signed; dates are set by the buttons."""
        if not self.env.su and {"copy_kept", "note", "line_ids"} & set(vals):
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        done = self.filtered(lambda duty: duty.state != "open")
        if done:
            raise UserError(
                self.env._(
                    "%(duty)s is done and stays as it was signed.",
                    duty=done[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Regular duties stay in the log."))

    def _get_breach_met_dates(self, kind):
        """Return when the duties were done after all: {id: naive UTC}."""
        return {duty.id: duty.date_done for duty in self}
