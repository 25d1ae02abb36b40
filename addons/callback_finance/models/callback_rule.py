# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class CallbackRule(models.Model):
    """Callbacks are not dealt out to the customer's own managers (F3-06)."""

    _inherit = "callback.rule"

    def _get_concerned_sql(self, model, query):
        """Add who manages an account of the customer now, as ``_get_named_users``."""
        known = super()._get_concerned_sql(model, query)
        if self.assign_method == "queue" or not self.policy_id.exclude_salesperson:
            return known
        self.env["callback.finance.account"].flush_model()
        self.env["hr.employee"].flush_model(["user_id"])
        partner = SQL.identifier(query.table, "id")
        if self.partner_field != "id":
            partner = model._field_to_sql(query.table, self.partner_field, query)
        managers = SQL(
            """(SELECT array_agg(e.user_id) FROM callback_finance_account a
            JOIN hr_employee e ON e.id = a.manager_id AND e.user_id IS NOT NULL
            WHERE a.partner_id = %s AND a.state = 'active' AND a.active)""",
            partner,
        )
        nobody = SQL("ARRAY[]::int4[]")
        return SQL(
            "NULLIF(COALESCE(%s, %s) || COALESCE(%s, %s), %s)",
            *(known, nobody, managers, nobody, nobody),
        )
