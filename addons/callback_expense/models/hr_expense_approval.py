# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

SUPERVISOR = "callback_base.callback_group_supervisor"
MANAGER = "callback_base.callback_group_manager"
ACTIVITY = "hr_expense.mail_act_expense_approval"


class HrExpense(models.Model):
    """Handing in, signing and posting claims of callback expenses (T1-22, T1-23).

    The supervisor of the department signs first, then the leader in charge, and
    above the limit of the month a manager as well; then finance posts. Different
    persons, none of them the claimant.
    """

    _inherit = "hr.expense"

    callback_can_sign = fields.Boolean(compute="_compute_callback_can_sign")

    @api.depends("callback_next_role", "approval_state")
    @api.depends_context("uid")
    def _compute_callback_can_sign(self):
        for claim in self:
            claim.callback_can_sign = (
                claim.is_callback
                and claim.state == "submitted"
                and not claim._find_sign_problem()
            )

    # Steps ------------------------------------------------------------------------

    def action_callback_sign(self):
        """Give the next signature; after the last one finance can post. RPC.

        :raises UserError: by the claimant, by who has signed already, or by somebody
            whose turn it is not
        """
        self._lock_callback()
        for claim in self:
            claim._check_callback_turn()
            role = claim.callback_next_role
            # sudo: signatures are closed to every role; who may give this one was
            # checked above.
            locked = claim.sudo()
            locked.env["callback.expense.approval"].create(
                {
                    "expense_id": claim.id,
                    "role": role,
                    "user_id": self.env.uid,
                    "date": fields.Datetime.now(),
                    "amount": claim.total_amount,
                }
            )
            locked._follow_callback_approval()
            locked._message_log(
                body=self.env._(
                    "Signed as %(role)s: %(user)s.",
                    role=claim._get_callback_role_label(role),
                    user=self.env.user.name,
                )
            )
        return True

    def action_callback_refuse(self, reason):
        """Send claims back instead of signing them. RPC.

        :param reason: why, in words
        :raises UserError: without a reason, or by somebody whose turn it is not
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Say why, in words."))
        self._lock_callback()
        for claim in self:
            claim._check_callback_turn()
        # sudo: who signs does not write claims; checked above.
        locked = self.sudo()
        locked._do_refuse(reason)
        locked.callback_next_role = False
        return True

    def action_callback_ask_refuse(self):
        """Ask why a claim is sent back. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "callback.expense.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_expense_id": self.id},
        }

    # What Odoo asks ----------------------------------------------------------------

    def _compute_is_editable(self):
        """A claim that waits for signatures shows no field to type in."""
        result = super()._compute_is_editable()
        if not self.env.su:
            waiting = self.filtered(lambda e: e.is_callback and e.state == "submitted")
            waiting.is_editable = False
        return result

    def _can_be_autovalidated(self):
        """No claim approves itself, even of who has no manager."""
        return not self.is_callback and super()._can_be_autovalidated()

    def _get_cannot_approve_reason(self):
        """Claims are approved by their signatures, not by one person alone."""
        reasons = super()._get_cannot_approve_reason()
        if not self.env.su:
            for claim in self.filtered("is_callback"):
                waiting = claim._get_callback_open_roles()
                if waiting:
                    reasons[claim.id] = claim._explain_missing(waiting)
        return reasons

    def _get_default_responsible_for_approval(self):
        """Of a claim: who signs next, where one person is known."""
        if self.is_callback:
            return self._get_next_signer()
        return super()._get_default_responsible_for_approval()

    def update_activities_and_mails(self):
        """Tell the person who signs next, and nobody twice."""
        claims = self.filtered(lambda e: e.is_callback and e.state == "submitted")
        result = super(HrExpense, self - claims).update_activities_and_mails()
        claims.activity_unlink([ACTIVITY])
        for claim in claims:
            signer = claim._get_next_signer()
            if signer:
                claim.activity_schedule(ACTIVITY, user_id=signer.id)
        return result

    def _check_can_create_move(self):
        self._check_callback_postable()
        return super()._check_can_create_move()

    def _do_reset_approval(self):
        """Back to draft: it is signed anew; the old signatures are kept in words."""
        # sudo: signatures are closed to every role; Odoo has checked who resets.
        for claim in self.sudo().filtered("callback_date_submitted"):
            names = claim.callback_approval_ids.user_id.mapped("name")
            claim._message_log(
                body=self.env._(
                    "Taken back to draft by %(user)s. Signed by: %(names)s.",
                    user=self.env.user.name,
                    names=", ".join(names) or "–",
                )
            )
            claim.callback_approval_ids.unlink()
            claim.write(
                {
                    "callback_date_submitted": False,
                    "callback_head_limit_kept": 0,
                    "callback_month_limit": 0,
                    "callback_next_role": False,
                }
            )
        return super()._do_reset_approval()

    # Checks -----------------------------------------------------------------------

    def _check_callback_complete(self):
        """Refuse a claim without vouchers, leader or department (T1-22).

        :raises UserError: naming the claim and what is missing
        """
        for claim in self:
            # sudo: whether the chosen leader may sign, and is another person.
            locked = claim.sudo()
            leader = locked.callback_leader_id
            missing = []
            if not claim.attachment_ids:
                missing.append(self.env._("voucher (attach it)"))
            if not claim.date:
                missing.append(self.env._("expense date"))
            if not claim.department_id:
                missing.append(self.env._("department of the employee"))
            if not leader or not leader.has_group(MANAGER):
                missing.append(self.env._("leader in charge (a callback manager)"))
            elif leader == locked.employee_id.user_id:
                missing.append(self.env._("a leader in charge other than the claimant"))
            if claim.date and claim.date > fields.Date.context_today(claim):
                missing.append(self.env._("an expense date that is not in the future"))
            if claim.total_amount <= 0:
                missing.append(self.env._("an amount above 0"))
            if missing:
                raise UserError(
                    self.env._(
                        "“%(claim)s” cannot be handed in. Missing: %(fields)s.",
                        claim=claim.name,
                        fields=", ".join(missing),
                    )
                )

    def _check_callback_signed(self):
        """Refuse to approve or post claims whose signatures are missing.

        :raises UserError: naming the claim and who has not signed
        """
        for claim in self.filtered("is_callback"):
            waiting = claim._get_callback_open_roles()
            if waiting:
                raise UserError(claim._explain_missing(waiting))

    def _check_callback_postable(self):
        """Refuse to post without the signatures, or by who claimed or signed."""
        claims = self.filtered("is_callback")
        claims._check_callback_signed()
        if self.env.uid == SUPERUSER_ID:
            return
        for claim in claims.sudo():  # who claimed; employees are closed to many
            if self.env.user in (
                claim.employee_id.user_id | claim.callback_approval_ids.user_id
            ):
                raise UserError(
                    self.env._(
                        "“%(claim)s”: who claims or signs an expense does not post it.",
                        claim=claim.name,
                    )
                )

    def _check_callback_turn(self):
        if not self.is_callback or self.state not in ("submitted", "approved"):
            raise UserError(
                self.env._("“%(claim)s” does not wait for signatures.", claim=self.name)
            )
        problem = self._find_sign_problem()
        if problem:
            raise UserError(
                self.env._(
                    "“%(claim)s”: %(problem)s.", claim=self.name, problem=problem
                )
            )

    def _find_sign_problem(self):
        """Return why the user cannot sign a claim now, in words, or nothing."""
        self.ensure_one()
        user, role = self.env.user, self.callback_next_role
        # sudo: whose claim it is, and the user's own departments.
        claim, own = self.sudo(), user.sudo()
        manager = user.has_group(MANAGER)
        scope = manager or claim.department_id in own.callback_department_ids
        if not role:
            return self.env._("all signatures are given")
        if user in (claim.employee_id.user_id, claim.create_uid):
            return self.env._("who claims an expense does not sign it")
        if user in claim.callback_approval_ids.user_id:
            return self.env._("you have signed it already")
        if role == "supervisor":
            if user == claim.callback_leader_id:
                return self.env._("the supervisor signs before you")
            if not (user.has_group(SUPERVISOR) and scope):
                return self.env._("it waits for a supervisor of the department")
        if role == "leader" and user != claim.callback_leader_id:
            return self.env._(
                "it waits for %(user)s", user=claim.callback_leader_id.name
            )
        if role == "excess" and not manager:
            return self.env._("above the limit it waits for another manager")
        return None

    # Who is next ------------------------------------------------------------------

    def _get_callback_open_roles(self):
        """Return the signatures that are still needed, in their order."""
        self.ensure_one()
        claim = self.sudo()  # which are given, whoever asks
        roles = ["supervisor", "leader"]
        if claim.is_above_callback_limit or claim.is_above_callback_head_limit:
            roles.append("excess")
        given = set(claim.callback_approval_ids.mapped("role"))
        return [role for role in roles if role not in given]

    def _start_callback_approval(self):
        """Note when claims were handed in, and the limits of that day."""
        # sudo: guarded; what is handed in was checked.
        claims = self.sudo()
        limits = claims.env["callback.expense.limit"]._find_amounts(claims)
        for claim in claims:
            claim.callback_approval_ids.unlink()
            claim.write(
                {
                    "callback_date_submitted": fields.Datetime.now(),
                    "callback_head_limit_kept": limits[claim],
                    "callback_month_limit": (
                        claim.company_id.callback_expense_month_limit
                    ),
                    "callback_next_role": "supervisor",
                }
            )

    def _follow_callback_approval(self):
        """Pass a claim to who signs next, or to finance. As superuser."""
        for claim in self:
            waiting = claim._get_callback_open_roles()
            claim.callback_next_role = waiting[0] if waiting else False
            if waiting:
                claim.manager_id = claim._get_next_signer()
                claim.update_activities_and_mails()
            else:
                claim._do_approve(check=False)

    def _get_next_signer(self):
        """Return who is told that a claim waits; empty where nobody is known.

        Of the supervisor and of who signs above the limit: the nearest manager of a
        department, from that of the employee upwards, who may.
        """
        self.ensure_one()
        claim = self.sudo()  # departments and their managers, to tell one of them
        role = claim.callback_next_role or "supervisor"
        if role == "leader":
            return claim.callback_leader_id.sudo(False)
        group = SUPERVISOR if role == "supervisor" else MANAGER
        passed = (
            claim.callback_approval_ids.user_id
            | claim.employee_id.user_id
            | claim.callback_leader_id
        )
        department = claim.department_id
        while department:
            user = department.manager_id.user_id
            if user and user not in passed and user.has_group(group):
                return user.sudo(False)
            department = department.parent_id
        return self.env["res.users"]

    def _lock_callback(self):
        """Two who sign at once go one after the other."""
        self.check_access("read")
        self.flush_recordset()
        self.sudo().lock_for_update()  # who signs reads claims, and writes none
        self.invalidate_recordset()

    def _explain_missing(self, roles):
        return self.env._(
            "“%(claim)s” cannot be approved or posted: it waits for the signatures: "
            "%(roles)s.",
            claim=self.name,
            roles=" → ".join(map(self._get_callback_role_label, roles)),
        )

    def _get_callback_role_label(self, role):
        labels = self._fields["callback_next_role"]._description_selection(self.env)
        return dict(labels)[role]
