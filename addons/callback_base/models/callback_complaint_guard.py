# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .complaint_selections import OPEN_STATES


class CallbackComplaint(models.Model):
    """Filing complaints, and what may be changed, deleted and followed."""

    _inherit = "callback.complaint"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the complaints, keep their source and start the clocks."""
        for vals in vals_list:
            self._check_guarded(vals)
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                # sudo: whoever may file one takes its number.
                sequence = self.env["ir.sequence"].sudo().with_company(company)
                vals["name"] = sequence.next_by_code(self._name)
            if not vals.get("service_department_id"):
                units = self.env.user.callback_unit_ids
                vals["service_department_id"] = units[:1].id
        complaints = super().create(vals_list)
        # sudo: process, clocks and first source are derived, not chosen.
        for complaint in complaints.sudo():
            complaint._ensure_round(complaint.date_received)
            complaint._apply_process()
            complaint._ensure_source()
        return complaints

    def write(self, vals):
        """Refuse changes of what only actions set, and of a closed case."""
        self._check_guarded(vals)
        self._check_led(vals)
        self._check_not_closed(vals)
        self._check_customer(vals)
        classes = {"kind", "category_id", "severity_id"} & set(vals)
        if classes:
            self._check_reclassify(vals)
        result = super().write(vals)
        if "reply_attachment_ids" in vals:
            self._keep_replies()
        if classes:
            for complaint in self.sudo():  # see create
                complaint._apply_process()
        if vals.get("concerned_user_ids"):
            self.sudo()._keep_away()  # sudo: the handler follows from the persons
        return result

    def _check_led(self, vals):
        """What a case began with stays; only supervisors hand it over."""
        if self.env.su:
            return
        names = self._fixed_fields & set(vals)
        supervisor = self.env.user.has_group("callback_base.callback_group_supervisor")
        if not supervisor:
            names |= self._led_fields & set(vals)
        if names:
            labels = [
                self._fields[name].get_description(self.env, ["string"])["string"]
                for name in sorted(names)
            ]
            raise AccessError(
                self.env._(
                    "%(record)s: you may not change %(fields)s.",
                    record=self[:1].name,
                    fields=labels,
                )
            )

    def _check_not_closed(self, vals):
        if self.env.su:
            return
        mail = {"message_ids", "message_follower_ids", "message_partner_ids"}
        mail |= {name for name in self._fields if name.startswith("activity_")}
        closed = self.filtered(lambda c: c.state not in OPEN_STATES)
        if closed and not set(vals) <= mail:
            raise UserError(
                self.env._(
                    "%(complaint)s is closed and cannot be changed.",
                    complaint=closed[0].name,
                )
            )

    def _check_customer(self, vals):
        """Whose complaint it is stays, once somebody works on it.

        Without its customer it could be closed as anonymous, with another one somebody
        else would be called back (P1-17, BASE-17).
        """
        if self.env.su or "partner_id" not in vals:
            return
        supervisor = self.env.user.has_group("callback_base.callback_group_supervisor")
        for complaint in self.filtered(lambda c: c.state != "new" and c.partner_id):
            if complaint.partner_id.id == vals["partner_id"]:
                continue
            # sudo: the callback may be a colleague's; only that there is one.
            called = complaint.sudo().callback_ids
            if not vals["partner_id"] or called or not supervisor:
                raise AccessError(
                    self.env._(
                        "%(complaint)s is being worked on: its customer stays. Before "
                        "it is called back, a supervisor can name the right one.",
                        complaint=complaint.name,
                    )
                )

    def _check_reclassify(self, vals):
        """A missed limit is not made good by another class, nor does a result given
        change it, unless a supervisor says so; both are on the chatter."""
        supervisor = self.env.user.has_group("callback_base.callback_group_supervisor")
        if self.env.su or supervisor:
            return
        for complaint in self:
            same = all(
                complaint._fields[name].convert_to_write(complaint[name], complaint)
                == value
                for name, value in vals.items()
                if name in ("kind", "category_id", "severity_id")
            )
            if same:
                continue
            if complaint.is_overdue:
                raise AccessError(
                    self.env._(
                        "%(complaint)s is overdue: a supervisor changes its class.",
                        complaint=complaint.name,
                    )
                )
            if complaint._has_result():
                raise AccessError(
                    self.env._(
                        "%(complaint)s has a result: a supervisor changes its class.",
                        complaint=complaint.name,
                    )
                )

    def _has_result(self):
        """Tell whether a result was given, in this round or before."""
        self.ensure_one()
        # sudo: the rounds of a case are as visible as the case.
        return any(self.sudo().round_ids.mapped("date_resolved"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_new(self):
        """Once accepted a complaint stays on file (S3-03)."""
        for complaint in self:
            if complaint.state != "new" or complaint.merged_ids:
                raise UserError(
                    self.env._(
                        "%(complaint)s has been accepted and cannot be deleted. "
                        "Close it, or merge it into the same matter.",
                        complaint=complaint.name,
                    )
                )

    def _keep_away(self):
        """A handler whom the case is about hands it over (BASE-18)."""
        for complaint in self:
            if complaint.user_id in complaint.concerned_user_ids:
                complaint.user_id = False
            partners = complaint.concerned_user_ids.partner_id
            complaint.message_unsubscribe(partners.ids)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a case that he or she may not see (BASE-31)."""
        hidden = set()
        for complaint in self.sudo():  # reads who is kept away
            hidden |= set(complaint._get_hidden_partners(partner_ids or []))
        allowed = [number for number in partner_ids or [] if number not in hidden]
        return super().message_subscribe(allowed, subtype_ids)

    def _get_hidden_partners(self, partner_ids):
        """Return those of some partners who may not read this case."""
        self.ensure_one()
        partners = self.env["res.partner"].browse(partner_ids)
        hidden = partners & self.concerned_user_ids.partner_id
        if self.is_confidential:
            hidden |= partners.filtered(
                lambda partner: (
                    not any(
                        self.with_user(user).has_access("read")
                        for user in partner.user_ids
                    )
                )
            )
        return hidden.ids
