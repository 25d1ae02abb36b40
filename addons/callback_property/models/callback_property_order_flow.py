# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What decides about callbacks: of finished orders only managers correct it.
SEALED_FIELDS = ("date_dispatched", "date_done", "department_id", "kind")


class CallbackPropertyOrder(models.Model):
    """The two steps of an order as buttons, and what stays once it is finished.

    A dispatched repair is in the sample of its month, and a finished service owes its
    callback (P1-05, P2-03): after that nobody below manager moves it elsewhere.
    """

    _inherit = "callback.property.order"

    @api.model_create_multi
    def create(self, vals_list):
        """The state follows from the times; nobody writes it."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Let managers alone correct finished orders, and log it.

        :raises AccessError: naming the order, below manager
        """
        self._check_guarded(vals)
        orders = self
        if self._check_sealed(vals):
            # an import switches tracking off; a correction is always tracked
            orders = self.with_context(tracking_disable=False, mail_notrack=False)
        return super(CallbackPropertyOrder, orders).write(vals)

    def action_dispatch(self):
        """Send somebody out now. RPC.

        :raises UserError: for orders that are dispatched or finished
        """
        self._check_order_state("reported")
        return self.write({"date_dispatched": fields.Datetime.now()})

    def action_finish(self):
        """Note that the work is finished now. RPC.

        :raises UserError: for orders that are not dispatched, or finished already
        """
        self._check_order_state("dispatched")
        return self.write({"date_done": fields.Datetime.now()})

    def _check_order_state(self, state):
        self.check_access("write")
        wrong = self.filtered(lambda order: order.state != state)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Order %(name)s is “%(state)s”.",
                    name=wrong[0].name,
                    state=labels[wrong[0].state],
                )
            )

    def _check_sealed(self, vals):
        """Return whether finished orders change; refuse it below manager."""
        changed = self.browse()
        for order in self.filtered("date_done"):
            for name in set(SEALED_FIELDS) & set(vals):
                field = self._fields[name]
                before = field.convert_to_write(order[name], order)
                after = field.convert_to_cache(vals[name], order)
                if before != (after or False):
                    changed |= order
        manager = "callback_base.callback_group_manager"
        if changed and not (self.env.su or self.env.user.has_group(manager)):
            raise AccessError(
                self.env._(
                    "Order %(name)s is finished: only a manager can correct its type, "
                    "management office or times.",
                    name=changed[0].name,
                )
            )
        return bool(changed)
