# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackDataMixin(models.AbstractModel):
    """Record that an addon brings as data and the customer then owns."""

    _name = "callback.data.mixin"
    _description = "Record brought by an addon"

    @api.model
    def load(self, fields, data):
        """A table of a data file is read once: no upgrade overwrites what is in use.

        CSV has no ``noupdate`` of its own. It is inserted as one set, where XML
        creates record by record.
        """
        if self.env.context.get("install_mode"):
            self = self.with_context(noupdate=True)
        return super().load(fields, data)

    def _load_records_create(self, vals_list):
        """Nobody created what an addon brought: its log begins with the first change.

        Neither the message nor the tracking of a hundred records is made.
        """
        if self.env.context.get("install_mode"):
            self = self.with_context(tracking_disable=True)
        return super()._load_records_create(vals_list)
