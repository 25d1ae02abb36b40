# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CallbackSampleFrame(models.Model):
    """A part of a frozen frame: who could be drawn in one stratum.

    The numbers of the documents lie in the column ``ids`` (``int4[]``, ascending), at
    most ``callback_sample_sql.CHUNK`` of them in a row: a population of a million is
    two dozen rows instead of a million. Statements write and read the column; the ORM
    knows nothing of it.
    """

    _name = "callback.sample.frame"
    _description = "Frozen frame of a sample"
    _order = "sample_id, stratum_id, number"
    _rec_name = "number"
    _log_access = False

    sample_id = fields.Many2one(
        "callback.sample", required=True, readonly=True, index=True, ondelete="cascade"
    )
    stratum_id = fields.Many2one(
        "callback.sample.stratum", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Integer(string="Part", required=True, readonly=True)
    members = fields.Text(
        string="Document numbers",
        compute="_compute_members",
        help="With the seed and the sizes they are all that a redraw needs.",
    )

    _number_unique = models.UniqueIndex("(stratum_id, number)")

    def init(self):
        """Add the column of the numbers, uncompressed: they hardly compress."""
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s ADD COLUMN IF NOT EXISTS ids int4[],"
                " ALTER COLUMN ids SET STORAGE EXTERNAL",
                table,
            )
        )

    def _compute_members(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT id, array_to_string(ids, ' ') FROM callback_sample_frame"
                " WHERE id = ANY(%s)",
                self.ids,
            )
        )
        numbers = dict(rows)
        for part in self:
            part.members = numbers.get(part.id, "")
