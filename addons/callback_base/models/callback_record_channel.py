# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.i18n import format_list

from .callback_record import OPEN_STATES

#: How and by whom a finished callback was made: what quotas and statistics count.
MADE = ("channel_id", "department_id", "user_id")


class CallbackRecord(models.Model):
    """Channels that the ladder opens, and those a condition demands (T1-11)."""

    _inherit = "callback.record"

    need_valuable = fields.Boolean(
        string="Valuable suggestion",
        copy=False,
        tracking=True,
        help="A policy may ask that such customers are visited.",
    )

    @api.depends("rule_id", "ladder_step_id", "need_valuable", "satisfaction")
    def _compute_allowed_channel_ids(self):
        """The rule's channels and the ladder's; under a condition those it names."""
        result = super()._compute_allowed_channel_ids()
        for record in self:
            demanded = record._get_channel_rules()
            if demanded:
                record.allowed_channel_ids = demanded[0].channel_ids
            elif record.allowed_channel_ids:
                record.allowed_channel_ids |= record.ladder_step_id.channel_id
        return result

    def write(self, vals):
        """How and by whom a callback was made stays when it is finished (BASE-23).

        What a condition asks about is looked at again: a suggestion that is marked
        as valuable afterwards was not visited either (T1-11).
        """
        finished = self.filtered(lambda record: record.state not in OPEN_STATES)
        if finished and not self.env.su:
            finished._check_made(vals)
        result = super().write(vals)
        if finished and not self.env.su and "need_valuable" in vals:
            for record in finished.filtered(lambda record: record.state == "done"):
                record._check_channel()
        return result

    def _check_made(self, vals):
        """Raise when channel, caller or unit of a finished callback would change."""
        for record in self:
            names = [
                name for name in MADE if name in vals and record[name].id != vals[name]
            ]
            if names:
                labels = [
                    self._fields[name].get_description(self.env, ["string"])["string"]
                    for name in names
                ]
                raise AccessError(
                    self.env._(
                        "%(record)s: you may not change %(fields)s.",
                        record=record.name,
                        fields=labels,
                    )
                )

    def _get_channel_rules(self):
        """Return the conditions of the policy that this callback meets."""
        self.ensure_one()
        # sudo: what the policy asks about a callback holds for whoever works on it.
        record = self.sudo()
        rules = record.env["callback.channel.rule"].browse(
            record.policy_id._get_channel_rule_ids() if record.policy_id else ()
        )
        return rules.filtered(lambda rule: rule._filter_records(record)).sudo(False)

    def _check_channel(self):
        """Under a condition only the channels it names finish a callback."""
        self.ensure_one()
        for rule in self._get_channel_rules():
            if self.channel_id not in rule.channel_ids:
                clauses = rule.clause_ids.mapped("code")
                raise UserError(
                    self.env._(
                        "%(rule)s: %(record)s (%(customer)s) cannot be finished by "
                        "%(channel)s: %(condition)s. Use: %(allowed)s.",
                        rule=format_list(self.env, clauses, "unit")
                        or self.policy_id._cite("channel"),
                        record=self.name,
                        customer=self.partner_id.name,
                        channel=self.channel_id.name,
                        condition=rule.name,
                        allowed=rule.channel_ids.mapped("name"),
                    )
                )
        return super()._check_channel()
