# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: Fields that decide about callbacks: after archiving only managers correct them.
SEALED_FIELDS = ("kind", "department_id", "date_archived")
#: Times in the order in which they happen.
TIMES = ("date_accepted", "date_completed", "date_archived")
#: A time further ahead than this is a slip of the keyboard, not a plan.
MAX_DAYS_AHEAD = 366


class CallbackUtilityWorkOrder(models.Model):
    """Business with a customer that, once archived, owes a callback (U1-02)."""

    _name = "callback.utility.work.order"
    _description = "Work order"
    _inherit = [
        "mail.thread",
        "callback.guard.mixin",
        "callback.source.mixin",
        "callback.import.mixin",
    ]
    _order = "date_accepted desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"disaster_id", "state"})
    _import_template_fields = (
        "name",
        "kind",
        "supply_point_id",
        "partner_id",
        "department_id",
        "date_accepted",
        "date_completed",
        "date_archived",
        "description",
    )

    name = fields.Char(string="Work order number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("new_connection", "New connection"),
            ("change", "Change"),
            ("fault_repair", "Fault repair"),
            ("letter_complaint", "Letter: complaint"),
            ("letter_report", "Letter: report of misconduct"),
        ],
        string="Work order type",
        required=True,
        tracking=True,
    )
    supply_point_id = fields.Many2one(
        "callback.utility.supply.point",
        string="Account number",
        check_company=True,
        index=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_from_supply_point",
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
        string="Accepting unit",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id.department_id,
        help="Who accepts is responsible: this unit calls back (U1-12).",
    )
    area_id = fields.Many2one(
        "callback.utility.area",
        string="Supply area",
        compute="_compute_from_supply_point",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
    )
    voltage_kv = fields.Float(
        related="supply_point_id.voltage_kv",
        store=True,
        string="Voltage (kV)",
        help="Of the supply point; decides which unit calls back (U2-08).",
    )
    disaster_id = fields.Many2one(
        "callback.utility.disaster",
        string="Disaster event",
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Approved event in the area and time of this fault repair (U1-20).",
    )
    date_accepted = fields.Datetime(
        string="Accepted on", tracking=True, help="Letters: when it was received."
    )
    date_completed = fields.Datetime(string="Completed on", tracking=True)
    date_archived = fields.Datetime(
        string="Archived on",
        tracking=True,
        copy=False,
        help="The time limit of the callback counts from here.",
    )
    state = fields.Selection(
        [
            ("accepted", "Accepted"),
            ("completed", "Completed"),
            ("archived", "Archived"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
    )
    description = fields.Text(string="Content")

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This work order number exists already."
    )
    _kind_archived = models.Index("(kind, date_archived)")
    _kind_accepted = models.Index("(kind, date_accepted)")

    @api.depends("supply_point_id")
    def _compute_from_supply_point(self):
        for order in self:
            point = order.supply_point_id
            order.partner_id = point.partner_id or order.partner_id
            order.area_id = point.area_id or order.area_id

    @api.depends("date_completed", "date_archived")
    def _compute_state(self):
        for order in self:
            if order.date_archived:
                order.state = "archived"
            else:
                order.state = "completed" if order.date_completed else "accepted"

    @api.constrains(*TIMES)
    def _check_times(self):
        """Refuse times in the wrong order or out of this world."""
        for order in self:
            problem = self._get_time_problem({name: order[name] for name in TIMES})
            if problem:
                raise ValidationError(
                    self.env._(
                        "Work order %(name)s: %(reason)s",
                        name=order.name,
                        reason=problem[1],
                    )
                )

    @api.model
    def _get_time_problem(self, values):
        """Return ``(field name, reason)`` when the times cannot be true."""
        given = {name: fields.Datetime.to_datetime(values.get(name)) for name in TIMES}
        latest = fields.Datetime.now() + timedelta(days=MAX_DAYS_AHEAD)
        before = None
        for name in (name for name in TIMES if given[name]):
            if given[name] > latest or given[name].year < 1990:
                return name, self.env._("This time cannot be right")
            if before and given[name] < given[before]:
                return name, self.env._(
                    "The order is accepted, completed, archived: “%(later)s” is "
                    "before “%(earlier)s”",
                    later=self._get_import_label(name),
                    earlier=self._get_import_label(before),
                )
            before = name
        return None

    @api.model_create_multi
    def create(self, vals_list):
        """Link new fault repairs to the approved disaster events they fall in."""
        for vals in vals_list:
            self._check_guarded(vals)
        orders = super().create(vals_list)
        orders._match_disasters()
        return orders

    def write(self, vals):
        """Let managers alone correct what an archived order owes, and log it."""
        self._check_guarded(vals)
        sealed = [name for name in SEALED_FIELDS if name in vals]
        orders = self
        if sealed and self._check_sealed(sealed, vals):
            # an import switches tracking off; a correction is always tracked
            orders = self.with_context(tracking_disable=False, mail_notrack=False)
        result = super(CallbackUtilityWorkOrder, orders).write(vals)
        if {"kind", "area_id", "supply_point_id", *TIMES} & vals.keys():
            self._match_disasters()
        return result

    def _check_sealed(self, names, vals):
        """Return whether archived orders change; refuse it below manager."""
        changed = self.browse()
        for order in self.filtered("date_archived"):
            for name in names:
                field = self._fields[name]
                before = field.convert_to_write(order[name], order)
                after = field.convert_to_cache(vals[name], order)
                if before != (after or False):
                    changed |= order
        manager = "callback_base.callback_group_manager"
        if changed and not (self.env.su or self.env.user.has_group(manager)):
            raise AccessError(
                self.env._(
                    "Work order %(name)s is archived: only a manager can correct its "
                    "type, accepting unit or time of archiving.",
                    name=changed[0].name,
                )
            )
        return bool(changed)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called_back(self):
        """Keep the document that grounds a callback."""
        # sudo: callbacks of other units count as well; only whether there is one
        records = self.env["callback.record"].sudo()
        if records.search_count(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], limit=1
        ):
            raise UserError(
                self.env._("A work order with callbacks cannot be deleted.")
            )

    def _match_disasters(self):
        """Set the approved disaster event in whose area and time each order falls."""
        # sudo: which events are approved is a fact, whoever enters the order
        events = self.env["callback.utility.disaster"].sudo()
        events = events.search([("state", "=", "approved")])
        if not events and not self.disaster_id:
            return
        for order in self:
            event = events.filtered(lambda event, order=order: event._covers(order))[:1]
            event = event.sudo(False) or order.disaster_id.filtered(
                lambda linked: linked.state == "cancelled"
            )
            if order.disaster_id != event:
                # sudo: the link is guarded; it follows from the approved event
                order.sudo().disaster_id = event
                event._extend_callbacks(order)

    def _get_callback_extension_ground(self):
        """Name the approved event and who approved it (U1-20)."""
        self.ensure_one()
        event = self.disaster_id
        if event.state == "approved":
            return event.display_name, event.approver_id
        return super()._get_callback_extension_ground()
