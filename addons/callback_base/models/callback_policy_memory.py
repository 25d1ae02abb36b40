# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import ormcache


class CallbackPolicy(models.Model):
    """What every callback asks of its policy, kept in memory between requests.

    Forgotten when the policy or a part of it changes.
    """

    _inherit = "callback.policy"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget what was kept of all policies before."""
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        """Forget what was kept of the policies before."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @ormcache("self.id")
    def _get_channel_rule_ids(self):
        """Return the ids of the conditions that demand channels, in their order."""
        self.ensure_one()
        # sudo: kept for everybody; callers may read the parts of a policy.
        return tuple(self.sudo().channel_rule_ids.ids)

    @ormcache("self.id")
    def _get_interest_setup(self):
        """Return whether salespersons are excluded, and the ids of flagged units."""
        self.ensure_one()
        policy = self.sudo()  # see above
        return policy.exclude_salesperson, tuple(policy.flagged_department_ids.ids)

    @api.model
    @ormcache()
    def _get_strict_ids(self):
        """Return the ids of the policies that exclude salespersons."""
        # sudo: kept for everybody; see above
        policies = self.sudo().with_context(active_test=False)
        return tuple(policies.search([("exclude_salesperson", "=", True)]).ids)

    @api.model
    @ormcache()
    def _get_flagging_ids(self):
        """Return (id, ids of excluded units) of the policies that exclude units."""
        # sudo: kept for everybody; see above
        policies = self.sudo().with_context(active_test=False)
        found = policies.search([("flagged_department_ids", "!=", False)])
        return tuple((p.id, frozenset(p.flagged_department_ids.ids)) for p in found)

    @ormcache("self.id", "channel.id")
    def _get_evidence_setup(self, channel):
        """Return what the policy, or else the channel, wants as proof.

        :returns: id of the ``callback.evidence.rule`` or False, whether a statement
            that evidence is missing counts, ids of the kinds, ids of the
            ``callback.evidence.need``
        """
        # sudo: kept for everybody; callers may read the parts of a policy.
        channel = channel.sudo()  # as the policy
        rule = self.sudo().evidence_rule_ids.filtered(
            lambda line: line.channel_id == channel
        )
        owner = rule or channel
        kinds = rule.kind_ids if rule else channel.evidence_kind_ids
        return (
            rule[:1].id,
            not rule or rule.accept_missing,
            tuple(kinds.ids),
            tuple(owner.need_ids.ids),
        )

    @ormcache("self.id", "kind.id", "channel.id")
    def _get_questionnaire_ids(self, kind, channel):
        """Return the ids of ``_get_questionnaire``."""
        self.ensure_one()
        # sudo: kept for everybody; see above
        parts = self.sudo()._find_questionnaire(kind.sudo(), channel)
        return tuple(part.id for part in parts)

    @ormcache("self.id", "kind.id", "channel.id")
    def _get_link_days(self, kind, channel):
        """Return how many days a customer may use the link; 0: no limit."""
        self.ensure_one()
        # sudo: kept for everybody; see above
        lines = self.sudo()._get_questionnaire_lines(kind.sudo(), channel)
        return lines[:1].link_days

    @ormcache("self.id", "name")
    def _get_kept(self, name):
        """Return the value of a plain field, kept in memory.

        :param name: a field that holds a number, a text or a choice
        """
        return self.sudo()[name]  # sudo: kept for everybody; see above

    @ormcache("self.id")
    def _get_dissatisfaction_process_id(self):
        """Return the id of the complaint process that dissatisfaction opens."""
        processes = self.sudo().complaint_process_ids  # sudo: kept for everybody
        return processes.filtered("opens_on_dissatisfaction")[:1].id
