# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

#: Fields of the canonical content, version 1. A new version is a new table.
RECORD_FIELDS = (
    "name",
    "company_id",
    "policy_id",
    "rule_id",
    "step_id",
    "type_id",
    "covers_archive",
    "occurrence",
    "res_model",
    "res_id",
    "source_name",
    "partner_id",
    "department_id",
    "user_id",
    "channel_id",
    "date_event",
    "deadline",
    "deadline_original",
    "deadline_breached",
    "deadline_basis",
    "date_start",
    "date_done",
    "date_archived",
    "state",
    "satisfaction",
    "dissatisfaction_reason",
    "content",
    "problem",
    "result",
    "need",
    "parent_id",
)
ATTEMPT_FIELDS = (
    "date_start",
    "user_id",
    "channel_id",
    "outcome",
    "ring_seconds",
    "talk_seconds",
    "note",
)
EVIDENCE_FIELDS = ("kind_id", "name", "url", "sha256", "state", "reason", "user_id")
EXTENSION_FIELDS = (
    "quantity",
    "unit",
    "reason",
    "state",
    "user_id",
    "approver_id",
    "date_decided",
    "deadline_before",
    "deadline_after",
)


class CallbackRecord(models.Model):
    """What of a callback goes into its sealed file."""

    _inherit = "callback.record"

    def _get_archive_content(self):
        """Return the canonical content: plain values, ids for links, times in UTC.

        ``labels`` holds the names as they were, so that the file can be read
        without the database; they are sealed but not compared, because a customer
        may take another name later.
        """
        self.ensure_one()
        return {
            "record": self._plain_values(RECORD_FIELDS),
            "attempts": self._plain_lines(self.attempt_ids, ATTEMPT_FIELDS),
            "evidence": self._plain_lines(self.evidence_ids, EVIDENCE_FIELDS),
            "extensions": self._plain_lines(self.extension_ids, EXTENSION_FIELDS),
            "labels": {
                name: self[name].display_name or ""
                for name in RECORD_FIELDS
                if self._fields[name].type == "many2one"
            },
        }

    def _plain_lines(self, lines, names):
        return [
            {"id": line.id, **self._plain_values(names, line)}
            for line in lines.sorted("id")
        ]

    def _plain_values(self, names, record=None):
        record = self if record is None else record
        values = {}
        for name in names:
            value = record[name]
            kind = record._fields[name].type
            if kind == "many2one":
                value = value.id or None
            elif kind == "datetime":
                value = fields.Datetime.to_string(value) or None
            elif value is False and kind != "boolean":
                value = None
            values[name] = value
        return values

    def _preload_archive_content(self):
        """Read what the content needs in a few queries for all records."""
        self.fetch(list(RECORD_FIELDS))
        self.attempt_ids.fetch(list(ATTEMPT_FIELDS))
        self.evidence_ids.fetch(list(EVIDENCE_FIELDS))
        self.extension_ids.fetch(list(EXTENSION_FIELDS))
