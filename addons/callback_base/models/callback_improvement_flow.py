# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "callback_base.callback_group_supervisor"


class CallbackImprovement(models.Model):
    """Deciding, doing, verifying: never twice the same person (P3-14, E1-31)."""

    _inherit = "callback.improvement"

    def action_plan(self):
        """Decide the measure: who, what and until when. RPC.

        :raises UserError: naming what is missing; the cause, for a serious problem
        """
        self._begin("new", leads=True)
        for improvement in self:
            names = ["department_id", "user_id", "measure", "date_due"]
            if improvement.is_serious:
                names.append("cause")
            improvement._check_filled(names)
            if improvement.date_due < fields.Date.context_today(self):
                raise UserError(
                    self.env._(
                        "%(improvement)s: the measure cannot be due in the past.",
                        improvement=improvement.display_name,
                    )
                )
        return self._go("planned", "decision_user_id", "date_decided")

    def action_no_action(self, reason=None):
        """Decide that nothing is done, with the reason (E1-31). RPC.

        :raises UserError: without a reason, or for a serious problem
        """
        reason = self._get_reason(reason)
        self._begin("new", leads=True)
        serious = self.filtered("is_serious")
        if serious:
            raise UserError(
                self.env._(
                    "%(improvement)s: a serious quality problem needs a measure.",
                    improvement=serious[0].display_name,
                )
            )
        self._go("no_action", "decision_user_id", "date_decided")
        self.sudo().write({"no_action_reason": reason})  # guarded; checked above
        return True

    def action_done(self):
        """The measure was carried out; somebody else verifies it. RPC.

        :raises UserError: without the result
        """
        self._begin("planned")
        for improvement in self:
            improvement._check_filled(["result"])
        return self._go("done", "done_user_id", "date_done")

    def action_verify(self, text=None):
        """Confirm that the measure works. RPC.

        :raises UserError: by the handler or by who reported it done, or without what
            was verified
        """
        text = self._get_reason(text)
        self._begin("done", leads=True)
        self._check_other_person()
        self._go("verified", "verify_user_id", "date_verified")
        self.sudo().write({"verification": text})  # guarded; checked above
        return True

    def action_send_back(self, reason=None):
        """The measure does not work: it is decided and done again. RPC.

        :raises UserError: as of ``action_verify``
        """
        reason = self._get_reason(reason)
        self._begin("done", leads=True)
        self._check_other_person()
        for improvement in self.sudo():  # guarded; checked above
            improvement.write(
                {
                    "state": "planned",
                    "date_done": False,
                    "done_user_id": False,
                    "return_count": improvement.return_count + 1,
                    "return_reason": reason,
                }
            )
        return True

    def _get_breach_met_dates(self, kind):
        """Return when late measures were carried out after all: {id: naive UTC}."""
        return {improvement.id: improvement.date_done for improvement in self}

    # Checks -----------------------------------------------------------------------

    def _get_reason(self, reason):
        text = (reason or self.env.context.get("callback_reason") or "").strip()
        if not text:
            raise UserError(self.env._("Say why, in words."))
        return text

    def _begin(self, state, leads=False):
        """Check the right to act and the step.

        :param leads: whether only supervisors take this step
        """
        self.check_access("write")
        if leads and not (self.env.user.has_group(SUPERVISOR) or self.env.su):
            raise AccessError(
                self.env._("Supervisors decide about improvements and verify them.")
            )
        labels = dict(self._fields["state"]._description_selection(self.env))
        for improvement in self:
            if improvement.state != state:
                raise UserError(
                    self.env._(
                        "%(improvement)s is “%(state)s”: this step is not open.",
                        improvement=improvement.display_name,
                        state=labels[improvement.state],
                    )
                )

    def _check_filled(self, names):
        missing = [
            self._fields[name].get_description(self.env, ["string"])["string"]
            for name in names
            if not (self[name].strip() if isinstance(self[name], str) else self[name])
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(improvement)s: fill in %(fields)s first.",
                    improvement=self.display_name,
                    fields=missing,
                )
            )

    def _check_other_person(self):
        for improvement in self:
            handlers = improvement.user_id | improvement.done_user_id
            if self.env.user in handlers and not self.env.su:
                policy = improvement.policy_id
                raise UserError(
                    self.env._(
                        "%(improvement)s: what one has done is verified by somebody "
                        "else (%(rule)s).",
                        improvement=improvement.display_name,
                        rule=policy._cite("complaint") if policy else "BASE-49",
                    )
                )

    def _go(self, state, user_field, date_field):
        # sudo: guarded; who may take the step was checked by _begin.
        self.sudo().write(
            {
                "state": state,
                user_field: self.env.uid,
                date_field: fields.Datetime.now(),
            }
        )
        return True

    def action_view_origin(self):
        """Open the document in which it came up. RPC."""
        self.ensure_one()
        document = self.round_id or self.complaint_id or self.record_id
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
