# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .callback_record import CLOSED_STATES
from .callback_record_content import EVIDENCE_FIELDS, LINE_FIELDS, RECORD_FIELDS

DOCUMENT_FIELDS = (
    "name",
    "title",
    "company_id",
    "department_id",
    "user_id",
    "channel_id",
    "date",
    "content",
    "problem",
    "result",
    "state",
    "date_done",
    "date_archived",
)
#: Parts of the content of a callback that are lines, of all callbacks together.
MEMBER_PARTS = {
    part if part != "evidence" else "member_evidence": (part, model_field, names)
    for part, (model_field, names) in LINE_FIELDS.items()
}


class CallbackDocument(models.Model):
    """One document that closes many callbacks is archived once (P1-14, BASE-47).

    Its file holds the document, its evidence, and every callback with its attempts,
    answers and own evidence. Each callback counts as archived by this file.
    """

    _name = "callback.document"
    _inherit = ["callback.document", "callback.archive.mixin"]
    _guarded_fields = frozenset({"archive_id", "date_archived"})

    archive_id = fields.Many2one(
        "callback.archive",
        string="Archive file",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_archived = fields.Datetime(string="Archived on", readonly=True, copy=False)

    def action_archive(self):
        """Build and seal one file for each document and all it closed. RPC.

        :returns: the ``callback.archive`` records
        :raises UserError: for a draft, and when it or one of its callbacks is archived
            already or cannot be archived yet
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(
                self.env._("Only a supervisor archives a document with its callbacks.")
            )
        for document in self:
            if document.state != "done" or document.archive_id:
                raise UserError(
                    self.env._(
                        "%(document)s is archived once, when it is finished.",
                        document=document.display_name,
                    )
                )
            # sudo: whether all of its callbacks can be archived does not depend on who
            # asks; the right to the document is checked above.
            records = document.sudo().record_ids
            archived = records.filtered("archive_id")
            if archived:
                raise UserError(
                    self.env._(
                        "%(document)s: %(record)s is archived already.",
                        document=document.display_name,
                        record=archived[0].name,
                    )
                )
            records._check_state(CLOSED_STATES, self.env._("archived"))
            records._check_issues(("archive", "done"), self.env._("archived"))
        # sudo: the file is written by the system alone; rights are checked above.
        archives = self.env["callback.archive"].sudo()
        return archives._create_from_records(self, fields.Datetime.now())

    def action_view_archive(self):
        """Open the sealed file of this document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.archive",
            "res_id": self.archive_id.id,
            "views": [(False, "form")],
        }

    # What the archive asks ----------------------------------------------------------

    def _get_archive_members(self):
        """Return the callbacks that the documents close (BASE-47)."""
        return self.record_ids.sorted("id")

    def _get_archive_category(self):
        """Return the class of the first callback's type; the others come after."""
        return self._get_archive_members()[:1]._get_archive_category()

    def _get_archive_categories(self):
        return self.record_ids.type_id._get_archive_categories()

    def _get_archive_calendar(self):
        return self._get_archive_members()[:1]._get_archive_calendar()

    def _get_archive_evidence(self):
        return self.evidence_ids | self.record_ids.evidence_ids

    def _get_archive_parts(self):
        records = self.env["callback.record"]
        return {
            "document": (False, self._name, DOCUMENT_FIELDS),
            "evidence": ("evidence_ids", "callback.evidence", EVIDENCE_FIELDS),
            "records": ("record_ids", "callback.record", RECORD_FIELDS),
            **{
                part: (False, records._fields[field].comodel_name, names)
                for part, (_part, field, names) in MEMBER_PARTS.items()
            },
        }

    def _get_archive_content(self, now=None):
        """Return the canonical content; lines of callbacks name theirs by its id."""
        self.ensure_one()
        members = self._get_archive_members()
        contents = members._get_archive_contents(now)
        content = {
            "document": self._plain_values(DOCUMENT_FIELDS),
            "evidence": self._plain_lines(self.evidence_ids, EVIDENCE_FIELDS),
            "records": [
                {"id": member.id, **contents[member.id]["record"]} for member in members
            ],
            "answers": [
                {**contents[member.id]["answers"], "record": member.id}
                for member in members
                if contents[member.id]["answers"]
            ],
            "policy": contents[members[:1].id]["policy"] if members else None,
        }
        for part, (source, _field, _names) in MEMBER_PARTS.items():
            content[part] = [
                {"record": member.id, **line}
                for member in members
                for line in contents[member.id][source]
            ]
        content["labels"] = self._get_content_labels([content])[0]
        return content

    def _get_archive_contents(self, now=None):
        return {document.id: document._get_archive_content(now) for document in self}

    def _after_archive_members(self, archive_ids, now):
        for document in self:
            # sudo: who archives a document archives all of its callbacks.
            members = document._get_archive_members().sudo()
            if members:
                members._after_archive(
                    dict.fromkeys(members.ids, archive_ids[document.id]), now
                )

    def _destroy_archived(self):
        """Remove what is personal from the document and from all it closed."""
        # sudo: finished documents are closed to roles; two persons destroyed this one.
        self.sudo().write(dict.fromkeys(("content", "problem", "result"), False))
        self.message_ids.unlink()
        self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        self._get_archive_members()._destroy_archived()
