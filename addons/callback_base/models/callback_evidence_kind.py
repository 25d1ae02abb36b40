# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import ormcache


class CallbackEvidenceKind(models.Model):
    """Kind of proof: recording, customer signature, letter copy … (BASE-10)."""

    _name = "callback.evidence.kind"
    _description = "Callback evidence kind"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Used by integrations, never shown.")
    sequence = fields.Integer(default=10)
    allow_missing = fields.Boolean(
        string="May be missing with a reason",
        help="A recording that failed can be stated as missing, with its reason.",
    )
    is_recording = fields.Boolean(
        string="Recording of a call",
        help="Has a start and an end, which must cover the call (F3-17).",
    )
    is_signature = fields.Boolean(
        string="Signed on screen",
        help="Can be signed on the screen instead of adding a scanned file.",
    )
    is_personal = fields.Boolean(
        string="Of one customer only",
        help="That of a document which closes many callbacks does not count for each.",
    )
    file_type_ids = fields.Many2many(
        "callback.file.type",
        "callback_evidence_kind_file_type_rel",
        "kind_id",
        "file_type_id",
        string="Accepted files",
        help="Empty: files of any type.",
    )
    size_limit = fields.Integer(
        string="Largest file (MB)", default=50, required=True, help="0: no limit."
    )
    check_days = fields.Integer(
        string="Checked again every (days)",
        default=30,
        required=True,
        help="How often the stored files are compared with their digest. 0: never.",
    )

    _code_unique = models.UniqueIndex(
        "(code)", "An evidence kind code can be used once only."
    )
    _numbers_positive = models.Constraint(
        "CHECK (size_limit >= 0 AND check_days >= 0)",
        "Sizes and days cannot be negative.",
    )

    def write(self, vals):
        """Forget what was kept of the kinds."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @ormcache("self.id")
    def _get_kept_file_types(self):
        """Return the ids of the accepted types of file, kept in memory."""
        return tuple(self.sudo().file_type_ids.ids)  # sudo: kept for everybody

    @ormcache("self.id")
    def _is_kept_recording(self):
        """Return ``is_recording``, kept in memory."""
        return self.sudo().is_recording  # sudo: kept for everybody; no secret

    @ormcache("self.id")
    def _get_kept_size_limit(self):
        """Return ``size_limit``, kept in memory."""
        return self.sudo().size_limit  # sudo: kept for everybody; no secret

    def _get_choice_text(self):
        """Name the kinds of which one is enough."""
        return self.env._(" or ").join(self.mapped("name"))
