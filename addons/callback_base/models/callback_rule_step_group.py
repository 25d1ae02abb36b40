# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..workday.table import CLOCK_UNITS
from .period_selections import UNITS


class CallbackRuleStep(models.Model):
    """Callbacks that may wait for others near them, but not for long (E1-21).

    The callback is due after the time limit of the step; grouped with other work it
    may be done later, and only then it is late. Several anniversaries still count from
    the event, each from its own due date.
    """

    _inherit = "callback.rule.step"

    group_quantity = fields.Integer(
        string="Grouping allowed for",
        help="Grouped with other work, the callback may be done so long after its due "
        "date; later is late. 0: no grouping.",
    )
    group_unit = fields.Selection(
        [unit for unit in UNITS if unit[0] not in CLOCK_UNITS], string="Grouping unit"
    )

    @api.constrains("group_quantity", "group_unit", "unit")
    def _check_grouping(self):
        for step in self.filtered("group_quantity"):
            if not step.group_unit or step.unit in CLOCK_UNITS:
                raise ValidationError(
                    self.env._(
                        "Step “%(step)s”: grouping needs its unit, and a time limit of "
                        "days or longer.",
                        step=step.display_name,
                    )
                )

    @api.model
    def _get_length_fields(self):
        return (*super()._get_length_fields(), "group_quantity")

    def _get_limit(self, start, calendar):
        """Return the latest moment: the due date and the grouping after it."""
        return self._add_grouping([super()._get_limit(start, calendar)], calendar)[0]

    def _get_deadlines(self, starts, company):
        dues = super()._get_deadlines(starts, company)
        return self._add_grouping(dues, self.policy_id._get_calendar(company))

    def _get_due_dates(self, starts, company):
        """Return when callbacks are due before grouping; None: without grouping."""
        if not self.group_quantity:
            return [None] * len(starts)
        # The limit without grouping is what the class below works out.
        # pylint: disable-next=super-method-mismatch
        return super()._get_deadlines(starts, company)

    def _get_basis(self, start, calendar):
        """Return the derivation of the due date, followed by that of the latest."""
        basis = super()._get_basis(start, calendar)
        if self.group_quantity:
            # pylint: disable-next=super-method-mismatch
            due = super()._get_limit(start, calendar)
            basis["then"] = self.env["callback.workday"]._basis(
                due,
                self.group_quantity,
                self.group_unit,
                calendar,
                **self.policy_id._get_deadline_options(),
            )
        return basis

    def _add_grouping(self, dues, calendar):
        if not self.group_quantity:
            return dues
        return self.env["callback.workday"]._deadlines(
            dues,
            self.group_quantity,
            self.group_unit,
            calendar,
            **self.policy_id._get_deadline_options(),
        )
