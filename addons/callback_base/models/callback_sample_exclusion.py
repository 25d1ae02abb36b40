# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackSampleExclusion(models.Model):
    """Request to leave a document out of the draw, decided by a second person."""

    _name = "callback.sample.exclusion"
    _description = "Callback sample exclusion"
    _inherit = ["callback.guard.mixin", "callback.sample.document.mixin"]
    _order = "sample_id, id"
    _guarded_fields = frozenset({"approver_id", "date_decided", "state", "user_id"})

    sample_id = fields.Many2one(index=True, ondelete="cascade")
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

    _document_unique = models.UniqueIndex(
        "(sample_id, res_id) WHERE state != 'refused'",
        "There is a request for this document already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Documents are left out between the freeze and the draw only."""
        for vals in vals_list:
            self._check_guarded(vals)
        exclusions = super().create(vals_list)
        if not all(exclusion.evidence.strip() for exclusion in exclusions):
            raise UserError(self.env._("An exclusion needs its evidence."))
        for sample, requests in exclusions.grouped("sample_id").items():
            sample._check_state("frozen")
            requests._check_located()
        return exclusions

    def _check_located(self):
        """Refuse documents that are not in the frozen frame of the sample."""
        sample = self.sample_id
        located = sample._get_located(self.mapped("res_id"))
        strange = self.filtered(lambda request: request.res_id not in located)
        if strange:
            raise UserError(
                self.env._(
                    "The frame of “%(sample)s” does not hold: %(documents)s.",
                    sample=sample.name,
                    documents=", ".join(strange.mapped("display_name")),
                )
            )

    def write(self, vals):
        """A request stays as it was made."""
        self._check_guarded(vals)
        if not self.env.su:
            raise UserError(self.env._("Make a new request instead."))
        return super().write(vals)

    def action_approve(self):
        """Leave the members out; by a supervisor who did not ask for it. RPC."""
        self._decide("approved")
        for sample, exclusions in self.grouped("sample_id").items():
            sample._exclude({e.res_id: e.evidence for e in exclusions})
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
