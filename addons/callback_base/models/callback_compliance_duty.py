# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class CallbackDuty(models.Model):
    """Regular duties prove the clauses of their rule (G1-42, S6-03)."""

    _name = "callback.duty"
    _inherit = ["callback.duty", "callback.compliance.rule.mixin"]
    _compliance_date = "date_due"
    _compliance_source = 4
    _compliance_breach = "duty"

    @api.model
    def _get_compliance_name(self, query):
        return SQL("%s::text", self._field_to_sql(query.table, "date_from", query))
