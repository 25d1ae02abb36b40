# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.mimetypes import MIMETYPE_HEAD_SIZE

MEGABYTE = 1024 * 1024


class CallbackEvidence(models.Model):
    """The file of an evidence: its digest, its size, its type by content."""

    _inherit = "callback.evidence"

    signature = fields.Binary(
        compute="_compute_signature",
        inverse="_inverse_signature",
        help="Signed on the screen; kept as a picture.",
    )

    def _compute_signature(self):
        """A signature is taken in, it is shown as the file that it became."""
        self.signature = False

    def _inverse_signature(self):
        """``_prepare_file`` turns it into the file before anything is written."""

    @api.model
    def _prepare_file(self, vals):
        """Return the values with a signature of the screen turned into a file."""
        vals = dict(vals)
        signature = vals.pop("signature", False)
        if signature and not vals.get("file"):
            kind = self.kind_id[:1]
            if vals.get("kind_id"):
                kind = kind.browse(vals["kind_id"])
            vals.update(file=signature, name=f"{kind.name or ''}.png")
        return vals

    @api.model
    def _get_file_facts(self, file):
        """Return digest, size and type of a file as base64, for one statement less."""
        try:
            content = base64.b64decode(file)
        except ValueError:
            return {"sha256": False}  # refused by the field
        types = self.env["callback.file.type"]
        return {
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
            "mimetype": types._find_by_content(
                content[:MIMETYPE_HEAD_SIZE], lambda: content
            )[1],
        }

    @api.model
    def _create_from_stream(self, vals, stream):
        """Create evidence from an open file, which is never in memory as a whole.

        :param stream: binary file at its beginning
        """
        evidence = self._create_rows([vals])
        evidence._check_not_archived()
        # sudo: as the field itself stores its file
        self.env["ir.attachment"].sudo()._callback_store(evidence, stream)
        evidence._take_files()
        return evidence

    def _get_attachments(self):
        """Return the stored file of each evidence that has one, in one query."""
        return {
            evidence: files[-1] for evidence, files in self._get_all_files().items()
        }

    def _get_all_files(self):
        """Return all stored files of each evidence that has any, in one query.

        There is one. A second row that somebody put beside it is shown by some screens
        and not by others: whoever checks a file checks all of them.
        """
        # sudo: who may see the evidence may see its file.
        attachments = self.env["ir.attachment"].sudo()
        attachments.flush_model(["res_model", "res_field", "res_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM ir_attachment WHERE res_model = %s"
                " AND res_field = 'file' AND res_id = ANY(%s) ORDER BY id",
                self._name,
                self.ids,
            )
        )
        # A file that was just stored is known already, others are read together.
        found = attachments.browse(number for (number,) in rows)
        found.fetch(["res_id", "store_fname", "file_size"])
        files = found.grouped("res_id")
        return {self.browse(res_id): of_one for res_id, of_one in files.items()}

    def _take_files(self):
        """Lay down digest, size and type of files as they were stored.

        :raises ValidationError: for a file that is too large, not what its name says
            or of a type that the kind does not accept, and for none at all
        """
        attachments = self._get_attachments()
        for evidence in self:
            attachment = attachments.get(evidence)
            if attachment:
                evidence._check_size(attachment.file_size)
                digest = attachment._callback_digest()
                mimetype = evidence._check_type(attachment, digest)
                values = {
                    "sha256": digest,
                    "file_size": attachment.file_size,
                    "mimetype": mimetype,
                }
                # What was known beforehand and is so in the filestore stays.
                if all(evidence[name] == values[name] for name in values):
                    continue
            elif evidence.state == "missing":
                continue
            elif evidence.url and evidence._is_digest(evidence.sha256):
                values = {"file_size": 0, "mimetype": False}
            else:
                raise ValidationError(
                    self.env._(
                        "%(kind)s: add the file, or the address of an external file "
                        "with its SHA-256.",
                        kind=evidence.kind_id.name,
                    )
                )
            evidence.sudo()._write_rows(values)  # guarded: found out here

    @api.model
    def _is_digest(self, text):
        """Tell whether a text is a SHA-256 in hexadecimal digits."""
        try:
            return len(bytes.fromhex(text or "")) == hashlib.sha256().digest_size
        except ValueError:
            return False

    def _check_size(self, size):
        """Raise when a file is larger than its kind allows."""
        self.ensure_one()
        limit = self.kind_id._get_kept_size_limit()
        if limit and size > limit * MEGABYTE:
            raise ValidationError(
                self.env._(
                    "“%(file)s” has %(size)s MB. A file of the kind %(kind)s may have "
                    "%(limit)s MB.",
                    file=self.display_name,
                    size=round(size / MEGABYTE, 1),
                    kind=self.kind_id.name,
                    limit=limit,
                )
            )

    def _check_type(self, attachment, digest):
        """Return the content type; raise when the file is not what it claims to be.

        :param digest: SHA-256 of the stored file; of the same bytes the type is known
        """
        self.ensure_one()
        types = self.env["callback.file.type"]
        if self.mimetype and self.sha256 == digest:
            mimetype = self.mimetype
            found = types._find_by_mimetype(mimetype)
        else:
            head = attachment._callback_head(MIMETYPE_HEAD_SIZE)
            found, mimetype = types._find_by_content(head, lambda: attachment.raw)
        claimed, ending = types._find_by_name(self.name)
        if ending and (not found or found not in claimed):
            raise ValidationError(
                self.env._(
                    "“%(file)s” is not what its name says: by its name it is "
                    "%(claimed)s, its content is %(found)s.",
                    file=self.name,
                    claimed=claimed[:1].name or f".{ending}",
                    found=found.name or mimetype,
                )
            )
        accepted = types.browse(self.kind_id._get_kept_file_types())
        if accepted and found not in accepted:
            raise ValidationError(
                self.env._(
                    "“%(file)s” is %(found)s. %(kind)s can be: %(accepted)s.",
                    file=self.display_name,
                    found=found.name or mimetype,
                    kind=self.kind_id.name,
                    accepted=accepted.mapped("name"),
                )
            )
        return mimetype
