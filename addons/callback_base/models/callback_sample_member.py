# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

INDEXES = {
    "document_unique": "CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (sample_id, res_id)",
    "excluded": "CREATE INDEX IF NOT EXISTS %s ON %s (sample_id, stratum_id)"
    " WHERE exclusion IS NOT NULL",
}


class CallbackSampleMember(models.Model):
    """One document of a frozen frame that was drawn or left out.

    Rows come by the hundred thousand, by one statement each time. The table is made
    here and not by the ORM, so that it has no foreign keys: checking them would take
    longer than the draw. ``callback.sample.unlink`` takes the rows along.
    """

    _name = "callback.sample.member"
    _inherit = ["callback.sample.document.mixin"]
    _description = "Callback sample member"
    _order = "stratum_id, res_id"
    _auto = False

    sample_id = fields.Many2one(readonly=True, ondelete="cascade")
    stratum_id = fields.Many2one(
        "callback.sample.stratum", required=True, readonly=True, ondelete="cascade"
    )
    split_id = fields.Many2one(
        "callback.sample.split", string="Method", readonly=True, ondelete="set null"
    )
    res_id = fields.Many2oneReference(readonly=True)
    is_picked = fields.Boolean(string="Drawn", readonly=True)
    exclusion = fields.Char(string="Excluded because", readonly=True)

    def init(self):
        """Make the table; its first index also serves the look-up of a whole sample."""
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL(
                "CREATE TABLE IF NOT EXISTS %s (id serial PRIMARY KEY,"
                " sample_id int4 NOT NULL, stratum_id int4 NOT NULL, split_id int4,"
                " res_id int4 NOT NULL, is_picked boolean NOT NULL DEFAULT false,"
                " exclusion varchar)",
                table,
            )
        )
        # Sets of numbers instead of single ones: rows come by the hundred thousand.
        sequence = SQL.identifier(f"{self._table}_id_seq")
        self.env.cr.execute(SQL("ALTER SEQUENCE %s CACHE 1000", sequence))
        for name, statement in INDEXES.items():
            index = SQL.identifier(f"{self._table}__{name}")
            self.env.cr.execute(SQL(statement, index, table))

    def action_open(self):
        """Open the document. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model_name,
            "res_id": self.res_id,
            "view_mode": "form",
        }
