# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CallbackOrder(models.Model):
    """Request for callbacks that have no frequency of their own (F3-30, F3-35).

    A department asks, names the customers and the due date; a second person at the
    head department decides; see ``callback_order_flow.py``.
    """

    _name = "callback.order"
    _description = "Callback order"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guard.mixin",
        "callback.batch.mixin",
        "callback.customer.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _batch_triggers = ("order",)
    _batch_link = "order_id"
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_decided",
            "date_submitted",
            "name",
            "record_ids",
            "requester_id",
            "refusal_reason",
            "state",
        }
    )

    name = fields.Char(
        string="Number", readonly=True, copy=False, default="/", index="trigram"
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.uid,
        required=True,
        readonly=True,
        index=True,
        copy=False,
        ondelete="restrict",
    )
    request_department_id = fields.Many2one(
        "hr.department",
        string="Requesting department",
        default=lambda self: self.env.user.callback_unit_ids[:1],
        required=True,
        check_company=True,
        ondelete="restrict",
    )
    reason = fields.Text(required=True, tracking=True, help="Why they are called.")
    content = fields.Text(help="What is to be asked and told.")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Named customers",
        check_company=True,
        help="Called whether or not they meet the condition.",
    )
    customer_count = fields.Integer(
        string="Customers",
        compute="_compute_customer_count",
        help="Named ones and those who meet the condition, each counted once.",
    )
    date_due = fields.Datetime(
        string="Due",
        required=True,
        copy=False,
        tracking=True,
        help="Deadline of all callbacks of this order.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Caller",
        ondelete="restrict",
        help="Empty: the queue of the responsible department.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Instruction",
        help="Files that show who ordered the callbacks and why.",
    )
    approver_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        tracking=True,
    )
    date_submitted = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    refusal_reason = fields.Text(readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Rejected"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    record_ids = fields.One2many(
        "callback.record", "order_id", string="Callbacks", readonly=True, copy=False
    )
    callback_count = fields.Integer(
        string="Number of callbacks", compute="_compute_callback_count"
    )
    open_count = fields.Integer(string="Still open", compute="_compute_callback_count")

    @api.depends("domain", "partner_ids", "company_id")
    def _compute_customer_count(self):
        customers = self.env["res.partner"]
        for order in self:
            order.customer_count = customers.search_count(order._get_customer_domain())

    @api.depends("record_ids.state")
    def _compute_callback_count(self):
        """Count for all orders in one query; the number shows no customer."""
        # sudo: who asked sees how far it is, also in other departments.
        records = self.env["callback.record"].sudo()
        groups = records._read_group(
            [("order_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["order_id", "is_complete"],
            ["__count"],
        )
        counts = {(order.id, done): count for order, done, count in groups}
        for order in self:
            order.open_count = counts.get((order._origin.id, False), 0)
            closed = counts.get((order._origin.id, True), 0)
            order.callback_count = order.open_count + closed

    @api.constrains("reason")
    def _check_reason(self):
        for order in self:
            if not (order.reason or "").strip():
                raise ValidationError(
                    self.env._("Order %(order)s needs its reason.", order=order.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the orders; each starts as a draft of its requester."""
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            self._check_guarded(vals)
            company = vals.get("company_id") or self.env.company.id
            vals["name"] = sequence.with_company(company).next_by_code("callback.order")
        return super().create(vals_list)

    def write(self, vals):
        """What was submitted stays as it was asked for."""
        self._check_guarded(vals)
        locked = {
            name for name in vals if not name.startswith(("message_", "activity_"))
        }
        if locked and not self.env.su:
            for order in self.filtered(lambda order: order.state != "draft"):
                raise UserError(
                    self.env._(
                        "Order %(order)s has been submitted and stays as it is.",
                        order=order.name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(order.state != "draft" for order in self):
            raise UserError(self.env._("Only a draft order can be deleted."))

    def _get_customer_domain(self):
        """Return the ``Domain`` of the customers, named and by the condition.

        An empty condition chooses nobody: an order to everybody is never meant.
        """
        self.ensure_one()
        domain = Domain("id", "in", self.partner_ids.ids)
        condition = self._get_customer_condition()
        if not condition.is_true():
            domain |= condition
        return domain & self._get_company_customers(self.company_id)
