# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

from ..models.callback_sanction_flow import HR


class CallbackSanctionHandoverXlsx(models.AbstractModel):
    """The hand-over file: people's lines on one sheet, cost centres' on another."""

    _name = "report.callback_assessment.callback_sanction_handover_xlsx"
    _description = "Hand-over to wages (Excel)"
    _inherit = "report.report_xlsx.abstract"

    @api.private
    def generate_xlsx_report(self, workbook, data, handovers):
        """Write hand-overs, for human resources and auditors."""
        handovers.check_access("read")
        auditor = "callback_base.callback_group_auditor"
        user = self.env.user
        if not (self.env.su or user.has_group(HR) or user.has_group(auditor)):
            raise AccessError(self.env._("Human resources hand over to wages."))
        bold = workbook.add_format({"bold": True})
        money = workbook.add_format({"num_format": "#,##0.00"})
        for handover in handovers:
            lines = handover.sanction_ids.sorted(
                lambda x: (x.employee_id.sudo().name or "", x.date, x.id)
            )
            people = lines.filtered("employee_id")
            sheets = [
                (self.env._("Wages"), people),
                (self.env._("Cost centres"), lines - people),
            ]
            for title, group in sheets:
                self._write_sheet(workbook, title, handover, group, bold, money)

    def _write_sheet(self, workbook, title, handover, lines, bold, money):
        sheet = workbook.add_worksheet(f"{title} {handover.name}"[:31])
        sheet.write(0, 0, f"{title} {handover.name}", bold)
        sheet.write(1, 0, handover.period.strftime("%Y-%m"))
        heads = [
            self.env._("Number"),
            self.env._("Person"),
            self.env._("Department"),
            self.env._("Code"),
            self.env._("Happened on"),
            self.env._("Amount"),
            self.env._("Rule"),
            self.env._("Computed as"),
        ]
        sheet.write_row(2, 0, heads, bold)
        sheet.set_column(0, 7, 18)
        for row, line in enumerate(lines, 3):
            # sudo: names of the people on the file, for who may read the file.
            person = line.sudo().employee_id.name or ""
            department = line.sudo().department_id.complete_name or ""
            values = [line.name, person, department, line.pay_code or ""]
            sheet.write_row(row, 0, [*values, line.date.isoformat()])
            sheet.write_number(row, 5, line.amount_signed, money)
            sheet.write(row, 6, line.rule_id.display_name or "")
            sheet.write(row, 7, line.explanation or "")
        total = sum(lines.mapped("amount_signed"))
        sheet.write(len(lines) + 3, 4, self.env._("Total"), bold)
        sheet.write_number(len(lines) + 3, 5, round(total, 2), money)
