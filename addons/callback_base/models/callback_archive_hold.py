# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_archive_register_mixin import ARCHIVIST, MANAGER


class CallbackArchiveHold(models.Model):
    """Legal hold: files that are not destroyed until a second person releases them."""

    _name = "callback.archive.hold"
    _description = "Legal hold of archive files"
    _inherit = ["callback.archive.register.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {"date_from", "date_released", "release_reason", "release_user_id"}
    )

    user_id = fields.Many2one(string="Ordered by")
    reason = fields.Text(required=True, tracking=True)
    date_from = fields.Datetime(
        string="Held from", readonly=True, required=True, default=fields.Datetime.now
    )
    archive_ids = fields.Many2many(
        "callback.archive", "callback_archive_hold_rel", string="Files"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="restrict",
        help="All files of this customer are held, also those still to come.",
    )
    state = fields.Selection(
        [("held", "On hold"), ("released", "Released")],
        default="held",
        required=True,
        readonly=True,
        tracking=True,
    )
    release_user_id = fields.Many2one(
        "res.users", string="Released by", readonly=True, ondelete="restrict"
    )
    date_released = fields.Datetime(string="Released on", readonly=True)
    release_reason = fields.Text(readonly=True, tracking=True)

    @api.constrains("archive_ids", "partner_id")
    def _check_scope(self):
        for hold in self:
            if not hold.archive_ids and not hold.partner_id:
                raise UserError(
                    self.env._("Name the files that are held, or the customer.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A hold is entered into the chain of the register."""
        holds = super().create(vals_list)
        self.env["callback.archive.entry"]._enter(holds)
        return holds

    def write(self, vals):
        """A hold is lifted by releasing it, not by taking files out of it."""
        if {"archive_ids", "partner_id", "reason"} & set(vals) and not self.env.su:
            raise UserError(
                self.env._("A hold stays as it was ordered; release it instead.")
            )
        result = super().write(vals)
        self.env["callback.archive.entry"]._enter(self)
        return result

    def action_release(self, reason):
        """Lift the hold; by an archivist or manager who did not order it. RPC.

        :param reason: why, kept in the register
        :raises UserError: without a reason, or for who ordered the hold
        """
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("held")
        self._check_second_person("user_id")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for releasing the files."))
        # sudo: guarded fields; who may release is checked above.
        self.sudo().write(
            {
                "state": "released",
                "release_user_id": self.env.uid,
                "date_released": fields.Datetime.now(),
                "release_reason": reason.strip(),
            }
        )
        return True
