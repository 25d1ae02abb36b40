# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A document as the text that is sealed."""

import json
from typing import NamedTuple

from odoo.tools import SQL

from .callback_archive import COMPACT

#: Returns a value as canonical JSON: sorted keys, plain characters, no spaces.
encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, **COMPACT).encode
#: Characters that are handed to COPY at a time: some rows.
CHUNK = 32 * 1024
#: How COPY wants what would end a column or a row; the backslash comes first.
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class ArchiveText(NamedTuple):
    """What of a document is sealed, before it has its number and its cover."""

    #: Part of the content → JSON; all but ``cover`` and ``version``.
    parts: dict
    #: Digest of the living rows, None where the document has none.
    source: str | None
    #: ``partner_id`` and ``department_id`` → id or None.
    links: dict


def join_parts(parts):
    """Return the JSON object of parts that are JSON already."""
    pairs = [f'"{part}":{parts[part]}' for part in sorted(parts)]
    return f"{{{','.join(pairs)}}}"


class LabelTexts:
    """Writes the names of what contents link; what is the same is written once."""

    def __init__(self, names):
        """Take model → id → name."""
        self.names = names
        self.texts = {}

    def join(self, linked):
        """Return the JSON of model → id → name of some {(model, id)}."""
        by_model = {}
        for model, linked_id in linked:
            by_model.setdefault(model, []).append(linked_id)
        return f"{{{','.join(self._write(m, by_model[m]) for m in sorted(by_model))}}}"

    def _write(self, model, ids):
        key = model, *sorted(ids)
        if key not in self.texts:
            names = {str(linked): self.names[model][linked] for linked in ids}
            self.texts[key] = f"{encode(model)}:{encode(names)}"
        return self.texts[key]


def _escape(value):
    """Return a value as a column of COPY."""
    if value is None:
        return r"\N"
    if not isinstance(value, str):
        return str(value)
    text = value
    # Much faster than ``translate`` on a long text, which has few of them.
    for character, escaped in ESCAPES.items():
        if character in text:
            text = text.replace(character, escaped)
    return text


class _RowFile:
    """Rows as the file that COPY reads: they are made while the database works."""

    def __init__(self, rows):
        self.rows = iter(rows)
        self.last = None

    def read(self, _size):  # pylint: disable=method-required-super
        """Return some rows, b"" at the end; it need not be just so many bytes."""
        lines, length = [], 0
        for row in self.rows:
            self.last = row
            line = "\t".join(map(_escape, row))
            lines.append(line)
            length += len(line)
            if length >= CHUNK:
                break
        lines.append("")
        return "\n".join(lines).encode()


def copy_rows(cr, table, columns, rows):
    """Insert rows by COPY: long texts are not parsed as a statement.

    :param rows: iterable of lists of None, numbers and texts, as the columns are
        written in SQL; the next ones are asked for while the database takes in the
        last, so making them must not use ``cr``
    :returns: the last row, or None
    """
    statement = SQL(
        "COPY %s (%s) FROM STDIN",
        SQL.identifier(table),
        SQL(", ").join(map(SQL.identifier, columns)),
    )
    file = _RowFile(rows)
    cr.copy_expert(statement.code, file)
    return file.last
