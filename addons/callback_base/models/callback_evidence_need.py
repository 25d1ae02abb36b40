# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackEvidenceNeed(models.Model):
    """Evidence that only some customers owe, or that has alternatives (F2-10).

    Belongs to the evidence rule of a policy, or to a channel as its default.
    """

    _name = "callback.evidence.need"
    _description = "Conditional evidence"
    _inherit = ["callback.policy.part.mixin"]
    _order = "rule_id, channel_id, sequence, id"
    _policy_path = "rule_id.policy_id"

    rule_id = fields.Many2one(
        "callback.evidence.rule", index="btree_not_null", ondelete="cascade"
    )
    channel_id = fields.Many2one(
        "callback.channel", index="btree_not_null", ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one(
        "callback.evidence.kind", string="Evidence", required=True, ondelete="restrict"
    )
    alternative_kind_ids = fields.Many2many(
        "callback.evidence.kind",
        string="Or instead",
        help="One of these is as good.",
    )
    customer = fields.Selection(
        [
            ("all", "Every customer"),
            ("person", "Persons"),
            ("company", "Organisations"),
        ],
        string="Asked of",
        default="all",
        required=True,
    )
    category_ids = fields.Many2many(
        "callback.customer.category",
        string="Customer categories",
        help="Empty: of any category.",
    )

    _one_owner = models.Constraint(
        "CHECK ((rule_id IS NULL) <> (channel_id IS NULL))",
        "Conditional evidence belongs to a rule of a policy or to a channel.",
    )

    @api.constrains("kind_id", "alternative_kind_ids")
    def _check_alternatives(self):
        for need in self:
            if need.kind_id in need.alternative_kind_ids:
                raise ValidationError(
                    self.env._(
                        "%(kind)s cannot stand in for itself.", kind=need.kind_id.name
                    )
                )

    @api.depends("kind_id", "alternative_kind_ids")
    def _compute_display_name(self):
        for need in self:
            need.display_name = need._get_kinds()._get_choice_text()

    def _get_kinds(self):
        """Return the kinds of which one is enough, the usual one first."""
        self.ensure_one()
        return self.kind_id | self.alternative_kind_ids

    def _of_customer(self, partner):
        """Return those that a customer owes.

        An organisation is what the customer file calls a company, and who is called
        as one of its contacts.
        """
        # sudo: the category of a customer decides, whoever asks.
        partner = partner.sudo()
        is_company = partner.commercial_partner_id.is_company
        customer = "company" if is_company else "person"
        return self.filtered(
            lambda need: (
                need.customer in ("all", customer)
                and (
                    not need.category_ids
                    or partner.callback_category_id in need.category_ids
                )
            )
        )
