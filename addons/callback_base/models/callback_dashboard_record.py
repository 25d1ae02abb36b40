# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .callback_clause_figures import BACK
from .callback_compliance_mixin import FIGURES
from .callback_record import CLOSED_STATES
from .callback_statement_figures import SATISFACTIONS

DUE = ("met", "late", "missed")


class CallbackDashboard(models.AbstractModel):
    """Kept deadlines, customers reached and their satisfaction."""

    _inherit = "callback.dashboard"

    @api.model
    def _add_figures(self, figures, frame):
        result = super()._add_figures(figures, frame)
        self._add_deadlines(figures, frame)
        self._add_results(figures, frame)
        return result

    # Deadlines --------------------------------------------------------------------

    @api.model
    def _add_deadlines(self, figures, frame):
        """How the deadlines of the period were kept, by unit, and of the last months.

        A callback belongs to the period of its deadline, as in the compliance by
        clause; the five figures always add up.
        """
        records = self.env["callback.record"]
        whole = (
            frame["own"]
            & Domain("deadline", ">=", frame["trend_start"])
            & Domain("deadline", "<", frame["end"])
        )
        parts = records._get_compliance_domains()
        rows = self._count(
            "callback.record",
            whole,
            parts,
            self._by_local("deadline", "month"),
            self._by_field("department_id"),
        )
        units = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
        months = {m: dict.fromkeys(FIGURES, 0) for m in self._get_months(frame)}
        for month, unit, counts in rows:
            for name, count in counts.items():
                months[month][name] += count
                if month >= frame["first"]:
                    units[unit][name] += count
        base = (
            frame["own"]
            & Domain("deadline", ">=", frame["start"])
            & Domain("deadline", "<", frame["end"])
        )
        late_list = self._get_late_list()
        for name, part in parts.items():
            self._add_drill(figures, name, "callback.record", base & part, late_list)
            self._add_drill(figures, f"trend_{name}", "callback.record", whole & part)
        due = base & (parts["met"] | parts["late"] | parts["missed"])
        self._add_drill(figures, "due", "callback.record", due)
        total = {name: sum(u[name] for u in units.values()) for name in FIGURES}
        figures["on_time"] = self._get_kept(total)
        figures["units"] = self._get_units(units)
        figures["months"] = [
            {
                "month": str(month),
                "rate": self._get_rate(counts["met"], sum(counts[n] for n in DUE)),
                **{
                    name: self._number(
                        counts[name],
                        f"trend_{name}",
                        *self._get_month_extra("deadline", month, frame),
                    )
                    for name in DUE
                },
            }
            for month, counts in months.items()
        ]

    @api.model
    def _get_kept(self, counts, *extra):
        due = sum(counts[name] for name in DUE)
        return {
            "rate": self._get_rate(counts["met"], due),
            "due": self._number(due, "due", *extra),
            **{name: self._number(counts[name], name, *extra) for name in FIGURES},
        }

    @api.model
    def _get_units(self, units):
        """Return a line for each unit, those with most that is late first."""
        # sudo: names of units only, whose callbacks the reader may see.
        departments = self.env["hr.department"].sudo().browse(filter(None, units))
        names = {unit.id: unit.name for unit in departments}
        lines = [
            {
                "id": unit or 0,
                "name": names.get(unit) or self.env._("No unit"),
                **self._get_kept(counts, ("department_id", "=", unit or False)),
            }
            for unit, counts in units.items()
        ]
        return sorted(
            lines,
            key=lambda line: (
                -line["missed"]["value"] - line["late"]["value"],
                line["name"],
            ),
        )

    @api.model
    def _get_late_list(self):
        return self.env["ir.model.data"]._xmlid_to_res_id(
            "callback_base.callback_record_view_list_late"
        )

    @api.model
    def _get_months(self, frame):
        """Return the first days of the months of the trend."""
        month, months = frame["trend"], []
        while month <= frame["last"]:
            months.append(month)
            month += BACK["month"]
        return months

    @api.model
    def _get_month_extra(self, name, month, frame):
        """Return conditions by which documents of one month are picked."""
        zone = frame["zone"]
        start, end = zone.midnight(month), zone.midnight(month + BACK["month"])
        return (
            (name, ">=", self._to_plain(start)),
            (name, "<", self._to_plain(end)),
        )

    # Results ----------------------------------------------------------------------

    @api.model
    def _add_results(self, figures, frame):
        """Whether customers were reached, and how satisfied they are.

        A callback belongs to the period in which it was finished.
        """
        whole = (
            frame["own"]
            & Domain("state", "in", CLOSED_STATES)
            & Domain("date_done", ">=", frame["trend_start"])
            & Domain("date_done", "<", frame["end"])
        )
        base = whole & Domain("date_done", ">=", frame["start"])
        grades = {name: Domain("satisfaction", "=", name) for name in SATISFACTIONS}
        parts = {
            "closed": Domain.TRUE,
            "reached": Domain("date_contact", "!=", False),
            **grades,
        }
        rows = self._count(
            "callback.record",
            whole,
            parts,
            self._by_local("date_done", "month"),
            self._by_field("type_id"),
        )
        for name, part in parts.items():
            self._add_drill(figures, name, "callback.record", base & part)
            self._add_drill(figures, f"trend_{name}", "callback.record", whole & part)
        graded = Domain("satisfaction", "!=", False)
        content = graded & Domain("satisfaction", "!=", "dissatisfied")
        self._add_drill(figures, "graded", "callback.record", base & graded)
        self._add_drill(figures, "content", "callback.record", base & content)
        months = {m: dict.fromkeys(parts, 0) for m in self._get_months(frame)}
        topics = defaultdict(lambda: dict.fromkeys(parts, 0))
        for month, kind, counts in rows:
            for name, count in counts.items():
                months[month][name] += count
                if month >= frame["first"]:
                    topics[kind][name] += count
        total = {name: sum(t[name] for t in topics.values()) for name in parts}
        figures["reach"] = {
            "rate": self._get_rate(total["reached"], total["closed"]),
            "reached": self._number(total["reached"], "reached"),
            "closed": self._number(total["closed"], "closed"),
        }
        figures["satisfaction"] = self._get_content(total)
        figures["topics"] = self._get_topics(topics)
        figures["moods"] = [
            {
                "month": str(month),
                "rate": self._get_content(counts)["rate"],
                **{
                    name: self._number(
                        counts[name],
                        f"trend_{name}",
                        *self._get_month_extra("date_done", month, frame),
                    )
                    for name in SATISFACTIONS
                },
            }
            for month, counts in months.items()
        ]

    @api.model
    def _get_content(self, counts, *extra):
        """Every grade but “dissatisfied” is counted as content."""
        graded = sum(counts[name] for name in SATISFACTIONS)
        content = graded - counts["dissatisfied"]
        return {
            "rate": self._get_rate(content, graded),
            "content": self._number(content, "content", *extra),
            "graded": self._number(graded, "graded", *extra),
            **{
                name: self._number(counts[name], name, *extra) for name in SATISFACTIONS
            },
        }

    @api.model
    def _get_topics(self, topics):
        """Return a line for each type of callback with answers, the worst first."""
        # sudo: names of types only, whose callbacks the reader may see.
        kinds = self.env["callback.type"].sudo().browse(filter(None, topics))
        names = {kind.id: kind.name for kind in kinds}
        lines = [
            {
                "name": names.get(kind) or self.env._("No type"),
                **self._get_content(counts, ("type_id", "=", kind or False)),
            }
            for kind, counts in topics.items()
        ]
        lines = [line for line in lines if line["graded"]["value"]]
        return sorted(lines, key=lambda line: (line["rate"], line["name"]))
