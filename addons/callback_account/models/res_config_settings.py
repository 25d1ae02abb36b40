# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Where the bills of rewards are entered."""

    _inherit = "res.config.settings"

    callback_reward_journal_id = fields.Many2one(
        related="company_id.callback_reward_journal_id",
        readonly=False,
        domain="[('type', '=', 'purchase'), ('company_id', '=', company_id)]",
    )
    callback_reward_account_id = fields.Many2one(
        related="company_id.callback_reward_account_id",
        readonly=False,
        domain="[('account_type', '=like', 'expense%'),"
        " ('company_ids', 'in', company_id)]",
    )
