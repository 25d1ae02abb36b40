# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: What a person writes; who and when is noted with the tick.
OPEN_FIELDS = frozenset({"is_done", "note", "record_id", "duty_id"})


class CallbackDutyLine(models.Model):
    """One recording heard, call checked or file handed over (G1-42, S6-03)."""

    _name = "callback.duty.line"
    _description = "Recording heard, call checked or file handed over"
    _order = "duty_id, id"

    duty_id = fields.Many2one(
        "callback.duty", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="duty_id.company_id", store=True)
    kind = fields.Selection(related="duty_id.kind")
    # The list outlives what was destroyed after its time.
    evidence_id = fields.Many2one(
        "callback.evidence",
        string="Recording",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        index="btree_not_null",
        ondelete="set null",
    )
    archive_id = fields.Many2one(
        "callback.archive",
        string="File",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    name = fields.Char(
        string="What", compute="_compute_name", store=True, precompute=True
    )
    is_done = fields.Boolean(string="✓")
    date_done = fields.Datetime(string="Ticked at", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Ticked by", readonly=True, ondelete="restrict"
    )
    note = fields.Char(string="What was noticed")

    _evidence_once = models.UniqueIndex(
        "(duty_id, evidence_id) WHERE evidence_id IS NOT NULL",
        "This recording is on the list already.",
    )
    _archive_once = models.UniqueIndex(
        "(archive_id) WHERE archive_id IS NOT NULL",
        "This file is on a list already.",
    )

    @api.depends("record_id", "evidence_id", "archive_id")
    def _compute_name(self):
        for line in self:
            thing = line.archive_id or line.evidence_id or line.record_id
            line.name = (thing.display_name if thing else line.name) or ""

    @api.constrains("record_id", "duty_id")
    def _check_record(self):
        """A spot check is of a call of the unit that is finished."""
        for line in self.filtered(lambda line: line.duty_id.kind == "spot_check"):
            record, duty = line.record_id, line.duty_id
            fits = (
                record.state == "done"
                and record.channel_id.has_ring
                and record.department_id == duty.department_id
            )
            if not fits:
                raise ValidationError(
                    self.env._(
                        "%(duty)s: a spot check is of a finished phone callback of "
                        "this unit.",
                        duty=duty.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """People add spot checks; the other lists are the system's."""
        if not self.env.su:
            duties = self.env["callback.duty"].browse(
                v.get("duty_id") for v in vals_list
            )
            duties.check_access("write")
            duties._check_open()
            if set(duties.mapped("kind")) - {"spot_check"}:
                raise AccessError(
                    self.env._("This list comes from the recordings and files.")
                )
            self._check_fields(vals_list)
        lines = super().create(vals_list)
        lines.filtered("is_done")._sign()
        return lines

    def write(self, vals):
        """A tick is signed with the person and the time."""
        if self.env.su:
            return super().write(vals)
        self._check_fields([vals])
        self.check_access("write")
        self.duty_id._check_open()
        if {"record_id", "duty_id"} & set(vals):
            changed = self.filtered(lambda line: line.kind != "spot_check")
            if changed or "duty_id" in vals:
                raise AccessError(
                    self.env._("This list comes from the recordings and files.")
                )
        result = super().write(vals)
        if vals.get("is_done"):
            self._sign()
        elif "is_done" in vals:
            # sudo: a tick taken back has no signature.
            self.sudo().write({"date_done": False, "user_id": False})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Regular duties stay in the log."))

    def _check_fields(self, vals_list):
        if any(set(vals) - OPEN_FIELDS for vals in vals_list):
            raise AccessError(
                self.env._("Only the tick and the finding of a line are written.")
            )

    def _sign(self):
        for line in self.filtered(lambda line: line.kind == "spot_check"):
            if line.record_id.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "%(record)s is your own call: a colleague checks it.",
                        record=line.record_id.name,
                    )
                )
        # sudo: the signature of the tick that the user just gave.
        self.sudo().write({"date_done": fields.Datetime.now(), "user_id": self.env.uid})
