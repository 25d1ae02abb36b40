# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools.misc import formatLang


class CallbackSatisfactionRound(models.Model):
    """What the printed satisfaction report says in words (E1-30)."""

    _inherit = "callback.satisfaction.round"

    def _get_report_name(self):
        """File name of the printed report."""
        self.ensure_one()
        return self.env._("Satisfaction report %(round)s", round=self.name)

    def _get_plan_report_name(self):
        """File name of the printed plan paper."""
        self.ensure_one()
        return self.env._("Plan paper %(round)s", round=self.name)

    def _get_report_previous(self):
        """Return the reported round before; the reader of this one may know it."""
        self.ensure_one()
        return self.sudo()._get_previous()  # sudo: its rates, of the same unit

    def _get_report_opinions(self):
        """Return the opinions of the forms that the reader may see, each once."""
        self.ensure_one()
        forms = self.env["callback.satisfaction.form"].search(
            [("round_id", "=", self.id), ("opinion", "!=", False)]
        )
        texts = (" ".join((form.opinion or "").split()) for form in forms)
        return list(dict.fromkeys(filter(None, texts)))

    def _percent(self, rate):
        """Return a fraction as a percentage with two decimals, in the language."""
        return f"{formatLang(self.env, rate * 100, digits=2)} %"

    def _points(self, number, sign=False):
        """Return a number with two decimals, with its sign where that is wanted."""
        text = formatLang(self.env, number, digits=2)
        return f"+{text}" if sign and number > 0 else text
