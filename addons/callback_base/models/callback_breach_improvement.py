# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """Measures that were not carried out by their day (BASE-49, BASE-54).

    The day ends at midnight of the calendar of the policy, else of the company.
    """

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[("improvement", "Measure late")],
        ondelete={"improvement": "cascade"},
    )

    @api.model
    def _get_sources(self, now):
        source = SQL(
            """SELECT 'callback.improvement', i.id, NULL::int, 'improvement', '',
                i.name, i.company_id, i.department_id, i.user_id, i.policy_id,
                NULL::int, z.date_limit
            FROM callback_improvement i
            JOIN res_company o ON o.id = i.company_id
            LEFT JOIN callback_policy p ON p.id = i.policy_id
            LEFT JOIN resource_calendar k ON k.id = COALESCE(
                p.calendar_id, o.callback_calendar_id, o.resource_calendar_id)
            CROSS JOIN LATERAL (SELECT (i.date_due + 1)::timestamp
                AT TIME ZONE COALESCE(k.tz, 'UTC') AT TIME ZONE 'UTC'
                - interval '1 second' AS date_limit) z
            WHERE i.state IN ('planned', 'done', 'verified')
                AND z.date_limit < %(now)s
                AND (i.date_done IS NULL OR i.date_done > z.date_limit) AND %(new)s""",
            now=now,
            new=self._is_new("callback.improvement", SQL("i.id"), "improvement"),
        )
        return [*super()._get_sources(now), source]
