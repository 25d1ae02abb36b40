# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

RATES = ("sign_excused_gap", "sign_talk_rate", "sign_end_rate")
NUMBERS = (
    "sign_count_min",
    "sign_talk_seconds",
    "sign_end_days",
    "sign_same_run",
)


class CallbackPolicy(models.Model):
    """From when on figures are so unusual that a person should ask why (BASE-54).

    What is zero is not looked at.
    """

    _inherit = "callback.policy"

    sign_count_min = fields.Integer(
        string="Look at so many or more",
        help="Shares of fewer callbacks or calls in a month say nothing.",
    )
    sign_excused_gap = fields.Float(
        string="Excused above the others by",
        digits=(16, 4),
        help="Share of the excused of a caller or unit, less that of all others. 0.1 "
        "is 10 percentage points. Zero: not looked at.",
    )
    sign_talk_seconds = fields.Integer(
        string="Very short calls are below (s)",
        help="Answered calls with fewer seconds talked. Zero: not looked at.",
    )
    sign_talk_rate = fields.Float(
        string="Very short calls above",
        digits=(16, 4),
        help="Share of a caller's answered calls in a month. 0.2 is 20 %.",
    )
    sign_end_days = fields.Integer(
        string="Last days of the month",
        help="How many days the end of the month has. Zero: not looked at.",
    )
    sign_end_rate = fields.Float(
        string="Finished in these days above",
        digits=(16, 4),
        help="Share of what a caller finishes in the month. 0.5 is 50 %.",
    )
    sign_same_run = fields.Integer(
        string="Same answers in a row",
        help="So many questionnaires of one caller, one after the other, with the same "
        "answers. Zero: not looked at.",
    )

    @api.constrains(*RATES, *NUMBERS)
    def _check_signs(self):
        for policy in self:
            for name in (*RATES, *NUMBERS):
                value = policy[name]
                if value < 0 or (name in RATES and value > 1):
                    raise ValidationError(
                        self.env._(
                            "%(policy)s, %(field)s: %(value)s is not allowed.",
                            policy=policy.code,
                            field=self._fields[name]._description_string(self.env),
                            value=value,
                        )
                    )
