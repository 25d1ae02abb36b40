# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import plaintext2html


class CallbackPropertyOrder(models.Model):
    """Order that a maintenance team carries out (P1-05)."""

    _inherit = "callback.property.order"
    _guarded_fields = frozenset({"maintenance_request_id"})

    maintenance_request_id = fields.Many2one(
        "maintenance.request",
        string="Maintenance request",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
    )
    maintenance_cancelled = fields.Boolean(related="maintenance_request_id.archive")

    def action_request_maintenance(self):
        """Hand the order to the maintenance team, once, and open the request. RPC.

        An order that was only reported is dispatched by it (P1-05). The request of an
        order that is finished, or whose request is under way, is opened.

        :raises UserError: for a finished order without a request
        """
        self.ensure_one()
        self.check_access("write")
        # Two clicks at once make one request.
        self.lock_for_update()
        self.invalidate_recordset(["maintenance_request_id"])
        # sudo: whether the request was cancelled, also for who may not read it.
        request = self.sudo().maintenance_request_id
        if not request or (request.archive and not self.date_done):
            if self.state != "dispatched":
                self.action_dispatch()
            # sudo: Odoo lets employees make requests of their own only; who hands the
            # order on may change it, follows the request and so can read it.
            request = request.create(self._get_maintenance_values())
            # sudo: the link is guarded, so that no order takes another's request.
            self.sudo().maintenance_request_id = request
        return {
            "type": "ir.actions.act_window",
            "res_model": "maintenance.request",
            "res_id": request.id,
            "views": [(False, "form")],
        }

    def _get_maintenance_values(self):
        """Return what the team needs to know, as values of ``maintenance.request``."""
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        facts = (
            *(self.unit_id.display_name, self.partner_id.display_name, self.phone),
            self.description,
        )
        return {
            "name": f"{self.name} {kind}",
            "description": plaintext2html("\n".join(fact for fact in facts if fact)),
            "maintenance_type": "corrective",
            "request_date": fields.Datetime.context_timestamp(
                self, self.date_reported
            ).date(),
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
        }
