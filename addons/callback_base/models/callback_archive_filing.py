# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..workday.zone import LocalZone


class CallbackArchiveFiling(models.Model):
    """A file filed under a further class after sealing: it can only be kept longer."""

    _name = "callback.archive.filing"
    _description = "Further class of an archive file"
    _order = "archive_id, id"

    archive_id = fields.Many2one(
        "callback.archive",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="archive_id.company_id", store=True)
    category_id = fields.Many2one(
        "callback.archive.category", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Filed by",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    date_filed = fields.Datetime(
        string="Filed on", required=True, readonly=True, default=fields.Datetime.now
    )
    retention_end = fields.Date(
        string="Keep until",
        readonly=True,
        help="Empty: this class has no end, so the file is kept.",
    )

    _filing_unique = models.UniqueIndex(
        "(archive_id, category_id)", "The file stands under this class already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Lay the retention down at once: a class changed later changes nothing."""
        if not self.env.su:
            raise AccessError(self.env._("Use “File under a further class”."))
        filings = super().create(vals_list)
        for filing in filings:
            archive = filing.archive_id
            calendar = archive.company_id.callback_calendar_id
            calendar = calendar or archive.company_id.resource_calendar_id
            day = LocalZone(calendar.tz or "UTC").local(archive.date_archived).date()
            filing.retention_end = filing.category_id._get_retention_end(day)
        self.env["callback.archive.entry"]._enter(filings)
        return filings

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A file stays under the classes it was filed in."))
