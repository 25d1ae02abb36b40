# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..conditions import check_searchable


class CallbackRoute(models.Model):
    """One line of a policy's routing table: which unit calls (BASE-43).

    The first line that fits a callback names its unit. A band holds from its lower
    end, which is included, up to its upper end, which is not.
    """

    _name = "callback.route"
    _description = "Callback routing line"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    _free_fields = frozenset()

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    rule_ids = fields.Many2many(
        "callback.rule",
        domain="[('policy_id', '=', policy_id)]",
        help="Empty: for every rule of the policy that is routed by table.",
    )
    type_id = fields.Many2one(
        "callback.type", help="Only callbacks of this type. Empty: of every type."
    )
    channel_id = fields.Many2one(
        "callback.channel",
        help="Only callbacks on this first channel. Empty: on every channel.",
    )
    band_field = fields.Char(
        help="Number on the document that the band is about, for example the voltage."
    )
    band_from = fields.Float(
        digits=(16, 4), help="Lower end of the band, which belongs to it."
    )
    band_to = fields.Float(
        digits=(16, 4),
        help="Upper end of the band, which does not belong to it. Zero: no upper end.",
    )
    domain = fields.Char(
        string="Condition", default="[]", help="Further condition on the document."
    )
    date_from = fields.Date(string="Events from")
    date_to = fields.Date(string="Events to")
    target = fields.Selection(
        [("unit", "The unit"), ("acceptor", "Who accepted")],
        string="Responsible",
        default="unit",
        required=True,
        help="Who accepted: the department on the document.",
    )
    unit_id = fields.Many2one("callback.unit")
    clause_ids = fields.Many2many(
        "callback.policy.clause", domain="[('policy_id', '=', policy_id)]"
    )

    _band_ordered = models.Constraint(
        "CHECK (band_to = 0 OR band_to IS NULL OR band_to > band_from)",
        "A band ends above its beginning.",
    )
    _unit_named = models.Constraint(
        "CHECK (target != 'unit' OR unit_id IS NOT NULL)",
        "A routing line names its unit.",
    )

    @api.constrains("domain", "band_field", "rule_ids", "policy_id")
    def _check_condition(self):
        """Refuse a condition that cannot be read, whichever rules there are yet."""
        for route in self:
            route._parse_condition()
            rules = route.policy_id.rule_ids.filtered(
                lambda rule, route=route: rule.routing == "table" and route._fits(rule)
            )
            for rule in route.rule_ids | rules:
                route._get_domain(rule, probe=True)

    def _fits(self, rule):
        """Tell whether the line is about callbacks of the rule at all."""
        self.ensure_one()
        return (
            (not self.rule_ids or rule in self.rule_ids)
            and (not self.type_id or self.type_id == rule.type_id)
            and (not self.channel_id or self.channel_id == rule.channel_id)
        )

    def _parse_condition(self):
        """Return the typed condition as a ``Domain`` that no model was asked about.

        :raises ValidationError: naming the line, when it cannot be read
        """
        self.ensure_one()
        try:
            return Domain(ast.literal_eval((self.domain or "[]").strip()))
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._(
                    "Routing line “%(route)s”, condition: %(error)s",
                    route=self.name,
                    error=error,
                )
            ) from error

    def _get_domain(self, rule, probe=False):
        """Return the whole condition as a checked ``Domain`` on the rule's document.

        :param probe: ask the database too whether it can compare the values
        :raises ValidationError: naming the line, when it does not fit the document
        """
        self.ensure_one()
        domain = self._parse_condition()
        try:
            if self.band_field:
                domain &= Domain(self.band_field, ">=", self.band_from)
                if self.band_to:
                    domain &= Domain(self.band_field, "<", self.band_to)
            if rule.model_name in self.env:
                domain.validate(self.env[rule.model_name])
                if probe:
                    check_searchable(self.env[rule.model_name], domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Routing line “%(route)s”, rule “%(rule)s”: %(error)s",
                    route=self.name,
                    rule=rule.name,
                    error=error,
                )
            ) from error
        return domain
