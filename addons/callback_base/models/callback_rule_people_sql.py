# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .callback_owed_sql import PRIORITY


class CallbackRule(models.Model):
    """What mass creation knows of customers and callers: the same as ``create``."""

    _inherit = "callback.rule"

    def _get_customer_sql(self):
        """Return SQL columns and joins for the class and the refusals of customers."""
        return (
            SQL("COALESCE(k.sequence, %s) AS priority, w.refused", PRIORITY),
            SQL(
                """LEFT JOIN res_partner c ON c.id = f.partner_id
                LEFT JOIN callback_customer_class k ON k.id = c.callback_class_id
                LEFT JOIN (
                    SELECT partner_id, array_agg(channel_id) AS refused
                    FROM callback_partner_refused_channel_rel GROUP BY partner_id
                ) AS w ON w.partner_id = f.partner_id"""
            ),
        )

    def _filter_callers(self, users):
        """Leave out who has no permission today, and units the policy keeps away."""
        policy = self.policy_id
        conflicts = self.env["callback.conflict"]
        flagged = set(policy.flagged_department_ids.ids)
        users = (
            super()
            ._filter_callers(users)
            .filtered(lambda user: not (flagged & conflicts._get_units_above(user)))
        )
        today = self._get_today()
        return self.env["callback.permission"]._filter_allowed(
            users, policy, today, type=self.type_id
        )

    def _get_concerned_sql(self, model, query):
        """Return SQL for the users to whom a document's callback is not dealt out."""
        if self.assign_method == "queue":
            return super()._get_concerned_sql(model, query)
        table = query.table
        partner = SQL.identifier(table, "id")
        if self.partner_field != "id":
            partner = model._field_to_sql(table, self.partner_field, query)
        users = []
        if self.concerned_field:
            person = self._get_person_sql(model, query)
            users.append(SQL("ARRAY[%s]", person))
        if self.policy_id.exclude_salesperson:
            users.append(
                SQL(
                    # Nested, not joined: two look-ups by key, whatever is known
                    # about the size of the tables.
                    """(SELECT ARRAY[own.user_id, (
                        SELECT firm.user_id FROM res_partner firm
                        WHERE firm.id = own.commercial_partner_id)]
                    FROM res_partner own WHERE own.id = %s)""",
                    partner,
                )
            )
        declared = self._get_declared_conflicts()
        if declared:
            columns = [list(column) for column in zip(*declared, strict=True)]
            users.append(
                SQL(
                    """(SELECT array_agg(d.caller)
                    FROM unnest(%s::int4[], %s::int4[], %s::int4[])
                        AS d (customer, document, caller)
                    WHERE d.document = %s OR d.customer IN (
                        SELECT unnest(ARRAY[id, commercial_partner_id])
                        FROM res_partner WHERE id = %s))""",
                    *columns,
                    SQL.identifier(table, "id"),
                    partner,
                )
            )
        if not users:
            return super()._get_concerned_sql(model, query)
        # An empty array would count as somebody: nobody is NULL.
        return SQL(
            "NULLIF(array_remove(%s, NULL), ARRAY[]::int4[])",
            SQL(" || ").join(users),
        )

    def _get_person_sql(self, model, query):
        """Return SQL for the user whom a document names as the person concerned."""
        person = model._field_to_sql(query.table, self.concerned_field, query)
        if model._fields[self.concerned_field].comodel_name == "hr.employee":
            return SQL("(SELECT user_id FROM hr_employee WHERE id = %s)", person)
        return person

    def _get_declared_conflicts(self):
        """Return rows (customer, document, user) of conflicts that stand today."""
        today = self._get_today()
        # sudo: declared conflicts are read to keep people away, not to be shown.
        conflicts = self.env["callback.conflict"].sudo()
        conflicts = conflicts.search(
            [
                ("date_from", "<=", today),
                ("date_to", "in", [False]),
            ]
        ) | conflicts.search([("date_from", "<=", today), ("date_to", ">=", today)])
        employees = self.env["hr.employee"].sudo()  # see above
        rows = []
        for conflict in conflicts:
            document = conflict.document
            if document and document._name != self.model_name:
                document = None
            if not (document or conflict.partner_id):
                continue
            people = conflict.user_id
            if conflict.department_id:
                people |= employees.search(
                    [("department_id", "child_of", conflict.department_id.ids)]
                ).user_id
            rows += [
                (conflict.partner_id.id or None, document and document.id, person.id)
                for person in people
            ]
        return rows
