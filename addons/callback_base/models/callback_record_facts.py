# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.i18n import format_list

#: Facts a finished callback must hold (BASE-09); its time comes from the attempts.
FACTS = ("partner_id", "user_id", "channel_id", "content", "problem", "result")


class CallbackRecord(models.Model):
    """What a callback must hold before it is finished: facts and channel."""

    _inherit = "callback.record"

    @api.constrains(
        "state",
        "partner_id",
        "user_id",
        "channel_id",
        "content",
        "problem",
        "result",
        "satisfaction",
        "dissatisfaction_reason",
    )
    def _check_facts(self):
        """A finished callback holds its seven facts, also when edited later."""
        for record in self.filtered(lambda r: r.state == "done"):
            record._check_done_facts()

    def _check_done_facts(self):
        """Raise naming the first rule that a finished record would break."""
        self.ensure_one()
        missing = [
            name
            for name in FACTS
            if not (self[name].strip() if isinstance(self[name], str) else self[name])
        ]
        labels = [
            self._fields[name].get_description(self.env, ["string"])["string"]
            for name in missing
        ]
        if not self.date_contact:
            labels.insert(0, self.env._("Answered attempt"))
        if labels:
            raise ValidationError(
                self.env._(
                    "%(record)s cannot be finished. Still missing: %(fields)s.",
                    record=self.name,
                    fields=labels,
                )
            )
        if (
            self.satisfaction == "dissatisfied"
            and not (self.dissatisfaction_reason or "").strip()
        ):
            raise ValidationError(
                self.env._(
                    "%(record)s: the customer is dissatisfied; ask why and write the "
                    "reason down.",
                    record=self.name,
                )
            )

    def _check_channel(self):
        self.ensure_one()
        # Archived channels too: to filter them would read them all.
        allowed = self.with_context(active_test=False).allowed_channel_ids
        if allowed and self.channel_id not in allowed:
            raise UserError(
                self.env._(
                    "%(clauses)s: %(record)s cannot be finished by %(channel)s. "
                    "Allowed: %(allowed)s.",
                    clauses=self._get_clause_codes(self.rule_id.clause_ids),
                    record=self.name,
                    channel=self.channel_id.name,
                    allowed=allowed.mapped("name"),
                )
            )

    def _get_clause_codes(self, clauses=None):
        """Name the clauses behind a refusal; by default those of the time limit."""
        clauses = clauses or self.step_id.clause_ids or self.clause_ids
        return format_list(self.env, clauses.mapped("code"), "unit")
