# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.callback_base.schedule.periods import ONE_DAY
from odoo.addons.callback_base.workday.zone import LocalZone

#: How the records answer a source of criteria: (counted, reached), the ORM's twin of
#: ``RECORD_COUNTS``. Cancelled and excused callbacks count nowhere.
CLOSED = ("done", "unreachable", "declined")
EXCUSED = Domain("kind", "=", "deadline") & Domain("state", "=", "excused")
LIVE = ~(Domain("state", "=", "cancelled") | Domain("breach_ids", "any", EXCUSED))
FINISHED = SQL("r.state NOT IN ('planned', 'ongoing')")
RECORD_COUNTS = {
    "on_time": (
        SQL("(r.is_complete OR r.deadline_breached IS NOT NULL OR r.deadline < f.now)"),
        SQL("(r.is_complete AND r.on_time)"),
    ),
    "completion": (SQL("TRUE"), FINISHED),
    "plan": (SQL("r.plan_id IS NOT NULL"), FINISHED),
    "file": (SQL("r.state = 'done'"), SQL("r.archive_id IS NOT NULL")),
    "satisfaction": (
        SQL("(r.state = 'done' AND r.satisfaction IS NOT NULL)"),
        SQL("r.satisfaction <> 'dissatisfied'"),
    ),
    "workload": (SQL("r.state = 'done'"), SQL("TRUE")),
}


class CallbackAssessment(models.Model):
    """The facts of a criterion, counted from the records for all people at once.

    What falls into a cycle is what was due in it, in local days of the company.
    """

    _inherit = "callback.assessment"

    @api.model
    def _get_fact_statements(self, frame, company, start, stop, sources):
        """Return statements of (assessment id, source, numerator, denominator).

        :param frame: ``SQL`` of a table ``f`` of the assessments: id,
            user_id, now
        :param start: first moment of the cycle, naive UTC; ``stop``: of the next one
        :param sources: the sources that the criteria ask for
        :returns: a list of ``SQL``; extensions add theirs
        """
        scope = SQL(
            "r.company_id = %s AND r.deadline >= %s AND r.deadline < %s"
            " AND r.state <> 'cancelled'",
            company.id,
            start,
            stop,
        )
        statements = []
        found = [name for name in RECORD_COUNTS if name in sources]
        if found:
            statements.append(self._get_record_statement(frame, scope, found))
        if "cost" in sources:
            statements.append(
                SQL(
                    "SELECT f.id, 'cost', count(DISTINCT p.id)"
                    " FILTER (WHERE %s <= p.budget)::numeric,"
                    " count(DISTINCT p.id)::numeric"
                    " FROM %s JOIN callback_record r ON r.user_id = f.user_id"
                    " JOIN callback_plan p ON p.id = r.plan_id"
                    " WHERE p.budget > 0 AND %s GROUP BY f.id",
                    self.env["callback.plan"]._get_spent("p"),
                    frame,
                    scope,
                )
            )
        return statements

    @api.model
    def _get_record_statement(self, frame, scope, sources):
        """Count for all record sources in one pass over the callbacks."""
        counts = RECORD_COUNTS
        columns = SQL(", ").join(
            SQL(
                "count(*) FILTER (WHERE %s) AS %s, count(*) FILTER (WHERE %s AND %s)"
                " AS %s",
                counts[name][0],
                SQL.identifier(f"of_{name}"),
                *counts[name],
                SQL.identifier(f"in_{name}"),
            )
            for name in sources
        )
        pairs = SQL(", ").join(
            SQL(
                "(%s, c.%s::numeric, c.%s::numeric)",
                name,
                SQL.identifier(f"in_{name}"),
                SQL.identifier(f"of_{name}"),
            )
            for name in sources
        )
        return SQL(
            "SELECT c.id, v.source, v.reached, v.total FROM ("
            " SELECT f.id, %(columns)s FROM %(frame)s"
            " JOIN callback_record r ON r.user_id = f.user_id"
            " WHERE %(scope)s AND NOT EXISTS ("
            "  SELECT FROM callback_breach b WHERE b.record_id = r.id"
            "  AND b.kind = 'deadline' AND b.state = 'excused')"
            " GROUP BY f.id) c,"
            " LATERAL (VALUES %(pairs)s) v (source, reached, total)",
            columns=columns,
            frame=frame,
            scope=scope,
            pairs=pairs,
        )

    def _get_frame(self):
        """Return the assessments and their users as a table ``f``."""
        return SQL(
            "(SELECT id, user_id, %s::timestamp AS now"
            " FROM unnest(%s::int[], %s::int[]) AS u (id, user_id)) AS f",
            fields.Datetime.now(),
            self.ids,
            [one.user_id.id for one in self],
        )

    def _get_moments(self):
        """Return the first moment of the cycle and of the next one, naive UTC."""
        self.ensure_one()
        company = self.company_id
        calendar = company.callback_calendar_id or company.resource_calendar_id
        zone = LocalZone(calendar.tz or "UTC")
        return zone.midnight(self.date_from), zone.midnight(self.date_to + ONE_DAY)

    # Drill-down -----------------------------------------------------------------------

    @api.model
    def _get_fact_domains(self):
        """Return {source: (model, what was counted, what reached the standard)}."""
        closed = Domain("state", "in", CLOSED)
        done = Domain("state", "=", "done")
        passed = (
            Domain("is_complete", "=", True)
            | Domain("deadline_breached", "!=", False)
            | Domain("deadline", "<", fields.Datetime.now())
        )
        kept = Domain("is_complete", "=", True) & Domain("on_time", "=", True)
        planned = Domain("plan_id", "!=", False)
        asked = done & Domain("satisfaction", "!=", False)
        content = Domain("satisfaction", "!=", "dissatisfied")
        filed = Domain("archive_id", "!=", False)
        record = "callback.record"
        return {
            "on_time": (record, LIVE & passed, kept),
            "completion": (record, LIVE, closed),
            "plan": (record, LIVE & planned, closed),
            "file": (record, LIVE & done, filed),
            "satisfaction": (record, LIVE & asked, content),
            "workload": (record, LIVE & done, Domain.TRUE),
            "cost": (
                "callback.plan",
                Domain("budget", ">", 0),
                Domain("is_over_budget", "=", False),
            ),
        }

    def _get_fact_scope(self, model, source=None):
        """Return the domain of what a person was assessed on in a model.

        :param source: of the criterion, where it decides as well
        """
        self.ensure_one()
        start, stop = self._get_moments()
        own = (
            Domain("user_id", "=", self.user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("deadline", ">=", start)
            & Domain("deadline", "<", stop)
        )
        if model == "callback.record":
            return own
        if model == "callback.plan":
            own &= Domain("plan_id", "!=", False) & Domain("state", "!=", "cancelled")
            plans = self.env["callback.record"]._read_group(own, ["plan_id"])
            return Domain("id", "in", [plan.id for (plan,) in plans])
        return Domain.FALSE
