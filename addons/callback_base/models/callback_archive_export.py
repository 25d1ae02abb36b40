# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import shutil
import tempfile
import zipfile

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .callback_archive import COVER
from .callback_archive_chain import REGISTER_YEAR
from .callback_archive_seal import plain

#: Format of the export, told by its first file.
FORMAT = 1
BATCH = 500


class CallbackArchive(models.Model):
    """Writing the archive out, for a check that needs no Odoo.

    The ZIP file holds ``export.json`` (format, companies, time), ``chains.jsonl``,
    ``files.jsonl`` (a line for each sealed file, in the order of its chain: the sealed
    columns and content, the living document, its evidence and the callback's link),
    ``strays.jsonl`` (callbacks that say they are archived and are in no file),
    ``register.jsonl`` (further classes and legal holds with their chain) and the bytes
    of evidence as ``evidence/<number>``. ``./setup/verify`` reads it.
    """

    _inherit = "callback.archive"

    @api.model
    def action_export(self):
        """Download the archive of the user's companies. RPC.

        :raises AccessError: for users who are neither auditor nor manager
        """
        self._check_may_export()
        return {
            "type": "ir.actions.act_url",
            "url": "/callback/archive/export",
            "target": "download",
        }

    @api.model
    def _check_may_export(self):
        if not self.env.user.has_groups(
            "callback_base.callback_group_auditor,callback_base.callback_group_manager"
        ):
            raise AccessError(self.env._("You may not export the archive."))

    @api.model
    def _export(self, stream, companies=None):
        """Write the archive of companies into a stream as ZIP; log it.

        :param stream: writable binary file
        :param companies: ``res.company``; default: those of the user
        """
        self._check_may_export()
        companies = (companies or self.env.companies) & self.env.companies
        # sudo: an export is whole or proves nothing; who may export is checked above.
        writer = self.sudo()
        self.env.flush_all()
        writer._log_read("export", self.env._("Archive exported"))
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            head = {
                "format": FORMAT,
                "companies": {company.id: company.name for company in companies},
                "date": fields.Datetime.to_string(fields.Datetime.now()),
                "register": True,
            }
            archive.writestr("export.json", json.dumps(head, ensure_ascii=False))
            chains = writer.env["callback.archive.chain"].search(
                [("company_id", "in", companies.ids), ("year", "!=", REGISTER_YEAR)]
            )
            names = ["id", "year", "last_number", "head"]
            lines = [
                {
                    **{name: chain[name] for name in names},
                    "company_id": chain.company_id.id,
                }
                for chain in chains
            ]
            archive.writestr("chains.jsonl", "".join(map(self._line, lines)))
            writer._export_strays(archive, companies)
            writer._export_register(archive, companies)
            writer._export_files(archive, chains, companies)

    @api.model
    def _line(self, values):
        return json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n"

    def _export_strays(self, archive, companies):
        found = [
            *self._find_stray_files(companies),
            *self._find_stray_records(companies),
            *self._find_stray_documents(companies),
        ]
        lines = [self._line({"archive": name, "what": what}) for name, what in found]
        archive.writestr("strays.jsonl", "".join(lines))

    def _export_files(self, archive, chains, companies):
        """Write all files; evidence first, because a ZIP is written in one go."""
        evidence_of = {}
        with tempfile.TemporaryFile("w+", encoding="utf-8") as lines:
            for rows in self._read_for_export(chains):
                evidence_of = self._export_evidence(archive, rows)
                living = self._read_living(rows)
                for row in rows:
                    key = (row["res_model"], row["res_id"])
                    row["living"] = living.get(key)
                    row["evidence"] = evidence_of.get(row["id"], [])
                    lines.write(self._line(row))
                self.env.invalidate_all(flush=False)
            lines.seek(0)
            with archive.open("files.jsonl", "w", force_zip64=True) as target:
                for line in lines:
                    target.write(line.encode())

    def _read_for_export(self, chains):
        """Yield batches of files as dicts of plain values."""
        names = (
            *("id", "chain_id", "number", *COVER, "content", "content_version"),
            *("leaf", "digest_source", "digest_previous", "digest"),
            "date_destroyed",
        )
        for chain in chains:
            number, last_id = -(2**31), 0
            while True:
                rows = self.env.execute_query_dict(
                    SQL(
                        """SELECT %s FROM callback_archive
                        WHERE chain_id = %s AND (number, id) > (%s, %s)
                        ORDER BY number, id LIMIT %s""",
                        SQL(", ").join(map(SQL.identifier, names)),
                        chain.id,
                        number,
                        last_id,
                        BATCH,
                    )
                )
                if not rows:
                    break
                number, last_id = rows[-1]["number"], rows[-1]["id"]
                yield [
                    {
                        name: value if name == "number" else plain(value)
                        for name, value in row.items()
                    }
                    for row in rows
                ]

    def _read_living(self, rows):
        """Return (model, id) → content of the documents as they are now."""
        found = {}
        for name in {row["res_model"] for row in rows if row["content"]}:
            if not self._can_be_archived(name):
                continue
            of_model = {row["res_id"]: row for row in rows if row["res_model"] == name}
            documents = self.env[name].browse(of_model).exists()
            contents = documents._get_archive_contents()
            for document in documents:
                content = contents[document.id]
                if content.get("answers"):
                    sealed = self._read_content(of_model[document.id]["id"]) or {}
                    content = document._get_living_content(sealed, content)
                found[name, document.id] = content
        return found

    def _export_evidence(self, archive, rows):
        """Write the bytes of evidence; return file id → lines that describe them."""
        found, evidence_of = {}, self._get_evidence_of(rows)
        evidence = self.env["callback.evidence"].union(*evidence_of.values())
        files, paths = evidence._get_all_files(), {}
        for row_id, group in evidence_of.items():
            for each in group:
                # One, or none, which is told; a second one is told as well.
                for attachment in files.get(each) or [False]:
                    # What many callbacks share is written once.
                    if attachment and attachment not in paths:
                        paths[attachment] = self._copy_bytes(archive, each, attachment)
                    line = self._describe_evidence(each, attachment)
                    line["path"] = paths.get(attachment)
                    found.setdefault(row_id, []).append(line)
        return found

    @api.model
    def _describe_evidence(self, evidence, attachment):
        """Return what an evidence is and whether its file is kept in the filestore."""
        is_file = evidence.file_size or not evidence.url
        return {
            "id": evidence.id,
            "name": evidence.display_name,
            "sha256": evidence.sha256 or None,
            "is_kept_here": bool(
                attachment or (evidence.state == "present" and is_file)
            ),
        }

    def _copy_bytes(self, archive, evidence, attachment):
        """Copy the bytes of a file into the ZIP; return its path, None when lost."""
        name = f"evidence/{evidence.id}-{attachment.id}"
        if not attachment.store_fname:
            archive.writestr(name, attachment.db_datas or b"")
            return name
        try:
            source = open(attachment._full_path(attachment.store_fname), "rb")
        except OSError:
            return None  # told by the missing path
        with source, archive.open(name, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, 1 << 20)
        return name
