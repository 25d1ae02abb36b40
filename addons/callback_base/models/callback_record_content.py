# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

#: Fields of the canonical content. A file is compared by the fields it was sealed
#: with, so a field can be added; one that is taken out needs a new content version.
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
    # From version 2 on:
    "plan_id",
    "sample_id",
    "contact_id",
    "opening_reason",
    "cancel_reason",
    "date_due",
    "date_planned",
    "date_contact",
    "window_reason",
)
#: Lines of the canonical content: part → (field of the record, fields of a line).
LINE_FIELDS = {
    "attempts": (
        "attempt_ids",
        (
            "date_start",
            "user_id",
            "channel_id",
            "outcome",
            "ring_seconds",
            "talk_seconds",
            "note",
            "is_valid",
        ),
    ),
    "evidence": (
        "evidence_ids",
        ("kind_id", "name", "url", "sha256", "state", "reason", "user_id"),
    ),
    "extensions": (
        "extension_ids",
        (
            "quantity",
            "unit",
            "reason",
            "state",
            "user_id",
            "approver_id",
            "date_decided",
            "deadline_before",
            "deadline_after",
        ),
    ),
}


class CallbackRecord(models.Model):
    """What of a callback goes into its sealed file."""

    _name = "callback.record"
    _inherit = ["callback.record", "callback.archive.mixin"]

    def _get_archive_category(self):
        """The class comes from the type, so every file has one (U1-17, U1-30)."""
        return self.type_id.archive_category_id

    def _get_archive_categories(self):
        """Every class the type names; the longest retention wins (X-19)."""
        return self.type_id._get_archive_categories()

    def _get_archive_calendar(self):
        return self.policy_id._get_calendar(self.company_id)

    def _get_archive_evidence(self):
        return self.evidence_ids

    def _get_answer_content(self):
        """Return the answers of one callback as plain lines; for extension.

        Called for each of many records that are prefetched together.
        """
        return []

    def _get_script_content(self):
        """Return the ticked steps of the script as plain lines; for extension."""
        return []

    def _get_archive_extra(self):
        """Return the parts that other models add, see the two methods above."""
        return {
            "answers": self._get_answer_content(),
            "script": self._get_script_content(),
        }

    def _get_archive_content(self):
        """Return the canonical content: plain values, ids for links, times in UTC.

        ``labels`` holds the names as they were and ``policy`` the text that bound, so
        that the file can be read without the database; they are sealed but not
        compared, because a customer may take another name later.
        """
        self.ensure_one()
        content = {"record": self._plain_values(RECORD_FIELDS)}
        for part, (name, names) in LINE_FIELDS.items():
            content[part] = self._plain_lines(self[name], names)
        content |= self._get_archive_extra()
        content["policy"] = self._get_policy_content(self.step_id)
        content["labels"] = self._get_content_labels([content])[0]
        return content

    def _get_policy_content(self, step):
        """Return code, version and clauses of the policy a step carries out."""
        policy = step.rule_id.policy_id
        clauses = (step.clause_ids | step.rule_id.clause_ids).sorted("code")
        return {
            "code": policy.code,
            "name": policy.name,
            "version": policy.version,
            "clauses": [
                {"code": c.code, "article": c.article or "", "name": c.name}
                for c in clauses
            ],
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
        for name, names in LINE_FIELDS.values():
            self[name].fetch(list(names))
