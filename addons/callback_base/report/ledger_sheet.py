# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A worksheet that takes whole rows of known columns."""

import re

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: Text with any of these is left to the library, which knows how to write it.
SPECIAL = re.compile(
    r"[\x00-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$"
)
#: Longest text of a cell.
LONGEST = 32767


class LedgerSheet(Worksheet):
    """Writes rows three times as fast as cell by cell, in constant memory.

    The library looks at every cell what it is; of a ledger each column is known. It
    uses what the library's own ``_write_single_row`` uses, so that its version is
    pinned in ``setup/requirements.txt``, and a test reads the file with openpyxl.
    """

    def write_ledger(self, row, rows, columns):
        """Write rows of a workbook in constant memory.

        :param row: number of the first, from 0; nothing may follow it yet
        :param rows: iterables with a value for each column: number, text or None
        :param columns: a (is text, format) for each
        :returns: number of the row after the last
        """
        if row > self.previous_row:
            self._write_single_row(row)
        heads = [
            (is_text, xl_col_to_name(number), f'" s="{style._get_xf_index()}"')
            for number, (is_text, style) in enumerate(columns)
        ]
        write, number = self.fh.write, row
        for values in rows:
            number += 1
            cells = [
                self._ledger_text(f'<c r="{name}{number}{style}', value)
                if is_text
                else f'<c r="{name}{number}{style}><v>{value!r}</v></c>'
                for (is_text, name, style), value in zip(heads, values, strict=True)
                if value is not None
            ]
            write(f'<row r="{number}">{"".join(cells)}</row>')
        if number > row:
            self._check_dimensions(number - 1, len(columns) - 1)
            self.previous_row = number
        return number

    def _ledger_text(self, head, text):
        space = ""
        if SPECIAL.search(text) or len(text) > LONGEST:
            text = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
            if text[:1].isspace() or text[-1:].isspace():
                space = ' xml:space="preserve"'
            text = self._escape_data(self._escape_control_characters(text))
        return f'{head} t="inlineStr"><is><t{space}>{text}</t></is></c>'
