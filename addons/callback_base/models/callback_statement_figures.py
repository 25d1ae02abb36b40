# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from .callback_record import CLOSED_STATES

SATISFACTIONS = (
    "satisfied",
    "rather_satisfied",
    "basically_satisfied",
    "dissatisfied",
)


class CallbackStatement(models.Model):
    """How the figures of a statement are computed from records."""

    _inherit = "callback.statement"

    def _get_on_time_rate(self):
        """Share of the counted callbacks that were on time, 0 to 1."""
        self.ensure_one()
        return self.on_time_count / self.record_count if self.record_count else 0.0

    def _get_report_name(self):
        """File name of the printed statement."""
        self.ensure_one()
        return self.env._(
            "Callback statement %(month)s %(unit)s",
            month=self.month,
            unit=self.department_id.name,
        )

    def _get_unit_domain(self):
        """Callbacks of the units of these statements and of all below them."""
        return Domain("department_id", "child_of", self.department_id.ids)

    def _get_policy_domain(self):
        self.ensure_one()
        company = Domain("company_id", "=", self.company_id.id)
        return company & Domain("policy_id", "=", self.policy_id.id)

    def _get_counted_domain(self):
        """Finished callbacks whose archive (or call) time lies in the month (U1-32)."""
        return self._get_period_domain() & self._get_unit_domain()

    def _get_open_domain(self):
        """Callbacks due in the month that are not finished yet."""
        return self._get_unfinished_domain() & self._get_unit_domain()

    def _get_period_domain(self):
        """Finished callbacks of the period, of every unit."""
        start, end = self._get_month_bounds()
        by_call = self.policy_id.statement_basis == "call"
        field = "date_contact" if by_call else "date_archived"
        return (
            self._get_policy_domain()
            & Domain("state", "in", CLOSED_STATES)
            & Domain(field, ">=", start)
            & Domain(field, "<", end)
        )

    def _get_unfinished_domain(self):
        """Callbacks of the period that are not finished, of every unit."""
        start, end = self._get_month_bounds()
        return (
            self._get_policy_domain()
            & Domain("is_complete", "=", False)
            & Domain("state", "!=", "cancelled")
            & Domain("deadline", ">=", start)
            & Domain("deadline", "<", end)
        )

    def _prepare_lines(self):
        """Return ``{statement: values of its lines}``, two queries a policy and period.

        A line stands for each unit and type with callbacks, of all units below too.
        """
        lines = {statement: [] for statement in self}
        keys = ("policy_id", "date_from", "company_id")
        periods = self.grouped(lambda s: tuple(s[key] for key in keys))
        for statements in periods.values():
            figures = statements._count_units()
            for statement in statements:
                path = statement.department_id.parent_path
                lines[statement] = [
                    {"department_id": department.id, "type_id": kind.id, **line}
                    for (department, kind), line in figures.items()
                    if department.parent_path.startswith(path)
                ]
        return lines

    def _count_units(self):
        """Return ``{(department, type): figures}`` of statements of one period."""
        units = self._get_unit_domain()
        lines = defaultdict(lambda: defaultdict(int))
        one = self[0]
        groups = self.env["callback.record"]._read_group(
            one._get_period_domain() & units,
            ["department_id", "type_id", "state", "on_time", "satisfaction"],
            ["__count"],
        )
        for department, kind, state, on_time, satisfaction, count in groups:
            line = lines[department, kind]
            line["record_count"] += count
            line["on_time_count" if on_time else "late_count"] += count
            if state != "done":
                line["unreachable_count"] += count
            if satisfaction in SATISFACTIONS:
                line[f"{satisfaction}_count"] += count
        groups = self.env["callback.record"]._read_group(
            one._get_unfinished_domain() & units,
            ["department_id", "type_id"],
            ["__count"],
        )
        for department, kind, count in groups:
            lines[department, kind]["open_count"] += count
        return lines
