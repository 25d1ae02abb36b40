# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

#: What a supervisor may allow on a single callback.
OVERRIDE_KINDS = [
    ("round", "Another round on the same day"),
    ("unit", "Done by another unit"),
]


class CallbackOverride(models.Model):
    """An exception that a supervisor allowed on one callback, with its reason.

    Made by ``callback.record.action_override`` only; never changed or deleted.
    """

    _name = "callback.override"
    _description = "Exception allowed on a callback"
    _order = "record_id, id"
    _rec_name = "reason"

    record_id = fields.Many2one(
        "callback.record", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="record_id.company_id")
    kind = fields.Selection(
        OVERRIDE_KINDS, string="Exception", required=True, readonly=True
    )
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Allowed by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Allowed on", required=True, readonly=True)

    @api.model
    def _get_kinds(self):
        """Return the kinds with their labels in the user's language."""
        return self._fields["kind"]._description_selection(self.env)
