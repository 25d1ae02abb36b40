# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Command


class CallbackPolicy(models.Model):
    """The satisfaction surveys and service reports that a policy demands."""

    _inherit = "callback.policy"

    satisfaction_rule_ids = fields.One2many(
        "callback.satisfaction.rule", "policy_id", string="Surveys", copy=True
    )
    service_rule_ids = fields.One2many(
        "callback.service.rule", "policy_id", string="Service reports", copy=True
    )

    def _link_own_clauses(self):
        """Surveys and reports of a new version name its own clauses."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        for part in [*self.satisfaction_rule_ids, *self.service_rule_ids]:
            codes = part.clause_ids.mapped("code")
            part.clause_ids = [Command.set([own[code] for code in codes])]
        return result

    def _get_companies(self):
        """Return the companies that work by this policy."""
        self.ensure_one()
        if self.company_id:
            return self.company_id
        # sudo: which companies there are, nothing of their documents.
        sudo = self.sudo()
        found = self.env["res.company"]
        same = [("policy_id.code", "=", self.code)]
        for model in ("callback.satisfaction.round", "callback.record"):
            groups = sudo.env[model]._read_group(same, ["company_id"])
            found |= self.env["res.company"].union(*(group[0] for group in groups))
        return found

    def _is_valid_in(self, first, last):
        """Tell whether this version answers for a whole period.

        It is the one that holds on the last day, and the policy, in this or an
        earlier version, held on the first.
        """
        self.ensure_one()
        # sudo: the versions of one policy belong together.
        versions = self.sudo().search(
            [
                ("code", "=", self.code),
                ("state", "!=", "draft"),
                ("company_id", "=", self.company_id.id),
            ]
        )
        begins = [
            version.date_from or (version.date_approved or fields.Datetime.now()).date()
            for version in versions
        ]
        own = self.date_from or (self.date_approved or fields.Datetime.now()).date()
        ends = self.date_to
        return own <= last and min(begins) <= first and (not ends or ends >= last)
