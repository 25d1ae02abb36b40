# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list


class CallbackRecord(models.Model):
    """A wrong unit cannot do a callback where the policy says so (U1-13)."""

    _inherit = "callback.record"

    def _check_may_finish(self):
        """Only the responsible unit finishes a callback (U1-13)."""
        self._check_unit()
        return super()._check_may_finish()

    def _close(self, state, now):
        self._check_unit()
        return super()._close(state, now)

    def _check_unit(self):
        """Raise when the user is of another unit than one of these callbacks."""
        strange = {} if self.env.su else self._get_strange_units(self.env.user)
        if strange:
            raise UserError(next(iter(strange.values())))

    def _get_obstacles(self, user, moment=None, reviewing=False):
        """A person of another unit is an obstacle too; a reviewer may be of any."""
        obstacles = super()._get_obstacles(user, moment, reviewing)
        if not reviewing:
            free = self.filtered(lambda record: record not in obstacles)
            obstacles |= free._get_strange_units(user)
        return obstacles

    def _get_strange_units(self, user):
        """Return callbacks that another unit has to do: {record: text}."""
        if user._is_superuser():
            return {}
        # sudo: policy and departments are read to say who is responsible.
        bound = self.sudo().filtered(
            lambda r: (
                r.policy_id._get_kept("unit_bound")
                and r.department_id
                and r.department_id.id not in user._get_callback_unit_ids()
                and not r._has_override("unit")
            )
        )
        if not bound:
            return {}
        # sudo: the names of the person's own units.
        own = user.sudo().callback_unit_ids.mapped("name")
        return {
            record: self.env._(
                "%(clause)s: %(record)s belongs to the unit %(unit)s. %(person)s "
                "(%(own)s) cannot do it; those who answer for the unit can allow it "
                "with a reason.",
                clause=record.rule_id._cite("role"),
                record=record.name,
                unit=record.department_id.name,
                person=user.name,
                own=format_list(self.env, own, "unit") or self.env._("no unit"),
            )
            for record in bound
        }
