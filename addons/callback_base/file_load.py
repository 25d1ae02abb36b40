# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One load of a whole file, see ``callback.import.mixin``."""

import logging

import psycopg2

from odoo.exceptions import UserError
from odoo.orm.models import get_columns_from_sql_diagnostics

_logger = logging.getLogger(__name__)

#: What wrong data can raise while it is written; anything else is a defect.
DATA_ERRORS = (
    psycopg2.IntegrityError,
    psycopg2.DataError,
    UserError,
    ValueError,
    OverflowError,
)


class FileLoad:
    """Convert, check and create the rows of one file inside one savepoint."""

    def __init__(self, model, paths, data):
        self.links = {}
        self.model = model.with_context(
            callback_import_links=self.links,
            import_flush=self._flush,
            import_cache={},
        )
        self.env = self.model.env
        self.paths = paths
        self.data = data
        self.columns = {}
        for index, path in enumerate(paths):
            self.columns.setdefault(path[0], index)
        memo = self.env.context.get("callback_import_memo") or {}
        numbers = memo.get("data_numbers") or ()
        self.numbers = numbers if len(numbers) == len(data) else None
        enabled = self.env.context.get("name_create_enabled_fields") or {}
        self.creatable = {name for name, is_enabled in enabled.items() if is_enabled}
        self.pending = []
        self.ids = []
        self.messages = []
        self.refused = set()

    def run(self):
        """Load everything and return Odoo's ``{ids, messages, nextrow}``."""
        savepoint = self.env.cr.savepoint()
        self.savepoint = savepoint
        self._check_repeats()
        self.needed = self.model._get_import_needed_fields(self.columns)
        step = self._get_step()
        progress = self.env.context.get("callback_import_progress")
        for start in range(0, len(self.data), step):
            self._load_batch(start, self.data[start : start + step])
            if self._is_enough():
                break
            if progress:
                progress(min(start + step, len(self.data)), len(self.data))
        if self.messages:
            savepoint.rollback()
            self.ids = False
            self.env.registry.reset_changes()
        savepoint.close(rollback=False)
        self.messages.sort(key=lambda message: message["rows"]["from"])
        return {"ids": self.ids, "messages": self.messages, "nextrow": 0}

    def _get_step(self):
        """Return the rows of a batch: all when lines below a row belong to it."""
        fields = self.model._fields
        for path in self.paths:
            if path[0] in fields and fields[path[0]].type == "one2many":
                return len(self.data) or 1
        size = self.env.context.get("callback_import_batch")
        return size or self.model._import_batch_size

    def _is_enough(self):
        return len(self.refused) >= self.model._import_error_limit

    # checks

    def _check_repeats(self):
        """Refuse external ids and numbers that the file gives twice."""
        company = self.columns.get("company_id")
        for name in ("id", *self.model._import_unique_fields):
            column = self.columns.get(name)
            if column is None:
                continue
            seen = {}
            for index, row in enumerate(self.data):
                value = row[column]
                if not value:
                    continue
                key = (value, row[company] if company is not None else None)
                first = seen.setdefault(key, index)
                if first != index and not self._is_enough():
                    reason = self.env._(
                        "The same value is in row %(row)s", row=self._number(first)
                    )
                    self._refuse(index, name, reason)

    def _check_row(self, index, values, is_new):
        """Refuse empty required cells and what the model itself finds wrong."""
        problems = [
            (name, self.env._("A value is required"))
            for name, value in values.items()
            if value is False
            and (field := self.model._fields.get(name))
            and field.required
            and field.type != "boolean"
        ]
        if is_new:
            problems += [
                (name, self.env._("A value is required")) for name in self.needed
            ]
        problems += self.model._check_import_values(values, is_new)
        for name, reason in problems:
            self._refuse(index, name, reason)

    def _clean(self, values):
        """Drop the empty cells that Odoo fills itself.

        Computed required fields, and choices with a usual one: an empty cell then
        says no more than a column that is not there.
        """
        fields = self.model._fields
        return {
            name: value
            for name, value in values.items()
            if value is not False
            or not ((field := fields.get(name)) and field.required)
            or not (field.compute or (field.type == "selection" and field.default))
        }

    # batches

    def _load_batch(self, start, rows):
        """Convert the rows of one batch and create those that are right.

        Once an earlier batch has failed nothing will be kept: the rest of the file
        is only converted, to list more wrong rows at once.
        """
        is_failed = bool(self.messages) and start > 0
        self._prefetch(rows)
        existing = self._find_existing(rows) if self.needed else ()
        records = self.model._extract_records(self.paths, rows)
        converted = self.model._convert_records(
            records,
            log=lambda message: self._log_conversion(start, message),
            savepoint=self.savepoint,
        )
        for record_id, xml_id, values, info in converted:
            index = start + info["rows"]["from"]
            if self._is_skipped(values):
                continue
            xml_id = self._full_xml_id(xml_id) if xml_id else False
            values = self._clean(values)
            if index not in self.refused:
                self._check_row(index, values, not record_id and xml_id not in existing)
            if index not in self.refused:
                if record_id and not xml_id:
                    values["id"] = record_id
                self.pending.append((index, xml_id, values))
            if self._is_enough():
                break
        if is_failed or self._is_enough():
            self.pending.clear()
        self._flush()
        self.env.invalidate_all()

    def _is_skipped(self, values):
        """Return whether the person chose to skip rows with this unknown value."""
        names = self.env.context.get("import_skip_records") or ()
        return any(name in values and values[name] is None for name in names)

    def _full_xml_id(self, xml_id):
        module = self.env.context["_import_current_module"]
        return xml_id if "." in xml_id else f"{module}.{xml_id}"

    def _find_existing(self, rows):
        """Return the external ids of the batch whose record exists."""
        column = self.columns.get("id")
        if column is None:
            return ()
        xml_ids = [self._full_xml_id(row[column]) for row in rows if row[column]]
        # sudo(): external ids name records, only their existence is used
        data = self.env["ir.model.data"].sudo()
        found = data._lookup_xmlids(xml_ids, self.model)
        return {f"{row[1]}.{row[2]}" for row in found if row[6]}

    def _prefetch(self, rows):
        """Look up the links of the batch in sets instead of one query a cell."""
        converter = self.env["ir.fields.converter"]
        for index, path in enumerate(self.paths):
            field = self.model._fields.get(path[0])
            if not field or field.type != "many2one":
                continue
            if field.comodel_name != self.model._name:
                converter._prefetch_links(
                    self.env[field.comodel_name],
                    path[1] if len(path) > 1 else None,
                    {row[index] for row in rows if isinstance(row[index], str)} - {""},
                    self.links,
                    create=path[0] in self.creatable and len(path) == 1,
                )

    def _flush(self, *, xml_id=None, model=None):
        """Create the pending rows; also called when a row refers to one above."""
        if model and model != self.model._name:
            return
        pending, self.pending = self.pending, []
        if pending:
            self.ids += self._create(pending)

    def _create(self, pending):
        """Create the rows and return their ids; halve until the wrong one is alone.

        Rows that went well stay until the end of the load, so that the second of
        two rows that exclude each other is the one that is refused.
        """
        if self._is_enough():
            return []
        try:
            with self.env.cr.savepoint():
                records = self.model._load_records(
                    [
                        {"xml_id": xml_id, "values": dict(values), "noupdate": False}
                        for _index, xml_id, values in pending
                    ],
                    self.env.context.get("mode") == "update",
                )
            return records.ids
        except DATA_ERRORS as error:
            if len(pending) == 1:
                self._log_creation(pending[0][0], error)
                return []
        middle = len(pending) // 2
        return self._create(pending[:middle]) + self._create(pending[middle:])

    # messages

    def _number(self, index):
        """Return the row of the file that holds the data row."""
        return self.numbers[index] if self.numbers else index + 2

    def _log_conversion(self, start, message):
        """Turn a message of Odoo's converter into a refused row."""
        field = self.model._fields.get(message.get("field"))
        reason = message["message"]
        if field and field.type == "selection" and message.get("moreinfo"):
            labels = [label for _key, label in field._description_selection(self.env)]
            reason = self.env._(
                "%(reason)s; allowed: %(labels)s", reason=reason, labels=labels
            )
        extra = {
            key: message[key]
            for key in ("moreinfo", "field_path", "field_type", "value")
            if key in message
        }
        index = start + message["rows"]["from"]
        self._refuse(index, message.get("field") or "id", reason, **extra)

    def _log_creation(self, index, error):
        """Turn what the database or a constraint said into a refused row."""
        name = False
        reason = str(error.args[0]) if error.args else str(error)
        if isinstance(error, psycopg2.Error):
            reason = self.model._sql_error_to_message(error)
            if error.diag.table_name == self.model._table:
                names = get_columns_from_sql_diagnostics(
                    self.env.cr, error.diag, check_registry=True
                )
                shown = [name for name in names if name in self.columns]
                name = shown[0] if len(shown) == 1 else name
        self._refuse(index, name, reason)

    def _refuse(self, index, name, reason, **extra):
        """Note one refused row with its number, column, value and reason."""
        self.refused.add(index)
        values = {"row": self._number(index), "reason": reason}
        column = self.columns.get(name)
        value = self.data[index][column] if column is not None else ""
        if not name:
            text = self.env._("Row %(row)s: %(reason)s", **values)
        elif not value or str(value) in reason:
            text = self.env._(
                "Row %(row)s, column “%(column)s”: %(reason)s",
                column=self.model._get_import_label(name),
                **values,
            )
        else:
            text = self.env._(
                "Row %(row)s, column “%(column)s”, value “%(value)s”: %(reason)s",
                column=self.model._get_import_label(name),
                value=value,
                **values,
            )
        self.messages.append(
            {
                "type": "error",
                "message": text,
                "record": index,
                "field": name,
                "rows": {"from": index, "to": index},
                **extra,
            }
        )
