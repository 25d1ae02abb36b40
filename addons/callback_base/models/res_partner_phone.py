# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, models
from odoo.tools import SQL

#: How many last digits are looked up by index; the rest is compared afterwards.
TAIL = 8


class ResPartner(models.Model):
    """Customers by telephone number, however it is written."""

    _inherit = "res.partner"

    _callback_phone_index = models.Index(
        "(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8)) WHERE phone IS NOT NULL"
    )

    @api.model
    def _callback_phone_digits(self, phone, company):
        """Return the national digits of a number: no country code, no leading 0."""
        digits = re.sub(r"[^0-9]", "", phone or "")
        digits = digits.removeprefix("00")
        code = str(company.country_id.phone_code or "")
        international = (phone or "").strip().startswith(("+", "00"))
        if code and digits.startswith(code) and (international or len(digits) > 11):
            digits = digits.removeprefix(code)
        return digits.lstrip("0")

    @api.model
    def _callback_find_by_phone(self, phone, company):
        """Return the customers with a telephone number, in one indexed query."""
        digits = self._callback_phone_digits(phone, company)
        tail = re.sub(r"[^0-9]", "", phone or "")[-TAIL:]
        if not digits:
            return self.browse()
        self.env["res.partner"].flush_model(["phone"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE phone IS NOT NULL AND"
                " right(regexp_replace(phone, '[^0-9]', '', 'g'), 8) = %s",
                tail,
            )
        )
        found = self.browse(row[0] for row in rows).exists()
        return found.filtered(
            lambda partner: (
                self._callback_phone_digits(partner.phone, company) == digits
            )
        )
