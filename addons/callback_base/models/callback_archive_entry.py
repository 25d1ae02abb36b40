# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_archive_chain import REGISTER_YEAR


class CallbackArchiveEntry(models.Model):
    """What was laid down about sealed files later, in a chain of its own (BASE-23).

    A further class and a legal hold decide how long a file is kept. They come after
    the file was sealed, so each of them, and each change, is an entry: its content,
    and a digest that continues the entry before it. The head is kept in the
    ``callback.archive.chain`` of the company with the year 0.
    """

    _name = "callback.archive.entry"
    _description = "Entry of the archive register"
    _order = "company_id, number"
    _rec_name = "name"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="restrict"
    )
    number = fields.Integer(required=True, readonly=True, aggregator=False)
    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Entered by", required=True, readonly=True
    )
    res_model = fields.Char(string="Register", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True
    )
    name = fields.Char(string="About", required=True, readonly=True)
    content = fields.Text(required=True, readonly=True)
    digest_previous = fields.Char(readonly=True)
    digest = fields.Char(string="Seal", required=True, readonly=True)

    _number_unique = models.UniqueIndex(
        "(company_id, number)", "A register has each number once."
    )
    _document_index = models.Index("(res_model, res_id)")

    @api.model_create_multi
    def create(self, vals_list):
        """Entries are made by the registers alone."""
        if not self.env.context.get("callback_register_entry") or not self.env.su:
            raise AccessError(self.env._("The register is written by the system."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """An entry is changed by nobody, the superuser included."""
        raise UserError(self.env._("An entry of the register is never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An entry of the register is never deleted."))

    @api.model
    def _enter(self, documents):
        """Enter documents as they are now, those that changed since their last entry.

        :param documents: of one model with ``_get_register_content``
        """
        # sudo: the register is the system's, whoever files or holds.
        entries = self.sudo().with_context(callback_register_entry=True)
        chains = self.env["callback.archive.chain"].sudo()  # as above
        documents = documents.sudo()  # as above
        for company, group in documents.grouped("company_id").items():
            chain = chains._get_locked(company, REGISTER_YEAR)
            number, head, rows = chain.last_number, chain.head, []
            last = entries._get_last_contents(group)
            for document in group:
                content = entries._get_content(document)
                if last.get(document.id) == content:
                    continue
                number += 1
                row = {
                    "company_id": company.id,
                    "number": number,
                    "date": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    "res_model": document._name,
                    "res_id": document.id,
                    "name": document._get_register_name(),
                    "content": content,
                    "digest_previous": head,
                }
                head = row["digest"] = self._get_digest(row)
                rows.append(row)
            if rows:
                entries.create(rows)
                entries.flush_model()
                chain._advance(number, head)

    @api.model
    def _get_last_contents(self, documents):
        """Return {document id: content of its last entry}."""
        found = self.search(
            [("res_model", "=", documents._name), ("res_id", "in", documents.ids)],
            order="number",
        )
        return {entry.res_id: entry.content for entry in found}

    @api.model
    def _get_content(self, document):
        archives = self.env["callback.archive"]
        return archives._canonical(document._get_register_content())

    @api.model
    def _get_digest(self, row):
        """Return the seal of an entry; the stand-alone verifier does the same."""
        archives = self.env["callback.archive"]
        date = fields.Datetime.to_string(row["date"])
        place = [row["company_id"], row["number"], date, row["user_id"]]
        place += [row["res_model"], row["res_id"], row["name"]]
        return archives._sha256(
            row["digest_previous"] or "", archives._canonical(place), row["content"]
        )
