# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackEvidence(models.Model):
    """Proof kept with a callback: a file with its SHA-256, or why there is none."""

    _name = "callback.evidence"
    _description = "Callback evidence"
    _order = "record_id, id"

    record_id = fields.Many2one(
        "callback.record", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="record_id.company_id", store=True)
    kind_id = fields.Many2one("callback.evidence.kind", required=True)
    name = fields.Char(string="File name")
    # attachment=True keeps recordings out of PostgreSQL; the digest below is ours
    # because the checksum of an attachment is SHA-1.
    file = fields.Binary(attachment=True)
    url = fields.Char(string="External address", help="Of a recording kept elsewhere.")
    sha256 = fields.Char(
        string="SHA-256",
        compute="_compute_sha256",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [("present", "Present"), ("missing", "Missing")],
        default="present",
        required=True,
    )
    reason = fields.Char(string="Reason why missing")
    user_id = fields.Many2one(
        "res.users",
        string="Added by",
        ondelete="restrict",
        default=lambda self: self.env.uid,
        readonly=True,
    )

    @api.depends("file")
    def _compute_sha256(self):
        """Digest of the bytes; of an external file the one that was given."""
        for evidence in self:
            content = evidence.with_context(bin_size=False).file
            if content:
                data = base64.b64decode(content)
                evidence.sha256 = hashlib.sha256(data).hexdigest()

    @api.depends("kind_id", "name")
    def _compute_display_name(self):
        for evidence in self:
            evidence.display_name = evidence.name or evidence.kind_id.name or ""

    @api.constrains("state", "file", "url", "sha256", "reason", "kind_id")
    def _check_content(self):
        for evidence in self:
            if evidence.state == "missing":
                if not evidence.kind_id.allow_missing:
                    raise ValidationError(
                        self.env._(
                            "%(kind)s cannot be stated as missing.",
                            kind=evidence.kind_id.name,
                        )
                    )
                if not (evidence.reason or "").strip():
                    raise ValidationError(
                        self.env._("Give the reason why the evidence is missing.")
                    )
            elif not evidence.file and not (evidence.url and evidence.sha256):
                raise ValidationError(
                    self.env._(
                        "%(kind)s: add the file, or the address of an external file "
                        "with its SHA-256.",
                        kind=evidence.kind_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Evidence cannot be slipped into an archived file."""
        for vals in vals_list:
            self._drop_given_digest(vals)
        records = super().create(vals_list)
        records._check_not_archived()
        return records

    def write(self, vals):
        """Archived evidence stays as it is."""
        self._check_not_archived()
        if "sha256" in vals and any(evidence.file for evidence in self):
            vals = {name: value for name, value in vals.items() if name != "sha256"}
        self._drop_given_digest(vals)
        return super().write(vals)

    @api.model
    def _drop_given_digest(self, vals):
        """The digest of a file is computed here; only external ones are given."""
        if vals.get("file"):
            vals.pop("sha256", None)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_archived(self):
        self._check_not_archived()

    def _check_not_archived(self):
        archived = self.record_id.filtered("archive_id")
        if archived:
            raise UserError(
                self.env._(
                    "%(record)s is archived and its evidence cannot be changed.",
                    record=archived[0].name,
                )
            )
