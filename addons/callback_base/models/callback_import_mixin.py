# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

import pytz

from odoo import api, models
from odoo.models import fix_import_export_id_paths

from ..file_load import FileLoad


class CallbackImportMixin(models.AbstractModel):
    """Documents that come in files: imported whole or not at all.

    Odoo's import screen cuts a file into batches of 2 000 rows, each in its own
    transaction, and keeps the first ones when a later one fails. A model with this
    mixin takes the whole file in one call, works through it in batches inside one
    savepoint and undoes all of it when one row is wrong. Every refused row is
    named with its number in the file (the heading is row 1), column, value and
    reason.
    """

    _name = "callback.import.mixin"
    _description = "Import of whole files"

    #: Rows created together; caches are emptied between, so memory stays flat.
    _import_batch_size = 2000
    #: Refused rows that are listed before the load stops looking for more.
    _import_error_limit = 50
    #: Fields whose value must not occur twice in one file, for example the number.
    _import_unique_fields = ()

    @api.model
    def load(self, fields, data):
        """Import the rows, or none of them. RPC, same contract as Odoo's ``load``.

        The limit of the import screen is ignored, so ``nextrow`` is always 0.
        Messages carry ``rows`` like Odoo's (0-based); their text names the row of
        the file, 2, 3, 4 … unless the import screen knows better.
        """
        model = self.with_context(
            _import_current_module=self.env.context.get("module", "__import__"),
            tz=self._get_import_tz(),
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        )
        paths = [fix_import_export_id_paths(field) for field in fields]
        return FileLoad(model, paths, data).run()

    def _check_company(self, fnames=None):
        """Check the companies of a batch in sets; Odoo looks at each record.

        When all records are of one company and all their links of it or of none,
        there is nothing to find; otherwise Odoo's own check says what is wrong.
        """
        is_load = self.env.context.get("callback_import_links") is not None
        if is_load and len(self.company_id) == 1:
            names = [
                name
                for name in fnames or self._fields
                if name != "company_id"
                and self._fields[name].relational
                and self._fields[name].check_company
            ]
            # sudo: links to records the user may not read are checked as well
            records = self.sudo()
            if all(
                "company_id" in (linked := records[name])._fields
                and linked._name != "res.users"
                and linked.company_id <= records.company_id
                for name in names
            ):
                return
        super()._check_company(fnames)

    @api.model
    def _get_import_tz(self):
        """Return the time zone of the file: the user's, else the company's."""
        zone = self.env.context.get("tz") or self.env.user.tz
        if zone not in pytz.all_timezones_set:
            zone = self.env.company.resource_calendar_id.tz or "UTC"
        return zone

    @api.model
    def _check_import_values(self, values, is_new):
        """Yield ``(field name, reason)`` of what is wrong in one converted row.

        Called for each row before anything is written. Override it to say more
        clearly, and with the column, what the database would refuse anyway.

        :param dict values: values of the columns of the file, as for ``create``
        :param bool is_new: whether the row makes a record or changes one
        """
        yield from ()

    @api.model
    def _get_import_needed_fields(self, columns):
        """Return the fields a new record needs and neither file nor Odoo gives."""
        needed = [
            name
            for name, field in self._fields.items()
            if field.required
            and field.store
            and not (field.compute or field.inherited or name in columns)
        ]
        defaults = self.default_get(needed)
        return [name for name in needed if not defaults.get(name)]

    @api.model
    def _get_import_aliases(self):
        """Return other names of columns and selection values in files.

        The keys are ``field`` or ``field:key``; the values are names in the user's
        language, separated by commas, so that a translation may hold its own.
        """
        return {}

    @api.model
    def _normalise_import_text(self, text):
        """Return the text as headings and values are compared: no spaces, no case."""
        return re.sub(r"[\s*\ufeff]", "", str(text)).casefold()

    @api.model
    def _get_import_label(self, name):
        """Return the column label of a field in the user's language."""
        if name in (False, None, "id", ".id"):
            return self.env._("External ID")
        labels = self.env["ir.model.fields"].get_field_string(self._name)
        return labels.get(name) or name
