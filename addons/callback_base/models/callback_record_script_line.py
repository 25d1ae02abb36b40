# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_record import OPEN_STATES
from .callback_script_step import KINDS


class CallbackRecordScriptLine(models.Model):
    """A step of the script on one callback: the text as it was, and that it was said.

    Written by the system when a callback is started; a caller ticks, nothing else.
    """

    _name = "callback.record.script.line"
    _description = "Said on a callback"
    _order = "sequence, id"
    _rec_name = "text"

    record_id = fields.Many2one(
        "callback.record", required=True, index=True, readonly=True, ondelete="cascade"
    )
    step_id = fields.Many2one(
        "callback.script.step",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    text = fields.Text(required=True, readonly=True)
    is_mandatory = fields.Boolean(string="Mandatory", readonly=True)
    is_said = fields.Boolean(string="Said")
    date_said = fields.Datetime(string="Said at", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Said by", readonly=True, ondelete="restrict"
    )
    applies = fields.Boolean(compute="_compute_applies", compute_sudo=True)

    @api.depends(
        "step_id.channel_ids", "record_id.channel_id", "record_id.promotion_consent"
    )
    def _compute_applies(self):
        """Not on other channels, and no promotion without the customer's consent."""
        for line in self:
            channels, record = line.step_id.channel_ids, line.record_id
            fits = not channels or record.channel_id in channels
            wanted = line.kind != "promotion" or record.promotion_consent == "yes"
            line.applies = fits and wanted

    @api.model_create_multi
    def create(self, vals_list):
        """Lines come from the script of the type only."""
        if not self.env.su:
            raise AccessError(
                self.env._("The script of a callback comes from its type.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """A caller ticks what was said, on open callbacks only.

        :raises UserError: for a closed callback, or promotion without consent (X-28)
        """
        if self.env.su:
            return super().write(vals)
        if set(vals) != {"is_said"}:
            raise AccessError(
                self.env._("Of the script, only the ticks can be changed.")
            )
        self.check_access("write")
        self._check_tickable(vals["is_said"])
        said = vals["is_said"]
        # sudo: time and person are noted with the tick, whose right was checked.
        lines = self.sudo()
        return super(CallbackRecordScriptLine, lines).write(
            {
                "is_said": said,
                "date_said": said and fields.Datetime.now(),
                "user_id": said and self.env.uid,
            }
        )

    def _check_tickable(self, said):
        for line in self:
            record = line.record_id
            if record.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%(record)s is closed: its script stays as it was said.",
                        record=record.name,
                    )
                )
            if said and line.kind == "promotion" and not line.applies:
                raise UserError(
                    self.env._(
                        "%(record)s: ask %(customer)s for consent before any "
                        "promotion.",
                        record=record.name,
                        customer=record.partner_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was said on a callback cannot be deleted."))
