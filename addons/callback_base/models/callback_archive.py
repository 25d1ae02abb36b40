# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

LEVELS = [
    ("internal", "Internal"),
    ("secret", "Secret"),
    ("top_secret", "Top secret"),
]
#: How the canonical text is written, beside sorted keys and plain characters.
COMPACT = {"separators": (",", ":")}
#: Columns that the seal covers beside the content, in the order of the hashed text.
COVER = (
    "name",
    "res_model",
    "res_id",
    "company_id",
    "category_id",
    "level",
    "retention_end",
    "date_archived",
    "partner_id",
    "department_id",
    "user_id",
)


class CallbackArchive(models.Model):
    """Sealed file of a finished document, one link of a hash chain.

    ``content`` is the canonical text of the document: of a callback its record, its
    attempts, answers, evidence digests, extensions and the policy it followed. Each
    digest covers the digest before it, so a changed, removed or reordered file is
    found by ``verify_chain``. The version of the content is part of the hashed text:

    * version 1: digest = sha256(previous ⏎ version ⏎ content);
    * version 2: leaf = sha256(content), digest = sha256(previous ⏎ version ⏎ company,
      year, number and cover as JSON ⏎ leaf ⏎ source digest).
    """

    _name = "callback.archive"
    _description = "Callback archive file"
    _order = "chain_id, number"
    _rec_names_search = ["name", "record_id", "partner_id"]

    name = fields.Char(required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    category_id = fields.Many2one(
        "callback.archive.category", required=True, readonly=True
    )
    level = fields.Selection(
        LEVELS, string="Confidentiality", default="internal", readonly=True
    )
    res_model = fields.Char(
        string="Document model",
        required=True,
        readonly=True,
        default="callback.record",
    )
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    record_id = fields.Many2one("callback.record", readonly=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index=True,
        help="Empty for anonymous documents and those about several customers.",
    )
    department_id = fields.Many2one(
        "hr.department", ondelete="restrict", readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", string="Archived by", ondelete="restrict", readonly=True
    )
    date_destroyed = fields.Datetime(string="Destroyed on", readonly=True)
    date_archived = fields.Datetime(string="Archived on", required=True, readonly=True)
    retention_end = fields.Date(
        string="Keep until",
        readonly=True,
        help="The file can be destroyed from the day after. Empty: no end laid down.",
    )
    content = fields.Text(readonly=True, help="Empty once the file is destroyed.")
    content_version = fields.Integer(required=True, readonly=True)
    chain_id = fields.Many2one("callback.archive.chain", required=True, readonly=True)
    number = fields.Integer(
        string="Serial number", required=True, readonly=True, aggregator=False
    )
    leaf = fields.Char(string="Digest of the content", readonly=True)
    digest_source = fields.Char(
        readonly=True, help="Digest of the living rows at the time of sealing."
    )
    digest_previous = fields.Char(readonly=True)
    digest = fields.Char(string="Seal", required=True, readonly=True)

    # Each index is paid for by every file that is sealed: of the links only those that
    # tell files apart have one, the unique ones below serve for record and chain.
    _number_unique = models.UniqueIndex(
        "(chain_id, number)", "A chain has each number once."
    )
    _record_unique = models.UniqueIndex("(record_id)", "A callback has one file.")
    _document_unique = models.UniqueIndex(
        "(res_model, res_id)", "A document has one file."
    )

    def action_seal(self):
        """Seal files; a file is sealed when it is made, so this only checks. RPC.

        :raises UserError: when one of them has no seal
        """
        self.check_access("read")
        unsealed = self.filtered(lambda archive: not archive.digest)
        if unsealed:
            raise UserError(
                self.env._("%(file)s has no seal.", file=unsealed[0].display_name)
            )
        return True

    # Digests ----------------------------------------------------------------------

    @api.model
    def _canonical(self, content):
        """Return content as the text that is stored and digested."""
        return json.dumps(content, sort_keys=True, ensure_ascii=False, **COMPACT)

    @api.model
    def _sha256(self, *lines):
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @api.model
    def _digest(self, previous, version, content):
        """Return the seal of a file of version 1."""
        return self._sha256(previous or "", str(version), content)

    @api.model
    def _digest_link(self, previous, version, place, leaf, source):
        """Return the seal of a file from version 2 on.

        :param place: company id, year and number, then the values of ``COVER`` as
            plain values: ids for links, dates and times as text, None for nothing
        """
        return self._sha256(
            previous or "",
            str(version),
            self._canonical(place),
            leaf or "",
            source or "",
        )

    # Guards -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Files are made by archiving a document only, never by hand."""
        raise UserError(self.env._("A file is made by archiving its callback."))

    def write(self, vals):  # pylint: disable=method-required-super
        """A sealed file cannot be changed, by anyone."""
        raise UserError(
            self.env._(
                "%(file)s is sealed and cannot be changed.", file=self[:1].display_name
            )
        )

    # Actions ----------------------------------------------------------------------

    def action_view_record(self):
        """Open the document of this file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
