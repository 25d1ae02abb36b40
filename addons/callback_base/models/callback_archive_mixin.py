# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import fields, models

from ..workday.zone import LocalZone
from .archive_text import ArchiveText, encode
from .prefetch import CONTACT_FIELDS
from .sealed_texts import SOURCE_LANG, as_sealed


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

    def _get_archive_parts(self):
        """Return how the parts of the content are made up and called.

        :returns: ``{part: (field, model, names)}``: the field of the document that
            holds the lines, if there is one, their model, and the fields of a line
        """
        return {}

    def _get_archive_contents(self, now=None):
        """Return ``{id: content}`` of many documents.

        :param now: time of archiving of documents whose row does not hold it yet
        """
        self._preload_archive_content()
        return {document.id: document._get_archive_content() for document in self}

    def _get_living_content(self, sealed, living=None):
        """Return the content of one document as it is now, to compare it.

        Answers are told in the language in which the customer was asked. A text that
        was not translated yet was sealed in the source language, and in older files it
        is in the language of who archived: each text is compared in all of them.

        :param sealed: content of its file
        :param living: content as it is now, where it is known already
        """
        living = living or self._get_archive_content()
        before = sealed.get("answers")
        if not before or living.get("answers") == before:
            return living
        languages = {SOURCE_LANG} | {
            lang for lang, _name in self.env["res.lang"].get_installed()
        }
        told = [living.get("answers")] + [
            self.with_context(callback_asked_in=lang)
            ._get_archive_content()
            .get("answers")
            for lang in sorted(languages)
        ]
        return {**living, "answers": as_sealed(before, told)}

    def _get_archive_sources(self, now=None, contents=None):
        """Return ``{id: digest}`` of the living rows, or nothing.

        As long as the digest is the one that was sealed, the rows are as they were and
        need not be compared one by one. A document that is left out is compared.

        :param now: as of ``_get_archive_contents``
        :param contents: what that returned, where it is known already
        """
        return {}

    def _get_archive_texts(self, now=None):
        """Return ``{id: ArchiveText}``: what ``_get_archive_contents`` tells, as text.

        :param now: as of ``_get_archive_contents``
        """
        contents = self._get_archive_contents(now)
        sources = self._get_archive_sources(now, contents)
        names = [n for n in ("partner_id", "department_id") if n in self._fields]
        return {
            document.id: ArchiveText(
                {part: encode(told) for part, told in contents[document.id].items()},
                sources.get(document.id),
                {name: document[name].id or None for name in names},
            )
            for document in self
        }

    def _group_by_archive_day(self, now):
        """Return ``{(company, local date of now): documents}``, in the order given."""
        zones = {}
        return self.grouped(
            lambda each: (each.company_id, each._get_archive_day(now, zones))
        )

    def _find_archived(self):
        """Return the first of these documents that has a file, or none."""
        return self.filtered("archive_id")[:1]

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

    def _after_archive_members(self, archive_ids, now):
        """Link what these documents close, archived with them once (BASE-47).

        :param archive_ids: as of ``_after_archive``
        """

    def _destroy_archived(self):
        """Remove what is personal from the living documents of destroyed files.

        Called by the destruction of files, after their content is gone.
        """

    # Plain values -------------------------------------------------------------------

    def _plain_lines(self, lines, names):
        return [
            {"id": line.id, **self._plain_values(names, line)}
            for line in lines.sorted("id")
        ]

    def _plain_values(self, names, record=None):
        record = self if record is None else record
        values = {}
        for name in names:
            value = record[name]
            kind = record._fields[name].type
            if kind == "many2one":
                value = value.id or None
            elif kind == "datetime":
                value = fields.Datetime.to_string(value) or None
            elif kind == "date":
                value = fields.Date.to_string(value) or None
            elif value is False and kind != "boolean":
                value = None
            values[name] = value
        return values

    def _get_content_labels(self, contents):
        """Return for each content the names of what it links: model → id → name."""
        links = self._get_content_links()
        wanted = defaultdict(set)
        for content in contents:
            for part, names in links.items():
                rows = content[part]
                rows = [rows] if isinstance(rows, dict) else rows
                for row in rows:
                    for name, model in names:
                        if row[name]:
                            wanted[model].add(row[name])
        labels = self._get_label_names(wanted)
        result = []
        for content in contents:
            of_content = {}
            for part, names in links.items():
                rows = content[part]
                rows = [rows] if isinstance(rows, dict) else rows
                for row in rows:
                    for name, model in names:
                        if row[name]:
                            of_content.setdefault(model, {})[str(row[name])] = labels[
                                model
                            ][row[name]]
            result.append(of_content)
        return result

    def _get_label_names(self, wanted):
        """Return model → id → name of what contents link.

        :param wanted: model → set of ids
        """
        if "res.partner" in wanted:
            # Of contacts only what makes their names.
            self.env["res.partner"].browse(wanted["res.partner"]).fetch(CONTACT_FIELDS)
        return {
            model: {
                linked.id: linked.display_name or ""
                for linked in self.env[model].browse(ids)
            }
            for model, ids in wanted.items()
        }

    def _get_content_links(self):
        """Return part → [(field, model)] of the links in the content."""
        return {
            part: [
                (name, self.env[model]._fields[name].comodel_name)
                for name in names
                if self.env[model]._fields[name].type == "many2one"
            ]
            for part, (_field, model, names) in self._get_archive_parts().items()
        }
