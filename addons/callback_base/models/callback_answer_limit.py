# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

ANSWER_UNITS = [
    ("second", "Seconds until the answer"),
    ("ring", "Rings until the answer"),
    ("response", "Seconds until the first reply"),
]


class CallbackAnswerLimit(models.Model):
    """How soon an incoming call or chat is answered (X-26, G1-43, R2-07, D1-03).

    Each channel of a policy has its own limit; the limit itself is still in time.
    """

    _name = "callback.answer.limit"
    _description = "Answer limit"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, channel_id, unit, id"

    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    channel_id = fields.Many2one(
        "callback.channel", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Selection(
        ANSWER_UNITS, string="Counted in", default="second", required=True
    )
    limit = fields.Integer(string="At most", help="This number itself is in time.")
    setting_id = fields.Many2one(
        "callback.setting",
        string="Limit from the setting",
        domain="[('kind', '=', 'number')]",
        ondelete="restrict",
        help="Open point of the text that gives the limit. The policy decides it "
        "before it is put in force.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    _channel_unique = models.UniqueIndex(
        "(policy_id, channel_id, unit)",
        "A policy has one answer limit for each channel and unit.",
    )

    @api.depends("channel_id", "unit", "limit")
    def _compute_display_name(self):
        labels = dict(self._fields["unit"]._description_selection(self.env))
        for line in self:
            unit = labels.get(line.unit, "")
            line.display_name = f"{line.channel_id.name or ''}: {unit} ≤ {line.limit}"

    @api.constrains("limit", "setting_id")
    def _check_limit(self):
        for line in self:
            wrong = line.setting_id and line.setting_id.kind != "number"
            if wrong or (not line.setting_id and line.limit < 1):
                raise ValidationError(
                    self.env._(
                        "%(policy)s, answer limit of %(channel)s: give a number from "
                        "1, or a setting that is a number.",
                        policy=line.policy_id.display_name,
                        channel=line.channel_id.name,
                    )
                )

    def _get_limit(self):
        """Return the limit as a whole number.

        :raises UserError: while a setting that gives it is not decided
        """
        self.ensure_one()
        if self.setting_id:
            return self.policy_id._get_decided_setting(self.setting_id)
        return self.limit
