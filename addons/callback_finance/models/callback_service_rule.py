# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.callback_base.schedule.periods import period_of


class CallbackServiceRule(models.Model):
    """Whom the insurer owes a report: who was insured in the period (F4-02)."""

    _inherit = "callback.service.rule"

    def _get_customers(self, first):
        """Leave out customers whose every account was opened after the period."""
        customers = super()._get_customers(first)
        _first, last = period_of(first, self.period)
        # sudo: only since when somebody is a customer.
        accounts = self.env["callback.finance.account"].sudo()
        groups = accounts._read_group(
            [("partner_id", "in", customers.ids), ("business", "=", "insurance")],
            ["partner_id"],
            ["date_opened:min"],
        )
        later = {customer.id for customer, opened in groups if opened > last}
        return customers.filtered(lambda customer: customer.id not in later)
