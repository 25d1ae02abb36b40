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
        ]
