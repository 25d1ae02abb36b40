# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

#: What the name of a contact is made of.
CONTACT_FIELDS = (
    "name",
    "company_name",
    "commercial_company_name",
    "parent_id",
    "is_company",
    "type",
    "callback_category_id",
)
#: The only thing a list shows of a document it names.
NAME_ONLY = {"fields": {"display_name": {}}}


class CallbackRecord(models.Model):
    """Lists of callbacks, read in as few steps as they need (BASE-51)."""

    _inherit = "callback.record"

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        """Read a page of a list. RPC.

        What was just found under the record rules is not put to them again, and of
        the documents named in the list only what makes their names is read. Anything
        but plain columns and names goes the usual way.
        """
        if not self._is_plain_list(specification):
            return super().web_search_read(
                domain, specification, offset, limit, order, count_limit
            )
        records = self.search_fetch(
            domain, list(specification), offset=offset, limit=limit, order=order
        )
        if "partner_id" in specification:
            # sudo: of customers, what their names and categories say; as lists do.
            records.partner_id.sudo().fetch(CONTACT_FIELDS)
        rows = records._read_format(list(specification), load=None)
        for name, wanted in specification.items():
            if wanted:
                self._fill_names(rows, name, records[name])
        return self._format_web_search_read_results(
            domain, rows, offset, limit, count_limit
        )

    def _is_plain_list(self, specification):
        """Say whether a list asks for plain columns and names only."""
        for name, wanted in specification.items():
            field = self._fields.get(name)
            if field is None or field.type in ("reference", "many2one_reference"):
                return False
            named = field.type == "many2one" and wanted == NAME_ONLY
            if field.relational and not named:
                return False
        return bool(specification)

    def _fill_names(self, rows, name, documents):
        """Replace the ids of documents by ids with names."""
        # sudo: who sees a callback sees the names on it, as in any list.
        named = documents.sudo()
        if documents._name != "res.partner":
            named.fetch(["display_name"])
        names = {
            document.id: {"id": document.id, "display_name": document.display_name}
            for document in named
        }
        for row in rows:
            row[name] = row[name] and names[row[name]]
