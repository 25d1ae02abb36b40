# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fnmatch import fnmatchcase

from odoo import api, fields, models
from odoo.tools import ormcache
from odoo.tools.mimetypes import get_extension, guess_mimetype

#: Containers of which the beginning does not tell what is inside.
CONTAINERS = frozenset({"application/zip", "application/cdfv2"})


class CallbackFileType(models.Model):
    """A type of file, known by its content and by the ending of its name."""

    _name = "callback.file.type"
    _inherit = ["callback.memory.mixin"]
    _description = "File type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    mimetypes = fields.Char(
        string="Content types",
        required=True,
        help="What the content is recognised as, separated by commas; * stands for "
        "any text.",
    )
    extensions = fields.Char(
        required=True, help="Endings of the file name without dot, by commas."
    )
    kind_ids = fields.Many2many(
        "callback.evidence.kind",
        "callback_evidence_kind_file_type_rel",
        "file_type_id",
        "kind_id",
        string="Evidence kinds",
    )

    @api.model
    def _split(self, text):
        return [word.strip().lower() for word in (text or "").split(",")]

    @api.model
    def _find_by_content(self, head, read_all):
        """Return the type that a content has, and the content type found.

        :param head: the first bytes
        :param read_all: function that returns all bytes; called for containers only
        """
        found = (guess_mimetype(head) or "").lower()
        if found in CONTAINERS or found.startswith("application/x-ole"):
            found = (guess_mimetype(read_all()) or found).lower()
        return self._find_by_mimetype(found), found

    @api.model
    def _find_by_mimetype(self, mimetype):
        """Return the type that a content type belongs to, or none."""
        for number, words, _endings in self._get_kept_types():
            if any(fnmatchcase(mimetype, word) for word in words):
                return self.browse(number)
        return self.browse()

    @api.model
    @ormcache()
    def _get_kept_types(self):
        """Return ((id, content types, endings), …) in their order, kept in memory."""
        # sudo: kept for everybody; what a type is called is no secret.
        kinds = self.sudo().search([("mimetypes", "!=", False)])
        return tuple(
            (
                kind.id,
                tuple(self._split(kind.mimetypes)),
                frozenset(self._split(kind.extensions)),
            )
            for kind in kinds
        )

    @api.model
    def _find_by_name(self, name):
        """Return the types that a file name may claim, and the ending of the name."""
        ending = get_extension(name or "").lstrip(".").lower()
        if not ending:
            return self.browse(), ""
        return self.browse(
            number
            for number, _words, endings in self._get_kept_types()
            if ending in endings
        ), ending
