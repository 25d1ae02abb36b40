# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What is written as a number: digits and a point, whatever the user's language.
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
CENT = Decimal("0.01")


class CallbackSetting(models.Model):
    """A choice or a number that the written texts leave open (table X of the base).

    The catalogue is shipped with the addons; a policy version that needs an entry has
    its own value in ``callback.policy.setting``.
    """

    _name = "callback.setting"
    _inherit = ["callback.data.mixin"]
    _description = "Callback setting"
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="Catalogue number, for example X-07.")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    explanation = fields.Text(
        translate=True, help="What the texts say, and where they contradict each other."
    )
    kind = fields.Selection(
        [
            ("selection", "Choice"),
            ("number", "A number"),
            ("amount", "Amount"),
            ("boolean", "Yes or no"),
            ("text", "Text"),
        ],
        required=True,
    )
    unit = fields.Char(translate=True, help="What a number counts.")
    maximum = fields.Float(help="Largest number allowed. 0: no limit.")
    choice_ids = fields.One2many(
        "callback.setting.choice", "setting_id", string="Choices"
    )
    default_value = fields.Char(
        string="Default",
        help="Code of a choice, number, amount, 0 or 1, or text. Empty: none.",
    )
    default_text = fields.Char(
        string="Holds unless decided", compute="_compute_default_text"
    )
    is_mandatory = fields.Boolean(
        string="Must be decided",
        help="No default exists: a policy is not put in force while this is empty.",
    )

    _code_unique = models.UniqueIndex("(code)", "The catalogue has each code once.")
    _default_or_mandatory = models.Constraint(
        "CHECK (NOT is_mandatory OR default_value IS NULL OR default_value = '')",
        "A setting that must be decided has no default.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for setting in self:
            setting.display_name = f"{setting.code or ''} {setting.name or ''}"

    @api.depends("default_value", "kind", "unit", "choice_ids.name")
    @api.depends_context("lang")
    def _compute_default_text(self):
        for setting in self:
            setting.default_text = setting._get_text(setting.default_value)

    @api.constrains("default_value", "kind", "maximum", "choice_ids")
    def _check_default_value(self):
        for setting in self:
            if setting.kind == "selection" and not setting.choice_ids:
                continue  # its choices are records of their own, loaded after it
            try:
                setting._parse(setting.default_value)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Setting %(setting)s, default: %(error)s",
                        setting=setting.display_name,
                        error=error,
                    )
                ) from error

    @api.model
    def _of_code(self, code):
        """Return the entry of the catalogue.

        :raises UserError: when there is none of that code
        """
        setting = self.search([("code", "=", code)])
        if not setting:
            raise UserError(self.env._("There is no setting %(code)s.", code=str(code)))
        return setting

    def _parse(self, value):
        """Return the typed value of a text, None when it is empty.

        Choices give their code, yes or no a bool, amounts a Decimal with two places,
        numbers an int when whole and else a Decimal: shares are compared exactly
        (T-10).

        :raises ValueError: in words of the user's language, for what does not fit
        """
        self.ensure_one()
        text = (value or "").strip()
        if not text:
            return None
        return getattr(self, f"_parse_{self.kind}")(text)

    def _parse_text(self, text):
        return text

    def _parse_selection(self, text):
        codes = self.choice_ids.mapped("code")
        if text not in codes:
            raise ValueError(
                self.env._(
                    "“%(value)s” is no choice. Use one of: %(choices)s.",
                    value=text,
                    choices=", ".join(codes),
                )
            )
        return text

    def _parse_boolean(self, text):
        if text not in ("0", "1"):
            raise ValueError(
                self.env._("“%(value)s” is neither 1 (yes) nor 0 (no).", value=text)
            )
        return text == "1"

    def _parse_number(self, text):
        if not NUMBER.fullmatch(text):
            raise ValueError(
                self.env._(
                    "“%(value)s” is not a number from 0, written like 12 or 2.5.",
                    value=text,
                )
            )
        number = Decimal(text)
        if self.maximum and number > Decimal(str(self.maximum)):
            raise ValueError(
                self.env._(
                    "%(value)s is more than %(maximum)s.",
                    value=text,
                    maximum=f"{self.maximum:g}",
                )
            )
        return int(number) if number == int(number) else number

    def _parse_amount(self, text):
        number = Decimal(self._parse_number(text))
        if number != number.quantize(CENT):
            raise ValueError(
                self.env._("“%(value)s” has more than two decimals.", value=text)
            )
        return number.quantize(CENT)

    def _get_text(self, value):
        """Return a stored value as a person reads it."""
        self.ensure_one()
        text = (value or "").strip()
        if not text:
            return ""
        if self.kind == "selection":
            choice = self.choice_ids.filtered(lambda choice: choice.code == text)
            return choice.name or text
        if self.kind == "boolean":
            return self.env._("Yes") if text == "1" else self.env._("No")
        return f"{text} {self.unit}" if self.unit else text
