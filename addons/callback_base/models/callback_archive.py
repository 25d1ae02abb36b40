# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..workday.zone import LocalZone

#: Version of the canonical content; a file keeps the version it was sealed with.
CONTENT_VERSION = 1


class CallbackArchive(models.Model):
    """Sealed file of a finished callback, one link of a hash chain.

    ``content`` is the canonical text of the record, its attempts, evidence digests
    and extensions. Each digest covers the digest before it, so a changed, removed
    or reordered file is found by ``verify_chain``.
    """

    _name = "callback.archive"
    _description = "Callback archive file"
    _order = "chain_id, number"
    _rec_names_search = ["name", "record_id", "partner_id"]

    name = fields.Char(required=True, readonly=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    category_id = fields.Many2one(
        "callback.archive.category", required=True, readonly=True, index=True
    )
    record_id = fields.Many2one(
        "callback.record",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department", ondelete="restrict", readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", string="Archived by", ondelete="restrict", readonly=True
    )
    date_archived = fields.Datetime(string="Archived on", required=True, readonly=True)
    retention_end = fields.Date(
        string="Keep until",
        readonly=True,
        help="The file can be destroyed from the day after. Empty: no end laid down.",
    )
    content = fields.Text(required=True, readonly=True)
    content_version = fields.Integer(required=True, readonly=True)
    chain_id = fields.Many2one(
        "callback.archive.chain", required=True, readonly=True, index=True
    )
    number = fields.Integer(
        string="Serial number", required=True, readonly=True, aggregator=False
    )
    digest_previous = fields.Char(readonly=True)
    digest = fields.Char(string="Seal", required=True, readonly=True, index=True)

    _number_unique = models.UniqueIndex(
        "(chain_id, number)", "A chain has each number once."
    )
    _record_unique = models.UniqueIndex("(record_id)", "A callback has one file.")

    # Sealing --------------------------------------------------------------------

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

    @api.model
    def _create_from_records(self, records, now):
        """Build and seal the files of finished records, in the order given.

        :param now: time of archiving, naive UTC; decides month, chain and retention
        """
        if records.archive_id:
            raise UserError(
                self.env._(
                    "%(record)s is archived already.",
                    record=records.filtered("archive_id")[0].name,
                )
            )
        uid = self.env.uid
        archives = self.browse()
        for company, of_company in records.grouped("company_id").items():
            local = self._to_local_date(of_company[0], now)
            chain = self.env["callback.archive.chain"]._get_locked(company, local.year)
            # The time of archiving is part of the sealed content.
            of_company.sudo().write({"date_archived": now})  # roles have no such right
            number, head = chain.last_number, chain.head
            values = []
            for record in of_company.sudo():  # reads all of the file, whoever asks
                number += 1
                vals = self._prepare_values(record, chain, number, head, local)
                head = vals["digest"]
                values.append({**vals, "date_archived": now, "user_id": uid})
            created = self.create(values)
            chain.write({"last_number": number, "head": head})
            for archive in created:
                archive.record_id.archive_id = archive
            archives |= created
        return archives

    @api.model
    def _to_local_date(self, record, now):
        calendar = record.policy_id._get_calendar(record.company_id)
        return LocalZone(calendar.tz or "UTC").local(now).date()

    @api.model
    def _prepare_values(self, record, chain, number, head, local):
        category = record.type_id.archive_category_id
        content = self._canonical(record._get_archive_content())
        return {
            "name": f"{category.code}-{chain.year}-{number:06d}",
            "company_id": record.company_id.id,
            "category_id": category.id,
            "record_id": record.id,
            "partner_id": record.partner_id.id,
            "department_id": record.department_id.id,
            "retention_end": category._get_retention_end(local),
            "content": content,
            "content_version": CONTENT_VERSION,
            "chain_id": chain.id,
            "number": number,
            "digest_previous": head,
            "digest": self._digest(head, CONTENT_VERSION, content),
        }

    @api.model
    def _canonical(self, content):
        return json.dumps(
            content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )

    @api.model
    def _digest(self, previous, version, content):
        text = f"{previous}\n{version}\n{content}"
        return hashlib.sha256(text.encode()).hexdigest()

    # Guards -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Files are made by archiving a record only, never by hand."""
        if not self.env.su:
            raise UserError(self.env._("A file is made by archiving its callback."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """A sealed file cannot be changed, by anyone."""
        raise UserError(
            self.env._(
                "%(file)s is sealed and cannot be changed.", file=self[:1].display_name
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "%(file)s is sealed and cannot be deleted.", file=self[:1].display_name
            )
        )

    def action_view_record(self):
        """Open the callback of this file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.record",
            "res_id": self.record_id.id,
            "views": [(False, "form")],
        }
