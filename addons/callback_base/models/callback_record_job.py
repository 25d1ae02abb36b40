# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CallbackRecord(models.Model):
    """A callback is made by the positions that its rule names (P1-07, P1-08)."""

    _inherit = "callback.record"

    def _get_obstacles(self, user, moment=None, reviewing=False):
        """Say of which positions somebody is, where the person holds none of them.

        Who reviews need not hold them (P1-10).
        """
        obstacles = super()._get_obstacles(user, moment, reviewing)
        if reviewing:
            return obstacles
        # sudo: a rule tells every caller what it needs.
        limited = self.sudo().filtered(
            lambda record: (
                record.rule_id
                and record not in obstacles
                and record.rule_id._get_job_ids()
            )
        )
        if not limited:
            return obstacles
        held = user._get_callback_job_ids()[user.id]
        for record in limited:
            if held.isdisjoint(record.rule_id._get_job_ids()):
                obstacles[record] = self.env._(
                    "%(rule)s: %(record)s (%(customer)s) is called by: %(jobs)s. "
                    "%(person)s holds none of these positions.",
                    rule=record.policy_id._cite("role"),
                    record=record.name,
                    customer=record.partner_id.name,
                    jobs=", ".join(record.rule_id.job_ids.mapped("name")),
                    person=user.name,
                )
        return obstacles
