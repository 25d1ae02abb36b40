# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class CallbackPlan(models.Model):
    """The life of a plan: submitted, filed, approved, closed (B1-02, F3-36)."""

    _inherit = "callback.plan"

    def action_submit(self):
        """Submit drafts; where filing is enough they may run at once. RPC.

        :raises UserError: naming what the policy wants a plan to state
        """
        self.check_access("write")
        for plan in self:
            plan._check_state(("draft",), self.env._("submitted"))
            plan._check_elements()
            plan._check_policy()
            now = fields.Datetime.now()
            values = {"filer_id": self.env.uid, "date_filed": now, "refusal": False}
            if plan.policy_id.plan_approval == "file":
                values |= {"state": "approved", "date_approved": now}
            else:
                values["state"] = "submitted"
            # sudo: the state is guarded; the right to the plan was checked above.
            plan.sudo().write(values)
        return True

    def action_approve(self):
        """Approve submitted plans; by a second person. RPC.

        :raises UserError: for another state, by who made or filed the plan, or by a
            user below head office where that approves
        """
        self._check_supervisor()
        self.check_access("read")
        for plan in self:
            plan._check_state(("submitted",), self.env._("approved"))
            plan._check_second_person()
            plan._check_head_office()
        # sudo: the state is guarded; who may approve was checked above.
        self.sudo().write(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "date_approved": fields.Datetime.now(),
            }
        )
        return True

    def action_refuse(self, reason):
        """Send submitted or approved plans back to their author. RPC.

        :param reason: why, kept on the plan
        """
        self._check_supervisor()
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the plan is sent back."))
        self._check_state(("submitted", "approved"), self.env._("sent back"))
        for plan in self:
            plan._check_head_office()
        # sudo: the state is guarded; who may decide was checked above.
        self.sudo().write({"state": "draft", "refusal": reason.strip()})
        return True

    def action_close(self):
        """End running plans; what is still open stays owed, and is said. RPC."""
        self.check_access("write")
        self._check_state(("approved", "running"), self.env._("closed"))
        for plan in self:
            left = plan.record_count - plan.done_count
            plan.message_post(
                body=self.env._(
                    "Closed with %(done)s callbacks finished and %(left)s open.",
                    done=plan.done_count,
                    left=left,
                )
            )
        # sudo: the state is guarded; the right to the plan was checked above.
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})
        return True

    # Checks -------------------------------------------------------------------------

    def _check_supervisor(self):
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor decides about plans."))

    def _check_state(self, states, verb):
        wrong = self.filtered(lambda plan: plan.state not in states)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” is “%(state)s” and cannot be %(verb)s.",
                    plan=wrong[0].name,
                    state=labels[wrong[0].state],
                    verb=verb,
                )
            )

    def _check_elements(self):
        """Refuse a plan that does not state what its policy wants (B1-03)."""
        self.ensure_one()
        elements = self.policy_id.plan_element_ids
        missing = elements.filtered(
            lambda element: (
                element.field_name in self._fields
                and self._is_blank(self[element.field_name])
            )
        ).mapped("name")
        if not self.rule_ids:
            missing.append(self._fields["rule_ids"]._description_string(self.env))
        if missing:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” does not state: %(missing)s.",
                    plan=self.name,
                    missing=", ".join(missing),
                )
            )

    def _is_blank(self, value):
        return not (value.strip() if isinstance(value, str) else value)

    def _check_policy(self):
        """Only versions that hold or held in the time of the plan make work (T-13).

        The version before holds until the one that was approved to follow it begins.
        """
        self.ensure_one()
        policy, never = self.policy_id, datetime.date.max
        ends = policy.date_to or never
        followed = policy.state == "superseded" and ends < never
        if policy.state != "in_force" and not followed:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s”: %(policy)s is not in force.",
                    plan=self.name,
                    policy=policy.display_name,
                )
            )
        starts = policy.date_from or datetime.date.min
        if self.date_to < starts or self.date_from > ends:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s”: %(policy)s holds from %(first)s to %(last)s, not "
                    "at the time of the plan. Choose the version that does.",
                    plan=self.name,
                    policy=policy.display_name,
                    first=str(policy.date_from or "…"),
                    last=str(policy.date_to or "…"),
                )
            )

    def _check_second_person(self):
        self.ensure_one()
        if self.env.user in (self.create_uid | self.filer_id) and not self.env.su:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” is approved by a second person.", plan=self.name
                )
            )

    def _check_head_office(self):
        """Where head office approves, its people are those of the topmost unit."""
        self.ensure_one()
        user = self.env.user
        if self.policy_id.plan_approval != "head_office" or self.env.su:
            return
        if user.has_group("callback_base.callback_group_manager"):
            return
        top = self.department_id
        while top.parent_id:
            top = top.parent_id
        if top not in user.callback_unit_ids:
            raise UserError(
                self.env._(
                    "Plan “%(plan)s” is approved by head office (%(department)s).",
                    plan=self.name,
                    department=top.name,
                )
            )
