# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..workday.table import last_start


class CallbackRule(models.Model):
    """Customers who were not seen for some time (V1-02, V1-04, C2-04, X-34).

    “Not seen for some months” is a condition that moves with the calendar: it is
    looked at on the first day of each occasion, for example of each month.
    """

    _inherit = "callback.rule"

    absence_field = fields.Char(
        string="Last seen",
        help="Date field of the document with the last visit or purchase. Only those "
        "who were last seen so long before the occasion are in the population; who was "
        "never seen is not.",
    )
    absence_quantity = fields.Integer(string="Not seen for")
    absence_unit = fields.Selection(
        [
            ("day", "Days"),
            ("week", "Weeks"),
            ("month", "Months"),
            ("year", "Years"),
        ],
        default="month",
        string="Unit of the absence",
    )
    absence_setting_id = fields.Many2one(
        "callback.setting",
        string="Absence from the setting",
        domain="[('kind', '=', 'number')]",
        ondelete="restrict",
        help="Open point of the text that gives the length of the absence. The policy "
        "decides it before it is put in force.",
    )

    _absence_positive = models.Constraint(
        "CHECK (absence_quantity >= 0)", "An absence cannot be negative."
    )

    @api.constrains(
        "absence_field", "absence_quantity", "absence_unit", "absence_setting_id"
    )
    def _check_absence(self):
        for rule in self.filtered("absence_field"):
            if rule.model_name in self.env:
                rule._check_source_field("absence_field", ("datetime", "date"))
            setting = rule.absence_setting_id
            if setting and setting.kind != "number":
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: the setting %(setting)s is not a number.",
                        rule=rule.name,
                        setting=setting.display_name,
                    )
                )
            if not rule.absence_unit or not (setting or rule.absence_quantity):
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: say for how long the customers were not "
                        "seen, as a number with its unit or by a setting.",
                        rule=rule.name,
                    )
                )

    def _get_absence(self):
        """Return for how long members were not seen: a number of the rule's unit.

        :raises UserError: while a setting that gives it is not decided
        """
        self.ensure_one()
        if not self.absence_setting_id:
            return self.absence_quantity
        return self.policy_id._get_decided_setting(self.absence_setting_id)

    def _get_population_domain(self, occasion, company=None, units=None):
        """Only members who were not seen for so long before the occasion."""
        domain = super()._get_population_domain(occasion, company, units)
        if self.absence_field:
            domain &= self._get_absent_domain(occasion.first)
        return domain

    def _get_absent_domain(self, day=None):
        """Return the condition that a document was last seen long enough ago.

        :param day: local date by which the absence has lasted; default: today
        """
        self.ensure_one()
        zone = self._get_zone()
        last = self._get_last_seen(day or self._get_today())
        field = self.env[self.model_name]._fields[self.absence_field]
        if field.type == "date":
            return Domain(self.absence_field, "<=", last)
        end = zone.midnight(last + datetime.timedelta(days=1))
        return Domain(self.absence_field, "<", end)

    def _get_last_seen(self, day):
        """Return the last date from which the absence has lasted by ``day`` (T-05).

        Six months from 31 March end on 30 September, as those from 30 March do: the
        last such date counts.
        """
        return last_start(day, self._get_absence(), self.absence_unit)

    def _get_source_fields(self):
        """Documents that are seen again are looked at again."""
        return (super()._get_source_fields() | {self.absence_field}) - {False}

    def _is_dated(self):
        """Tell whether the population is another one on another day."""
        self.ensure_one()
        return bool(self.event_field or self.absence_field)
