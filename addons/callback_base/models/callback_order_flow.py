# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "callback_base.callback_group_supervisor"
MANAGER = "callback_base.callback_group_manager"


class CallbackOrder(models.Model):
    """Submitting and deciding on an order, and the callbacks it makes (F3-30)."""

    _inherit = "callback.order"

    def action_submit(self):
        """Ask for the decision. RPC.

        :raises UserError: naming the order, without customers, rule or a due date to
            come
        """
        self.check_access("write")
        self._check_order_state("draft", self.env._("submitted"))
        self._check_batch_ready()
        for order in self:
            order._check_due()
            if not order.customer_count:
                raise UserError(
                    self.env._("Order %(order)s has no customers.", order=order.name)
                )
        # sudo: the state is guarded; who may submit was checked above.
        self.sudo().write(
            {"state": "submitted", "date_submitted": fields.Datetime.now()}
        )
        return True

    def action_approve(self):
        """Approve orders and make their callbacks. RPC.

        :raises UserError: by the requester, by a person who may not decide, or when
            the due date has passed meanwhile
        """
        self._check_order_state("submitted", self.env._("approved"))
        self._check_decider()
        for order in self:
            order._check_due()
        self.lock_for_update()
        self._decide({"state": "approved"})
        for order in self:
            order._create_callbacks()
        return True

    def action_refuse(self, reason):
        """Refuse orders with the reason. RPC."""
        self._check_order_state("submitted", self.env._("rejected"))
        self._check_decider()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the order is rejected."))
        self._decide({"state": "refused", "refusal_reason": reason.strip()})
        return True

    def action_view_records(self):
        """Open the callbacks of the order. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {
            **action,
            "domain": [("order_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }

    def _check_order_state(self, state, verb):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for order in self:
            if order.state != state:
                raise UserError(
                    self.env._(
                        "Order %(order)s is “%(state)s” and cannot be %(verb)s.",
                        order=order.name,
                        state=labels[order.state],
                        verb=verb,
                    )
                )

    def _check_due(self):
        self.ensure_one()
        if self.date_due <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "Order %(order)s: the due date must lie in the future.",
                    order=self.name,
                )
            )

    def _check_decider(self):
        """Let decide a manager or a supervisor of the head department, not the author.

        Which department decides is a setting of the company, or else the topmost
        above the responsible one.
        """
        self.check_access("read")
        user = self.env.user
        for order in self:
            if user in (order.requester_id, order.create_uid):
                raise UserError(
                    self.env._(
                        "Order %(order)s is decided by a second person.",
                        order=order.name,
                    )
                )
            head = order._get_head_department()
            is_head = user.has_group(SUPERVISOR) and head in user.callback_unit_ids
            if not is_head and not user.has_group(MANAGER):
                raise AccessError(
                    self.env._(
                        "Order %(order)s is decided by a supervisor of %(department)s "
                        "or a manager.",
                        order=order.name,
                        department=head.name,
                    )
                )

    def _get_head_department(self):
        """Return the department whose supervisors decide."""
        self.ensure_one()
        # sudo: who decides is no secret to those who ask.
        order = self.sudo()
        setting = order.company_id.callback_order_department_id
        head = setting or order.department_id.master_department_id
        return (head or order.department_id).sudo(False)

    def _decide(self, values):
        # sudo: the decision is closed to every role; who decides was checked by the
        # callers of this private method.
        self.sudo().write(
            {
                **values,
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )

    def _create_callbacks(self):
        """Make the callbacks of an approved order, each customer one (F3-35)."""
        self.ensure_one()
        customers = self.env["res.partner"].search(self._get_customer_domain())
        if not customers:
            raise UserError(
                self.env._("Order %(order)s has no customers.", order=self.name)
            )
        basis = {
            "version": 1,
            "order": self.name,
            "requester": self.requester_id.name,
            "approver": self.approver_id.name,
            "deadline": fields.Datetime.to_string(self.date_due),
            "tz": self._get_batch_zone().name,
        }
        return self._create_batch(
            customers,
            self.id,
            {
                "date_event": self.date_decided,
                "deadline": self.date_due,
                "deadline_original": self.date_due,
                "deadline_basis": basis,
            },
            self.user_id,
        )
