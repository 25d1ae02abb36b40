# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackComplianceRuleMixin(models.AbstractModel):
    """Documents made by a rule of a policy, which names the clauses it carries out."""

    _name = "callback.compliance.rule.mixin"
    _inherit = ["callback.compliance.mixin"]
    _description = "Documents of a rule that prove its clauses"

    #: The field, or the path of fields, that leads to the rule.
    _compliance_rule = "rule_id"
    #: When the document was done, and the kind of the breach of its time limit.
    _compliance_done = "date_done"
    _compliance_breach = None

    breach_ids = fields.One2many(
        "callback.breach",
        "res_id",
        domain=lambda self: [
            ("res_model", "=", self._name),
            ("kind", "=", self._compliance_breach),
        ],
        string="Breaches",
        readonly=True,
    )

    @api.model
    def _get_compliance_parts(self):
        done, limit = self._compliance_done, self._compliance_date
        return {
            "excused": Domain("breach_ids", "any", [("state", "=", "excused")]),
            "done": Domain(done, "!=", False),
            "kept": Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s <= %s",
                    model._field_to_sql(alias, done, query),
                    model._field_to_sql(alias, limit, query),
                )
            ),
            "passed": Domain(limit, "<", fields.Datetime.now()),
        }

    @api.model
    def _get_compliance_rules(self):
        """Return the model of the rules, empty."""
        model = self
        for name in self._compliance_rule.split("."):
            model = model[name]
        return model

    @api.model
    def _get_compliance_scope(self, clauses):
        rules = self._get_compliance_rules().search([("clause_ids", "in", clauses.ids)])
        return Domain(self._compliance_rule, "in", rules.ids)

    @api.model
    def _get_compliance_links(self):
        linked = self._get_compliance_rules()._fields["clause_ids"]
        return SQL(
            "SELECT c.id, c.policy_id, k.%s FROM %s k"
            " JOIN callback_policy_clause c ON c.id = k.%s",
            SQL.identifier(linked.column1),
            SQL.identifier(linked.relation),
            SQL.identifier(linked.column2),
        )

    @api.model
    def _get_compliance_columns(self, query):
        names = ("company_id", "department_id", "user_id")
        return {
            "link": self._field_to_sql(query.table, "rule_id", query),
            "record_id": SQL("NULL"),
            "name": self._get_compliance_name(query),
            **{name: self._field_to_sql(query.table, name, query) for name in names},
        }

    @api.model
    def _get_compliance_name(self, query):
        """Return how a document is called in the list, as SQL."""
        return self._field_to_sql(query.table, "name", query)
