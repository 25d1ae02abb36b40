# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackSampleExclusion(models.Model):
    """Request to leave a document out of the draw, decided by a second person."""

    _name = "callback.sample.exclusion"
    _description = "Callback sample exclusion"
    _inherit = ["callback.request.mixin", "callback.sample.document.mixin"]
    _order = "sample_id, id"

    sample_id = fields.Many2one(index=True, ondelete="cascade")

    _document_unique = models.UniqueIndex(
        "(sample_id, res_id) WHERE state != 'refused'",
        "There is a request for this document already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Documents are left out between the freeze and the draw only."""
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

    def action_approve(self):
        """Leave the members out; by a supervisor who did not ask for it. RPC."""
        self._decide("approved")
        for sample, exclusions in self.grouped("sample_id").items():
            sample._exclude({e.res_id: e.evidence for e in exclusions})
        return True

    def _check_open(self):
        """What has been drawn is not decided about any more."""
        self.sample_id._check_state("frozen")
        return super()._check_open()
