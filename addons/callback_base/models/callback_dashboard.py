# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
import hashlib
from collections.abc import Iterable

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..schedule.periods import period_of
from ..workday.zone import LocalZone
from .callback_clause_compliance import READERS
from .callback_clause_figures import BACK, SPANS

DIRECTORS = (
    "callback_base.callback_group_manager",
    "callback_base.callback_group_auditor",
)
#: Models whose record rules decide what a reader's figures are.
SCOPED = (
    "callback.record",
    "callback.complaint",
    "callback.extension",
    "callback.complaint.extension",
    "callback.breach",
)


class CallbackDashboard(models.AbstractModel):
    """What the dashboard shows: figures of a period, each with the list behind it.

    A number is ``{"value": n, "drill": name, "extra": domain}``; ``drills[name]`` is
    ``{"model": …, "domain": …}``. The documents of the domain and the extra together
    are exactly those that were counted, by the reader's own record rules.

    Figures are kept with the moment they were worked out, see
    ``callback_dashboard_result.py``; what they consist of is in
    ``callback_dashboard_record.py`` and its neighbours.
    """

    _name = "callback.dashboard"
    _description = "Dashboard"

    # RPC --------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_figures(self, period="this_month", kept_only=False):
        """Return the figures of a period; writes nothing. RPC.

        :param period: this_month, last_month, this_quarter, last_quarter, this_year
            or last_year
        :param kept_only: return None instead of working out what is not kept
        :returns: dict as ``_compute``, with ``computed`` (naive UTC text: the moment
            the figures are true for), ``is_kept`` and ``is_old`` (refresh them)
        :raises AccessError: for persons who may not read callbacks
        :raises UserError: for an unknown period
        """
        self._check_reader(period)
        kept = self.env["callback.dashboard.result"]._get(self._get_key(period))
        if kept or kept_only:
            return kept
        return {**self._compute(period), "is_kept": False, "is_old": False}

    @api.model
    def refresh(self, period="this_month"):
        """Work the figures out now, keep and return them. RPC.

        Arguments, result and errors as of ``get_figures``.
        """
        self._check_reader(period)
        figures = self._compute(period)
        self.env["callback.dashboard.result"]._keep(
            self._get_key(period), period, figures
        )
        return {**figures, "is_kept": True, "is_old": False}

    # Scope ------------------------------------------------------------------------

    @api.model
    def _check_reader(self, period):
        self.env["callback.record"].check_access("read")
        if period not in SPANS:
            raise UserError(
                self.env._(
                    "“%(period)s” is no period of the dashboard. Use one of %(all)s.",
                    period=period,
                    all=list(SPANS),
                )
            )

    @api.model
    def _get_role(self):
        """Return director (all units), supervisor (own tree) or caller (own work)."""
        user = self.env.user
        if any(user.has_group(group) for group in DIRECTORS):
            return "director"
        leads = any(user.has_group(group) for group in READERS)
        return "supervisor" if leads else "caller"

    @api.model
    def _get_zone(self):
        """Days and months are those of the company's callback calendar."""
        return LocalZone(self.env.company.callback_calendar_id.tz or str(self.env.tz))

    @api.model
    def _get_key(self, period):
        """Name the figures that the reader gets.

        The conditions of the record rules are part of it: as soon as the reader may
        see more or less, what was kept before is not shown any more.
        """
        parts = [
            *(period, self._get_role(), self.env.lang or "", str(self.env.uid)),
            str(self.env.companies.ids),
            str(self._get_span(period)),
        ]
        for name in SCOPED:
            model = self.env[name]
            if not model.has_access("read"):
                parts.append(f"{name}: none")
                continue
            where = model._search([], order="id").where_clause
            parts.append(repr((name, where.code, where.params)))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @api.model
    def _get_span(self, period):
        """Return (first, last) local date of a period."""
        kind, back = SPANS[period]
        today = self._get_zone().local(fields.Datetime.now()).date()
        return period_of(today - BACK[kind] * back, kind)

    @api.model
    def _get_frame(self, period):
        """Return what all figures are worked out from.

        :returns: dict with ``first``, ``last``, ``trend`` (local dates; the trend
            begins five months before the last month of the period), the moments
            ``start``, ``end`` and ``trend_start``, ``now``, ``zone``, ``role``, and
            ``own``, the ``Domain`` of the callbacks to look at
        """
        zone, role = self._get_zone(), self._get_role()
        first, last = self._get_span(period)
        trend = min(first, (last - BACK["month"] * 5).replace(day=1))
        own = Domain.TRUE
        if role == "caller":
            own = Domain("user_id", "=", self.env.uid)
        return {
            "first": first,
            "last": last,
            "trend": trend,
            "start": zone.midnight(first),
            "end": zone.midnight(last + datetime.timedelta(days=1)),
            "trend_start": zone.midnight(trend),
            "now": fields.Datetime.now(),
            "zone": zone,
            "role": role,
            "own": own & Domain("company_id", "in", self.env.companies.ids),
        }

    # Figures ----------------------------------------------------------------------

    @api.model
    def _compute(self, period):
        """Return all figures of a period for the reader.

        :returns: dict with ``role``, ``period``, ``date_from``, ``date_to``,
            ``computed``, ``drills``, and the numbers by their places on the screen
        """
        frame = self._get_frame(period)
        figures = {
            "role": frame["role"],
            "period": period,
            "date_from": str(frame["first"]),
            "date_to": str(frame["last"]),
            "computed": fields.Datetime.to_string(frame["now"]),
            "drills": {},
        }
        self._add_figures(figures, frame)
        return figures

    @api.model
    def _add_figures(self, figures, frame):
        """Add numbers and drills to ``figures``; extended by each part."""

    @api.model
    def _add_drill(self, figures, name, model, domain, view=None):
        """Name the documents of a number.

        :param view: id of the list in which they are shown best
        """
        figures["drills"][name] = {
            "model": model,
            "domain": self._to_plain(domain),
            "view": view,
        }

    @api.model
    def _number(self, value, drill, *extra):
        """Return a number that opens its list."""
        return {"value": value, "drill": drill, "extra": [list(leaf) for leaf in extra]}

    @api.model
    def _count(self, model, base, conditions, *groups):
        """Count documents the reader may see by many conditions, in one query.

        :param base: ``Domain`` of all that is looked at
        :param conditions: dict of ``Domain``
        :param groups: functions of (model, table alias, query) that return SQL
        :returns: list of (*group values, {name: number})
        """
        records = self.env[model]
        query = records._search(base, order="id")
        query.order = None
        keys = [group(records, query.table, query) for group in groups]
        counts = [
            SQL(
                "COUNT(*) FILTER (WHERE %s)",
                condition.optimize_full(records)._to_sql(records, query.table, query),
            )
            for condition in conditions.values()
        ]
        if keys:
            places = [SQL(str(place)) for place in range(1, len(keys) + 1)]
            query.groupby = SQL(", ").join(places)
        rows = self.env.execute_query(query.select(*keys, *counts))
        size = len(keys)
        return [
            (*row[:size], dict(zip(conditions, row[size:], strict=True)))
            for row in rows
        ]

    @api.model
    def _by_field(self, name):
        return lambda records, table, query: records._field_to_sql(table, name, query)

    @api.model
    def _by_local(self, name, unit):
        """Group by the local day or month in which a moment lies."""
        zone = self._get_zone().name
        return lambda records, table, query: SQL(
            "date_trunc(%s, timezone(%s, timezone('UTC', %s)))::date",
            unit,
            zone,
            records._field_to_sql(table, name, query),
        )

    @api.model
    def _to_plain(self, value):
        """Return a domain as plain lists and texts, as RPC and JSON know them."""
        if isinstance(value, datetime.datetime):
            return fields.Datetime.to_string(value)
        if isinstance(value, datetime.date):
            return fields.Date.to_string(value)
        if isinstance(value, str) or not isinstance(value, Iterable):
            return value
        return [self._to_plain(item) for item in value]

    @api.model
    def _get_rate(self, part, whole):
        """Return a percentage cut to two digits; None where there is nothing to count.

        Cut, not rounded: 99.999 % must not look like everything.
        """
        return part * 10_000 // whole / 100 if whole else None
