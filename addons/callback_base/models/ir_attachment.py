# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import os
import tempfile

from odoo import api, models
from odoo.exceptions import AccessError, MissingError

EVIDENCE = "callback.evidence"
BLOCK = 1024 * 1024
#: What makes a stored file: its bytes, and whose file it is.
CONTENT = frozenset(
    "checksum datas db_datas mimetype raw res_field res_id res_model store_fname type"
    " url".split()
)


class IrAttachment(models.Model):
    """The file of an evidence changes with the evidence only."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to slip a file in beside that of an evidence."""
        attachments = super().create(vals_list)
        attachments._check_callback_file()
        return attachments

    def write(self, vals):
        """Refuse to change the file of an evidence, by anyone when it is archived."""
        if not self._callback_keeps_bytes(vals):
            self._check_callback_evidence()
            if CONTENT & set(vals):
                self._check_callback_file()
        result = super().write(vals)
        if {"res_model", "res_field", "res_id"} & set(vals):
            self._check_callback_evidence()
            self._check_callback_file()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_callback_evidence(self):
        self._check_callback_evidence()
        self._check_callback_file()

    def _callback_keeps_bytes(self, vals):
        """Tell whether evidence only moves to another storage, its bytes the same."""
        files = self.sudo()  # whose file it is, whoever asks
        if set(vals) != {"raw", "mimetype"} or not all(
            a.res_model == EVIDENCE and a.mimetype == vals["mimetype"] for a in files
        ):
            return False
        digest = hashlib.sha256(vals["raw"] or b"").hexdigest()
        try:
            return all(file._callback_digest() == digest for file in files)
        except OSError:
            return False

    def _check_callback_evidence(self):
        # sudo: only looks whether the attachment is evidence of an archived record.
        evidence = self.env[EVIDENCE].sudo()
        attachments = self.sudo()  # see above
        ids = [
            attachment.res_id
            for attachment in attachments
            if attachment.res_model == EVIDENCE and attachment.res_id
        ]
        if ids:
            evidence.browse(ids).exists()._check_not_archived()

    def _check_callback_file(self):
        """Raise when a user reaches past an evidence to its file.

        The evidence writes its file as superuser and lays down the digest with it.
        """
        if self.env.su:
            return
        attachments = self.sudo()  # whose file it is, whoever asks
        if any(a.res_model == EVIDENCE and a.res_field for a in attachments):
            raise AccessError(
                self.env._("The file of an evidence is changed on the evidence itself.")
            )

    def _to_http_stream(self):
        """A file that is gone is not found, instead of an internal error."""
        try:
            return super()._to_http_stream()
        except OSError as error:
            if self.res_model != EVIDENCE:
                raise
            raise MissingError(
                self.env._("The file “%(name)s” is lost.", name=self.name)
            ) from error

    def _callback_digest(self):
        """Return the SHA-256 of the stored bytes, read in pieces.

        :raises OSError: when the file is gone or cannot be read
        """
        self.ensure_one()
        if not self.store_fname:
            return hashlib.sha256(self.db_datas or b"").hexdigest()
        with open(self._full_path(self.store_fname), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _callback_head(self, size):
        """Return the first bytes of the stored file."""
        self.ensure_one()
        if not self.store_fname:
            return (self.db_datas or b"")[:size]
        return self._file_read(self.store_fname, size)

    @api.model
    def _callback_store(self, evidence, stream):
        """Store an open file as that of an evidence, piece by piece.

        Does what ``create`` does with bytes in memory: the file is put into the
        filestore by its SHA-1 and marked for the garbage collection, which keeps it
        when this transaction is committed.
        """
        attachment = self.create(
            {
                "name": "file",
                "res_model": evidence._name,
                "res_field": "file",
                "res_id": evidence.id,
                "type": "binary",
            }
        )
        if self._storage() == "db":
            attachment.raw = stream.read()
            return attachment
        folder = self._filestore()
        os.makedirs(folder, exist_ok=True)
        digest, size = hashlib.sha1(usedforsecurity=False), 0
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            while block := stream.read(BLOCK):
                digest.update(block)
                size += len(block)
                copy.write(block)
        fname = f"{digest.hexdigest()[:2]}/{digest.hexdigest()}"
        self._mark_for_gc(fname)
        path = self._full_path(fname)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        # Appears whole or not at all, also when two requests bring the same.
        os.replace(copy.name, path)
        values = {
            "checksum": digest.hexdigest(),
            "file_size": size,
            "store_fname": fname,
        }
        # The columns of the file itself are dropped by the method of the model.
        models.BaseModel.write(attachment, values)
        return attachment
