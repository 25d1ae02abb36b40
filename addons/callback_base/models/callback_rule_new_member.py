# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..workday.table import CLOCK_UNITS
from .callback_rule_population import LONGEST, LONGEST_BREAK
from .period_selections import UNITS


class CallbackRule(models.Model):
    """Members who became one shortly before the end of a period (F3-33, F3-34).

    Their first callback has a time limit of its own; while it runs, not having been
    called is no breach yet. They are shown apart, and left out of the rate only where
    the rule says so.
    """

    _inherit = "callback.rule"

    member_since_field = fields.Char(
        string="Member since",
        help="Date field of the document, for example the signing of the contract.",
    )
    new_member_quantity = fields.Integer(
        string="New for",
        help="Time limit of new members, counted from that date. While it runs at the "
        "end of the period, the member is shown as new.",
    )
    new_member_unit = fields.Selection(
        [unit for unit in UNITS if unit[0] not in CLOCK_UNITS],
        string="Unit of the time as new",
    )
    new_member_excluded = fields.Boolean(
        string="New members do not count",
        help="New members who were not called are left out of the rate. Otherwise they "
        "are missing like the others, and only shown apart.",
    )

    _new_member_positive = models.Constraint(
        "CHECK (new_member_quantity >= 0)", "The time as new cannot be negative."
    )

    @api.constrains("member_since_field", "new_member_quantity", "new_member_unit")
    def _check_new_member(self):
        for rule in self:
            named = rule.member_since_field
            if named and rule.model_name in self.env:
                rule._check_source_field("member_since_field", ("datetime", "date"))
            complete = rule.new_member_quantity and rule.new_member_unit
            if bool(named) != bool(complete):
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: new members need the field with the date, "
                        "and how long they are new.",
                        rule=rule.name,
                    )
                )

    def _get_new_member_domain(self, occasion):
        """Return the condition that the time of a new member runs at the period's end.

        It runs when it ends after the last day of the occasion.
        """
        self.ensure_one()
        if not self.member_since_field or not occasion.last:
            return Domain.FALSE
        last = self._get_latest_start(
            self._get_new_member_limit,
            self.new_member_quantity * LONGEST[self.new_member_unit] + LONGEST_BREAK,
            occasion.last,
        )
        name, after = self.member_since_field, last + datetime.timedelta(days=1)
        end = occasion.last + datetime.timedelta(days=1)
        if self.env[self.model_name]._fields[name].type == "datetime":
            zone = self._get_zone()
            after, end = zone.midnight(after), zone.midnight(end)
        return Domain(name, ">=", after) & Domain(name, "<", end)

    def _get_new_member_limit(self, moment):
        policy = self.policy_id
        return self.env["callback.workday"]._deadlines(
            [moment],
            self.new_member_quantity,
            self.new_member_unit,
            policy._get_calendar(),
            **policy._get_deadline_options(),
        )[0]
