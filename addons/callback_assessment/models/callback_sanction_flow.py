# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_penalty_money import cents, exact, explain_range

HR = "callback_assessment.callback_group_hr"
LEADERS = ("callback_base.callback_group_supervisor", HR)


class CallbackSanction(models.Model):
    """The way of a line: proposed, confirmed, told, final; never twice one person."""

    _inherit = "callback.sanction"

    def action_confirm(self):
        """Confirm proposals of others. RPC.

        :raises UserError: by who reported or proposed it or is concerned; without the
            amount of a range; outside the unit that the rule names
        :raises AccessError: measures that change a contract, but by human resources
        """
        self._begin("proposed")
        for line in self.sudo():  # the matter of a line that the user may write
            line._check_confirmer(self.env.user)
            if line.needs_amount:
                raise UserError(
                    line._say(self.env._("type the amount, and why, first"))
                )
            if line.main_id.state == "rejected":
                raise UserError(line._say(self.env._("the line it hangs on is off")))
            if line.violation_id.record_id.state == "cancelled":
                raise UserError(line._say(self.env._("its callback was cancelled")))
        # sudo: the state is guarded; checked above.
        self.sudo().write(
            {
                "state": "confirmed",
                "confirm_user_id": self.env.uid,
                "date_confirmed": fields.Datetime.now(),
            }
        )
        self.sudo()._after_confirm()  # sudo: proposals are closed to every role
        return True

    def action_reject(self, reason=None):
        """Reject proposals, and what is linked to them. RPC.

        :raises UserError: without a reason
        """
        reason = self._get_reason(reason)
        self._begin("proposed")
        for line in self.sudo():  # as above
            line._check_confirmer(self.env.user)
        # sudo: guarded; checked above.
        self.sudo()._set_rejected(reason, self.env.user)
        return True

    def action_notify(self):
        """Tell the employees; the time for an appeal runs from now. RPC.

        :raises UserError: naming a person without user, or a department without head
        """
        self._begin("confirmed")
        now = fields.Datetime.now()
        lines = self.sudo()  # the guarded steps of lines the user may write
        users = {line: line._get_addressee() for line in lines}
        windows = lines.grouped(lambda x: (x.company_id, *x._get_appeal_window()))
        for (company, quantity, unit), group in windows.items():
            deadline = now
            if quantity:
                calendar = company.callback_calendar_id or company.resource_calendar_id
                deadline = self.env["callback.workday"].deadline(
                    now, quantity, unit, calendar
                )
            group.write(
                {
                    "state": "notified",
                    "date_notified": now,
                    "appeal_deadline": deadline,
                }
            )
        for line, user in users.items():
            line._tell(user)
        return True

    def action_finalise(self):
        """Make lines final whose time for an appeal is over. RPC.

        :raises UserError: before that time, or while an appeal is open
        """
        self._begin("notified")
        now = fields.Datetime.now()
        for line in self.sudo():  # as above
            if line.appeal_deadline and line.appeal_deadline > now:
                raise UserError(
                    line._say(
                        self.env._(
                            "an appeal is possible until %(date)s",
                            date=fields.Datetime.context_timestamp(
                                self, line.appeal_deadline
                            ).strftime("%Y-%m-%d %H:%M"),
                        )
                    )
                )
            if line._is_appeal_open():
                raise UserError(line._say(self.env._("an appeal is not decided yet")))
        self.sudo()._set_final()  # sudo: guarded; checked above
        return True

    def _set_final(self):
        """Make lines final; they are published where the rule orders it (G1-72)."""
        now = fields.Datetime.now()
        self.write({"state": "final", "date_final": now})
        public = self.filtered(lambda line: line.rule_id.is_public)
        public.write({"date_published": now})

    def _cron_finalise(self):
        """Make lines final once nobody can appeal any more, in batches."""
        domain = [
            ("state", "=", "notified"),
            ("appeal_deadline", "<=", fields.Datetime.now()),
            *self._get_no_appeal_domain(),
        ]
        cron = self.env["ir.cron"]
        while lines := self.search(domain, limit=500, order="id"):
            lines._set_final()
            if not cron._commit_progress(
                len(lines), remaining=self.search_count(domain)
            ):
                return

    # For appeals, which extend this
    def _is_appeal_open(self):
        return False

    def _get_no_appeal_domain(self):
        return []

    def _after_confirm(self):
        """Confirmed measures may add up to more (G1-67)."""
        self.env["callback.penalty.threshold"]._count_confirmed(self)

    # Helpers --------------------------------------------------------------------------

    def _get_reason(self, reason):
        reason = reason or self.env.context.get("callback_reason") or ""
        if not reason.strip():
            raise UserError(self.env._("Say why, in words."))
        return reason.strip()

    def _begin(self, state):
        self.check_access("write")
        if not self.env.su and not any(map(self.env.user.has_group, LEADERS)):
            raise AccessError(
                self.env._("Supervisors and human resources decide on fines.")
            )
        self._check_state(state)

    def _check_state(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for line in self:
            if line.state != state:
                raise UserError(
                    line._say(
                        self.env._(
                            "it is “%(state)s”, this step is not open",
                            state=labels[line.state],
                        )
                    )
                )

    def _check_confirmer(self, user):
        """Raise unless somebody else may decide on the line (BASE-18, U1-38)."""
        proposers = self._get_same_people(self.user_id | self.violation_id.user_id)
        if user in proposers:
            raise UserError(
                self._say(self.env._("whoever proposes a line does not decide on it"))
            )
        if user in self._get_own_users():
            raise UserError(
                self._say(self.env._("nobody decides in a matter of one's own"))
            )
        if self.is_hr and not user.has_group(HR):
            raise AccessError(
                self._say(self.env._("human resources decide on this measure"))
            )
        unit = self.rule_id.assessor_unit_id.with_company(self.company_id)
        department = unit.department_id
        if unit and department not in user.callback_department_ids.filtered(
            lambda d: d == department
        ):
            raise UserError(
                self._say(
                    self.env._("only people of “%(unit)s” confirm it", unit=unit.name)
                )
            )

    def _say(self, why):
        """Return a refusal that names the line and its rule."""
        rule = self.sudo().rule_id  # named in the refusal
        codes = ", ".join(rule.clause_ids.mapped("code")) or rule.code or ""
        return self.env._(
            "%(line)s (%(rule)s): %(why)s.", line=self.display_name, rule=codes, why=why
        )

    def _get_appeal_window(self):
        rule, company = self.rule_id, self.company_id
        if rule.appeal_quantity:
            return rule.appeal_quantity, rule.appeal_unit or "working_day"
        unit = company.callback_appeal_unit or "working_day"
        return company.callback_appeal_quantity, unit

    def _get_addressee(self):
        """Return the user to be told: the person, or the head of the department."""
        person = self.employee_id or self.department_id.manager_id
        if not person.user_id:
            raise UserError(
                self._say(
                    self.env._(
                        "%(who)s has no user and cannot be told",
                        who=person.name or self.department_id.name,
                    )
                )
            )
        return person.user_id

    def _tell(self, user):
        """Tell the person concerned, and nobody else, in the own language."""
        line = self.with_context(lang=user.lang)
        line.message_notify(
            partner_ids=user.partner_id.ids,
            subject=line.env._("Result of an assessment: %(line)s", line=line.name),
            body=line.env._(
                "%(line)s: %(facts)s. You can appeal against it until %(date)s.",
                line=line.display_name,
                facts=line.facts or line.rule_id.name or "",
                date=fields.Datetime.context_timestamp(
                    line.with_context(tz=user.tz), line.appeal_deadline
                ).strftime("%Y-%m-%d %H:%M"),
            ),
            force_send=False,
        )

    def _set_rejected(self, reason, user):
        """Reject proposals with what is linked to them, by a user."""
        lines = self | self.linked_ids
        lines.filtered(lambda line: line.state == "proposed").write(
            {"state": "rejected", "reason": reason, "confirm_user_id": user.id}
        )

    def _apply_typed(self):
        """Take a typed amount over, and into the multiples of superiors (X-32)."""
        for line in self.sudo():  # derived from what the user typed, checked here
            low, high = line.amount_min, line.amount_max
            if not high:
                raise UserError(line._say(self.env._("its rule has no range to type")))
            if not low <= line.typed_amount <= high:
                raise UserError(
                    line._say(
                        self.env._(
                            "%(amount)s is outside %(low)s to %(high)s",
                            amount=f"{line.typed_amount:.2f}",
                            low=f"{low:.2f}",
                            high=f"{high:.2f}",
                        )
                    )
                )
            if not (line.amount_reason or "").strip():
                raise UserError(line._say(self.env._("say why this amount")))
            line._set_amount(line.typed_amount)

    def _set_amount(self, amount):
        """Set the amount of a line and of the multiples that hang on it."""
        step = self.violation_id.step_id
        factor = step.factor if step and not self.joint_id else 1
        value = float(cents(exact(amount) * exact(factor or 1)))
        how = explain_range(amount, self.amount_min, self.amount_max)
        if factor not in (0, 1):
            how = f"{how} × {factor:g}"
        self.write({"amount": value, "needs_amount": False, "explanation": how})
        for linked in self.linked_ids.filtered(lambda x: x.joint_id.mode == "multiple"):
            share = float(cents(exact(value) * exact(linked.joint_id.factor)))
            linked.write(
                {
                    "amount": share,
                    "needs_amount": False,
                    "explanation": linked.joint_id._explain(value, 1),
                }
            )
