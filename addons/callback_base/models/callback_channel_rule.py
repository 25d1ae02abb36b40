# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..conditions import check_searchable


class CallbackChannelRule(models.Model):
    """Channels on which callbacks of a certain kind must be finished.

    A condition on the callback itself, as it stands when it is finished: a visitor
    with a valuable suggestion is visited (T1-11), whatever the rule allows otherwise.
    """

    _name = "callback.channel.rule"
    _description = "Channels under a condition"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    domain = fields.Char(
        string="Condition", default="[]", required=True, help="On the callback."
    )
    channel_ids = fields.Many2many(
        "callback.channel",
        string="Finished by",
        required=True,
        help="Callbacks that meet the condition are finished on one of these.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            rule._get_domain(probe=True)

    @api.constrains("channel_ids")
    def _check_channels(self):
        for rule in self:
            if not rule.channel_ids:
                raise ValidationError(
                    self.env._("“%(rule)s”: choose a channel.", rule=rule.name)
                )

    def _get_domain(self, probe=False):
        """Return the condition as a checked ``Domain`` on the callback.

        :param probe: ask the database too whether it can compare the values
        :raises ValidationError: naming the rule, when it cannot be read
        """
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval((self.domain or "[]").strip()))
            domain.validate(self.env["callback.record"])
            if probe:
                check_searchable(self.env["callback.record"], domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "“%(rule)s”, condition: %(error)s", rule=self.name, error=error
                )
            ) from error
        return domain

    def _filter_records(self, records):
        """Return those of the policy's callbacks that meet the condition."""
        self.ensure_one()
        domain = self._get_domain()
        own = records.filtered(lambda record: record.policy_id == self.policy_id)
        return own.filtered_domain(domain) if own else own
