# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CallbackComplaint(models.Model):
    """Whom an issue is hidden from: as its callbacks are (BASE-18, BASE-19).

    An issue tells what came up in a callback: who may not see a callback of a secret
    type, or has declared an interest in the case, does not see it either.
    """

    _name = "callback.complaint"
    _inherit = ["callback.complaint", "callback.hidden.mixin"]

    is_hidden = fields.Boolean(string="Hidden from this user")

    @api.depends("partner_id", "record_id", "callback_ids")
    def _compute_is_hidden(self):
        """Hidden by what the case is about, see ``_get_hidden_domain``."""
        return super()._compute_is_hidden()

    @api.model
    def _get_hidden_domain(self):
        """Domain of the issues that the user may not see; mostly none at all."""
        user = self.env.user
        hidden = [
            self._get_conflict_domain(conflict)
            for conflict in self.env["callback.conflict"]._get_valid(user)
        ]
        types = user._get_callback_secret_type_ids()
        if types:
            secret = Domain("type_id", "in", list(types))
            hidden += [
                Domain(name, "any!", secret) for name in ("record_id", "callback_ids")
            ]
        return Domain.OR(hidden)

    def _get_conflict_domain(self, conflict):
        """Issues of one declaration."""
        case = Domain.FALSE
        partner = conflict.partner_id
        if partner:
            case |= Domain("partner_id", "=", partner.id)
            case |= Domain("partner_id.commercial_partner_id", "=", partner.id)
        document = conflict.document
        if document:
            case |= Domain(
                "record_id",
                "any!",
                Domain("res_model", "=", document._name)
                & Domain("res_id", "=", document.id),
            )
        company = conflict.company_id
        return case & Domain("company_id", "=", company.id) if company else case
