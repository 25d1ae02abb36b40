# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

TIMES = ("date_reported", "date_dispatched", "date_done")
#: A time further ahead than this is a slip of the keyboard, not a plan.
MAX_DAYS_AHEAD = 366


class CallbackPropertyOrder(models.Model):
    """A repair or another service for a household (P1-05, P2-03)."""

    _name = "callback.property.order"
    _description = "Repair or service order"
    _inherit = [
        "mail.thread",
        "callback.guard.mixin",
        "callback.source.mixin",
        "callback.import.mixin",
    ]
    _guarded_fields = frozenset({"state"})
    _order = "date_reported desc, id desc"
    _check_company_auto = True
    _import_unique_fields = ("name",)
    _import_template_fields = (
        "name",
        "kind",
        "unit_id",
        "partner_id",
        "department_id",
        "date_reported",
        "date_dispatched",
        "date_done",
        "description",
        "result",
    )

    name = fields.Char(string="Order number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("repair", "Repair"),
            ("move_in", "Move-in"),
            ("fitting_out", "Second fitting-out"),
            ("lease_end", "End of the lease"),
            ("cleaning", "Cleaning"),
            ("paid_cleaning", "Paid cleaning"),
        ],
        string="Type of service",
        default="repair",
        required=True,
        tracking=True,
    )
    unit_id = fields.Many2one(
        "callback.property.unit",
        string="House or flat",
        check_company=True,
        index=True,
        tracking=True,
        ondelete="restrict",
    )
    estate_id = fields.Many2one(related="unit_id.estate_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_from_unit",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    phone = fields.Char(related="partner_id.phone")
    department_id = fields.Many2one(
        "hr.department",
        string="Management office",
        compute="_compute_from_unit",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        index=True,
        tracking=True,
        help="This unit calls back.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Repairer",
        index="btree_not_null",
        tracking=True,
        help="Neither makes nor checks the callback about this order.",
    )
    date_reported = fields.Datetime(
        string="Reported on", required=True, default=fields.Datetime.now, tracking=True
    )
    date_dispatched = fields.Datetime(string="Dispatched on", tracking=True, copy=False)
    date_done = fields.Datetime(string="Finished on", tracking=True, copy=False)
    state = fields.Selection(
        [
            ("reported", "Reported"),
            ("dispatched", "Dispatched"),
            ("done", "Finished"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
    )
    description = fields.Text(string="What was asked for")
    result = fields.Text(string="What was done")

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This order number exists already."
    )
    _kind_done = models.Index("(kind, date_done)")

    @api.depends("unit_id")
    def _compute_from_unit(self):
        for order in self:
            order.partner_id = order.unit_id.partner_id or order.partner_id
            order.department_id = (
                order.unit_id.department_id
                or order.department_id
                or self.env.user.employee_id.department_id
            )

    @api.depends("date_dispatched", "date_done")
    def _compute_state(self):
        for order in self:
            if order.date_done:
                order.state = "done"
            else:
                order.state = "dispatched" if order.date_dispatched else "reported"

    @api.constrains(*TIMES)
    def _check_times(self):
        for order in self:
            problem = self._get_time_problem({name: order[name] for name in TIMES})
            if problem:
                raise ValidationError(
                    self.env._(
                        "Order %(name)s: %(reason)s",
                        name=order.name,
                        reason=problem[1],
                    )
                )

    @api.model
    def _get_time_problem(self, values):
        """Return ``(field name, reason)`` when the times cannot be true."""
        latest = fields.Datetime.now() + timedelta(days=MAX_DAYS_AHEAD)
        before = None
        for name in TIMES:
            moment = fields.Datetime.to_datetime(values.get(name))
            if not moment:
                continue
            if moment > latest or moment.year < 1990:
                return name, self.env._("This time cannot be right")
            if before and moment < before[1]:
                return name, self.env._(
                    "Reported, dispatched, finished: “%(later)s” is before "
                    "“%(earlier)s”",
                    later=self._get_import_label(name),
                    earlier=self._get_import_label(before[0]),
                )
            before = name, moment
        return None

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called_back(self):
        """Keep the document that grounds a callback."""
        # sudo: callbacks of other units count as well; only whether there is one.
        records = self.env["callback.record"].sudo()
        if records.search_count(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], limit=1
        ):
            raise UserError(self.env._("An order with callbacks cannot be deleted."))

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of wrong times and of a missing customer."""
        yield from super()._check_import_values(values, is_new)
        problem = self._get_time_problem(values)
        if problem:
            yield problem
        if is_new and not (values.get("unit_id") or values.get("partner_id")):
            yield "unit_id", self.env._("A house or a customer is required")

    @api.model
    def _get_import_aliases(self):
        """Other names that repair registers give columns and values."""
        return {
            "name": self.env._("Repair number, Dispatch order number, Order no."),
            "kind": self.env._("Service type, Type, Category"),
            "unit_id": self.env._("House, Room number, Unit"),
            "partner_id": self.env._("Customer name, Owner"),
            "department_id": self.env._("Management unit, Unit in charge"),
            "date_reported": self.env._("Time reported, Report time"),
            "date_dispatched": self.env._("Time dispatched, Dispatch time"),
            "date_done": self.env._("Time finished, Completion time"),
            "description": self.env._("Repair content, Content"),
            "kind:repair": self.env._("Repairs, Maintenance"),
        }
