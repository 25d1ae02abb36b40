# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import fields, models

from .callback_clause_compliance import READERS

#: Shown at the head of the paper.
HEAD = {"name", "code", "issuer", "company_id", "date_from", "date_to", "state"}
HEAD |= {"calendar_id", "message_follower_ids"}


class CallbackPolicy(models.Model):
    """The policy on paper: its clauses, what carries each out, and its numbers."""

    _inherit = "callback.policy"

    def _get_paper_parts(self):
        """Return ``{clause: [(kind of part, name)]}``: what carries a clause out.

        Found through the registry, as versions are compared: whatever a module adds
        to a policy and links to clauses is listed.
        """
        self.ensure_one()
        found = {clause: [] for clause in self.clause_ids}
        self._collect_paper_parts(self, found)
        return found

    def _collect_paper_parts(self, record, found):
        for name, _inverse in self._get_part_fields(record):
            parts = record[name]
            kind = self.env["ir.model"]._get(parts._name).name
            linked = "clause_ids" in parts._fields
            for part in parts:
                for clause in part.clause_ids if linked else ():
                    if clause in found:
                        found[clause].append((kind, part.display_name))
                self._collect_paper_parts(part, found)

    def _get_paper_settings(self):
        """Return [(label, value)] of the numbers and choices of the policy itself."""
        self.ensure_one()
        lines = []
        for name in self._get_compared_fields(self, None):
            if name in HEAD or not self[name]:
                continue
            field = self._fields[name]
            text = self._format_field(self, name)
            lines.append((field.get_description(self.env, ["string"])["string"], text))
        return lines

    def _get_paper_compliance(self):
        """Return (month, {clause: figures}) of the month that is over.

        :returns: ("", {}) for those for whom compliance is not worked out
        """
        self.ensure_one()
        if not any(self.env.user.has_group(group) for group in READERS):
            return "", {}
        last = fields.Date.context_today(self).replace(day=1)
        last -= datetime.timedelta(days=1)
        first = last.replace(day=1)
        return f"{first:%Y-%m}", self.clause_ids._get_compliance(first, last)
