# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import ormcache


class CallbackRule(models.Model):
    """Which positions make the callbacks of a rule (BASE-18, P1-07, P1-08)."""

    _inherit = "callback.rule"

    job_ids = fields.Many2many(
        "hr.job",
        "callback_rule_job_rel",
        "rule_id",
        "job_id",
        string="Positions",
        help="Only who holds one of these positions makes the callback. Empty: "
        "everybody who may call.",
    )

    @ormcache("self.id")
    def _get_job_ids(self):
        """Return the ids of the positions, see ``callback_rule_memory.py``."""
        self.ensure_one()
        # sudo: kept for everybody; callers may read the parts of a policy.
        return tuple(self.sudo().job_ids.ids)

    def _filter_callers(self, users):
        """Deal callbacks out to who holds one of the positions only."""
        users = super()._filter_callers(users)
        jobs = self._get_job_ids()
        if not (jobs and users):
            return users
        held = users._get_callback_job_ids()
        return users.filtered(lambda user: not held[user.id].isdisjoint(jobs))
