# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

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
    "complaint_id",
    "complaint_round",
    "complaint_solved",
    "document_id",
    "promotion_consent",
    "question_reason",
    # Files sealed before these were added are compared without them.
    "phone_other",
    "is_confidential",
)
EVIDENCE_FIELDS = (
    "kind_id",
    "name",
    "url",
    "sha256",
    "state",
    "reason",
    "user_id",
    # From version 2 on:
    "date_start",
    "date_end",
    "file_size",
    "mimetype",
    "line_id",
    "line_reason",
    "external_ref",
    "is_searchable",
    "tag",
    # Of the call it recorded. Files sealed before are compared without these.
    "attempt_id",
    "phone",
    "agent",
    "ring_seconds",
    "talk_seconds",
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
            # From version 2 on:
            "is_inbound",
            "is_other_line",
            "phone",
            "exception",
            "date_answer",
            "date_hangup",
            "date_end",
            "wrap_seconds",
        ),
    ),
    "evidence": (
        "evidence_ids",
        EVIDENCE_FIELDS,
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
    "overrides": ("override_ids", ("kind", "reason", "user_id", "date")),
    "script": (
        "script_line_ids",
        (
            "sequence",
            "kind",
            "text",
            "is_mandatory",
            "is_said",
            "date_said",
            "user_id",
        ),
    ),
}
#: Part of the content for the evidence of the document that closed the callback.
SHARED = "shared_evidence"


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
        return self._get_evidence()

    def _get_archive_parts(self):
        return {
            "record": (False, self._name, RECORD_FIELDS),
            **{
                part: (name, self._fields[name].comodel_name, names)
                for part, (name, names) in LINE_FIELDS.items()
            },
            SHARED: (False, "callback.evidence", EVIDENCE_FIELDS),
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
        shared = self._get_evidence() - self.evidence_ids
        content[SHARED] = self._plain_lines(shared, EVIDENCE_FIELDS)
        content["answers"] = self._get_answer_content()
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

    def _preload_archive_content(self):
        """Read what the content needs in a few queries for all records."""
        self.fetch(list(RECORD_FIELDS))
        for name, names in LINE_FIELDS.values():
            self[name].fetch(list(names))
