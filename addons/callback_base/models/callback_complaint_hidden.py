# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CallbackComplaint(models.Model):
    """Whom an issue is hidden from: as its callbacks are (BASE-18, BASE-19).

    An issue tells what came up in a callback: who may not see a callback of a secret
    type, or has declared an interest in the case, does not see it either.
    """

    _inherit = "callback.complaint"

    is_hidden = fields.Boolean(
        string="Hidden from this user",
        compute="_compute_is_hidden",
        search="_search_is_hidden",
    )

    @api.depends("partner_id", "record_id", "callback_ids")
    @api.depends_context("uid")
    def _compute_is_hidden(self):
        hidden = self._get_hidden_domain()
        found = set()
        if not hidden.is_false():
            # sudo: record rules ask this field; they must not ask themselves.
            complaints = self.sudo().with_context(active_test=False)
            found = set(complaints.search(hidden & Domain("id", "in", self.ids))._ids)
        for complaint in self:
            complaint.is_hidden = complaint._origin.id in found

    def _search_is_hidden(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = self._get_hidden_domain()
        return hidden if True in value else ~hidden

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
