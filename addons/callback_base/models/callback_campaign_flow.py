# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "callback_base.callback_group_supervisor"
MANAGER = "callback_base.callback_group_manager"


class CallbackCampaign(models.Model):
    """Submitting, approving and closing a campaign; see C1-08, T1-22, T1-23.

    The supervisor approves first, then the leader in charge, and above the limit of
    the expense a manager: different persons, none of them the author.
    """

    _inherit = "callback.campaign"

    approval_text = fields.Char(string="Waiting for", compute="_compute_approval_text")

    @api.depends("state", "approval_ids.role", "leader_id", "is_above_limit")
    @api.depends_context("lang")
    def _compute_approval_text(self):
        roles = self.env["callback.campaign.approval"]._fields["role"]
        labels = dict(roles._description_selection(self.env))
        for campaign in self:
            waiting = []
            if campaign.state == "submitted":
                waiting = [labels[role] for role in campaign._get_open_roles()]
            campaign.approval_text = " → ".join(waiting)

    def action_submit(self):
        """Ask for the approval of drafts; the budget is fixed from here on. RPC.

        :raises UserError: naming what is missing
        """
        self._check_writer()
        self._check_campaign_state(("draft",), self.env._("submitted"))
        for campaign in self:
            campaign._check_complete()
            gifts, others = campaign._get_budget(campaign.customer_count)
            # sudo: state and budget are guarded; who may submit was checked above.
            campaign.sudo().write(
                {
                    "state": "submitted",
                    "requester_id": self.env.uid,
                    "date_submitted": fields.Datetime.now(),
                    "budget_submitted": float(gifts + others),
                    "customer_count_submitted": campaign.customer_count,
                }
            )
        return True

    def action_approve(self):
        """Give the next approval; with the last one the campaign is approved. RPC.

        :raises UserError: by the author, by a person who has approved already, or by
            somebody whose turn it is not
        """
        self._check_writer()
        self._check_campaign_state(("submitted",), self.env._("approved"))
        for campaign in self:
            role = campaign._get_open_roles()[0]
            campaign._check_approver(role)
            now = fields.Datetime.now()
            # sudo: state and approvals are closed to every role; who may give this
            # one was checked above.
            locked = campaign.sudo()
            locked.env["callback.campaign.approval"].create(
                {
                    "campaign_id": campaign.id,
                    "role": role,
                    "user_id": self.env.uid,
                    "date": now,
                    "amount": campaign.budget_submitted,
                }
            )
            if not campaign._get_open_roles():
                locked.write({"state": "approved", "date_approved": now})
                if campaign.date_basis == "next_month":
                    locked._refresh_dates()
        return True

    def action_reset(self):
        """Take campaigns back to draft; they are approved anew then. RPC."""
        self._check_writer()
        self._check_campaign_state(
            ("submitted", "approved", "running"), self.env._("taken back")
        )
        for campaign in self:
            names = campaign.approval_ids.user_id.mapped("name")
            # sudo: state and approvals are closed to every role; the message keeps
            # who had approved what.
            locked = campaign.sudo()
            locked._message_log(
                body=self.env._(
                    "Taken back to draft by %(user)s. Budget: %(amount)s. Approved "
                    "by: %(names)s.",
                    user=self.env.user.name,
                    amount=campaign.budget_submitted,
                    names=names or "–",
                )
            )
            locked.approval_ids.unlink()
            locked.write(
                {
                    "state": "draft",
                    "date_approved": False,
                    "budget_submitted": 0,
                    "customer_count_submitted": 0,
                }
            )
            locked._refresh_dates()
        return True

    def action_close(self):
        """End approved campaigns; nothing more is made. RPC."""
        self._check_writer()
        self._check_campaign_state(("approved", "running"), self.env._("closed"))
        # sudo: the state is guarded; who may close was checked above.
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})
        return True

    # Checks -----------------------------------------------------------------------

    def _check_writer(self):
        self.check_access("write")
        if not self.env.user.has_group(SUPERVISOR) and not self.env.su:
            raise AccessError(self.env._("Only supervisors plan campaigns."))

    def _check_campaign_state(self, states, verb):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for campaign in self:
            if campaign.state not in states:
                raise UserError(
                    self.env._(
                        "Campaign “%(campaign)s” is “%(state)s” and cannot be "
                        "%(verb)s.",
                        campaign=campaign.name,
                        state=labels[campaign.state],
                        verb=verb,
                    )
                )

    def _check_complete(self):
        """Refuse a campaign that nobody could hold or approve (BASE-03, BASE-42)."""
        self._check_batch_ready()
        self._get_spans()
        needed = {
            "purpose": (self.purpose or "").strip(),
            "content": (self.content or "").strip(),
            "leader_id": self.leader_id,
            "segment_ids": self.segment_ids,
        }
        missing = [
            self._fields[name].get_description(self.env, ["string"])["string"]
            for name, value in needed.items()
            if not value
        ]
        if self.date_basis == "schedule" and not self.date_ids:
            missing.append(self.env._("Dates"))
        if not self.customer_count:
            missing.append(self.env._("Customers"))
        if missing:
            raise UserError(
                self.env._(
                    "Campaign “%(campaign)s” cannot be submitted yet. Missing: "
                    "%(fields)s.",
                    campaign=self.name,
                    fields=missing,
                )
            )
        if self.leader_id in (self.create_uid, self.env.user):
            raise UserError(
                self.env._(
                    "Campaign “%(campaign)s”: the leader in charge cannot be its "
                    "author.",
                    campaign=self.name,
                )
            )

    def _get_open_roles(self):
        """Return the approvals that are still needed, in their order."""
        self.ensure_one()
        roles = ["supervisor", "leader"]
        if self.is_above_limit:
            roles.append("excess")
        given = set(self.approval_ids.mapped("role"))
        return [role for role in roles if role not in given]

    def _check_approver(self, role):
        """Refuse the author, a second signature and whose turn it is not."""
        user = self.env.user
        if user in (self.create_uid, self.requester_id):
            self._refuse_approver(self.env._("its author does not approve it"))
        if user in self.approval_ids.user_id:
            self._refuse_approver(self.env._("you have approved it already"))
        if role == "leader" and user != self.leader_id:
            self._refuse_approver(
                self.env._("it waits for %(user)s", user=self.leader_id.name)
            )
        if role == "supervisor" and user == self.leader_id:
            self._refuse_approver(self.env._("the supervisor approves before you"))
        if role == "excess" and not user.has_group(MANAGER):
            self._refuse_approver(
                self.env._("above the limit it waits for a third person, a manager")
            )

    def _refuse_approver(self, reason):
        raise UserError(
            self.env._(
                "Campaign “%(campaign)s”: %(reason)s.",
                campaign=self.name,
                reason=reason,
            )
        )
