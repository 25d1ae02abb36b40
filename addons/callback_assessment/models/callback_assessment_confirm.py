# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.callback_base.schedule.periods import ONE_DAY, period_of

from .callback_penalty_money import cents, exact
from .callback_violation_people import People


class CallbackAssessment(models.Model):
    """Closing an assessment: inputs frozen, consequences proposed (ASMT-06, 07)."""

    _inherit = "callback.assessment"

    def action_confirm(self):
        """Close assessments and propose what follows from their grades. RPC.

        By a manager or supervisor of the person, never for oneself; by another one
        than who entered a score, where the scheme says so (A1-02).

        :raises UserError: for scores that are missing, the second person, and
            performance pay that is not known; nothing is closed then
        """
        self._check_open()
        self._check_assessor()
        for one in self:
            one._check_ready()
        # sudo: facts are taken a last time, states and proposals are the system's.
        closing, user = self.sudo(), self.env.user
        closing._compute_facts()
        closing.write(
            {
                "state": "confirmed",
                "confirm_user_id": user.id,
                "date_confirmed": fields.Datetime.now(),
            }
        )
        for one in closing:
            one.frozen = one._freeze()
        closing._propose(user)
        return True

    def _check_ready(self):
        """Raise for missing scores, a cycle that runs on, and the own scores."""
        if self.date_to >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(assessment)s: the cycle is over after %(day)s only.",
                    assessment=self.display_name,
                    day=self.date_to,
                )
            )
        manual = self.line_ids.filtered(lambda line: line.source == "manual")
        for line in manual:
            if not line.user_id:
                raise UserError(line._say(self.env._("the score is not entered yet")))
            if line.is_left_out and not (line.remark or "").strip():
                raise UserError(
                    line._say(self.env._("say why there was nothing to assess"))
                )
        second = self.scorecard_id.needs_second and not self.env.su
        if second and self.env.user in self.line_ids.user_id:
            raise UserError(
                self.env._(
                    "%(assessment)s (%(clauses)s): whoever entered a score does not "
                    "confirm the assessment.",
                    assessment=self.display_name,
                    clauses=self.scorecard_id._cite(),
                )
            )

    # Consequences ---------------------------------------------------------------------

    def _propose(self, user):
        """Propose what follows, also from later cycles whose row is complete now."""
        later = self.search(
            [
                ("state", "=", "confirmed"),
                ("employee_id", "in", self.employee_id.ids),
                ("scheme_code", "in", self.mapped("scheme_code")),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        history = {}
        for one in later:
            code = one.grade_code if one.is_assessed else None
            history.setdefault(one._get_row_key(), {})[one.date_from] = code
        first = min(self.mapped("date_from"))
        concerned = later.filtered(lambda one: one in self or one.date_from > first)
        people = People(self.env, concerned.employee_id.ids)
        rows = []
        for one in concerned:
            rows += one._get_proposals(history, people, user, whole=one in self)
        made = self.env["callback.sanction"]._propose([values for values, _f in rows])
        self._keep_proposals(rows, made)

    def _get_row_key(self):
        return self.employee_id.id, self.scheme_code, self.company_id.id

    def _get_proposals(self, history, people, user, whole):
        """Return [(values of a proposal, its frozen inputs)] of one assessment.

        :param whole: False: only what needs several cycles in a row
        """
        found = []
        if not self.is_assessed:
            return found
        row = history[self._get_row_key()]
        for rule in self.scorecard_id.consequence_ids:
            if self.grade_id not in rule.grade_ids or not rule._applies():
                continue
            if rule.consecutive == 1 and not whole:
                continue
            if not self._makes_row(rule, row):
                continue
            if rule.kind == "order" and not self.improvement_id:
                self._order_improvement(rule)
            found.append(self._get_proposal(rule, people, user))
        return found

    def _makes_row(self, rule, row):
        """Tell whether the cycle completes a row of the grades of a rule (ASMT-07)."""
        codes = set(rule.grade_ids.mapped("code"))
        if rule.gap_breaks:
            days = self._get_cycles_back()
        else:
            # Cycles without assessment are passed over.
            known = [day for day, code in row.items() if code and day <= self.date_from]
            days = sorted(known, reverse=True)
        run = 0
        for day in days:
            if row.get(day) not in codes:
                break
            run += 1
        if rule.is_overlapping:
            return run >= rule.consecutive
        return bool(run) and run % rule.consecutive == 0

    def _get_cycles_back(self):
        """Yield the first days of this cycle and of those before it."""
        day = self.date_from
        while True:
            yield day
            day = period_of(day - ONE_DAY, self.cycle)[0]

    def _get_proposal(self, rule, people, user):
        """Return (values for ``callback.sanction._propose``, frozen inputs)."""
        values = {
            "source_key": f"assessment:{self.id}:{rule.id}",
            "company_id": self.company_id.id,
            "employee_id": self.employee_id.id,
            "department_id": self.department_id.id,
            "date": self.date_to,
            "direction": "deduct" if rule.kind == "pay_share" else "award",
            "kind": "none",
            "facts": self._get_facts_text(rule),
            "user_id": user.id,
            "res_model": self._name,
            "res_id": self.id,
        }
        frozen = {"rule": rule.id, "kind": rule.kind}
        if rule.kind == "bonus":
            frozen["amount"] = f"{exact(rule.amount):f}"
            values.update(kind="money", explanation=frozen["amount"])
        elif rule.kind == "pay_share":
            base = people.money(
                self.employee_id.id, self.date_to, "callback_performance_pay"
            )
            if base is None:
                raise UserError(
                    self.env._(
                        "%(person)s has no contract with performance pay on %(date)s, "
                        "of which %(clause)s takes %(rate)s %%.",
                        person=self.employee_id.name,
                        date=self.date_to,
                        clause=rule.clause_id.code or self.scheme_code,
                        rate=f"{rule.rate:g}",
                    )
                )
            frozen.update(base=f"{exact(base):f}", rate=f"{exact(rule.rate):f}")
            how = f"{base:.2f} × {rule.rate:g} %"
            values.update(kind="money", explanation=how)
        if values["kind"] == "money":
            if rule.pay_code:
                values["pay_code"] = rule.pay_code
            values["amount"] = float(self._get_cents(frozen))
            frozen["result"] = f"{values['amount']:.2f}"
        return values, {**frozen, "key": values["source_key"]}

    @api.model
    def _get_cents(self, frozen):
        """Return the amount of frozen inputs: base × rate, then half up to the cent."""
        if "amount" in frozen:
            return cents(exact(float(frozen["amount"])))
        return cents(exact(float(frozen["base"])) * exact(float(frozen["rate"])) / 100)

    def _get_facts_text(self, rule):
        kinds = dict(rule._fields["kind"]._description_selection(self.env))
        text = self.env._(
            "%(card)s, %(period)s: %(score)s points, grade %(grade)s. %(clause)s "
            "%(consequence)s",
            card=self.scorecard_id.name,
            period=self.period_name,
            score=self._format_score(),
            grade=self.grade_id.display_name,
            clause=rule.clause_id.code or "",
            consequence=kinds[rule.kind],
        )
        if rule.consecutive > 1:
            text += self.env._(" (%(n)s times in a row)", n=rule.consecutive)
        return text

    def _format_score(self):
        return f"{self.score:.{self.scorecard_id.scale_id.digits}f}"

    def _order_improvement(self, rule):
        """Order the person to improve within the limit of the rule (A1-14)."""
        calendar = (
            self.policy_id._get_calendar(self.company_id)
            if self.policy_id
            else (
                self.company_id.callback_calendar_id
                or self.company_id.resource_calendar_id
            )
        )
        limit = self.env["callback.workday"].deadline(
            fields.Datetime.now(), rule.quantity, rule.unit, calendar=calendar
        )
        due = fields.Datetime.context_timestamp(
            self.with_context(tz=calendar.tz or "UTC"), limit
        ).date()
        self.improvement_id = self.env["callback.improvement"].create(
            {
                "subject": self.env._(
                    "Improve the callback work: %(person)s, %(period)s",
                    person=self.employee_id.name,
                    period=self.period_name,
                ),
                "company_id": self.company_id.id,
                "policy_id": self.policy_id.id,
                "department_id": self.department_id.id,
                "user_id": self.user_id.id,
                "opinion": self._get_facts_text(rule),
                "date_due": due,
            }
        )

    def _keep_proposals(self, rows, made):
        """Freeze what the amounts were computed from, and say what was proposed."""
        lines = {line.source_key: line for line in made}
        kept = {}
        for values, frozen in rows:
            if values["source_key"] in lines:
                kept.setdefault(values["res_id"], []).append((values, frozen))
        for one in self.browse(kept):
            new = [frozen for _values, frozen in kept[one.id]]
            one.frozen = {**one.frozen, "money": [*one.frozen["money"], *new]}
            said = [values["facts"] for values, _frozen in kept[one.id]]
            one.outcome = "\n".join(filter(None, [one.outcome, *said]))
