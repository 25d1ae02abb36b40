# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackPenaltyRule(models.Model):
    """What a report of an outside person is worth (ASMT-17, G1-82 … G1-86)."""

    _inherit = "callback.penalty.rule"

    base_kind = fields.Selection(
        [("fine", "Fine imposed"), ("recovered", "Fee recovered")],
        string="Share of",
        help="The text names both; the company chooses (X-38).",
    )
    refuses_own = fields.Boolean(
        string="Not in the own home",
        help="What somebody reports in the own home earns no reward.",
    )

    @api.constrains(
        "target", "direction", "kind", "is_automatic", "measure", "step_ids"
    )
    def _check_outside(self):
        for rule in self.filtered(lambda rule: rule.target == "outside"):
            wrong = (
                rule.direction != "award"
                or rule.kind not in ("fixed", "percent")
                or rule.is_automatic
                or rule.measure
                or rule.step_ids
                or rule.joint_ids
            )
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: an outside person gets a reward of a fixed amount "
                        "or of a share, without steps, measures or joint liability.",
                        rule=rule.display_name,
                    )
                )

    def _get_blanks(self):
        """Of a share for outside persons it is said of what (X-38)."""
        blanks = super()._get_blanks()
        if self.target == "outside" and self.kind == "percent" and not self.base_kind:
            blanks.append("base_kind")
        return blanks
