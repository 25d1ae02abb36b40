# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from .callback_record import OPEN_STATES


class CallbackSourceMixin(models.AbstractModel):
    """Open callbacks follow a corrected document; closed ones never do."""

    _inherit = "callback.source.mixin"

    def write(self, vals):
        """Let the open callbacks follow what is corrected on their document."""
        result = super().write(vals)
        self._callback_follow(set(vals))
        return result

    def _callback_follow(self, names):
        """Bring open callbacks in line with their documents.

        :param names: the fields that were written
        """
        # sudo: the policy decides what follows, whoever corrects the document; only
        # open callbacks of these very documents are touched.
        all_rules = self.env["callback.rule"].sudo()
        all_records = self.env["callback.record"].sudo()  # see above
        rules = all_rules.search(
            [("model_id.model", "=", self._name), ("trigger", "=", "event")]
        ).filtered(lambda rule: names & rule._get_source_fields())
        if not rules:
            return
        records = all_records.search(
            [
                ("rule_id", "in", rules.ids),
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "in", OPEN_STATES),
            ]
        )
        for rule, of_rule in records.grouped("rule_id").items():
            owed = rule._get_source_domain() & Domain(rule.event_field, "!=", False)
            matching = self.sudo().filtered_domain(owed)  # see above
            of_rule._follow_documents({source.id: source for source in matching})
