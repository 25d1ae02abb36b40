# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import ormcache

from odoo.addons.callback_base.models.callback_record import OPEN_STATES

LINE = "callback.finance.departure.line"


class CallbackFinanceDeparture(models.Model):
    """An adviser leaves: each of the adviser's customers is called back (F2-06)."""

    _name = "callback.finance.departure"
    _description = "Departure of an adviser"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"line_ids", "state", "user_id"})

    employee_id = fields.Many2one(
        "hr.employee",
        string="Who leaves",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Outlet",
        required=True,
        check_company=True,
        index=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    date = fields.Date(
        string="Last day",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    successor_id = fields.Many2one(
        "hr.employee",
        string="Taken over by",
        check_company=True,
        tracking=True,
        help="Looks after the accounts from the confirmation on.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, copy=False
    )
    line_ids = fields.One2many(
        "callback.finance.departure.line", "departure_id", readonly=True
    )
    line_count = fields.Integer(string="Customers", compute="_compute_line_count")
    callback_count = fields.Integer(compute="_compute_callback_progress")
    callback_progress = fields.Char(
        string="Called back",
        compute="_compute_callback_progress",
        help="Callbacks that are settled, of all that the departure made.",
    )

    _employee_unique = models.UniqueIndex(
        "(employee_id, date)", "This departure is on file already."
    )

    @api.depends("employee_id.name", "date")
    def _compute_display_name(self):
        for departure in self:
            name = departure.employee_id.name or ""
            departure.display_name = f"{name} {departure.date or ''}".strip()

    @api.depends("line_ids")
    def _compute_line_count(self):
        groups = self.env["callback.finance.departure.line"]._read_group(
            [("departure_id", "in", self.ids)], ["departure_id"], ["__count"]
        )
        counts = {departure.id: count for departure, count in groups}
        for departure in self:
            departure.line_count = counts.get(departure.id, 0)

    @api.depends("line_ids")
    def _compute_callback_progress(self):
        """Count the callbacks of the customers that the user may see (F2-06)."""
        groups = self.env["callback.record"]._read_group(
            [("res_model", "=", LINE), ("res_id", "in", self.line_ids.ids)],
            ["res_id", "state"],
            ["__count"],
        )
        departures = {line.id: line.departure_id.id for line in self.line_ids}
        made, settled = Counter(), Counter()
        for line, state, count in groups:
            made[departures[line]] += count
            settled[departures[line]] += count * (state not in OPEN_STATES)
        for departure in self:
            count = departure.callback_count = made[departure.id]
            departure.callback_progress = (
                f"{settled[departure.id]} / {count}" if count else ""
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Departures start as drafts."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was confirmed made callbacks and stays."""
        self._check_guarded(vals)
        fixed = {n for n in vals if not n.startswith(("message_", "activity_"))}
        if fixed and not self.env.su and self.filtered(lambda d: d.state != "draft"):
            raise UserError(
                self.env._("A confirmed departure has made callbacks and stays.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if self.filtered(lambda departure: departure.state != "draft"):
            raise UserError(self.env._("Only a draft departure can be deleted."))

    def action_confirm(self):
        """Note the customers, hand the accounts over; the sweep calls them. RPC.

        :raises AccessError: below supervisor
        :raises UserError: when it was confirmed before, or nothing is handed over to
            the person who leaves
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Supervisors confirm departures."))
        # sudo: all accounts of who leaves, also of other outlets, are handed over.
        accounts = self.env["callback.finance.account"].sudo()
        for departure in self:
            if departure.state != "draft":
                raise UserError(self.env._("This departure was confirmed already."))
            if departure.successor_id == departure.employee_id:
                raise UserError(
                    self.env._(
                        "%(person)s cannot take over from oneself.",
                        person=departure.employee_id.name,
                    )
                )
            mine = accounts.search(
                [
                    ("manager_id", "=", departure.employee_id.id),
                    ("state", "=", "active"),
                    ("company_id", "=", departure.company_id.id),
                ]
            )
            # sudo: lines and state are guarded; the right was checked above.
            departure.sudo().write(
                {
                    "state": "confirmed",
                    "user_id": self.env.uid,
                    "line_ids": [
                        fields.Command.create({"account_id": account.id})
                        for account in mine
                    ],
                }
            )
            mine.write({"manager_id": departure.successor_id.id})
        self.env.registry.clear_cache()
        return True

    @api.model
    def _get_left_on(self, employee):
        """Return the last day of an employee who left, or None."""
        return self._get_last_days().get(employee.id)

    @api.model
    @ormcache()
    def _get_last_days(self):
        """Return {employee id: last day}; kept, as every row of a file asks."""
        # sudo: kept for everybody; last days only
        groups = self.sudo()._read_group(
            [("state", "=", "confirmed")], ["employee_id"], ["date:max"]
        )
        return {employee.id: day for employee, day in groups}

    def action_view_callbacks(self):
        """Open the callbacks of the customers of these departures."""
        return self.line_ids.action_view_callback_records()

    def action_view_lines(self):
        """Open the customers of these departures."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_finance.callback_finance_departure_line_action"
        )
        return {**action, "domain": [("departure_id", "in", self.ids)]}
