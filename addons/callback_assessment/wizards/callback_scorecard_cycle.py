# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.callback_base.schedule.periods import period_of


class CallbackScorecardCycle(models.TransientModel):
    """Assess any cycle that is over: a month, a quarter or a year (ASMT-05).

    The cycle is the scorecard's; any date says which one is meant.
    """

    _name = "callback.scorecard.cycle"
    _description = "Assess a cycle"

    scorecard_id = fields.Many2one(
        "callback.scorecard",
        required=True,
        ondelete="cascade",
        domain="[('state', '=', 'active')]",
    )
    cycle = fields.Selection(related="scorecard_id.cycle")
    day = fields.Date(
        string="A date of the cycle",
        required=True,
        default=lambda self: self._get_default_day(),
    )
    date_from = fields.Date(string="From", compute="_compute_dates")
    date_to = fields.Date(string="To", compute="_compute_dates")
    is_over = fields.Boolean(compute="_compute_dates", export_string_translation=False)

    @api.model
    def _get_default_day(self):
        """Return the first day of the last month."""
        today = fields.Date.context_today(self)
        return fields.Date.subtract(today.replace(day=1), months=1)

    @api.depends("scorecard_id", "day")
    def _compute_dates(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            first = last = False
            if wizard.day and wizard.cycle:
                first, last = period_of(wizard.day, wizard.cycle)
            wizard.date_from, wizard.date_to = first, last
            wizard.is_over = last and last < today

    def action_assess(self):
        """Assess the people of the cycle, as ``callback.scorecard`` does. RPC.

        :raises UserError: for a cycle that is not over, or closed for everybody
        """
        self.ensure_one()
        return self.scorecard_id.action_assess(self.day)
