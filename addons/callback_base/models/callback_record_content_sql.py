# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import json

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_record import CLOSED_STATES
from .callback_record_archive_text import PLAIN
from .callback_record_content import (
    EVIDENCE_FIELDS,
    LINE_FIELDS,
    RECORD_FIELDS,
    SHARED,
)


class CallbackRecord(models.Model):
    """Content of many callbacks by a few statements, equal to the one by one.

    ``_get_archive_content`` is the definition; a test compares both.
    """

    _inherit = "callback.record"

    def _get_archive_classes(self):
        """Return ``{id: categories}``, looked up once for each type."""
        classes = {}
        self.fetch(["type_id"])
        for of_type in self.grouped("type_id").values():
            record = of_type[:1]
            found = record._get_archive_category() | record._get_archive_categories()
            classes |= dict.fromkeys(of_type.ids, found)
        return classes

    def _get_archive_contents(self, now=None):
        """Return ``{id: content}``, by one statement for each part."""
        names = list(RECORD_FIELDS)
        found = {
            row_id: {"record": dict(zip(names, values, strict=True))}
            for row_id, _parent, *values in self._select_plain(self, "id", names)
        }
        if now:
            text = fields.Datetime.to_string(now)
            for content in found.values():
                content["record"]["date_archived"] = text
        for part, (name, line_names) in LINE_FIELDS.items():
            for content in found.values():
                content[part] = []
            line = self.env[self._fields[name].comodel_name]
            inverse = self._fields[name].inverse_name
            names = ("id", *line_names)
            for row_id, parent, *values in self._select_plain(
                line, inverse, list(line_names)
            ):
                found[parent][part].append(
                    dict(zip(names, (row_id, *values), strict=True))
                )
        shared = self._get_shared_evidence()
        answers = self._get_answer_contents()
        steps, policies = self.env["callback.rule.step"], {}
        for record_id, content in found.items():
            content[SHARED] = shared.get(record_id, [])
            content["answers"] = answers.get(record_id)
            step_id = content["record"]["step_id"]
            if step_id not in policies:
                step = steps.browse(step_id)
                policies[step_id] = self._get_policy_content(step)
            content["policy"] = policies[step_id]
        contents = list(found.values())
        for content, labels in zip(
            contents, self._get_content_labels(contents), strict=True
        ):
            content["labels"] = labels
        return found

    def _get_shared_evidence(self):
        """Return record id → lines of the evidence of the document that closed it."""
        rows = self.env.execute_query(
            SQL(
                """SELECT r.id, r.document_id FROM callback_record r
                JOIN callback_document d ON d.id = r.document_id AND d.state = 'done'
                WHERE r.id = ANY(%s)""",
                list(self.ids),
            )
        )
        documents = self.env["callback.document"].browse({doc for _id, doc in rows})
        lines = {
            document.id: self._plain_lines(
                document.evidence_ids.filtered(lambda e: not e.kind_id.is_personal),
                EVIDENCE_FIELDS,
            )
            for document in documents
        }
        return {record_id: lines[document_id] for record_id, document_id in rows}

    def _select_plain(self, model, link, names):
        """Yield (id, linked id, *plain values) of rows whose link is one of these."""
        model.flush_model([*names, *([link] if link != "id" else [])])
        columns = [
            SQL(
                PLAIN.get(model._fields[name].type, "%s"),
                SQL.identifier(name),
            )
            for name in names
        ]
        return self.env.execute_query(
            SQL(
                "SELECT id, %s, %s FROM %s WHERE %s = ANY(%s) ORDER BY id",
                SQL.identifier(link),
                SQL(", ").join(columns),
                SQL.identifier(model._table),
                SQL.identifier(link),
                list(self.ids),
            )
        )

    def _get_archive_sources(self, now=None, contents=None):
        """Return ``{id: digest}`` over the rows the content is made of.

        PostgreSQL writes a row as text and digests it; that is an order of magnitude
        cheaper than the content itself, and as strict.
        """
        self.flush_model(list(RECORD_FIELDS))
        lines = {}
        for part, (name, line_names) in LINE_FIELDS.items():
            line = self.env[self._fields[name].comodel_name]
            line.flush_model(list(line_names))
            lines[part] = SQL(
                """(SELECT string_agg(ROW(%s)::text, E'\\n' ORDER BY l.id)
                FROM %s l WHERE l.%s = r.id)""",
                SQL(", ").join(
                    SQL.identifier("l", field) for field in ("id", *line_names)
                ),
                SQL.identifier(line._table),
                SQL.identifier(self._fields[name].inverse_name),
            )
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id, %s FROM callback_record r WHERE r.id = ANY(%s)",
                self._get_source_digest(now, lines),
                list(self.ids),
            )
        )
        sources = dict(rows)
        for record_id, extra in self._get_source_extra(contents).items():
            sources[record_id] = self._join_source(sources[record_id], extra)
        return sources

    def _join_source(self, source, extra):
        """Return the digest of rows and of what no row of theirs holds."""
        plain = json.dumps(extra, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{source}\n{plain}".encode()).hexdigest()

    def _find_archived(self):
        """As of other documents, without a value of each in memory."""
        domain = Domain("id", "in", self.ids) & Domain("archive_id", "!=", False)
        return self.search(domain, order="id", limit=1)

    def _group_by_archive_day(self, now):
        """A policy has one calendar, so its day is looked up once."""
        groups = self._read_group(
            [("id", "in", self.ids)], ["company_id", "policy_id"], ["id:array_agg"]
        )
        zones, days = {}, {}
        for company, _policy, ids in groups:
            day = self.browse(ids[0])._get_archive_day(now, zones)
            days.setdefault((company, day), []).extend(ids)
        places = {record_id: place for place, record_id in enumerate(self.ids)}
        return {
            key: self.browse(sorted(ids, key=places.get)) for key, ids in days.items()
        }

    def _get_source_extra(self, contents):
        """Return record id → answers and shared evidence, of records with any."""
        if contents is None:
            answers, shared = self._get_answer_contents(), self._get_shared_evidence()
        else:
            answers = {key: content["answers"] for key, content in contents.items()}
            shared = {key: content[SHARED] for key, content in contents.items()}
        extra = {
            key: [answers.get(key), shared.get(key) or []] for key in answers | shared
        }
        return {key: parts for key, parts in extra.items() if any(parts)}

    def _before_archive(self, now):
        """Nothing: the time is written together with the link to the file."""

    def _after_archive(self, archive_ids, now):
        """Link records with their files, and settle their clocks, by one statement.

        ``on_time`` and ``is_complete`` as in ``_compute_on_time``; a test compares.
        """
        ids = list(archive_ids)
        self.env.execute_query(
            SQL(
                """UPDATE callback_record r SET archive_id = file.id,
                    date_archived = %(now)s,
                    is_complete = r.state IN %(closed)s
                        AND (r.covers_archive OR r.date_done IS NOT NULL),
                    on_time = r.state IN %(closed)s
                        AND COALESCE(CASE WHEN r.covers_archive THEN %(now)s
                                     ELSE r.date_done END
                            <= LEAST(r.deadline, r.deadline_breached),
                            r.covers_archive OR r.date_done IS NOT NULL),
                    write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                FROM unnest(%(ids)s, %(archives)s) AS file (record_id, id)
                WHERE r.id = file.record_id RETURNING r.id""",
                now=now,
                closed=CLOSED_STATES,
                uid=self.env.uid,
                ids=ids,
                archives=[archive_ids[record_id] for record_id in ids],
            )
        )
        # Its evidence is in the file too: see ``callback.evidence._hold_owners``.
        self.env.execute_query(
            SQL(
                """UPDATE callback_document SET write_date = now() AT TIME ZONE 'UTC'
                WHERE id IN (SELECT document_id FROM callback_record
                    WHERE id = ANY(%s) AND document_id IS NOT NULL) RETURNING id""",
                ids,
            )
        )
