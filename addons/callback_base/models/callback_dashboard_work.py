# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..forecast.capacity import first_miss
from .callback_complaint_report import AGE_BANDS
from .complaint_selections import OPEN_STATES

#: Days ahead for which known work is shown.
DAYS = 14
#: Bands of the age of open complaints: name, days from, days below.
AGES = tuple(
    zip(
        [*(name for name, _last in AGE_BANDS), "older"],
        [0, *(last + 1 for _name, last in AGE_BANDS)],
        [*(last + 1 for _name, last in AGE_BANDS), None],
        strict=True,
    )
)


class CallbackDashboard(models.AbstractModel):
    """Work that waits: overdue, due in the next days, complaints, decisions."""

    _inherit = "callback.dashboard"

    @api.model
    def _add_figures(self, figures, frame):
        result = super()._add_figures(figures, frame)
        self._add_waiting(figures, frame)
        self._add_complaints(figures, frame)
        if frame["role"] != "caller":
            self._add_decisions(figures, frame)
        return result

    # Callbacks --------------------------------------------------------------------

    @api.model
    def _add_waiting(self, figures, frame):
        """What is overdue now, and what is due on each of the next days."""
        now, zone = frame["now"], frame["zone"]
        today = zone.local(now).date()
        days = [today + timedelta(days=n) for n in range(DAYS)]
        end = zone.midnight(days[-1] + timedelta(days=1))
        waiting = (
            frame["own"]
            & Domain("is_complete", "=", False)
            & Domain("on_time", "=", False)
            & Domain("state", "!=", "cancelled")
        )
        overdue = waiting & Domain("deadline", "<", now)
        coming = waiting & Domain("deadline", ">=", now) & Domain("deadline", "<", end)
        late_list = self._get_late_list()
        self._add_drill(figures, "overdue", "callback.record", overdue, late_list)
        self._add_drill(figures, "coming", "callback.record", coming)
        kind = self._by_field("type_id")
        unit = self._by_field("department_id")
        rows = self._count("callback.record", overdue, {"n": Domain.TRUE}, unit, kind)
        units = {}
        minutes = self._get_minutes()
        backlog = 0
        for department, type_id, counts in rows:
            units[department] = units.get(department, 0) + counts["n"]
            backlog += counts["n"] * minutes.get(type_id, 0)
        figures["overdue"] = self._number(sum(units.values()), "overdue")
        figures["overdue_units"] = self._get_unit_numbers(units, "overdue")
        rows = self._count(
            "callback.record",
            coming,
            {"n": Domain.TRUE},
            self._by_local("deadline", "day"),
            kind,
        )
        work = {day: [0, 0] for day in days}
        for day, type_id, counts in rows:
            work[day][0] += counts["n"]
            work[day][1] += counts["n"] * minutes.get(type_id, 0)
        figures["due_today"] = self._number(
            work[today][0], "coming", *self._get_day_extra(today, zone)
        )
        figures["workload"] = self._get_workload(work, backlog, zone)
        if frame["role"] != "caller":
            figures["load"] = self._get_load(coming, figures["workload"], zone)

    @api.model
    def _get_load(self, coming, workload, zone):
        """Return the work of each caller on the next day that is open after today.

        :returns: dict with ``date`` (False when no day is open) and ``callers``
        """
        days = [day for day in workload["days"][1:] if day["able"] or day["value"]]
        if not days:
            return {"date": False, "callers": []}
        day = days[0]["date"]
        extra = self._get_day_extra(fields.Date.to_date(day), zone)
        rows = self._count(
            "callback.record",
            coming & Domain(list(extra)),
            {"n": Domain.TRUE},
            self._by_field("user_id"),
        )
        # sudo: names of persons only, whose callbacks the reader may see.
        users = self.env["res.users"].sudo().browse(u for u, _c in rows if u)
        names = {user.id: user.name for user in users}
        callers = [
            {
                "name": names.get(user) or self.env._("Nobody assigned"),
                **self._number(
                    counts["n"], "coming", *extra, ("user_id", "=", user or False)
                ),
            }
            for user, counts in rows
        ]
        callers.sort(key=lambda line: (-line["value"], line["name"]))
        return {"date": day, "callers": callers}

    @api.model
    def _get_minutes(self):
        """Return {type: minutes a callback takes}."""
        # sudo: lengths only.
        kinds = self.env["callback.type"].sudo().with_context(active_test=False)
        return {kind.id: kind.duration_minutes for kind in kinds.search([])}

    @api.model
    def _get_unit_numbers(self, counts, drill):
        """Return a number for each unit, the largest first."""
        # sudo: names of units only, whose callbacks the reader may see.
        units = self.env["hr.department"].sudo().browse(filter(None, counts))
        names = {unit.id: unit.name for unit in units}
        lines = [
            {
                "name": names.get(unit) or self.env._("No unit"),
                **self._number(count, drill, ("department_id", "=", unit or False)),
            }
            for unit, count in counts.items()
        ]
        return sorted(lines, key=lambda line: (-line["value"], line["name"]))

    @api.model
    def _get_day_extra(self, day, zone):
        start, end = zone.midnight(day), zone.midnight(day + timedelta(days=1))
        return (
            ("deadline", ">=", self._to_plain(start)),
            ("deadline", "<", self._to_plain(end)),
        )

    @api.model
    def _get_workload(self, work, backlog, zone):
        """Set the work of each day against the opening hours of the callers.

        :param work: {day: [callbacks, minutes]}
        :param backlog: minutes of what is overdue; it is done first
        """
        callers = self._get_caller_count()
        able = {day: minutes * callers for day, minutes in self._get_open(work).items()}
        due = {day: minutes for day, (_count, minutes) in work.items() if minutes}
        miss = first_miss(due, able, backlog) if callers else None
        return {
            "callers": callers,
            "backlog_hours": round(backlog / 60, 1),
            "first_miss": str(miss) if miss else False,
            "days": [
                {
                    "date": str(day),
                    "hours": round(minutes / 60, 1),
                    "able": round(float(able.get(day, 0)) / 60, 1),
                    **self._number(count, "coming", *self._get_day_extra(day, zone)),
                }
                for day, (count, minutes) in work.items()
            ],
        }

    @api.model
    def _get_open(self, days):
        """Return {day: minutes it is open}, by the company's callback calendar."""
        # sudo: opening hours only.
        calendar = self.env.company.callback_calendar_id.sudo()
        if not calendar:
            return {}
        return {
            day.date: ((day.hour_to or 0) - (day.hour_from or 0)) * 60
            for day in calendar._workday_days(min(days), max(days))
            if day.is_working
        }

    @api.model
    def _get_caller_count(self):
        """Return how many persons may do the callbacks the reader looks at."""
        role = self._get_role()
        if role == "caller":
            return 1
        group = self.env.ref("callback_base.callback_group_caller")
        domain = [
            ("user_id.active", "=", True),
            ("user_id.all_group_ids", "in", group.ids),
            ("company_id", "in", self.env.companies.ids),
        ]
        if role == "supervisor":
            units = self.env.user.callback_department_ids
            domain.append(("department_id", "in", units.ids))
        # sudo: who works where is read to count the callers only.
        return len(self.env["hr.employee"].sudo().search(domain).user_id)

    # Complaints -------------------------------------------------------------------

    @api.model
    def _add_complaints(self, figures, frame):
        """How long open complaints have been open, and whose stage is overdue."""
        complaints = self.env["callback.complaint"]
        if not complaints.has_access("read"):
            figures["complaints"] = None
            return
        now = frame["now"]
        base = Domain("state", "in", OPEN_STATES) & Domain(
            "company_id", "in", self.env.companies.ids
        )
        overdue = Domain("deadline", "<", now)
        parts = {"complaints": Domain.TRUE, "complaints_overdue": overdue}
        for name, first, end in AGES:
            age = Domain("date_received", "<=", now - timedelta(days=first))
            if not first:
                age = Domain.TRUE
            if end is not None:
                age &= Domain("date_received", ">", now - timedelta(days=end))
            parts[f"age_{name}"] = age & ~overdue
            parts[f"age_{name}_overdue"] = age & overdue
        [(counts,)] = self._count("callback.complaint", base, parts)
        for name, part in parts.items():
            self._add_drill(figures, name, "callback.complaint", base & part)
        figures["complaints"] = {
            "open": self._number(counts["complaints"], "complaints"),
            "overdue": self._number(counts["complaints_overdue"], "complaints_overdue"),
            "ages": [
                {
                    "age": name,
                    "running": self._number(counts[f"age_{name}"], f"age_{name}"),
                    "overdue": self._number(
                        counts[f"age_{name}_overdue"], f"age_{name}_overdue"
                    ),
                }
                for name, _first, _end in AGES
            ],
        }

    # Decisions --------------------------------------------------------------------

    @api.model
    def _add_decisions(self, figures, frame):
        """What waits for a second person."""
        asked = Domain("state", "=", "requested")
        company = Domain("company_id", "in", self.env.companies.ids)
        unreachable = (
            Domain("state", "=", "unreachable")
            & Domain("reviewer_id", "=", False)
            & frame["own"]
        )
        wanted = {
            "unreachable": ("callback.record", unreachable),
            "extensions": ("callback.extension", asked & company),
            "complaint_extensions": ("callback.complaint.extension", asked & company),
            "excusals": ("callback.breach", asked & company),
        }
        figures["decisions"] = []
        for name, (model, domain) in wanted.items():
            if not self.env[model].has_access("read"):
                continue
            drill = f"decide_{name}"
            self._add_drill(figures, drill, model, domain)
            count = self.env[model].search_count(domain)
            figures["decisions"].append({"name": name, **self._number(count, drill)})
        self._add_signs(figures, frame)

    @api.model
    def _add_signs(self, figures, frame):
        """What looks unusual in the period and should be asked about."""
        month = frame["first"].replace(day=1)
        domain = Domain("month", ">=", month) & Domain("month", "<=", frame["last"])
        self._add_drill(figures, "signs", "callback.sign", domain)
        count = self.env["callback.sign"].search_count(domain)
        figures["decisions"].append({"name": "signs", **self._number(count, "signs")})
