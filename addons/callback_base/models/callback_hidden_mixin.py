# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CallbackHiddenMixin(models.AbstractModel):
    """Cases that are hidden from some users, by a domain for each user (BASE-18).

    Record rules ask ``is_hidden``. A model gives the domain of what the user at hand
    may not see (``_get_hidden_domain``) and what it depends on.
    """

    _name = "callback.hidden.mixin"
    _description = "Cases hidden from some users"

    is_hidden = fields.Boolean(compute="_compute_is_hidden", search="_search_is_hidden")

    @api.depends_context("uid")
    def _compute_is_hidden(self):
        hidden = self._get_hidden_domain()
        found = set()
        if not hidden.is_false():
            # sudo: record rules ask this field; they must not ask themselves.
            cases = self.sudo().with_context(active_test=False)
            found = set(cases.search(hidden & Domain("id", "in", self.ids))._ids)
        for case in self:
            case.is_hidden = case._origin.id in found

    def _search_is_hidden(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = self._get_hidden_domain()
        return hidden if True in value else ~hidden

    @api.model
    def _get_hidden_domain(self):
        """Return the domain of the cases that the user may not see; for overriders."""
        return Domain.FALSE
