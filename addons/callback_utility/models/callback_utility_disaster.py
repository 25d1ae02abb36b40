# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

#: What an event covers; once it is approved only cancelling it changes anything.
COVER_FIELDS = {"name", "kind", "area_ids", "date_from", "date_to", "company_id"}


class CallbackUtilityDisaster(models.Model):
    """Natural disaster that lengthens the limit of repair callbacks (U1-20).

    One person declares it, a manager other than that person approves it. The work
    orders it covers are linked then, and those that come later when they come.
    """

    _name = "callback.utility.disaster"
    _description = "Disaster event"
    _inherit = ["mail.thread", "mail.activity.mixin", "callback.guard.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"approver_id", "date_approved", "state", "user_id"})

    name = fields.Char(string="Event", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("typhoon", "Typhoon"),
            ("rainstorm", "Rainstorm"),
            ("flood", "Flood"),
            ("lightning", "Lightning"),
            ("ice", "Ice and snow"),
            ("earthquake", "Earthquake"),
            ("other", "Other disaster"),
        ],
        string="Disaster type",
        required=True,
        default="typhoon",
        tracking=True,
    )
    area_ids = fields.Many2many(
        "callback.utility.area",
        "callback_utility_disaster_area_rel",
        "disaster_id",
        "area_id",
        string="Supply areas",
        check_company=True,
    )
    date_from = fields.Datetime(string="From", required=True, tracking=True)
    date_to = fields.Datetime(string="Until", required=True, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="Declared by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        tracking=True,
    )
    approver_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False, tracking=True
    )
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "To approve"),
            ("approved", "Approved"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    description = fields.Text(string="Extent and grounds")
    work_order_ids = fields.One2many(
        "callback.utility.work.order", "disaster_id", string="Work orders"
    )
    work_order_count = fields.Integer(compute="_compute_work_order_count")

    _dates_ordered = models.Constraint(
        "CHECK (date_from <= date_to)", "The event must end after it begins."
    )

    def _compute_work_order_count(self):
        groups = self.env["callback.utility.work.order"]._read_group(
            [("disaster_id", "in", self.ids)], ["disaster_id"], ["__count"]
        )
        counts = {event.id: count for event, count in groups}
        for event in self:
            event.work_order_count = counts.get(event.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Events are declared by oneself, as drafts."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change what an approved event covers."""
        self._check_guarded(vals)
        if COVER_FIELDS & vals.keys() and self.filtered(lambda e: e.state != "draft"):
            raise UserError(
                self.env._(
                    "An event that was decided is not changed any more. "
                    "Cancel it and declare a new one."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if self.filtered(lambda event: event.state != "draft"):
            raise UserError(
                self.env._("Only an event that is not decided can be deleted.")
            )

    def action_approve(self):
        """Approve events declared by others: link orders and extend callbacks. RPC

        :raises AccessError: for users below manager
        :raises UserError: when the event is one's own, decided, or names no area
        """
        self._check_manager()
        for event in self:
            if event.state != "draft":
                raise UserError(
                    self.env._(
                        "The event %(event)s is decided already.", event=event.name
                    )
                )
            if event.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "Who declares an event cannot approve it: ask another manager."
                    )
                )
            if not event.area_ids:
                raise ValidationError(self.env._("Name the areas of the event first."))
        # sudo: the decision is guarded; who may decide was checked above
        self.sudo().write(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "date_approved": fields.Datetime.now(),
            }
        )
        for event in self:
            event._link_work_orders()
        return True

    def action_cancel(self):
        """Cancel events: no more extensions; those already given stay. RPC

        :raises AccessError: for users below manager
        """
        self._check_manager()
        # sudo: the state is guarded; a manager cancels
        self.sudo().write({"state": "cancelled"})
        return True

    def action_view_work_orders(self):
        """Open the work orders the events cover."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_utility.callback_utility_work_order_action"
        )
        action["domain"] = [("disaster_id", "in", self.ids)]
        action["context"] = {}
        return action

    def action_view_callback_records(self):
        """Open the callbacks of the work orders that the events cover. RPC."""
        return self.work_order_ids.action_view_callback_records()

    def _check_manager(self):
        if not self.env.user.has_group("callback_base.callback_group_manager"):
            raise AccessError(
                self.env._("Only a manager decides about disaster events.")
            )

    def _covers(self, order):
        """Return whether a work order is a fault repair in this area and time."""
        self.ensure_one()
        return (
            order.kind == "fault_repair"
            and order.company_id == self.company_id
            and order.area_id in self.area_ids
            and any(
                time and self.date_from <= time <= self.date_to
                for time in (order.date_accepted, order.date_archived)
            )
        )

    def _get_covered_domain(self):
        """Return the domain of the work orders that ``_covers`` says yes to."""
        self.ensure_one()
        times = Domain.OR(
            Domain(name, ">=", self.date_from) & Domain(name, "<=", self.date_to)
            for name in ("date_accepted", "date_archived")
        )
        return (
            Domain("kind", "=", "fault_repair")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("area_id", "in", self.area_ids.ids)
            & times
        )

    def _link_work_orders(self):
        """Link the work orders the event covers and extend their open callbacks."""
        self.ensure_one()
        free = Domain("disaster_id", "=", False) | Domain(
            "disaster_id.state", "=", "cancelled"
        )
        orders = self.env["callback.utility.work.order"].search(
            self._get_covered_domain() & free
        )
        # sudo: the link is guarded; it follows from the approved event
        orders.sudo().write({"disaster_id": self.id})
        self._extend_callbacks(orders)

    def _extend_callbacks(self, orders):
        """Extend the open callbacks of these orders to the limit of their step."""
        if not self or not orders:
            return
        # sudo: a manager approved the event; the extension only follows from it,
        # also when a supervisor later corrects an order into its area or time
        records = self.env["callback.record"].sudo()
        records.search(
            [
                ("res_model", "=", orders._name),
                ("res_id", "in", orders.ids),
                ("state", "in", ("planned", "ongoing")),
            ]
        )._extend_for_event(self.display_name, self.approver_id)
