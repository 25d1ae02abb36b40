# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class CallbackPolicyPartMixin(models.AbstractModel):
    """Part of a policy version: changed in a draft only (BASE-53, T-13).

    Data files and upgrades run as superuser and are let through.
    """

    _name = "callback.policy.part.mixin"
    _description = "Part of a policy version"

    #: Field path to the policy, and fields that stay open when it is in force.
    _policy_path = "policy_id"
    _free_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        """Parts are added to drafts only."""
        parts = super().create(vals_list)
        parts._check_draft()
        return parts

    def write(self, vals):
        """Parts are changed in drafts only."""
        if not set(vals) <= self._free_fields:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_draft()

    def _check_draft(self):
        if self.env.su:
            return
        decided = self.mapped(self._policy_path).filtered(
            lambda policy: policy.state != "draft"
        )
        if decided:
            raise UserError(
                self.env._(
                    "%(policy)s is in force and stays as it was approved. "
                    "Make a new version and change that.",
                    policy=decided[0].display_name,
                )
            )
