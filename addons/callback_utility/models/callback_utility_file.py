# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackUtilityFile(models.Model):
    """One paper in the file of a customer, with its day and its signature."""

    _name = "callback.utility.file"
    _description = "Paper in a customer file"
    _order = "supply_point_id, kind_id, id"
    _rec_name = "kind_id"
    _check_company_auto = True

    supply_point_id = fields.Many2one(
        "callback.utility.supply.point",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="supply_point_id.company_id", store=True)
    kind_id = fields.Many2one(
        "callback.utility.file.kind",
        string="Paper",
        required=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(string="Dated", default=fields.Date.context_today)
    date_signed = fields.Date(string="Signed on")
    attachment_ids = fields.Many2many(
        "ir.attachment", "callback_utility_file_attachment_rel", string="Files"
    )
    note = fields.Char()
