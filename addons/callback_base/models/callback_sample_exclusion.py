# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackSampleExclusion(models.Model):
    """Request to leave a member out of the draw, decided by a second person."""

    _name = "callback.sample.exclusion"
    _description = "Callback sample exclusion"
    _inherit = ["callback.guard.mixin"]
    _order = "sample_id, id"
    _rec_name = "member_id"
    _guarded_fields = frozenset({"approver_id", "date_decided", "state", "user_id"})

    sample_id = fields.Many2one(
        "callback.sample", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "callback.sample.member",
        required=True,
        index=True,
        domain="[('sample_id', '=', sample_id)]",
        ondelete="cascade",
    )
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

    _member_unique = models.UniqueIndex(
        "(member_id) WHERE state != 'refused'",
        "There is a request for this member already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Members are left out between the freeze and the draw only."""
        for vals in vals_list:
            self._check_guarded(vals)
        exclusions = super().create(vals_list)
        for exclusion in exclusions:
            exclusion.sample_id._check_state("frozen")
            if exclusion.member_id.sample_id != exclusion.sample_id:
                raise UserError(self.env._("The member belongs to another sample."))
            if not exclusion.evidence.strip():
                raise UserError(self.env._("An exclusion needs its evidence."))
        return exclusions

    def write(self, vals):
        """A request stays as it was made."""
        self._check_guarded(vals)
        if not self.env.su:
            raise UserError(self.env._("Make a new request instead."))
        return super().write(vals)

    def action_approve(self):
        """Leave the members out; by a supervisor who did not ask for it. RPC."""
        self._decide("approved")
        for exclusion in self:
            # sudo: members are closed to every role; who decides was checked.
            exclusion.sudo().member_id.exclusion = exclusion.evidence
        for sample in self.sample_id:
            sample._refresh_counts()
            # sudo: figures are closed to every role.
            sample.sudo().frame_digest = sample._get_frame_digest()
            sample._set_sizes()
        return True

    def action_refuse(self):
        """Keep the members in the frame. RPC."""
        self._decide("refused")
        return True

    def _decide(self, state):
        self.check_access("write")
        for exclusion in self:
            exclusion.sample_id._check_state("frozen")
            if exclusion.state != "requested":
                raise UserError(self.env._("This request has been decided."))
            if exclusion.user_id == self.env.user:
                raise UserError(
                    self.env._("An exclusion is decided by a second person.")
                )
        # sudo: the decision is closed to every role.
        self.sudo().write(
            {
                "state": state,
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
