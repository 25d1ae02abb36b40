# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .archive_text import ArchiveText, LabelTexts, encode
from .callback_record_content import LINE_FIELDS, RECORD_FIELDS, SHARED

#: How a column becomes the plain value of ``_plain_values``.
PLAIN = {
    "datetime": "to_char(%s, 'YYYY-MM-DD HH24:MI:SS')",
    "boolean": "COALESCE(%s, false)",
    "integer": "COALESCE(%s, 0)",
    "many2one_reference": "COALESCE(%s, 0)",
    "float": "COALESCE(%s, 0)",
}
#: Columns that are read beside the text of a callback.
BESIDE = ("partner_id", "department_id", "step_id", "document_id", "answer_id")


class CallbackRecord(models.Model):
    """The text of many callbacks, written by the database itself.

    It holds what ``_get_archive_content`` tells, which is the definition; a test
    compares both.
    """

    _inherit = "callback.record"

    def _get_archive_texts(self, now=None):
        """Return ``{id: ArchiveText}``; the rows never become Python values."""
        links = self._get_content_links()
        own = [name for name, _model in links["record"]]
        rows = self._select_archive_texts(own, now)
        extra = self._get_archive_extra(rows)
        shared, answers = extra[SHARED], extra["answers"]
        linked = self._get_text_links(rows, links, shared)
        wanted = {}
        for model, linked_id in set().union(*linked.values()):
            wanted.setdefault(model, set()).add(linked_id)
        labels = LabelTexts(self._get_text_names(wanted))
        empty, policies, texts = {SHARED: "[]", "answers": "null"}, {}, {}
        steps = self.env["callback.rule.step"]
        for row in rows:
            record_id, step_id = row["id"], row["step_id"]
            if step_id not in policies:
                step = steps.browse(step_id)
                policies[step_id] = encode(self._get_policy_content(step))
            parts = {part: row[f"json_{part}"] for part in ("record", *LINE_FIELDS)}
            parts |= empty | {
                "policy": policies[step_id],
                "labels": labels.join(linked[record_id]),
            }
            for part, told in extra.items():
                if record_id in told:
                    parts[part] = encode(told[record_id])
            source = row["source"]
            if record_id in answers or record_id in shared:
                more = [answers.get(record_id), shared.get(record_id) or []]
                source = self._join_source(source, more)
            cover = {name: row[name] for name in ("partner_id", "department_id")}
            texts[record_id] = ArchiveText(parts, source, cover)
        return texts

    def _get_archive_extra(self, rows):
        """Return part → record id → content, of what no column of a line holds."""
        answered = self.browse(row["id"] for row in rows if row["answer_id"])
        closed = self.browse(row["id"] for row in rows if row["document_id"])
        shared = closed._get_shared_evidence() if closed else {}
        return {
            "answers": answered._get_answer_contents() if answered else {},
            SHARED: {key: lines for key, lines in shared.items() if lines},
        }

    def _get_text_links(self, rows, links, shared):
        """Return record id → {(model, id)} of all that its content links."""
        known, linked = {}, {}
        models_of = [(f"link_{name}", model) for name, model in links["record"]]
        for row in rows:
            found = {
                (model, row[name]) for name, model in models_of if row[name] is not None
            }
            for part in LINE_FIELDS:
                text = row[f"links_{part}"]
                if text:
                    key = part, text
                    if key not in known:
                        known[key] = self._parse_links(text, links[part])
                    found |= known[key]
            for line in shared.get(row["id"], ()):
                found |= {(m, line[name]) for name, m in links[SHARED] if line[name]}
            linked[row["id"]] = found
        return linked

    def _get_text_names(self, wanted):
        """Return model → id → name; a contact's is stored with it, where it has one."""
        contacts = wanted.pop("res.partner", set())
        stored = self.env.execute_query(
            SQL(
                """SELECT id, complete_name FROM res_partner
                WHERE id = ANY(%s) AND complete_name > ''""",
                list(contacts),
            )
        )
        known = dict(stored)
        if rest := contacts - known.keys():
            wanted["res.partner"] = rest
        names = self._get_label_names(wanted)
        names["res.partner"] = names.get("res.partner", {}) | known
        return names

    def _parse_links(self, text, links):
        """Return {(model, id)} of lines, each written as ``(1,,2)``."""
        return {
            (model, int(value))
            for line in text.split(";")
            for (_name, model), value in zip(links, line[1:-1].split(","), strict=True)
            if value
        }

    def _select_archive_texts(self, own, now):
        """Return a dict for each callback: texts, links and digest of its rows.

        :param own: fields of the record that link something
        """
        self.flush_model([*RECORD_FIELDS, *BESIDE])
        columns = [SQL.identifier("r", name) for name in ("id", *BESIDE)]
        columns += [
            SQL("%s AS %s", SQL.identifier("r", name), SQL.identifier(f"link_{name}"))
            for name in own
        ]
        columns.append(SQL("row_to_json(plain)::text AS json_record"))
        joins = [self._join_plain(self, "r", RECORD_FIELDS, now)]
        for part, (name, names) in LINE_FIELDS.items():
            lines = SQL.identifier(f"lines_{part}")
            columns += [
                SQL("%s.content AS %s", lines, SQL.identifier(f"json_{part}")),
                SQL("%s.links AS %s", lines, SQL.identifier(f"links_{part}")),
            ]
            joins.append(SQL("%s AS %s", self._join_lines(name, names), lines))
        columns.append(SQL("%s AS source", self._get_source_digest(now)))
        return self.env.execute_query_dict(
            SQL(
                "SELECT %s FROM callback_record r, %s WHERE r.id = ANY(%s)",
                SQL(", ").join(columns),
                SQL(", ").join(joins),
                list(self.ids),
            )
        )

    def _join_plain(self, model, alias, names, now=None):
        """Return a row of plain values under their names, in the order of those."""
        columns = []
        for name in sorted(names):
            column = SQL.identifier(alias, name)
            kind = "integer" if name == "id" else model._fields[name].type
            value = SQL(PLAIN.get(kind, "%s"), column)
            if name == "date_archived" and now:
                value = SQL(PLAIN["datetime"], SQL("%s::timestamp", now))
            columns.append(SQL("%s AS %s", value, SQL.identifier(name)))
        return SQL("LATERAL (SELECT %s) AS plain", SQL(", ").join(columns))

    def _join_lines(self, name, names):
        """Return the lines of a record: their JSON, their rows, what they link."""
        line = self.env[self._fields[name].comodel_name]
        line.flush_model([*names, self._fields[name].inverse_name])
        rows = ["id", *names]
        linked = [name for name in names if line._fields[name].type == "many2one"]
        return SQL(
            """LATERAL (SELECT
                '[' || COALESCE(string_agg(row_to_json(plain)::text, ','
                    ORDER BY l.id), '') || ']' AS content,
                string_agg(ROW(%s)::text, E'\\n' ORDER BY l.id) AS source,
                string_agg(ROW(%s)::text, ';' ORDER BY l.id) AS links
            FROM %s l, %s WHERE l.%s = r.id)""",
            SQL(", ").join(SQL.identifier("l", name) for name in rows),
            SQL(", ").join(SQL.identifier("l", name) for name in linked),
            SQL.identifier(line._table),
            self._join_plain(line, "l", rows),
            SQL.identifier(self._fields[name].inverse_name),
        )

    def _get_source_digest(self, now, lines=None):
        """Return the digest of the rows the content is made of, as PostgreSQL has them.

        :param now: time of archiving that the row does not hold yet
        :param lines: part → text of the rows of its lines; default: as ``_join_lines``
            has them
        """
        names = [name for name in RECORD_FIELDS if name != "date_archived"]
        date = (
            SQL("%s::timestamp", now) if now else SQL.identifier("r", "date_archived")
        )
        texts = lines or {
            p: SQL.identifier(f"lines_{p}", "source") for p in LINE_FIELDS
        }
        return SQL(
            """encode(sha256(convert_to(
                ROW(ROW(%s, %s)::text, %s)::text, 'UTF8')), 'hex')""",
            SQL(", ").join(SQL.identifier("r", name) for name in names),
            date,
            SQL(", ").join(texts[part] for part in LINE_FIELDS),
        )
