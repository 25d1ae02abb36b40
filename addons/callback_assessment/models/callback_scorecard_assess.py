# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.callback_base.schedule.periods import ONE_DAY, period_of

from .callback_violation_people import People


class CallbackScorecard(models.Model):
    """Assessing all people of a scheme in a cycle at once."""

    _inherit = "callback.scorecard"

    def action_assess(self, day=None):
        """Make the assessments of a cycle and fetch their facts. RPC.

        Safe to repeat: who has one already keeps it, and open ones are computed again.
        A supervisor assesses the own department tree, nobody assesses himself.

        :param day: a date of the cycle; default: the last cycle that is over
        :returns: the action that opens them
        :raises UserError: when the scheme is not in force, the cycle is not over or
            closed for everybody, or people have no user
        """
        self.ensure_one()
        self.check_access("read")
        self._check_scorer()
        if self.state != "active":
            raise UserError(
                self.env._(
                    "%(card)s is not in force and assesses nobody.",
                    card=self.display_name,
                )
            )
        first, last = self._get_cycle(day)
        self._check_over(first, last)
        made = self._prepare_assessments(first, last)
        if not made:
            raise UserError(
                self.env._(
                    "%(card)s: there is nobody to assess in %(first)s – %(last)s.",
                    card=self.display_name,
                    first=first,
                    last=last,
                )
            )
        if all(one.state == "confirmed" for one in made):
            raise UserError(
                self.env._(
                    "%(card)s: %(first)s – %(last)s is closed for everybody and stays "
                    "as it is.",
                    card=self.display_name,
                    first=first,
                    last=last,
                )
            )
        # Superuser: only the people whom the user may assess were looked for.
        made.filtered(lambda one: one.state == "draft")._compute_facts()
        action = self.action_view_assessments()
        action["domain"] += [("date_from", "=", fields.Date.to_string(first))]
        return action

    def _check_over(self, first, last):
        """Facts of a cycle are complete on the day after it (ASMT-05)."""
        if last >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(card)s: %(first)s – %(last)s is not over yet.",
                    card=self.display_name,
                    first=first,
                    last=last,
                )
            )

    def _get_cycle(self, day=None):
        """Return the first and the last date of a cycle, by default the last over."""
        day = fields.Date.to_date(day)
        if not day:
            today = fields.Date.context_today(self)
            day = period_of(today, self.cycle)[0] - ONE_DAY
        return period_of(day, self.cycle)

    def _prepare_assessments(self, first, last):
        """Return the assessments of a cycle as superuser, making those not there yet.

        The caller has checked who asks; one statement inserts the people.
        """
        company = self.company_id or self.env.company
        people, found = self._get_people(company, last)
        assessments = self.env["callback.assessment"]
        user = self.env.user
        stamp = fields.Datetime.now()
        rows = {
            assessments._get_key(self.code, employee.id, first): {
                "scorecard_id": self.id,
                "scheme_code": self.code,
                "cycle": self.cycle,
                "company_id": company.id,
                "employee_id": employee.id,
                "user_id": employee.user_id.id,
                "department_id": people.department(employee.id, last),
                "date_from": first,
                "date_to": last,
                "state": "draft",
                "is_assessed": False,
                "date_computed": stamp,
            }
            for employee in found
            if employee.user_id != user or self.env.su
        }
        # sudo: the rows are the system's, see the caller.
        assessments = assessments.sudo()
        assessments._insert_rows(
            [{**values, "source_key": key} for key, values in rows.items()]
        )
        made = assessments.search([("source_key", "in", list(rows))])
        made.filtered(lambda one: one.state == "draft")._insert_lines()
        return made

    @api.model
    def _is_manager(self):
        return self.env.su or self.env.user.has_group(
            "callback_base.callback_group_manager"
        )

    def _get_people(self, company, last):
        """Return (people by date, the employees whom the scheme assesses).

        :raises ValidationError: naming those without a user, when no role is asked for
        """
        domain = [("company_id", "in", (company.id, False))]
        if self.group_id:
            domain += [("user_id.group_ids", "in", self.group_id.ids)]
        # sudo: who works where on the last day; only people of the scheme are used.
        employees = self.env["hr.employee"].sudo().search(domain)
        people = People(self.env, employees.ids)
        trees = []
        # sudo: the tree of the departments, not what happens in them.
        departments = self.env["hr.department"].sudo()
        if self.department_ids:
            trees.append(self.department_ids.ids)
        if not self._is_manager():
            trees.append(self.env.user.callback_department_ids.ids)
        for tree in trees:
            below = set(departments.search([("id", "child_of", tree)]).ids)
            employees = employees.filtered(
                lambda e, below=below: people.department(e.id, last) in below
            )
        strangers = employees.filtered(lambda e: not e.user_id)
        if strangers:
            self.env["callback.assessment"]._refuse_user(strangers)
        return people, employees
