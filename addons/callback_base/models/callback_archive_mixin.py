# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..workday.zone import LocalZone


class CallbackArchiveMixin(models.AbstractModel):
    """What a document tells the archive that seals it.

    The document has ``company_id``, ``archive_id`` and ``date_archived``; where it has
    ``partner_id`` and ``department_id``, the file stands under them. It implements at
    least ``_get_archive_category`` and ``_get_archive_content``.
    """

    _name = "callback.archive.mixin"
    _description = "Document sealed in the archive"

    def _get_archive_category(self):
        """Return the class of the file, one ``callback.archive.category`` (U1-17)."""
        raise NotImplementedError(self._name)

    def _get_archive_categories(self):
        """Return all classes the file stands under; the longest retention wins."""
        return self._get_archive_category()

    def _get_archive_classes(self):
        """Return ``{id: categories}``, the class of the file first."""
        return {
            document.id: document._get_archive_category()
            | document._get_archive_categories()
            for document in self
        }

    def _get_archive_content(self):
        """Return the content of one document: plain values that JSON can hold.

        Parts are dicts of values or lists of lines with their ``id``; ``labels`` and
        ``policy`` say how things were called and are not compared later.
        """
        raise NotImplementedError(self._name)

    def _preload_archive_content(self):
        """Read what the content of all documents needs, in a few queries."""

    def _get_archive_contents(self, now=None):
        """Return ``{id: content}`` of many documents.

        :param now: time of archiving of documents whose row does not hold it yet
        """
        self._preload_archive_content()
        return {document.id: document._get_archive_content() for document in self}

    def _get_archive_sources(self, now=None):
        """Return ``{id: digest}`` of the living rows, or nothing.

        As long as the digest is the one that was sealed, the rows are as they were and
        need not be compared one by one. A document that is left out is compared.
        """
        return {}

    def _get_archive_members(self):
        """Return the ``callback.record`` that this document closes (BASE-47)."""
        return self.env["callback.record"]

    def _get_archive_evidence(self):
        """Return the ``callback.evidence`` whose files belong to the content."""
        return self.env["callback.evidence"]

    def _get_archive_calendar(self):
        """Return the working calendar that gives the local date of archiving."""
        self.ensure_one()
        company = self.company_id
        return company.callback_calendar_id or company.resource_calendar_id

    def _get_archive_day(self, now, zones):
        """Return the local date of ``now``; ``zones`` remembers what was looked up."""
        calendar = self._get_archive_calendar()
        if calendar not in zones:
            zones[calendar] = LocalZone(calendar.tz or "UTC").local(now).date()
        return zones[calendar]

    def _before_archive(self, now):
        """Write the time of archiving, which is part of the content."""
        # sudo: roles have no right to set it; archiving checked who may archive.
        self.sudo().write({"date_archived": now})

    def _after_archive(self, archive_ids, now):
        """Link documents with their files.

        :param archive_ids: dict document id → ``callback.archive`` id
        """
        for document in self.sudo():  # as above
            document.write({"archive_id": archive_ids[document.id]})

    def _destroy_archived(self):
        """Remove what is personal from the living documents of destroyed files.

        Called by the destruction of files, after their content is gone.
        """
