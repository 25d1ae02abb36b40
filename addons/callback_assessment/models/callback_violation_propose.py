# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from bisect import insort
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from .callback_penalty_money import cents, exact, explain_range
from .callback_penalty_window import count_in_window
from .callback_violation_people import People


class CallbackViolation(models.Model):
    """From reports to proposals, for any number of reports at once."""

    _inherit = "callback.violation"

    def _propose_sanctions(self, user, skip=False):
        """Make the proposals of reports; private, the caller checked the rights.

        :param user: who proposes
        :param skip: note what a report lacks on it instead of raising (for jobs)
        :returns: how many reports were proposed
        """
        self._lock_people()
        # What is looked at below, in one query each.
        self.employee_id.fetch(["name", "user_id", "parent_id"])
        self.record_id.fetch(["name", "state"])
        people = People(self.env, self.employee_id.ids)
        counts = self._count_before()
        vals_list, numbers, problems = [], {}, {}
        for violation in self.sorted(lambda v: (v.date, v.id)):
            problem = violation._find_problem(people)
            if problem and skip:
                problems[violation.id] = problem
                continue
            if problem:
                violation._refuse(problem)
            occurrence, step = violation._count_step(counts)
            lines, problem = violation._get_proposals(people, occurrence, step)
            if problem and skip:
                problems[violation.id] = problem
                continue
            if problem:
                violation._refuse(problem)
            numbers[violation.id] = (occurrence, step.id)
            vals_list += lines
        self.env["callback.sanction"]._propose(vals_list)
        self._store_steps(numbers, problems, user)
        return len(numbers)

    def _lock_people(self):
        """Make two who propose for one person at once go one after the other.

        Touching the rows makes the second transaction start again, so that it sees
        what the first has counted.
        """
        with_steps = self.filtered(lambda v: v.rule_id.step_ids and v.employee_id)
        self._touch_people(with_steps.employee_id.ids)

    @api.model
    def _touch_people(self, ids):
        """Touch the rows of employees, as ``_lock_people`` says."""
        if ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE hr_employee SET write_date = write_date WHERE id IN"
                    " (SELECT id FROM hr_employee WHERE id = ANY(%s)"
                    " ORDER BY id FOR NO KEY UPDATE)",
                    ids,
                )
            )

    def _count_before(self):
        """Return {(rule, person): [dates of what was proposed and stands]}."""
        rules = self.rule_id.filtered("step_ids")
        counts = defaultdict(list)
        if rules:
            rows = self.env["callback.violation"]._read_group(
                [
                    ("rule_id", "in", rules.ids),
                    ("employee_id", "in", self.employee_id.ids),
                    ("state", "=", "confirmed"),
                ],
                ["rule_id", "employee_id", "date:day"],
                ["__count"],
                order="date:day",
            )
            for rule, employee, date, count in rows:
                counts[rule.id, employee.id] += [fields.Date.to_date(date)] * count
        return counts

    def _count_step(self, counts):
        """Return which time it is, and the step for it (ASMT-09)."""
        rule = self.rule_id
        steps = rule.step_ids
        if not steps or not self.employee_id:
            return 1, steps.browse()
        dates = counts[rule.id, self.employee_id.id]
        insort(dates, self.date)
        number = count_in_window(dates, self.date, rule._get_window_start)
        last = max(steps.mapped("number"))
        wanted = number
        if number > last:
            wanted = last if rule.after_last == "last" else (number - 1) % last + 1
        found = steps.filtered(lambda step: step.number == wanted)
        return number, found

    def _find_problem(self, people):
        """Return why nothing can be proposed, in words, or nothing."""
        rule = self.rule_id
        if rule.state != "active":
            return self.env._("the rule is not in force")
        outside = (rule.date_from and self.date < rule.date_from) or (
            rule.date_to and self.date > rule.date_to
        )
        if outside or (rule.company_id and rule.company_id != self.company_id):
            return self.env._("the rule is not for this date or company")
        if rule.target == "outside":
            return self.env._("it rewards outside persons, not employees")
        if rule.target == "employee" and not self.employee_id:
            return self.env._("name the person")
        if rule.target == "department" and not self.department_id:
            return self.env._("name the department")
        if rule.target == "employee" and not self.employee_id.user_id:
            return self.env._(
                "%(person)s has no user and could not be told",
                person=self.employee_id.name,
            )
        if rule.needs_verified and not self.is_verified:
            return self.env._("it was not verified yet")
        if rule.needs_document and not (self.document_ref or "").strip():
            return self.env._("name the document that says how much")
        if self.record_id.state == "cancelled":
            return self.env._(
                "callback %(name)s was cancelled", name=self.record_id.name
            )
        if rule.kind == "percent" and not self.base_amount:
            return self.env._(
                "type the base of which %(rate)s %% is taken", rate=rule.rate
            )
        if rule.kind in ("wage", "pay_share"):
            name = "wage" if rule.kind == "wage" else "callback_performance_pay"
            if people.money(self.employee_id.id, self.date, name) is None:
                return self.env._(
                    "%(person)s has no contract with a wage or performance pay on "
                    "%(date)s",
                    person=self.employee_id.name,
                    date=self.date,
                )
        if rule.kind == "range" and self.typed_amount and not self.amount_reason:
            return self.env._("say why this amount")
        return None

    def _compute_amount(self, people, step):
        """Return (exact amount to the cent, how it was computed).

        Order: base × rate or wage × number, the cap, the items, the repetition, and
        half-up to the cent at the end (T-12).
        """
        rule = self.rule_id
        if rule.kind == "range":
            amount = exact(self.typed_amount)
            how = explain_range(amount, rule.amount_min, rule.amount_max)
        elif rule.kind == "percent":
            amount = exact(self.base_amount) * exact(rule.rate) / 100
            how = f"{self.base_amount:.2f} × {rule.rate:g} %"
        elif rule.kind in ("wage", "pay_share"):
            name = "wage" if rule.kind == "wage" else "callback_performance_pay"
            money = people.money(self.employee_id.id, self.date, name)
            share = rule.kind == "pay_share"
            factor = exact(rule.rate) / 100 if share else exact(rule.factor)
            amount = exact(money) * factor
            number = f"{rule.rate:g} %" if share else f"{rule.factor:g}"
            how = f"{money:.2f} × {number}"
        else:
            amount = exact(step.amount or rule.amount)
            how = f"{amount:.2f}"
        if rule.is_capped and amount > exact(rule.cap):
            amount, how = exact(rule.cap), f"{how} > {rule.cap:.2f}"
        if rule.kind == "item" or (rule.kind == "fixed" and self.quantity > 1):
            amount, how = amount * self.quantity, f"{how} × {self.quantity}"
        if step and step.factor != 1:
            amount, how = amount * exact(step.factor), f"{how} × {step.factor:g}"
        return cents(amount), how

    def _store_steps(self, numbers, problems, user):
        """Write what came of the reports, in one statement each."""
        if numbers:
            ids = list(numbers)
            self.env.execute_query(
                SQL(
                    "UPDATE callback_violation v SET state = 'confirmed',"
                    " occurrence = n.occurrence, step_id = n.step_id, problem = NULL,"
                    " confirm_user_id = %s, date_confirmed = %s, write_date = %s"
                    " FROM unnest(%s::int[], %s::int[], %s::int[])"
                    " AS n (id, occurrence, step_id) WHERE v.id = n.id RETURNING v.id",
                    user.id or None,
                    fields.Datetime.now(),
                    self.env.cr.now(),
                    ids,
                    [numbers[i][0] for i in ids],
                    [numbers[i][1] or None for i in ids],
                )
            )
        if problems:
            self.env.execute_query(
                SQL(
                    "UPDATE callback_violation v SET problem = n.problem"
                    " FROM unnest(%s::int[], %s::text[]) AS n (id, problem)"
                    " WHERE v.id = n.id RETURNING v.id",
                    list(problems),
                    list(problems.values()),
                )
            )
        self.invalidate_recordset()
