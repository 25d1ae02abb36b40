# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class IrCron(models.Model):
    """Nightly jobs write into logs and forms what people read in the morning.

    Odoo runs jobs without a language, so their texts would be English. Ours speak the
    language of the company.
    """

    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        language = self.env.company.partner_id.lang
        if language and not self.env.lang and self._is_callback_job():
            self = self.with_context(lang=language)
        return super()._callback(cron_name, server_action_id)

    def _is_callback_job(self):
        return (self.model_id.model or "").startswith("callback.")
