# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackRequestMixin(models.AbstractModel):
    """A request that stays as it was made, until a second person decides it."""

    _name = "callback.request.mixin"
    _description = "Request that a second person decides"
    _inherit = ["callback.guard.mixin"]
    _guarded_fields = frozenset({"approver_id", "date_decided", "state", "user_id"})

    evidence = fields.Text(required=True, help="What proves that the reason is true.")
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.uid,
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    approver_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="restrict"
    )
    date_decided = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("requested", "Requested"), ("approved", "Approved"), ("refused", "Rejected")],
        default="requested",
        required=True,
        readonly=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody asks in another name, or decides while asking."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A request stays as it was made."""
        self._check_guarded(vals)
        mail = ("message_", "activity_")
        if not self.env.su and not all(name.startswith(mail) for name in vals):
            raise UserError(self.env._("Make a new request instead."))
        return super().write(vals)

    def action_refuse(self):
        """Keep the documents in the population. RPC."""
        self._decide("refused")
        return True

    def _check_open(self):
        """Raise when the request cannot be decided any more; for overriders."""
        self.ensure_one()
        if self.state != "requested":
            raise UserError(self.env._("This request has been decided."))

    def _decide(self, state):
        """Set the decision of the user, who is not the one who asked.

        :raises UserError: by who asked for it, or when it was decided already
        """
        self.check_access("write")
        for request in self:
            request._check_open()
            if request.user_id == self.env.user:
                raise UserError(self.env._("A request is decided by a second person."))
        # sudo: the decision is closed to every role.
        self.sudo().write(
            {
                "state": state,
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
