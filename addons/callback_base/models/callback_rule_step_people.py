# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from . import callback_owed_sql as statements
from .callback_record_people import NEWLY_CONCERNED


class CallbackRuleStep(models.Model):
    """Mass creation keeps the persons concerned away like ``create`` (BASE-18)."""

    _inherit = "callback.rule.step"

    def _after_create_owed(self, records):
        """Note the persons concerned by the documents."""
        result = super()._after_create_owed(records)
        rule = self.rule_id
        if not records or not rule.concerned_field:
            return result
        model = rule._get_source_model()
        query = model._search(statements.IN_BATCH)
        people = query.select(
            SQL("%s AS document", SQL.identifier(query.table, "id")),
            SQL("%s AS person", rule._get_person_sql(model, query)),
        )
        self.env.cr.execute(
            SQL(
                """WITH added AS (
                INSERT INTO callback_record_concerned_rel (record_id, user_id)
                SELECT r.id, d.person FROM (%s) AS d JOIN callback_record r
                    ON r.step_id = %s AND r.res_id = d.document AND r.res_id > 0
                WHERE d.person IS NOT NULL AND r.id = ANY(%s)
                ON CONFLICT DO NOTHING RETURNING user_id)
                """
                + NEWLY_CONCERNED,
                people,
                self.id,
                records.ids,
            )
        )
        records._after_concerned()
        return result
