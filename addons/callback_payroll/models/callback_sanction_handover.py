# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class CallbackSanctionHandover(models.Model):
    """The file takes no line that a payslip has."""

    _inherit = "callback.sanction.handover"

    @api.model
    def _get_condition(self):
        return SQL(
            "%s AND NOT EXISTS (SELECT FROM callback_sanction_payment p"
            " WHERE p.sanction_id = callback_sanction.id AND p.state <> 'released')",
            super()._get_condition(),
        )
