# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

RULE = "callback.satisfaction.rule"


class CallbackBreach(models.Model):
    """A survey round that was never held is missed, though there is no document.

    Its breach stands for it in the proof of the clauses of the survey (U1-27, P3-01).
    """

    _name = "callback.breach"
    _inherit = ["callback.breach", "callback.compliance.mixin"]
    _compliance_date = "date_limit"
    _compliance_source = 7

    _missing_index = models.Index("(res_id) WHERE kind = 'quota'")

    @api.model
    def _get_compliance_population(self):
        return Domain("kind", "=", "quota") & Domain("res_model", "=", RULE)

    @api.model
    def _get_compliance_parts(self):
        return {
            "excused": Domain("state", "=", "excused"),
            "done": Domain.FALSE,
            "kept": Domain.FALSE,
            "passed": Domain.TRUE,
        }

    @api.model
    def _get_compliance_scope(self, clauses):
        rules = self.env[RULE].search([("clause_ids", "in", clauses.ids)])
        return self._get_compliance_population() & Domain("res_id", "in", rules.ids)

    @api.model
    def _get_compliance_links(self):
        return self.env["callback.satisfaction.round"]._get_compliance_links()

    @api.model
    def _get_compliance_columns(self, query):
        names = ("name", "company_id", "department_id", "user_id")
        return {
            "link": self._field_to_sql(query.table, "res_id", query),
            "record_id": SQL("NULL"),
            **{name: self._field_to_sql(query.table, name, query) for name in names},
        }
