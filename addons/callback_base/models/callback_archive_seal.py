# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .archive_text import copy_rows, encode, join_parts
from .callback_archive import COVER

#: Version of the canonical content; a file keeps the version it was sealed with.
CONTENT_VERSION = 2
#: Documents sealed together: their content is in memory at the same time.
BATCH = 1250
COLUMNS = (
    "id",
    *COVER,
    "record_id",
    "content",
    "content_version",
    "chain_id",
    "number",
    "leaf",
    "digest_source",
    "digest_previous",
    "digest",
    "create_uid",
    "write_uid",
    "create_date",
    "write_date",
)


def plain(value):
    """Return a value of the cover as it is digested: dates and times as text."""
    if isinstance(value, datetime):
        return fields.Datetime.to_string(value)
    if isinstance(value, date):
        return fields.Date.to_string(value)
    return value or None


class CallbackArchive(models.Model):
    """Making files: many documents by a few statements, a chain a company and year."""

    _inherit = "callback.archive"

    def init(self):
        """Compress content the quick way, where the server was built with it.

        Sealing and verifying spend much of their time on compression otherwise.
        """
        self.env.cr.execute(
            SQL(
                """SELECT 'lz4' = ANY(enumvals) FROM pg_settings
                WHERE name = 'default_toast_compression'"""
            )
        )
        if (self.env.cr.fetchone() or [False])[0]:
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ALTER COLUMN content SET COMPRESSION lz4",
                    SQL.identifier(self._table),
                )
            )

    @api.model
    def _create_from_records(self, records, now):
        """Build and seal the files of finished documents, in the order given.

        :param records: documents of one model that has ``callback.archive.mixin``
        :param now: time of archiving, naive UTC; decides month, chain and retention
        :raises UserError: for a document that is archived already
        """
        if archived := records._find_archived():
            raise UserError(
                self.env._(
                    "%(record)s is archived already.", record=archived.display_name
                )
            )
        sealer = self.sudo()  # no role can make a file by hand; see action_archive
        made = []
        # sudo: the file holds all of the document, whoever archives it.
        groups = records.sudo()._group_by_archive_day(now)
        for (company, day), of_day in groups.items():
            for start in range(0, len(of_day), BATCH):
                batch = of_day[start : start + BATCH]
                made += sealer._seal(batch, company, now, day)
        return self.browse(made)

    @api.model
    def _seal(self, documents, company, now, day):
        """Seal documents of a company on a local day; return the ids of their files."""
        documents._before_archive(now)
        # What others have in memory of these rows must be in the database first.
        self.env.flush_all()
        chain = self.env["callback.archive.chain"]._get_locked(company, day.year)
        texts = documents._get_archive_texts(now)
        covers = self._prepare_covers(documents, texts, now, day)
        ids = self._get_new_ids(len(documents))
        place = [company.id, chain.year]
        fixed = {
            "content_version": CONTENT_VERSION,
            "chain_id": chain.id,
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            "create_date": self.env.cr.now(),
            "write_date": self.env.cr.now(),
        }
        last = copy_rows(
            self.env.cr,
            self._table,
            COLUMNS,
            self._build_rows(
                dict(zip(ids, documents.ids, strict=True)),
                (covers, texts),
                fixed,
                place,
                (chain.last_number, chain.head),
            ),
        )
        row = dict(zip(COLUMNS, last, strict=True))
        chain._advance(row["number"], row["digest"])
        self._link(documents, ids, now)
        return ids

    def _build_rows(self, documents, parts, fixed, place, end):
        """Yield the rows of files, each sealed on the one before; asks the database
        nothing, see ``copy_rows``.

        :param documents: id of the file → id of its document
        :param parts: covers as of ``_prepare_covers``, and texts, by id of the document
        :param fixed: columns that all have in common
        :param place: company id and year, as they are digested
        :param end: last number and digest of the chain
        """
        (covers, texts), (number, head) = parts, end
        year, version = place[1], str(CONTENT_VERSION)
        for archive_id, document_id in documents.items():
            number += 1
            code, vals, described = covers[document_id]
            name = f"{code}-{year}-{number:06d}"
            described["name"] = name
            text = texts[document_id]
            content = join_parts(
                text.parts | {"cover": encode(described), "version": version}
            )
            leaf = self._sha256(content)
            covered = [*place, number, *(described[column] for column in COVER)]
            digest = self._digest_link(
                head, CONTENT_VERSION, covered, leaf, text.source
            )
            vals |= fixed
            vals |= {
                "id": archive_id,
                "name": name,
                "content": content,
                "number": number,
                "leaf": leaf,
                "digest_source": text.source,
                "digest_previous": head,
                "digest": digest,
            }
            yield [vals[column] or None for column in COLUMNS]
            head = digest

    @api.model
    def _get_new_ids(self, count):
        """Return so many ids for files, in order."""
        rows = self.env.execute_query(
            SQL(
                """SELECT nextval('callback_archive_id_seq')
                FROM generate_series(1, %s)""",
                count,
            )
        )
        return sorted(row[0] for row in rows)

    def _link(self, documents, archives, now):
        ids = dict(zip(documents.ids, archives, strict=True))
        documents._after_archive(ids, now)
        documents._after_archive_members(ids, now)
        # The statements passed the cache by, documents of other models did not.
        self.env.invalidate_all()

    def _prepare_covers(self, documents, texts, now, day):
        """Return document id → (code of the class, columns, cover of the content)."""
        of_class, covers = {}, {}
        is_record = documents._name == "callback.record"
        classes = documents._get_archive_classes()
        for document_id in documents.ids:
            categories = classes[document_id]
            if categories not in of_class:
                of_class[categories] = self._describe_class(
                    documents.browse(document_id), categories, now, day
                )
            code, shared, described = of_class[categories]
            own = {"res_id": document_id}
            own |= texts[document_id].links
            record = {"record_id": document_id if is_record else None}
            covers[document_id] = (code, shared | own | record, described | own)
        return covers

    def _describe_class(self, document, categories, now, day):
        """Return what the covers of all documents of these classes share."""
        if not categories:
            raise UserError(
                self.env._(
                    "%(record)s has no archive class.", record=document.display_name
                )
            )
        category = categories[0]
        vals = {
            "company_id": document.company_id.id,
            "category_id": category.id,
            "level": categories._get_level(),
            "res_model": document._name,
            "partner_id": None,
            "department_id": None,
            "user_id": self.env.uid,
            "date_archived": now,
            "retention_end": categories._get_retention_end(day),
        }
        described = {
            **{name: plain(value) for name, value in vals.items()},
            "category": category.name,
            "category_ids": categories.ids,
            "archived_by": self.env.user.name,
        }
        return category.code, vals, described
