# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain


class CallbackPartnerHiddenMixin(models.AbstractModel):
    """What a customer said is hidden from whom the customer's cases are hidden.

    For documents with ``partner_id``, ``record_id`` and ``company_id``: secret
    customers, secret callbacks, declared interests, and, where there is a
    ``complaint_id``, confidential and hidden cases (BASE-18, BASE-19, BASE-31).
    """

    _name = "callback.partner.hidden.mixin"
    _inherit = ["callback.hidden.mixin"]
    _description = "Hidden as its customer's cases"

    @api.model
    def _get_hidden_domain(self):
        """Domain of the documents that the user may not see; mostly none at all."""
        user = self.env.user
        hidden = []
        levels = user._get_callback_hidden_levels()
        if levels:
            secret = Domain("callback_level", "in", levels)
            hidden.append(Domain("partner_id", "any!", secret))
        for name in ("record_id", "complaint_id"):
            if name in self._fields:
                linked = self.env[self._fields[name].comodel_name]
                domain = linked._get_hidden_domain()
                if name == "complaint_id":
                    domain |= self._get_confidential_domain(user)
                if not domain.is_false():
                    hidden.append(Domain(name, "any!", domain))
        for conflict in self.env["callback.conflict"]._get_valid(user):
            hidden.append(self._get_partner_conflict_domain(conflict))
        return Domain.OR(hidden)

    @api.model
    def _get_confidential_domain(self, user):
        """Cases that only their superior and head office know of."""
        if user.has_group("callback_base.callback_group_misconduct"):
            return Domain.FALSE
        return Domain("is_confidential", "=", True) | Domain(
            "concerned_user_ids", "in", user.ids
        )

    @api.model
    def _get_partner_conflict_domain(self, conflict):
        """Documents about the customer that one declaration names."""
        partner = conflict.partner_id
        if not partner:
            return Domain.FALSE
        case = Domain("partner_id", "=", partner.id)
        case |= Domain("partner_id.commercial_partner_id", "=", partner.id)
        company = conflict.company_id
        return case & Domain("company_id", "=", company.id) if company else case
