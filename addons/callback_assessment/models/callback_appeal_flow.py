# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_penalty_money import refuse_parts_of_cents
from .callback_sanction_flow import HR


class CallbackAppeal(models.Model):
    """Submitting and deciding appeals."""

    _inherit = "callback.appeal"

    def action_submit(self):
        """Submit an appeal; it stops the line until it is decided. RPC.

        :raises UserError: without facts or attachment (G1-71), after its time, while
            the first level is open, after the second one, or for another's line
        """
        self.check_access("write")
        for appeal in self:
            appeal._check_submit()
            # sudo: guarded, and the leaders are found among all employees.
            appeal.sudo()._submit()
        return True

    def _check_submit(self):
        # sudo: the employee's own line, which is checked here.
        line = self.sudo().sanction_id
        hr = self.env.user.has_group(HR)
        if self.env.user not in line.employee_id.user_id and not (hr or self.env.su):
            raise AccessError(self.env._("An appeal is made by the person concerned."))
        if self.state != "draft":
            raise UserError(
                self.env._("%(appeal)s was submitted already.", appeal=self.name)
            )
        # sudo: whether the appellant's own appeal has files.
        if not (self.facts or "").strip() or not self.sudo().evidence_ids:
            raise UserError(
                self.env._(
                    "%(appeal)s: give concrete facts and attach the evidence "
                    "(%(rule)s).",
                    appeal=self.name,
                    rule="G1-71",
                )
            )
        before = line.appeal_ids.filtered(lambda a: a.state != "draft")
        if any(a.state == "submitted" for a in before):
            raise UserError(
                line._say(self.env._("the appeal before is not decided yet"))
            )
        if len(before) > 1:
            raise UserError(line._say(self.env._("there is no third level")))
        if line.state in ("rejected", "cancelled", "proposed", "confirmed"):
            raise UserError(line._say(self.env._("there is nothing to appeal against")))
        # Human resources admit others' late appeals, not their own.
        own = self.env.user in self.sudo().sanction_id._get_own_users()
        admitted = hr and not own and (self.late_reason or "").strip()
        over = line.state != "notified" or line.appeal_deadline < fields.Datetime.now()
        if over and not admitted:
            raise UserError(
                line._say(
                    self.env._(
                        "the time for an appeal ended on %(date)s",
                        date=fields.Datetime.context_timestamp(
                            self, line.appeal_deadline or line.date_notified
                        ).strftime("%Y-%m-%d %H:%M"),
                    )
                )
            )

    def _submit(self):
        line = self.sanction_id
        before = line.appeal_ids.filtered(lambda a: a.state == "decided")
        leader = self._find_leader(before)
        self.write(
            {
                "state": "submitted",
                "level": len(before) + 1,
                "previous_id": before[:1].id,
                "date_submitted": fields.Datetime.now(),
                "leader_id": leader.id,
            }
        )
        line.write({"is_appealed": True})
        people = leader
        if self.level > 1 or not leader:
            people |= self._get_hr_users()
        if people:
            self.message_notify(
                partner_ids=people.partner_id.ids,
                subject=self.env._("Appeal %(appeal)s", appeal=self.name),
                body=self.env._("%(line)s: please decide.", line=line.display_name),
            )
        if leader:
            self.activity_schedule("mail.mail_activity_data_todo", user_id=leader.id)

    def _get_hr_users(self):
        group = self.env.ref(HR)
        return group.all_user_ids.filtered(
            lambda user: (
                self.company_id in user.company_ids
                and user not in self.sanction_id._get_involved()
            )
        )

    def _find_leader(self, before):
        """Return the first leader above who had no part in it (G1-69, G1-70)."""
        line = self.sanction_id
        involved = line._get_involved() | before.leader_id | before.decision_user_id
        unit = line.department_id
        while unit:
            leader = unit.manager_id.user_id
            if leader and leader not in involved:
                return leader
            unit = unit.parent_id
        return self.env["res.users"]

    def action_decide(self, outcome, amount=None, reason=None):
        """Decide an appeal. RPC.

        :param outcome: ``uphold``, ``reduce`` or ``cancel``
        :param amount: what the line comes to, for ``reduce``; more than 0 and less
            than now, to the cent
        :param reason: default: what the form says
        :raises UserError: by somebody with a part in it, or for another amount
        """
        self.check_access("write")
        for appeal in self:
            appeal._check_decide(outcome, amount)
            # sudo: guarded; who decides has been checked.
            appeal.sudo()._decide(outcome, amount, reason)
        return True

    def action_uphold(self):
        """Leave the line as it is. RPC."""
        return self.action_decide("uphold")

    def action_reduce(self):
        """Reduce the line to what the form says. RPC."""
        for appeal in self:
            appeal.action_decide("reduce", appeal.proposed_amount)
        return True

    def action_cancel_line(self):
        """Cancel the line. RPC."""
        return self.action_decide("cancel")

    def _check_decide(self, outcome, amount):
        line = self.sudo().sanction_id  # of the appeal that the user decides
        user = self.env.user
        if self.state != "submitted":
            raise UserError(
                self.env._("%(appeal)s is not open for a decision.", appeal=self.name)
            )
        if outcome not in ("uphold", "reduce", "cancel"):
            raise UserError(
                self.env._("“%(outcome)s” is not a decision.", outcome=outcome)
            )
        # sudo: users of the level before.
        before = self.sudo().previous_id
        involved = line._get_involved() | before.decision_user_id | self.user_id
        if user in involved and not self.env.su:
            raise UserError(
                self.env._(
                    "%(appeal)s is decided by somebody who had no part in it.",
                    appeal=self.name,
                )
            )
        may = (
            user == self.leader_id
            or (user.has_group(HR) and (self.level > 1 or not self.leader_id))
            or user.has_group("callback_base.callback_group_manager")
        )
        if not may and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(appeal)s is decided by %(leader)s.",
                    appeal=self.name,
                    leader=self.leader_id.name or self.env._("human resources"),
                )
            )
        if outcome == "reduce":
            refuse_parts_of_cents(self, {"amount": amount}, ["amount"])
            if not 0 < (amount or 0) < line.effective_amount:
                raise UserError(
                    self.env._(
                        "%(appeal)s: reduced to more than 0 and less than %(amount)s, "
                        "not to %(value)s.",
                        appeal=self.name,
                        amount=line.effective_amount,
                        value=amount,
                    )
                )

    def _decide(self, outcome, amount, reason):
        line = self.sanction_id
        now = fields.Datetime.now()
        self.write(
            {
                "state": "decided",
                "outcome": outcome,
                "amount": amount if outcome == "reduce" else 0,
                "decision_user_id": self.env.uid,
                "date_decided": now,
                **({"decision_reason": reason} if reason else {}),
            }
        )
        line.write({"is_appealed": False})
        if line.state == "notified":
            quantity, unit = line._get_appeal_window()
            if self.level == 1 and quantity:
                calendar = line.company_id.callback_calendar_id
                line.appeal_deadline = self.env["callback.workday"].deadline(
                    now,
                    quantity,
                    unit,
                    calendar or line.company_id.resource_calendar_id,
                )
            else:
                line.appeal_deadline = now
        if outcome != "uphold":
            why = self.env._("Appeal %(appeal)s", appeal=self.name)
            line._set_amount_after(amount if outcome == "reduce" else 0, why)
        # sudo: activities of the leader.
        self.activity_feedback(["mail.mail_activity_data_todo"])
        self.message_notify(
            partner_ids=line.employee_id.user_id.partner_id.ids,
            subject=self.env._("Appeal %(appeal)s was decided", appeal=self.name),
            body=line.display_name,
        )
