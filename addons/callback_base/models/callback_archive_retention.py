# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ..workday.zone import LocalZone


class CallbackArchive(models.Model):
    """How long a file is kept, and what keeps it from being destroyed."""

    _inherit = "callback.archive"

    filing_ids = fields.One2many(
        "callback.archive.filing", "archive_id", string="Also filed under"
    )
    hold_ids = fields.Many2many(
        "callback.archive.hold", "callback_archive_hold_rel", string="Legal holds"
    )
    is_held = fields.Boolean(
        string="Legal hold", compute="_compute_is_held", search="_search_is_held"
    )
    date_keep = fields.Date(
        string="Kept until",
        compute="_compute_date_keep",
        help="The longest retention of all classes of the file (X-19).",
    )

    @api.depends("hold_ids.state", "partner_id")
    def _compute_is_held(self):
        held = set(self._get_held(self.ids))
        for archive in self:
            archive.is_held = archive.id in held

    def _search_is_held(self, operator, value):
        if operator != "in":
            return NotImplemented
        holds = [("state", "=", "held")]
        # sudo: whether a file is held is told to whoever may see the file.
        partners = self.env["callback.archive.hold"].sudo().search(holds).partner_id
        held = [
            "|",
            ("hold_ids", "any", holds),
            ("partner_id", "in", partners.ids),
        ]
        return held if True in value else ["!", *held]

    @api.model
    def _get_held(self, ids):
        """Return the ids of those files that are under a legal hold."""
        self.env["callback.archive.hold"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT a.id FROM callback_archive a WHERE a.id = ANY(%s) AND EXISTS (
                    SELECT FROM callback_archive_hold h
                    LEFT JOIN callback_archive_hold_rel l
                        ON l.callback_archive_hold_id = h.id
                        AND l.callback_archive_id = a.id
                    WHERE h.state = 'held' AND h.company_id = a.company_id
                        AND (l.callback_archive_id IS NOT NULL
                            OR h.partner_id = a.partner_id))""",
                list(ids),
            )
        )
        return [archive_id for (archive_id,) in rows]

    @api.depends("retention_end", "filing_ids.retention_end")
    def _compute_date_keep(self):
        for archive in self:
            ends = [archive.retention_end]
            # sudo: how long a file is kept does not depend on who asks.
            ends += archive.sudo().filing_ids.mapped("retention_end")
            archive.date_keep = max(ends) if all(ends) else False

    @api.model
    def _get_local_today(self, company):
        """Return the local date of now, on which retention is judged (T-17)."""
        calendar = company.callback_calendar_id or company.resource_calendar_id
        zone = LocalZone(calendar.tz or "UTC")
        return zone.local(fields.Datetime.now()).date()

    def _check_expired(self):
        """Raise when one of the files must still be kept (BASE-21, T-17).

        :raises UserError: naming the file and its date, or the hold
        """
        held = set(self._get_held(self.ids))
        today = {c: self._get_local_today(c) for c in self.company_id}
        for archive in self:
            if archive.id in held:
                raise UserError(
                    self.env._(
                        "%(file)s is under a legal hold.", file=archive.display_name
                    )
                )
            if not archive.date_keep or archive.date_keep >= today[archive.company_id]:
                raise archive._get_kept_error()

    def _get_kept_error(self):
        if not self.date_keep:
            return UserError(
                self.env._(
                    "%(file)s is sealed and cannot be deleted: no end of its retention "
                    "is laid down.",
                    file=self.display_name,
                )
            )
        return UserError(
            self.env._(
                "%(file)s is sealed and cannot be deleted: it is kept until %(date)s.",
                file=self.display_name,
                date=format_date(self.env, self.date_keep),
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Kept until the end of retention; then two persons destroy it."""
        self._check_expired()
        raise UserError(
            self.env._(
                "%(file)s is sealed and cannot be deleted. Its retention is over: two "
                "persons destroy it with a certificate.",
                file=self[:1].display_name,
            )
        )

    def action_file_under(self, category):
        """File sealed files under a further class; they are kept longer. RPC.

        :param category: ``callback.archive.category`` or its id
        """
        if not self.env.user.has_groups(
            "callback_base.callback_group_archivist,callback_base.callback_group_manager"
        ):
            raise AccessError(
                self.env._("Only the archivist or a manager may do this.")
            )
        self.check_access("read")
        category_id = category if isinstance(category, int) else category.id
        # sudo: made by this action alone; who may do so is checked above.
        self.env["callback.archive.filing"].sudo().create(
            [
                {
                    "archive_id": archive.id,
                    "category_id": category_id,
                    "user_id": self.env.uid,
                }
                for archive in self
            ]
        )
        return True
