# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackUtilityInspectionLine(models.Model):
    """What was found about one item of the sheet."""

    _name = "callback.utility.inspection.line"
    _description = "Line of an inspection sheet"
    _order = "inspection_id, sequence, id"
    _rec_name = "item_id"

    inspection_id = fields.Many2one(
        "callback.utility.inspection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="inspection_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    item_id = fields.Many2one(
        "callback.utility.inspection.item",
        string="Checked",
        required=True,
        index=True,
        ondelete="restrict",
    )
    result = fields.Selection(
        [("ok", "In order"), ("defect", "Defect"), ("none", "Does not apply")]
    )
    note = fields.Char(string="Found")

    @api.model_create_multi
    def create(self, vals_list):
        """A finished sheet gets no more lines."""
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        """What was signed stays as it was signed (G1-57)."""
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_open()

    def _check_open(self):
        done = self.inspection_id.filtered(lambda sheet: sheet.state == "done")
        if done and not self.env.su:
            raise UserError(
                self.env._(
                    "G1-57: the sheet %(sheet)s is finished and stays as it is.",
                    sheet=done[0].name,
                )
            )
