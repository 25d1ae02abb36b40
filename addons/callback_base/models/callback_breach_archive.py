# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..workday.zone import LocalZone

UNIT = "hr.department"


class CallbackBreach(models.Model):
    """Departments without a sound archive: files that were due in a month (U1-39).

    The file of a callback is due by its deadline, where that covers the archive. What
    was finished and not filed when the month ended is one breach of the department,
    policy and month, also when it is filed later.
    """

    _inherit = "callback.breach"

    kind = fields.Selection(
        selection_add=[("archive", "Files missing at the end of the month")],
        ondelete={"archive": "cascade"},
    )

    @api.model
    def _get_sources(self, now):
        clock = SQL("concat_ws(' ', g.code, to_char(g.month, 'YYYY-MM'), g.shared)")
        source = SQL(
            """SELECT %(unit)s, g.department_id, NULL::int, 'archive', %(clock)s,
                concat_ws(' ', to_char(g.month, 'YYYY-MM'), d.name->>'en_US'),
                g.company_id, g.department_id, e.user_id, g.policy_id, c.id,
                g.ended - interval '1 second'
            FROM (%(missing)s) g
            JOIN hr_department d ON d.id = g.department_id
            LEFT JOIN hr_employee e ON e.id = d.manager_id
            LEFT JOIN LATERAL (
                SELECT id FROM callback_policy_clause
                WHERE policy_id = g.policy_id AND kind = 'archive'
                ORDER BY sequence, id LIMIT 1) c ON true
            WHERE %(new)s""",
            unit=UNIT,
            clock=clock,
            missing=self._get_missing_files(now),
            new=self._is_new(UNIT, SQL("g.department_id"), "archive", clock),
        )
        return [*super()._get_sources(now), source]

    @api.model
    def _get_missing_files(self, now):
        """Return (department, company, policy, month) with files missing, as ``SQL``.

        A callback without its file is not in time: the index of those is read.
        """
        return SQL(
            """SELECT r.department_id, r.company_id, p.code, z.month, y.ended,
                max(p.id) AS policy_id,
                CASE WHEN u.company_id IS NULL THEN r.company_id END AS shared
            FROM callback_record r
            JOIN callback_policy p ON p.id = r.policy_id AND p.archive_monthly
            JOIN hr_department u ON u.id = r.department_id
            JOIN res_company o ON o.id = r.company_id
            LEFT JOIN resource_calendar k ON k.id = COALESCE(
                p.calendar_id, o.callback_calendar_id, o.resource_calendar_id)
            CROSS JOIN LATERAL (SELECT COALESCE(k.tz, 'UTC') AS tz) t
            CROSS JOIN LATERAL (SELECT date_trunc('month',
                r.deadline AT TIME ZONE 'UTC' AT TIME ZONE t.tz) AS month) z
            CROSS JOIN LATERAL (SELECT (z.month + interval '1 month')
                AT TIME ZONE t.tz AT TIME ZONE 'UTC' AS ended) y
            WHERE r.on_time IS NOT TRUE AND r.state <> 'cancelled'
                AND r.state = 'done' AND r.covers_archive
                AND r.date_done < y.ended AND y.ended <= %(now)s
                AND (r.date_archived IS NULL OR r.date_archived >= y.ended)
            GROUP BY 1, 2, 3, 4, 5, 7""",
            now=now,
        )

    def action_open_document(self):
        """Open the callbacks whose files were due in the month and not in time."""
        action = super().action_open_document()
        if self.kind != "archive":
            return action
        calendar = self.policy_id._get_calendar(self.company_id)
        zone, ended = LocalZone(calendar.tz or "UTC"), self.date_limit
        start = zone.midnight(zone.local(ended).date().replace(day=1))
        missing = (
            Domain("department_id", "=", self.res_id)
            & Domain("policy_id.code", "=", self.policy_id.code)
            & Domain("covers_archive", "=", True)
            & Domain("state", "=", "done")
            & Domain("date_done", "<=", ended)
            & Domain("deadline", ">=", start)
            & Domain("deadline", "<=", ended)
            & (
                Domain("date_archived", "=", False)
                | Domain("date_archived", ">", ended)
            )
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "callback.record",
            "views": [(False, "list"), (False, "form")],
            "domain": list(missing),
        }
