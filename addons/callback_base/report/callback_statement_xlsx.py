# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import format_datetime

COLUMNS = (
    "record_count",
    "on_time_count",
    "late_count",
    "on_time_rate",
    "satisfied_count",
    "rather_satisfied_count",
    "basically_satisfied_count",
    "dissatisfied_count",
    "unreachable_count",
    "open_count",
)
FIRST_WIDTH, WIDTH = 22, 12


class CallbackStatementXlsx(models.AbstractModel):
    """The monthly statement as a workbook, one sheet a statement."""

    _name = "report.callback_base.statement_xlsx"
    _description = "Monthly callback statement (Excel)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, statements):
        """Write the statements; called by the report engine."""
        styles = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "head": workbook.add_format(
                {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E9ECEF"}
            ),
            "head_plain": workbook.add_format({"bold": True}),
            "cell": workbook.add_format({"border": 1}),
            "rate": workbook.add_format({"border": 1, "num_format": "0.00%"}),
            "total": workbook.add_format({"border": 1, "bold": True}),
        }
        for index, statement in enumerate(statements, 1):
            name = f"{index} {statement.department_id.name or ''}"
            for character in "[]:*?/\\":
                name = name.replace(character, " ")
            sheet = workbook.add_worksheet(name[:31])
            self._write_statement(sheet, styles, statement)

    def _write_statement(self, sheet, styles, statement):
        sheet.set_column(0, 1, FIRST_WIDTH)
        sheet.set_column(2, len(COLUMNS) + 1, WIDTH)
        sheet.write_string(
            0, 0, self.env._("Monthly callback statement"), styles["title"]
        )
        row = 1
        for label, value in self._get_facts(statement):
            row += 1
            sheet.write_string(row, 0, label)
            sheet.write_string(row, 1, value or "")
        row += 2
        lines = statement.line_ids
        heads = ("department_id", "type_id", *COLUMNS)
        for column, name in enumerate(heads):
            label = lines._fields[name].get_description(self.env, ["string"])["string"]
            sheet.write_string(row, column, label, styles["head"])
        sheet.freeze_panes(row + 1, 2)
        for line in lines:
            row += 1
            sheet.write_string(row, 0, line.department_id.name or "", styles["cell"])
            sheet.write_string(row, 1, line.type_id.name or "", styles["cell"])
            for column, name in enumerate(COLUMNS, 2):
                style = "rate" if name == "on_time_rate" else "cell"
                sheet.write_number(row, column, line[name], styles[style])
        self._write_total(sheet, styles, row + 1, statement)
        row = self._write_receipts(sheet, styles, row + 3, statement)
        self._write_amendments(sheet, styles, row, statement)

    def _write_receipts(self, sheet, styles, row, statement):
        """Write whom it was sent to; return the row after."""
        receipts = statement._get_paper_receipts()
        names = ("department_id", "date_sent", "date_received", "user_id")
        zone = statement.policy_id._get_calendar(statement.company_id).tz
        row = self._write_heads(sheet, styles, row, receipts, names)
        for receipt in receipts:
            values = [
                receipt.department_id.name,
                format_datetime(self.env, receipt.date_sent, tz=zone),
                format_datetime(self.env, receipt.date_received, tz=zone),
                receipt.user_id.name,
            ]
            row = self._write_texts(sheet, styles, row, values)
        return row + 1 if receipts else row

    def _write_amendments(self, sheet, styles, row, statement):
        """Write each amendment with its differences; the figures above stay as sent."""
        zone = statement.policy_id._get_calendar(statement.company_id).tz
        names = ("record_name", "change", "text_before", "text_after")
        for amendment in statement.amendment_ids:
            head = [
                amendment.display_name,
                format_datetime(self.env, amendment.date, tz=zone),
                amendment.user_id.name,
                amendment.reason,
            ]
            sheet.write_string(row, 0, "  ".join(head), styles["head_plain"])
            lines = amendment.line_ids
            labels = dict(lines._fields["change"]._description_selection(self.env))
            row = self._write_heads(sheet, styles, row + 1, lines, names)
            for line in lines:
                change = labels[line.change]
                values = [line.record_name, change, line.text_before, line.text_after]
                row = self._write_texts(sheet, styles, row, values)
            row += 1

    def _write_heads(self, sheet, styles, row, records, names):
        if not records:
            return row
        for column, name in enumerate(names):
            field = records._fields[name]
            label = field.get_description(self.env, ["string"])["string"]
            sheet.write_string(row, column, label, styles["head"])
        return row + 1

    def _write_texts(self, sheet, styles, row, values):
        for column, value in enumerate(values):
            sheet.write_string(row, column, value or "", styles["cell"])
        return row + 1

    def _write_total(self, sheet, styles, row, statement):
        sheet.write_string(row, 0, self.env._("Total"), styles["total"])
        sheet.write_string(row, 1, "", styles["total"])
        for column, name in enumerate(COLUMNS, 2):
            if name == "on_time_rate":
                sheet.write_number(
                    row, column, statement._get_on_time_rate(), styles["rate"]
                )
            else:
                total = sum(statement.line_ids.mapped(name))
                sheet.write_number(row, column, total, styles["total"])

    def _get_facts(self, statement):
        anchor = statement._get_archive_anchor()
        zone = statement.policy_id._get_calendar(statement.company_id).tz
        return [
            (self.env._("Company"), statement.company_id.name),
            (self.env._("Department"), statement.department_id.name),
            (self.env._("Month"), statement.month),
            (self.env._("Policy"), statement.policy_id.display_name),
            (self.env._("Due"), format_datetime(self.env, statement.date_due, tz=zone)),
            (
                self.env._("Submitted on"),
                format_datetime(self.env, statement.date_submitted, tz=zone),
            ),
            (self.env._("Submitted by"), statement.user_id.name),
            (
                self.env._("Last sealed file of the archive"),
                anchor and f"{anchor.name}:{anchor.digest}",
            ),
        ]
