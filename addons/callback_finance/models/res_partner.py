# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartner(models.Model):
    """The accounts of a customer, so that conditions on customers can name them."""

    _inherit = "res.partner"

    callback_finance_account_ids = fields.One2many(
        "callback.finance.account",
        "partner_id",
        string="Accounts",
        groups="callback_base.callback_group_caller,callback_base.callback_group_auditor",
    )
