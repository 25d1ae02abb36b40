# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSanction(models.Model):
    """Final measures go into the ledger of merits; cancelled ones are withdrawn."""

    _inherit = "callback.sanction"

    def _set_final(self):
        result = super()._set_final()
        self.env["callback.merit"]._record(self)
        return result

    def _lower(self, amount, reason):
        result = super()._lower(amount, reason)
        merits = self.env["callback.merit"]
        if self.state == "cancelled":
            given = merits.search([("source_key", "=", f"sanction:{self.id}")])
            merits.create(
                [
                    {
                        "employee_id": entry.employee_id.id,
                        "company_id": entry.company_id.id,
                        "department_id": entry.department_id.id,
                        "measure": entry.measure,
                        "quantity": -1,
                        "date": fields.Date.context_today(self),
                        "kind": "withdrawn",
                        "source_key": f"withdrawn:{self.id}",
                        "sanction_id": self.id,
                        "note": reason,
                    }
                    for entry in given
                ]
            )
        return result
