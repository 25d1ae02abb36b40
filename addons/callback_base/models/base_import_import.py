# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import codecs
import csv
import datetime
import io
import re

from odoo import api, fields, models

from odoo.addons.base_import.models.base_import import ImportValidationError

#: Encodings of Chinese exports, strictest first.
ENCODINGS = ("utf-8", "gb18030")
SEPARATORS = ",;\t"
#: Year first, with -, /, . or the Chinese words for year, month, day and time.
DATE = re.compile(
    r"(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?"
    r"(?:[T\s]*(\d{1,2})[:\uff1a\u65f6](\d{1,2})(?:[:\uff1a\u5206](\d{1,2}))?"
    r"(?:\.\d+)?[\u5206\u79d2]?)?"
)
#: The Chinese words for morning and afternoon, before the hour.
HALF = re.compile(r"[\u4e0a\u4e0b]\u5348")
AFTERNOON = "\u4e0b\u5348"
#: Year, month, day and perhaps the time without anything between.
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
#: A date in a cell that is formatted as a number: days since the end of 1899.
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
SERIAL_ZERO = datetime.datetime(1899, 12, 30)


class BaseImportImport(models.TransientModel):
    """Reading of files for models that are imported whole.

    The screen and the command share it: encodings and separators of Chinese
    exports, labels in any installed language, dates with the year first in any
    usual writing, and the true row numbers when a file has empty rows.
    """

    _inherit = "base_import.import"

    def _is_whole_import(self):
        """Return whether the target model has ``callback.import.mixin``."""
        mixin = type(self.env["callback.import.mixin"])
        return self.res_model in self.env and issubclass(
            type(self.env[self.res_model]), mixin
        )

    # reading

    def _read_file(self, options):
        """Read once a call; rows shorter or longer than the heading are evened."""
        if not self._is_whole_import():
            return super()._read_file(options)
        memo = self.env.context.get("callback_import_memo", {})
        if "file" not in memo:
            memo["file"] = super()._read_file(options)
            rows = memo["file"][1] if memo["file"] else []
            memo["numbers"] = self._get_row_numbers(rows, options)
            width = len(rows[0]) if rows else 0
            memo["ragged"] = [
                number
                for number, row in zip(memo["numbers"], rows, strict=True)
                if len(row) < width or any(row[width:])
            ]
            for row in rows:
                row[width:] = [""] * (width - len(row))
        return memo["file"]

    def _read_csv(self, options):
        """Settle encoding and separator before Odoo guesses them."""
        if self._is_whole_import() and self.file:
            if not options.get("encoding"):
                options["encoding"] = self._detect_encoding(self.file)
            if not options.get("separator") and options["encoding"]:
                text = self.file[:10000].decode(options["encoding"], errors="replace")
                heading = text.lstrip("\r\n").splitlines()[:1] or [""]
                separator = max(SEPARATORS, key=heading[0].count)
                if separator in heading[0]:
                    options["separator"] = separator
        return super()._read_csv(options)

    @api.model
    def _detect_encoding(self, content):
        """Return the encoding of a Chinese or plain export, or False if unsure."""
        if content.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        for encoding in ENCODINGS:
            try:
                content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
        return False

    def _get_row_numbers(self, rows, options):
        """Return the number in the file of each row that was read.

        Odoo's readers leave out empty rows, so the file is looked at again.
        """
        kept = []
        if self.file[:2] == b"PK":
            kept = self._number_sheet(options)
        elif options.get("encoding"):
            text = self.file.decode(options["encoding"], errors="replace")
            lines = csv.reader(
                io.StringIO(text),
                quotechar=options.get("quoting") or '"',
                delimiter=options.get("separator") or ",",
            )
            kept = [
                number
                for number, row in enumerate(lines, 1)
                if any(cell.strip() for cell in row)
            ]
        return kept if len(kept) == len(rows) else list(range(1, len(rows) + 1))

    def _number_sheet(self, options):
        """Return the numbers of the rows of an Excel sheet that hold something."""
        import openpyxl  # noqa: PLC0415 (as in base_import: only when needed)

        book = openpyxl.load_workbook(io.BytesIO(self.file), read_only=True)
        sheet = book[options.get("sheet") or book.sheetnames[0]]
        return [
            number
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
            if any(
                value and (not isinstance(value, str) or value.strip()) for value in row
            )
        ]

    # columns

    def _get_mapping_suggestion(
        self, header, fields_tree, header_types, mapping_fields
    ):
        """Find a column by its label in any installed language first."""
        # A label may hold a slash: it is a path only when it is no label.
        if self._is_whole_import() and header.lower() not in mapping_fields:
            wanted = self.env[self.res_model]._normalise_import_text(header)
            for field in fields_tree or ():
                if wanted in self._get_labels(field):
                    return {"field_path": [field["name"]], "distance": 0}
        return super()._get_mapping_suggestion(
            header, fields_tree, header_types, mapping_fields
        )

    @api.model
    def _get_labels(self, field):
        """Return the names a column of this field may have, normalised."""
        name = field["name"]
        target = self.env[self.res_model]
        labels = {name, field["string"]}
        for code, _name in self.env["res.lang"].get_installed():
            translated = target.with_context(lang=code)
            if name == "id":
                labels |= {"External ID", translated.env._("External ID")}
                continue
            strings = translated.env["ir.model.fields"].get_field_string(
                field["model_name"]
            )
            labels.add(strings.get(name) or name)
            if field["model_name"] == self.res_model:
                aliases = translated._get_import_aliases().get(name)
                labels |= set(aliases.split(",") if aliases else ())
        return {target._normalise_import_text(label) for label in labels}

    # values

    def _parse_date_from_data(self, data, index, name, field_type, options):
        """Read dates with the year first; leave the wrong ones to the load.

        Odoo stops at the first wrong date and counts rows without the heading.
        """
        if not self._is_whole_import():
            return super()._parse_date_from_data(data, index, name, field_type, options)
        formats = [options.get("datetime_format"), options.get("date_format")]
        to_string = (
            fields.Date.to_string if field_type == "date" else fields.Datetime.to_string
        )
        for row in data:
            if row[index] and isinstance(row[index], str):
                parsed = self._parse_date(row[index].strip(), formats)
                row[index] = to_string(parsed) if parsed else row[index].strip()
        return None

    @api.model
    def _parse_date(self, text, formats):
        """Return the datetime a text means, or None."""
        if SERIAL.fullmatch(text):
            return SERIAL_ZERO + datetime.timedelta(seconds=round(float(text) * 86400))
        half = "".join(HALF.findall(text))
        plain = HALF.sub(" ", text)
        match = DATE.fullmatch(plain) or COMPACT.fullmatch(plain)
        try:
            if match:
                return self._make_date(match.groups(), half)
        except ValueError:
            return None
        for date_format in filter(None, formats):
            try:
                return datetime.datetime.strptime(text, date_format)
            except ValueError:
                continue
        return None

    @api.model
    def _make_date(self, parts, half):
        """Return the datetime of its parts; wrong parts raise ValueError."""
        moment = datetime.datetime(*(int(part or 0) for part in parts))
        if half == AFTERNOON and moment.hour < 12:
            return moment + datetime.timedelta(hours=12)
        if half and half != AFTERNOON and moment.hour >= 12:
            # There is no 13 in the morning: hour 24 raises
            return moment.replace(hour=0 if moment.hour == 12 else 24)
        return moment

    # import

    def _convert_import_data(self, fields, options):
        """Remember which row of the file each row of the data was."""
        memo = self.env.context.get("callback_import_memo")
        if memo is not None and self._is_whole_import():
            _length, rows = self._read_file(options)
            first = 1 if options.get("has_headers") else 0
            wanted = [index for index, field in enumerate(fields) if field]
            if memo["ragged"]:
                raise ImportValidationError(
                    self.env._(
                        "Rows %(rows)s do not have as many cells as the heading. "
                        "Check quotation marks and separators there.",
                        rows=", ".join(map(str, memo["ragged"][:20])),
                    )
                )
            memo["data_numbers"] = [
                number
                for number, row in list(zip(memo["numbers"], rows, strict=True))[first:]
                if any(row[index] for index in wanted if index < len(row))
            ][options.get("skip") or 0 :]
        return super()._convert_import_data(fields, options)

    def execute_import(self, fields, columns, options, dryrun=False):
        """Import whole files; row numbers in the screen are those of the file. RPC"""
        if not self._is_whole_import():
            return super().execute_import(fields, columns, options, dryrun=dryrun)
        memo = self.env.context.get("callback_import_memo")
        memo = {} if memo is None else memo
        result = super(
            BaseImportImport, self.with_context(callback_import_memo=memo)
        ).execute_import(fields, columns, options, dryrun=dryrun)
        numbers = memo.get("data_numbers") or []
        if numbers and result.get("name"):
            names = dict(zip(numbers, result["name"], strict=False))
            result["name"] = [names.get(row, "") for row in range(1, numbers[-1] + 1)]
        for message in result.get("messages") or ():
            self._place_message(message, numbers)
        return result

    @api.model
    def _place_message(self, message, numbers):
        """Make the import screen show a message with the row of the file.

        The screen prints row + 1 under the column when a value is unknown, and
        otherwise the whole text when the message belongs to no column.
        """
        index = (message.get("rows") or {}).get("from")
        if index is None or index >= len(numbers):
            return
        number = numbers[index]
        message["record"] = number
        message["rows"] = {"from": number - 1, "to": number - 1}
        if not message.get("value"):
            message["field_path"] = [f"{message.get('field')}:{number}"]
