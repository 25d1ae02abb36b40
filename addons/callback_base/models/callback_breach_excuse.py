# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackBreach(models.Model):
    """Excusing a breach: asked with a reason, decided by a second person (BASE-06).

    The breach stays; the excusal is shown beside it and counted apart.
    """

    _inherit = "callback.breach"
    _guarded_fields = frozenset(
        {
            "date_decided",
            "date_requested",
            "decision_reason",
            "decision_user_id",
            "request_user_id",
        }
    )

    excuse_reason = fields.Text(string="Reason for the excusal", tracking=True)
    request_user_id = fields.Many2one(
        "res.users", string="Requested by", readonly=True, ondelete="restrict"
    )
    date_requested = fields.Datetime(string="Requested on", readonly=True)
    decision_user_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        ondelete="restrict",
        tracking=True,
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    decision_reason = fields.Text(
        string="Reason of the decision", readonly=True, tracking=True
    )

    def write(self, vals):
        """The reason is the requester's until the request is made."""
        if "excuse_reason" in vals and not self.env.su:
            self._check_state(("standing", "upheld"))
        return super().write(vals)

    def _check_state(self, states):
        wrong = self.filtered(lambda breach: breach.state not in states)
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(breach)s is “%(state)s”: this step is not open.",
                    breach=wrong[0].display_name,
                    state=labels[wrong[0].state],
                )
            )

    def action_request_excuse(self, reason=None):
        """Ask a second person to excuse breaches. RPC.

        :param reason: why; default: what the form says
        :raises UserError: without a reason, or for a breach that is decided
        """
        self.check_access("write")
        self._check_state(("standing", "upheld"))
        for breach in self:
            text = (reason or breach.excuse_reason or "").strip()
            if not text:
                raise UserError(
                    self.env._(
                        "%(breach)s: give the reason why it should be excused.",
                        breach=breach.display_name,
                    )
                )
            # sudo: the state is guarded; the right to the breach is checked above.
            breach.sudo().write(
                {
                    "state": "requested",
                    "excuse_reason": text,
                    "request_user_id": self.env.uid,
                    "date_requested": fields.Datetime.now(),
                    "decision_user_id": False,
                    "date_decided": False,
                    "decision_reason": False,
                }
            )
        return True

    def action_excuse(self, reason=None):
        """Excuse breaches; by a supervisor who neither asked nor is responsible. RPC.

        :raises UserError: for the requester, the person responsible, or an open state
        """
        return self._decide("excused", reason)

    def action_uphold(self, reason=None):
        """Refuse to excuse breaches; by the same persons as ``action_excuse``. RPC."""
        return self._decide("upheld", reason)

    def _decide(self, state, reason):
        self.check_access("write")
        user = self.env.user
        if not user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor decides on an excusal."))
        self._check_state(("requested",))
        if user in self.request_user_id | self.user_id:
            raise UserError(
                self.env._(
                    "An excusal is decided by a second person: neither by who asked "
                    "for it nor by who is responsible."
                )
            )
        # sudo: the decision is guarded; who may decide is checked above.
        self.sudo().write(
            {
                "state": state,
                "decision_user_id": user.id,
                "date_decided": fields.Datetime.now(),
                "decision_reason": (reason or "").strip() or False,
            }
        )
        return True

    @api.model
    def _get_excused_domain(self):
        """Domain of the breaches that a count may leave out."""
        return [("state", "=", "excused")]

    def action_open_document(self):
        """Open the task whose limit was missed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
