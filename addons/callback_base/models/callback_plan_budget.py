# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackPlan(models.Model):
    """What a plan has spent, and which plans spent more than they may (A1-03)."""

    _inherit = "callback.plan"

    is_over_budget = fields.Boolean(
        string="Over budget",
        compute="_compute_is_over_budget",
        search="_search_is_over_budget",
        help="It has a budget and has spent more than that.",
    )

    @api.depends("budget", "expense")
    def _compute_is_over_budget(self):
        over = self.search(Domain("id", "in", self.ids) & self._get_domain_over())
        for plan in self:
            plan.is_over_budget = plan._origin in over

    def _search_is_over_budget(self, operator, value):
        """Search for ``in`` and a boolean; Odoo makes the rest of it."""
        if operator != "in":
            return NotImplemented
        over = self._get_domain_over()
        return over if True in value else ~over

    @api.model
    def _get_domain_over(self):
        self.flush_model(["budget", "expense"])
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(COALESCE(%s, 0) > 0 AND %s > %s)",
                SQL.identifier(alias, "budget"),
                self._get_spent(alias),
                SQL.identifier(alias, "budget"),
            )
        )

    @api.model
    def _get_spent(self, alias):
        """Return what the plan of the row ``alias`` has spent as ``SQL``.

        Extensions add what they know of; the field ``expense`` is typed in.
        """
        return SQL("COALESCE(%s, 0)", SQL.identifier(alias, "expense"))
