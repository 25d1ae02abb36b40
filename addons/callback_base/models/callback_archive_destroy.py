# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
import os

from odoo import models
from odoo.tools import SQL


class CallbackArchive(models.Model):
    """Removing the content of files; their link in the chain stays."""

    _inherit = "callback.archive"

    def _destroy(self, destruction):
        """Remove content, evidence and personal texts of these files.

        Only ``callback.archive.destruction`` calls this, with an approved list and a
        sealed certificate. No right of the ORM leads here.
        """
        if not destruction.archive_id or destruction.state != "approved":
            raise ValueError(f"{destruction} is not approved and sealed")
        rows = [
            {
                "id": archive.id,
                "res_model": archive.res_model,
                "res_id": archive.res_id,
                "content": archive.content,
            }
            for archive in self
        ]
        evidence = [
            e.id for group in self._get_evidence_of(rows).values() for e in group
        ]
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """UPDATE callback_archive SET content = NULL,
                    date_destroyed = now() AT TIME ZONE 'UTC'
                WHERE id = ANY(%s) RETURNING id""",
                list(self.ids),
            )
        )
        self._destroy_evidence(evidence)
        by_model = {}
        for row in rows:
            if self._can_be_archived(row["res_model"]):
                by_model.setdefault(row["res_model"], []).append(row["res_id"])
        for name, ids in by_model.items():
            self.env[name].browse(ids).exists()._destroy_archived()
        self.env.invalidate_all(flush=False)

    def _destroy_evidence(self, ids):
        """Remove the files of evidence from database and filestore.

        Evidence of a document that closed many callbacks stays until the files of all
        of them are destroyed.
        """
        shared = self.env.execute_query(
            SQL(
                """SELECT e.id FROM callback_evidence e WHERE e.id = ANY(%s)
                    AND EXISTS (SELECT FROM callback_record r
                        LEFT JOIN callback_archive a ON a.id = r.archive_id
                        WHERE r.document_id = e.document_id
                            AND (a.id IS NULL OR a.content IS NOT NULL))""",
                list(ids),
            )
        )
        ids = sorted(set(ids) - {evidence_id for (evidence_id,) in shared})
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "callback.evidence"),
                ("res_field", "!=", False),
                ("res_id", "in", ids),
            ]
        )
        self._remove_attachments(attachments)
        self.env.execute_query(
            SQL(
                """UPDATE callback_evidence SET name = NULL, url = NULL, reason = NULL,
                    phone = NULL, agent = NULL, tag = NULL, line_reason = NULL
                WHERE id = ANY(%s) RETURNING id""",
                ids,
            )
        )

    def _remove_attachments(self, attachments):
        """Remove attachments past the guard that keeps evidence.

        The bytes go once the transaction is committed; should the server die between,
        Odoo's own collection of garbage in the filestore takes them.
        """
        if not attachments:
            return
        names = {attachment.store_fname for attachment in attachments} - {False}
        for name in names:
            attachments._mark_for_gc(name)
        self.env.execute_query(
            SQL(
                "DELETE FROM ir_attachment WHERE id = ANY(%s) RETURNING id",
                list(attachments.ids),
            )
        )
        used = self.env.execute_query(
            SQL(
                "SELECT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)",
                list(names),
            )
        )
        names -= {name for (name,) in used}
        paths = [attachments._full_path(name) for name in names]

        @self.env.cr.postcommit.add
        def remove():
            """Remove the bytes that nothing refers to any more."""
            for path in paths:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)

    def _find_tombstone_breaks(self, row):
        """A file without content stands in a sealed certificate of destruction."""
        certificates = self.env["callback.archive.destruction.line"].search(
            [("archive_id", "=", row["id"]), ("destruction_id.archive_id", "!=", False)]
        )
        sealed = {"id": row["id"], "name": row["name"], "digest": row["digest"]}
        for certificate in certificates.destruction_id.archive_id:
            content = self._read_content(certificate.id) or {}
            lines = content.get("lines")
            if isinstance(lines, list) and sealed in lines:
                return
        yield self.env._("Its content is missing, and no certificate says why.")
