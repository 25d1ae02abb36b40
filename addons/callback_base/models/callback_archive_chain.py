# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: “Year” of the chain of a company's register, see ``callback_archive_entry.py``.
REGISTER_YEAR = 0


class CallbackArchiveChain(models.Model):
    """Head of the hash chain of one company and year.

    Its row is locked while files are sealed, which gives every file its own
    number, and it tells when the tail of a chain was cut off.
    """

    _name = "callback.archive.chain"
    _description = "Callback archive chain"
    _order = "company_id, year"

    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    year = fields.Integer(required=True)
    last_number = fields.Integer(default=0, required=True)
    head = fields.Char(string="Head digest", default="", required=True)

    _chain_unique = models.UniqueIndex(
        "(company_id, year)", "A company has one chain a year."
    )

    @api.depends("company_id", "year")
    def _compute_display_name(self):
        for chain in self:
            place = chain.year or self.env._("Register")
            chain.display_name = f"{chain.company_id.name or ''} {place}"

    @api.model_create_multi
    def create(self, vals_list):
        """A chain begins empty; what it holds comes from sealing alone."""
        for vals in vals_list:
            if vals.get("last_number") or vals.get("head"):
                raise UserError(self.env._("A chain grows by sealing files only."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """The head of a chain is changed by nobody, the superuser included."""
        raise UserError(self.env._("A chain grows by sealing files only."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A chain of sealed files is never deleted."))

    def _advance(self, number, head):
        """Note the last file, after it was sealed."""
        # Past the guard above, which has no exception.
        models.BaseModel.write(self, {"last_number": number, "head": head})
        self.flush_recordset()

    @api.model
    def _get_locked(self, company, year):
        """Return the chain of a company and year, locked until the commit.

        A transaction that seals at the same time waits here, then is retried.
        """
        self.env.execute_query(
            SQL(
                """
                INSERT INTO callback_archive_chain
                    (company_id, year, last_number, head, create_date, write_date)
                VALUES (%s, %s, 0, '', now(), now())
                ON CONFLICT (company_id, year) DO NOTHING
                RETURNING id
                """,
                company.id,
                year,
            )
        )
        # A plain lock that waits: the loser gets a serialisation failure, which
        # Odoo answers by running the request again on the new state.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM callback_archive_chain
                WHERE company_id = %s AND year = %s
                FOR NO KEY UPDATE
                """,
                company.id,
                year,
            )
        )
        chain = self.browse(rows[0][0])
        chain.invalidate_recordset()
        return chain
