# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib

from odoo import fields, models
from odoo.exceptions import UserError

#: Fields of the canonical content of a complaint.
COMPLAINT_FIELDS = (
    "name",
    "company_id",
    "kind",
    "category_id",
    "severity_id",
    "subject",
    "description",
    "partner_id",
    "reply_by_letter",
    "policy_id",
    "process_id",
    "service_department_id",
    "department_id",
    "user_id",
    "intake_user_id",
    "state",
    "date_received",
    "date_accepted",
    "date_assigned",
    "date_resolved",
    "date_informed",
    "date_closed",
    "date_archived",
    "inform_channel_id",
    "resolution",
    "resolver_id",
    "round",
    "record_id",
    "parent_id",
    "explanation_id",
    "waiver",
    "waiver_user_id",
    "date_waived",
    "is_confidential",
    "superior_id",
    "investigation",
    "interview_date",
    "interview_place",
    "interview_content",
    "date_interviewed",
    "check_method",
    "check_accounts",
    "check_callback",
    "check_finding",
    "check_opinion",
    "date_checked",
    "final_opinion",
    "final_user_id",
    "date_final",
    # Files sealed before these were added are compared without them.
    "gate",
    "onsite_required",
    "date_reply_by",
    "cancel_reason",
)
#: Lines of the canonical content: part → (field of the complaint, fields of a line).
LINES = {
    "sources": (
        "source_ids",
        (
            "date_received",
            "origin",
            "origin_name",
            "channel_id",
            "department_id",
            "user_id",
            "text",
            "first_complaint_id",
        ),
    ),
    "clocks": (
        "clock_ids",
        (
            "code",
            "round",
            "date_start",
            "deadline",
            "deadline_original",
            "deadline_breached",
            "deadline_basis",
            "date_done",
            "promise_count",
            "date_told",
            "date_promised",
            "promise_text",
        ),
    ),
    "rounds": (
        "round_ids",
        (
            "number",
            "department_id",
            "user_id",
            "date_start",
            "date_resolved",
            "resolution",
            "date_informed",
            "channel_id",
            "record_id",
            "reopen_reason",
        ),
    ),
    "extensions": (
        "extension_ids",
        (
            "clock_id",
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
SIGNATURES = ("interview_employee_signature", "interview_head_signature")


class CallbackComplaint(models.Model):
    """What of a complaint goes into its sealed file."""

    _name = "callback.complaint"
    _inherit = ["callback.complaint", "callback.archive.mixin"]

    extension_ids = fields.One2many(
        "callback.complaint.extension", "complaint_id", string="Extensions", copy=False
    )

    def action_archive(self):
        """Build and seal the file of closed complaints (U1-21). RPC.

        :returns: the ``callback.archive`` records
        :raises UserError: for an open or already archived complaint
        """
        self.check_access("write")
        for complaint in self:
            if complaint.state != "closed" or complaint.archive_id:
                raise UserError(
                    self.env._(
                        "%(complaint)s is archived once, when it is closed.",
                        complaint=complaint.name,
                    )
                )
        now = fields.Datetime.now()
        # sudo: clocks are closed to roles, and the file is written by the system
        # alone; the right to the cases is checked above.
        for complaint in self.sudo():
            complaint._finish_stage("archived", now)
        archives = self.env["callback.archive"].sudo()  # as above
        return archives._create_from_records(self, now)

    def _get_archive_category(self):
        """Return the class of the file: that of the callbacks of the process."""
        self.ensure_one()
        category = self.process_id.step_id.rule_id.type_id.archive_category_id
        return category or self.env["callback.archive.category"].search([], limit=1)

    def _get_archive_calendar(self):
        policy = self.policy_id
        if not policy:
            return super()._get_archive_calendar()
        return policy._get_calendar(self.company_id)

    def _get_archive_parts(self):
        return {
            "complaint": (False, self._name, COMPLAINT_FIELDS),
            **{
                part: (name, self._fields[name].comodel_name, names)
                for part, (name, names) in LINES.items()
            },
        }

    def _get_archive_attachments(self):
        """Return the files that came with the case and those of the answer."""
        return (self.reply_attachment_ids | self.source_ids.attachment_ids).sorted("id")

    def _get_archive_content(self):
        """Return the canonical content: plain values, ids for links, times in UTC."""
        self.ensure_one()
        content = {
            "complaint": self._plain_values(COMPLAINT_FIELDS),
            **{
                part: self._plain_lines(self[name], names)
                for part, (name, names) in LINES.items()
            },
            "callbacks": sorted(self.callback_ids.ids),
            "concerned": sorted(self.concerned_user_ids.ids),
            "files": [
                self._get_file_digest(file) for file in self._get_archive_attachments()
            ],
            "signatures": {
                name: hashlib.sha256(
                    self.with_context(bin_size=False)[name] or b""
                ).hexdigest()
                for name in SIGNATURES
                if self[name]
            },
        }
        content["labels"] = self._get_content_labels([content])[0]
        return content

    def _get_file_digest(self, attachment):
        """Return name and SHA-256 of a file, read in pieces; no digest when lost."""
        try:
            digest = attachment._callback_digest()
        except OSError:
            digest = None
        return {"id": attachment.id, "name": attachment.name, "sha256": digest}

    def _preload_archive_content(self):
        """Read what the content needs in a few queries for all complaints."""
        self.fetch(list(COMPLAINT_FIELDS))
        for name, names in LINES.values():
            self.mapped(name).fetch(list(names))
