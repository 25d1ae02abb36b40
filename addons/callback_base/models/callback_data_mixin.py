# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


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
            if self.env.su:
                known = self._find_references(fields, data)
                self = self.with_context(callback_references=known)
        return super().load(fields, data)

    def _find_references(self, fields, data):
        """Return {external id: (model, id)} of what the rows of a table name.

        Odoo looks them up one by one; here it is one query for the table.
        """
        named = {
            name.strip()
            for place, field in enumerate(fields)
            if field.endswith(("/id", ":id"))
            for row in data
            for name in row[place].split(",")
            if name.strip()
        }
        if not named:
            return {}
        module = self.env.context.get("module", "__import__")
        keys = {
            (owner or module, key)
            for owner, _dot, key in (name.rpartition(".") for name in named)
        }
        self.env.cr.execute(
            SQL(
                "SELECT module, name, model, res_id FROM ir_model_data"
                " WHERE (module, name) IN %s",
                tuple(keys),
            )
        )
        return {
            f"{owner}.{key}": (model, number)
            for owner, key, model, number in self.env.cr.fetchall()
        }

    def _convert_records(self, records, *, savepoint, log=lambda _message: None):
        """Give Odoo's import what is known already of the names in the table."""
        cache = self.env.context.get("import_cache")
        if cache is not None and self.env.su:
            for name, found in self.env.context.get("callback_references", {}).items():
                cache[name] = found
        return super()._convert_records(records, savepoint=savepoint, log=log)

    def _load_records_create(self, vals_list):
        """Nobody created what an addon brought: its log begins with the first change.

        Neither the message nor the tracking of a hundred records is made.
        """
        if self.env.context.get("install_mode"):
            self = self.with_context(tracking_disable=True)
        return super()._load_records_create(vals_list)
