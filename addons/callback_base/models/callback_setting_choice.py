# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSettingChoice(models.Model):
    """One of the readings between which a policy chooses."""

    _name = "callback.setting.choice"
    _description = "Choice of a callback setting"
    _order = "setting_id, sequence, id"

    setting_id = fields.Many2one(
        "callback.setting", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)

    _code_unique = models.UniqueIndex(
        "(setting_id, code)", "A setting has each choice once."
    )
