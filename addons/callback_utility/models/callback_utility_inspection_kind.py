# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .callback_utility_supply_point_supply import SUPPLY_KINDS


class CallbackUtilityInspectionKind(models.Model):
    """Why somebody goes there, and what the sheet asks (U4-16, G1-29, G1-40)."""

    _name = "callback.utility.inspection.kind"
    _description = "Kind of inspection"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    supply_kind = fields.Selection(SUPPLY_KINDS, string="Supply", required=True)
    sets_check_date = fields.Boolean(
        string="Counts as safety check",
        help="The time until the next safety check counts from this inspection.",
    )
    rule_ids = fields.Many2many(
        "callback.rule",
        "callback_utility_inspection_kind_rule_rel",
        string="Does the callbacks of",
        help="Open callbacks of these rules, in every version of their policies, are "
        "done by a finished inspection of this kind.",
    )
    item_ids = fields.One2many(
        "callback.utility.inspection.item", "kind_id", string="Check list"
    )

    def _get_rules(self):
        """Return the rules in every version of their policies."""
        # sudo: versions of one rule belong together, whoever may see which
        rules = self.sudo().rule_ids
        origins = [rule.origin_id or rule.id for rule in rules]
        return rules | rules.search([("origin_id", "in", origins)])

    _code_unique = models.UniqueIndex("(code)", "A code can be used once only.")
