# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CallbackSampleMember(models.Model):
    """One document of a frozen frame. Rows are written by one statement only."""

    _name = "callback.sample.member"
    _description = "Callback sample member"
    _order = "stratum_id, res_id"
    _log_access = False

    sample_id = fields.Many2one(
        "callback.sample", required=True, readonly=True, ondelete="cascade"
    )
    stratum_id = fields.Many2one(
        "callback.sample.stratum",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    split_id = fields.Many2one(
        "callback.sample.split",
        string="Method",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    model_name = fields.Char(related="sample_id.model_name")
    res_id = fields.Many2oneReference(
        string="Document", model_field="model_name", required=True, readonly=True
    )
    res_name = fields.Char(string="Document name", compute="_compute_res_name")
    is_picked = fields.Boolean(string="Drawn", readonly=True)
    exclusion = fields.Char(string="Excluded because", readonly=True)

    # The index also serves the look-up of all members of a sample.
    _member_unique = models.UniqueIndex("(sample_id, res_id)")
    _picked = models.Index("(sample_id) WHERE is_picked")

    @api.depends("res_id", "sample_id.model_id")
    def _compute_res_name(self):
        """Name the document to those who may read it, give the others its number."""
        self.res_name = False
        for name, members in self.grouped("model_name").items():
            if name not in self.env or not self.env[name].has_access("read"):
                continue
            documents = self.env[name].browse(members.mapped("res_id")).exists()
            names = {d.id: d.display_name for d in documents._filtered_access("read")}
            for member in members:
                member.res_name = names.get(member.res_id)

    @api.depends("res_name", "res_id")
    def _compute_display_name(self):
        for member in self:
            member.display_name = member.res_name or f"#{member.res_id}"

    def action_open(self):
        """Open the document. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model_name,
            "res_id": self.res_id,
            "view_mode": "form",
        }
