# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CallbackUtilityWorkOrder(models.Model):
    """The two steps of a work order as buttons: each sets its time to now."""

    _inherit = "callback.utility.work.order"

    def action_complete(self):
        """Note that the work is finished now. RPC.

        :raises UserError: for orders that are completed or archived
        """
        self._check_order_state("accepted")
        return self.write({"date_completed": fields.Datetime.now()})

    def action_file(self):
        """Archive completed orders now: the limit of the callback starts. RPC.

        :raises UserError: for orders that are not completed, or archived already
        """
        self._check_order_state("completed")
        return self.write({"date_archived": fields.Datetime.now()})

    def _check_order_state(self, state):
        self.check_access("write")
        wrong = self.filtered(lambda order: order.state != state)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Work order %(name)s is “%(state)s”.",
                    name=wrong[0].name,
                    state=labels[wrong[0].state],
                )
            )
