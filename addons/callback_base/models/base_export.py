# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError

EXPORT_GROUP = "callback_base.callback_group_export"


class Base(models.AbstractModel):
    """Restricted data leaves the system with a right only, and leaves a trace."""

    _inherit = "base"

    def _is_callback_restricted(self):
        """Tell whether exporting or printing these records needs the right, and is
        logged (F3-05): all documents of the callback addons.
        """
        return self._name.startswith("callback.")

    def export_data(self, fields_to_export):
        """Exporting restricted data needs the export group; each time is logged.

        Also when another model is exported and its columns lead to restricted data.
        """
        restricted = self._get_restricted_export(fields_to_export)
        if restricted:
            self._check_callback_export(restricted)
        result = super().export_data(fields_to_export)
        if restricted:
            self.env["callback.access.log"]._log(
                "export", self, ", ".join(map(str, fields_to_export))
            )
        return result

    def _check_callback_export(self, model):
        if not (self.env.su or self.env.user.has_group(EXPORT_GROUP)):
            raise AccessError(
                self.env._(
                    "%(documents)s are confidential: exporting and printing them needs "
                    "the group “Callback export”. Ask a manager.",
                    documents=self.env["ir.model"]._get(model).name,
                )
            )

    def _get_restricted_export(self, paths):
        """Return the name of the first restricted model that columns touch, or None.

        :param paths: columns as the export gives them: ``partner_id/name``
        """
        if self._is_callback_restricted():
            return self._name
        for path in paths:
            model = self.env[self._name]
            for name in str(path).replace(".", "/").split("/"):
                field = model._fields.get(name)
                comodel = field.comodel_name if field and field.relational else None
                if not comodel:
                    break
                model = self.env[comodel]
                if model._is_callback_restricted():
                    return model._name
        return None
