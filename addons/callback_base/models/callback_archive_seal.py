# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import date, datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .callback_archive import COMPACT, COVER

#: Version of the canonical content; a file keeps the version it was sealed with.
CONTENT_VERSION = 2
#: Documents sealed together: their content is in memory at the same time.
BATCH = 1000
COLUMNS = (
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
        archived = records.filtered("archive_id")[:1]
        if archived:
            raise UserError(
                self.env._(
                    "%(record)s is archived already.", record=archived.display_name
                )
            )
        sealer = self.sudo()  # no role can make a file by hand; see action_archive
        made = []
        # sudo: the file holds all of the document, whoever archives it.
        for company, of_company in records.sudo().grouped("company_id").items():
            zones = {}
            by_day = of_company.grouped(
                lambda document, zones=zones: document._get_archive_day(now, zones)
            )
            for day, of_day in by_day.items():
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
        contents = documents._get_archive_contents(now)
        sources = documents._get_archive_sources(now, contents)
        number, head = chain.last_number, chain.head
        covers = self._prepare_covers(documents, now, day)
        dumps = self._get_dumper()
        rows = []
        for document_id in documents.ids:
            number += 1
            code, vals, described = covers[document_id]
            vals["name"] = described["name"] = f"{code}-{chain.year}-{number:06d}"
            content = contents[document_id]
            content["cover"], content["version"] = described, CONTENT_VERSION
            text = dumps(content)
            leaf, source = self._sha256(text), sources.get(document_id)
            place = [company.id, chain.year, number]
            place += [described[name] for name in COVER]
            digest = self._digest_link(head, CONTENT_VERSION, place, leaf, source)
            vals.update(
                content=text,
                content_version=CONTENT_VERSION,
                chain_id=chain.id,
                number=number,
                leaf=leaf,
                digest_source=source,
                digest_previous=head,
                digest=digest,
                create_uid=self.env.uid,
                write_uid=self.env.uid,
            )
            rows.append([vals[name] or None for name in COLUMNS])
            head = digest
        archives = self._insert(rows)
        chain._advance(number, head)
        self._link(documents, archives, now)
        return archives

    @api.model
    def _get_dumper(self):
        """Return a function that writes a content as ``_canonical`` does.

        What many documents share, the text of their policy, is written once.
        """
        encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, **COMPACT).encode
        shared = {}

        def _dump(content):
            parts = []
            for name in sorted(content):
                value = content[name]
                if name == "policy":
                    # The object is held by the contents for as long as this runs.
                    if id(value) not in shared:
                        shared[id(value)] = encode(value)
                    text = shared[id(value)]
                else:
                    text = encode(value)
                parts.append(f'"{name}":{text}')
            return f"{{{','.join(parts)}}}"

        return _dump

    def _insert(self, rows):
        """Insert the rows of files by one statement; return their ids in order."""
        columns = ", ".join(f'"{name}"' for name in COLUMNS)
        # The names are the constant above, no value is part of the statement.
        statement = (
            f"INSERT INTO callback_archive ({columns}, create_date, write_date)"
            " VALUES %s RETURNING number, id"
        )
        template = (
            f"({', '.join(['%s'] * len(COLUMNS))},"
            " now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')"
        )
        found = self.env.cr.execute_values(
            statement, rows, template=template, page_size=200, fetch=True
        )
        return [archive_id for _number, archive_id in sorted(found)]

    def _link(self, documents, archives, now):
        ids = dict(zip(documents.ids, archives, strict=True))
        documents._after_archive(ids, now)
        for document in documents:
            members = document._get_archive_members()
            if members:
                # One document closes many callbacks: archived once (BASE-47).
                members.sudo()._after_archive(
                    dict.fromkeys(members.ids, ids[document.id]), now
                )
        # The statements passed the cache by, documents of other models did not.
        self.env.invalidate_all()

    def _prepare_covers(self, documents, now, day):
        """Return document id → (code of the class, columns, cover of the content)."""
        of_class, covers = {}, {}
        is_record = documents._name == "callback.record"
        links = [n for n in ("partner_id", "department_id") if n in documents._fields]
        # Plain numbers, without a record for each.
        values_of = documents._read_format(links, load=None)
        columns = [[values[name] for values in values_of] for name in links]
        classes = documents._get_archive_classes()
        for position, document_id in enumerate(documents.ids):
            categories = classes[document_id]
            if categories not in of_class:
                of_class[categories] = self._describe_class(
                    documents.browse(document_id), categories, now, day
                )
            code, shared, described = of_class[categories]
            own = {"res_id": document_id}
            own |= {
                name: values[position] or None
                for name, values in zip(links, columns, strict=True)
            }
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
