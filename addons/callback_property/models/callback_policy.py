# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CallbackPolicy(models.Model):
    """What a policy of a sales centre lays down about ownership and hand-overs."""

    _inherit = "callback.policy"

    property_ownership_ids = fields.One2many(
        "callback.property.ownership.rule",
        "policy_id",
        string="Ownership of customers",
        copy=True,
    )
    property_handover_ids = fields.One2many(
        "callback.property.handover.rule",
        "policy_id",
        string="Document hand-overs",
        copy=True,
    )

    def _get_ownership_rule(self, case):
        """Return the rule of a case.

        :raises UserError: when the policy does not lay it down
        """
        self.ensure_one()
        # sudo: a policy tells everybody what it lays down.
        rules = self.sudo().property_ownership_ids
        rule = rules.filtered(lambda rule: rule.case == case)
        if not rule:
            labels = dict(rules._fields["case"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(policy)s does not say how “%(case)s” is decided.",
                    policy=self.display_name,
                    case=labels.get(case, case),
                )
            )
        return rule

    def _get_default_ownership(self):
        """Return the one policy in force about ownership, none when several are."""
        policies = self.search(
            [
                ("state", "=", "in_force"),
                ("property_ownership_ids", "!=", False),
                ("company_id", "in", [self.env.company.id, False]),
            ]
        )
        return policies if len(policies) == 1 else self.browse()
