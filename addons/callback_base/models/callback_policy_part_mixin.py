# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackPolicyPartMixin(models.AbstractModel):
    """Part of a policy version: changed in a draft only (BASE-53, T-13).

    Data files and upgrades run as superuser and are let through.
    """

    _name = "callback.policy.part.mixin"
    _inherit = ["callback.data.mixin"]
    _description = "Part of a policy version"

    #: Field path to the policy, and fields that stay open when it is in force.
    _policy_path = "policy_id"
    _free_fields = frozenset()

    #: Id of the part of the first version from which this one was copied.
    origin_id = fields.Integer(
        readonly=True, copy=False, export_string_translation=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Parts are added to drafts only."""
        parts = super().create(vals_list)
        parts._check_draft()
        if not parts._is_loaded_draft():
            self.env.registry.clear_cache()
        return parts

    def _is_loaded_draft(self):
        """Tell whether an addon is loading these into drafts, which nobody has read.

        Nothing is kept of them then; forgetting would clear, record by record, what
        the whole server keeps. Putting the policy in force forgets in any case.
        """
        policies = self.mapped(self._policy_path)
        return bool(self.env.context.get("install_mode")) and all(
            policy.state == "draft" for policy in policies
        )

    def write(self, vals):
        """Parts are changed in drafts only."""
        if not set(vals) <= self._free_fields:
            self._check_draft()
        elif any(p.state != "draft" for p in self.mapped(self._policy_path)):
            self.env["callback.policy"]._check_manager()
        result = super().write(vals)
        if self._policy_path.partition(".")[0] in vals:
            # Nor is a part of a draft moved into a version in force.
            self._check_draft()
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_draft()

    def unlink(self):
        """Forget what was kept of the parts, see ``callback_policy_memory.py``."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

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

    def copy_data(self, default=None):
        """A copy remembers its origin, so that versions can be compared."""
        vals_list = super().copy_data(default)
        for part, vals in zip(self, vals_list, strict=True):
            if vals is not None:
                vals["origin_id"] = part.origin_id or part.id
        return vals_list

    def _get_part_keys(self):
        """Return the keys by which versions know a part, the surest first.

        A part is the same when it was copied from the same origin; versions that were
        entered apart know it by its code, or else its name.
        """
        self.ensure_one()
        names = [n for n in ("code", "name", "channel_id") if n in self._fields]
        natural = self[names[0]] if names else self.display_name
        origin = self.origin_id or self.id
        return (origin, natural), origin, natural

    def _get_part_text(self, name):
        """Return the value of a field as a person reads it."""
        self.ensure_one()
        return self.env["callback.policy"]._format_field(self, name)
