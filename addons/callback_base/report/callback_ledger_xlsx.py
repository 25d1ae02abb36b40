# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import xlsxwriter

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..models.access_numbers import AccessNumbers
from .ledger_sheet import LedgerSheet

#: Characters that a column is wide.
WIDTHS = {"text": 16, "date": 17, "choice": 11, "number": 9}
WIDE = 30
WIDE_FIELDS = ("subject", "description", "problem", "result", "resolution")
#: Title, what is listed, headings.
HEAD_ROWS = 3


class CallbackLedgerXlsx(models.AbstractModel):
    """A ledger as a workbook, of any number of rows in constant memory.

    The work of the file is done in temporary files; rows come from the database in
    chunks. So 100 000 rows cost as much memory as 100.
    """

    _name = "report.callback_base.ledger_xlsx"
    _description = "Ledger (Excel)"
    _inherit = "report.report_xlsx.abstract"

    def get_workbook_options(self):
        """Rows leave the memory as they are written."""
        return {**super().get_workbook_options(), "constant_memory": True}

    @api.model
    def _write_ledger(self, stream, ledger):
        """Write the workbook of a ledger to a file that is open for writing."""
        workbook = xlsxwriter.Workbook(stream, self.get_workbook_options())
        self.generate_xlsx_report(workbook, None, ledger)
        workbook.close()

    @api.private
    def generate_xlsx_report(self, workbook, data, ledgers):
        """Write ledgers, one sheet each; checks the right to export, and logs it."""
        styles = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "note": workbook.add_format({"font_color": "#6C757D"}),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "bg_color": "#E9ECEF", "text_wrap": True}
            ),
            "text": workbook.add_format({"border": 1, "border_color": "#DEE2E6"}),
            "date": workbook.add_format(
                {
                    "border": 1,
                    "border_color": "#DEE2E6",
                    "num_format": "yyyy-mm-dd hh:mm",
                }
            ),
        }
        styles["choice"] = styles["number"] = styles["text"]
        for ledger in ledgers:
            ledger._check_ledger()
            self._write_sheet(workbook, styles, ledger)

    def _write_sheet(self, workbook, styles, ledger):
        documents = self.env[ledger.kind]
        columns = documents._get_ledger_columns()
        title = ledger._get_title()
        sheet = workbook.add_worksheet(title[:31], worksheet_class=LedgerSheet)
        self._write_head(sheet, styles, columns, ledger)
        numbers, row = AccessNumbers(), HEAD_ROWS
        forms = [(c["kind"] in ("text", "choice"), styles[c["kind"]]) for c in columns]
        labels = {n: c["labels"] for n, c in enumerate(columns, 1) if c["labels"]}
        for chunk in documents._iter_ledger(ledger._get_domain(), ledger._get_zone()):
            numbers.extend(line[0] for line in chunk)
            row = sheet.write_ledger(row, self._say(chunk, labels), forms)
        sheet.autofilter(HEAD_ROWS - 1, 0, max(row - 1, HEAD_ROWS), len(columns) - 1)
        self.env["callback.access.log"]._log_numbers(
            "export", documents._name, numbers, f"{title}: {ledger._get_note()}"
        )

    def _say(self, chunk, labels):
        """Yield the rows of a chunk without their ids, choices by their names."""
        for line in chunk:
            values = list(line)
            for number, names in labels.items():
                value = values[number]
                if value is not None:
                    values[number] = names.get(value, value)
            yield values[1:]

    def _write_head(self, sheet, styles, columns, ledger):
        for number, column in enumerate(columns):
            wide = column["name"] in WIDE_FIELDS
            width = WIDE if wide else WIDTHS[column["kind"]]
            sheet.set_column(number, number, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROWS - 1)
        sheet.set_footer("&C&P / &N")
        sheet.freeze_panes(HEAD_ROWS, 1)
        sheet.write_string(0, 0, ledger._get_title(), styles["title"])
        zone = ledger._get_zone()
        now = format_datetime(self.env, fields.Datetime.now(), tz=zone)
        note = [ledger._get_note(), f"{self.env.user.name} {now} ({zone})"]
        sheet.write_string(1, 0, "    ".join(note), styles["note"])
        for number, column in enumerate(columns):
            sheet.write_string(HEAD_ROWS - 1, number, column["label"], styles["head"])
