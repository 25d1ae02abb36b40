# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from bisect import bisect_right

from odoo import models


class People:
    """Departments, wages and superiors of employees by date, read at once.

    The state of an employee on a date is the version of that date, as
    ``hr.employee._get_version`` finds it, without a query for each employee.
    """

    def __init__(self, env, employee_ids):
        # sudo: wages of the date of the event are needed to compute, never shown.
        env = env(su=True)
        self.env = env
        self.versions = {}
        names = (
            *("employee_id", "date_version", "department_id", "wage", "job_id"),
            *("contract_date_start", "contract_date_end", "callback_performance_pay"),
        )
        rows = (
            env["hr.version"]
            .with_context(active_test=False)
            .search_fetch(
                [("employee_id", "in", list(employee_ids))],
                [*names, "active"],
                order="employee_id, date_version",
            )
        )
        for version in rows.filtered("active"):
            row = {name: version[name] for name in names}
            row["department_id"] = version.department_id.id
            row["id"] = version.id
            self.versions.setdefault(version.employee_id.id, []).append(row)
        self._departments = None
        self._holders = {}
        self._settings = {}

    def version(self, employee_id, date):
        """Return the values of the version of a date, the first one before it."""
        rows = self.versions.get(employee_id, [])
        place = bisect_right([row["date_version"] for row in rows], date)
        return rows[max(place - 1, 0)] if rows else None

    def department(self, employee_id, date):
        """Return the id of the department of a date."""
        version = self.version(employee_id, date)
        return version["department_id"] if version else False

    def money(self, employee_id, date, name):
        """Return the wage or performance pay of a date; None without a contract."""
        version = self.version(employee_id, date)
        start = version and version["contract_date_start"]
        end = version and version["contract_date_end"]
        if not start or start > date or (end and end < date):
            return None
        return version[name] or None

    def unit(self, department_id):
        """Return {manager, parent} of a department."""
        if self._departments is None:
            departments = (
                self.env["hr.department"].with_context(active_test=False).search([])
            )
            self._departments = {
                d.id: {"manager": d.manager_id.id, "parent": d.parent_id.id}
                for d in departments
            }
        return self._departments.get(department_id, {"manager": False, "parent": False})

    def holders(self, job, company):
        """Return the employees of a company who hold a job, by name."""
        if (job.id, company.id) not in self._holders:
            self._holders[job.id, company.id] = self.env["hr.employee"].search(
                [("job_id", "=", job.id), ("company_id", "=", company.id)]
            )
        return self._holders[job.id, company.id]

    def joint_setting(self, policy, date):
        """Return how a policy reads joint liability on a date: each or shared (X-14).

        The version of that date decides; None where it leaves the matter to the rule.
        """
        if not policy:
            return None
        if (policy.id, date) not in self._settings:
            policies = policy.with_env(self.env)
            version = policies.search(
                [
                    ("code", "=", policy.code),
                    ("company_id", "=", policies.company_id.id),
                    ("state", "!=", "draft"),
                    ("date_from", "<=", date),
                ],
                order="date_from desc",
                limit=1,
            )
            version = version or policies
            known = "X-14" in version.setting_ids.mapped("code")
            self._settings[policy.id, date] = (
                version._get_setting("X-14") if known else None
            )
        return self._settings[policy.id, date]

    def head(self, department_id, but=(), above=False):
        """Return the id of the head of a department, or of the next one above.

        :param but: employees who are passed over: nobody answers for himself
        """
        unit = self.unit(department_id)
        if above:
            unit = self.unit(unit["parent"])
        while unit["manager"] in (False, *but) and unit["parent"]:
            unit = self.unit(unit["parent"])
        return unit["manager"] if unit["manager"] not in but else False


class CallbackViolation(models.Model):
    """Who somebody was on the day it happened."""

    _inherit = "callback.violation"

    def _get_people(self):
        # sudo: of the employees named in the reports.
        return People(self.env, self.sudo().employee_id.ids)
