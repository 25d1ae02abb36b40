# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackSatisfactionPartMixin(models.AbstractModel):
    """Part of a survey round: open as long as the round has not passed its step."""

    _name = "callback.satisfaction.part.mixin"
    _description = "Part of a survey round"
    _inherit = ["callback.guard.mixin"]

    #: States of the round in which the part is added, changed or taken away.
    _open_states = ("draft",)
    #: Counted from the forms, unless the round is counted on paper.
    _typed_only = False

    round_id = fields.Many2one(
        "callback.satisfaction.round",
        string="Survey round",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Parts come before their step of the round is over."""
        for vals in vals_list:
            self._check_guarded(vals)
        parts = super().create(vals_list)
        parts._check_round_open()
        return parts

    def write(self, vals):
        """What was confirmed or reported stays."""
        self._check_guarded(vals)
        self._check_round_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_round_open()

    def _check_round_open(self):
        if self.env.su:
            return
        for part in self:
            if part.round_id.state not in self._open_states:
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s” is past this step: %(part)s stays "
                        "as it was.",
                        round=part.round_id.name,
                        part=part.display_name,
                    )
                )
            if self._typed_only and part.round_id.source != "typed":
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s”: answers are counted from the forms.",
                        round=part.round_id.name,
                    )
                )
