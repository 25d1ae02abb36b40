# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .res_partner_level import LEVEL_GROUPS


class CallbackRecord(models.Model):
    """Whom a case is hidden from: persons with an interest in it, and persons without
    the right to a secret customer (BASE-18, BASE-19, F3-06, H1-06, R2-22).

    Record rules ask ``is_hidden``, so that lists, groups, reports, chatter, activities
    and files obey alike. Nothing is stored on the callback: what a policy, a contact
    or a declaration says takes effect at once, for a million callbacks too.
    """

    _name = "callback.record"
    _inherit = ["callback.record", "callback.hidden.mixin"]

    is_hidden = fields.Boolean(
        help="Not for this user: an own interest in the case, or a secret customer.",
    )

    @api.depends(
        "partner_id.callback_level",
        "partner_id.user_id",
        "policy_id.exclude_salesperson",
        "policy_id.flagged_department_ids",
    )
    def _compute_is_hidden(self):
        """Hidden by what the case is about, see ``_get_hidden_domain``."""
        return super()._compute_is_hidden()

    @api.model
    def _get_hidden_domain(self):
        """Domain of the callbacks that the user may not see; mostly none at all."""
        user = self.env.user
        return Domain.OR(
            [
                self._get_salesperson_domain(user),
                self._get_flagged_unit_domain(user),
                self._get_declared_domain(user),
                self._get_secret_domain(user),
            ]
        )

    def _get_salesperson_domain(self, user):
        """Callbacks of the user's own customers, where the policy says so (F3-06)."""
        strict_ids = self.env["callback.policy"]._get_strict_ids()
        if not strict_ids:
            return Domain.FALSE
        if not self.env["res.partner"]._has_callback_customers(user):
            return Domain.FALSE
        # sudo: whose customers are whose; see is_hidden.
        customers = self.env["res.partner"].sudo().with_context(active_test=False)
        # Two conditions, each found by its index, not one over the joined contacts.
        own = customers._search([("user_id", "=", user.id)])
        below = customers._search([("commercial_partner_id", "in", own)])
        theirs = Domain("partner_id", "in", own) | Domain("partner_id", "in", below)
        return Domain("policy_id", "in", strict_ids) & theirs

    def _get_flagged_unit_domain(self, user):
        """Callbacks of policies that exclude a unit of the user."""
        flagging = self.env["callback.policy"]._get_flagging_ids()
        if not flagging:
            return Domain.FALSE
        units = self.env["callback.conflict"]._get_units_above(user)
        flagged = [number for number, excluded in flagging if excluded & units]
        return Domain("policy_id", "in", flagged) if flagged else Domain.FALSE

    def _get_declared_domain(self, user):
        """Callbacks in which a declaration names the user, today."""
        declared = self.env["callback.conflict"]._get_valid(user)
        return Domain.OR([self._get_conflict_domain(line) for line in declared])

    def _get_conflict_domain(self, conflict):
        """Callbacks of one declaration."""
        case = Domain.FALSE
        partner = conflict.partner_id
        if partner:
            case |= Domain("partner_id", "=", partner.id)
            case |= Domain("partner_id.commercial_partner_id", "=", partner.id)
        document = conflict.document
        if document:
            case |= Domain("res_model", "=", document._name) & Domain(
                "res_id", "=", document.id
            )
        company = conflict.company_id
        return case & Domain("company_id", "=", company.id) if company else case

    def _get_secret_domain(self, user):
        """Callbacks of customers above the user's level."""
        levels = user._get_callback_hidden_levels()
        if not levels:
            return Domain.FALSE
        # sudo: the level of customers only; see is_hidden.
        customers = self.env["res.partner"].sudo().with_context(active_test=False)
        return Domain(
            "partner_id", "in", customers._search([("callback_level", "in", levels)])
        )

    def _check_access(self, operation):
        """Who acts on a case that is hidden hears why: the rule, not only a refusal.

        Reading says nothing: not even that there is such a case.
        """
        result = super()._check_access(operation)
        if result is None or operation == "read" or not self.ids:
            return result
        forbidden, make_error = result

        def _explain():
            conflicts = forbidden._get_conflicts(self.env.user)
            texts = list(conflicts.values())
            return AccessError(texts[0]) if texts else make_error()

        return forbidden, _explain

    def _get_conflicts(self, user, moment=None):
        """A secret customer is called by persons with the right to it."""
        conflicts = super()._get_conflicts(user, moment)
        if not self.env["res.partner"]._get_callback_levels():
            return conflicts
        # sudo: the level of the customer only.
        for record in self.sudo():
            level = record.partner_id.callback_level
            if level and not user.has_group(LEVEL_GROUPS[level]):
                field = self.env["res.partner"]._fields["callback_level"]
                labels = dict(field._description_selection(self.env))
                conflicts[record] = self.env._(
                    "%(rule)s: %(record)s belongs to a customer of the level "
                    "“%(level)s”, and %(person)s is not in its group.",
                    rule=record.policy_id._cite("confidentiality"),
                    record=record.name,
                    level=labels[level],
                    person=user.name,
                )
        return conflicts
