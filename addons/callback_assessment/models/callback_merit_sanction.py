# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackSanction(models.Model):
    """Final measures go into the ledger of merits; cancelled ones are withdrawn."""

    _inherit = "callback.sanction"

    def _set_final(self):
        result = super()._set_final()
        self.env["callback.merit"]._record(self)
        return result

    def _lower(self, amount, reason):
        result = super()._lower(amount, reason)
        if self.state == "cancelled":
            self.env["callback.merit"]._withdraw(self, reason)
        return result
