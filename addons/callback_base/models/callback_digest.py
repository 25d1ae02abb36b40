# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ..workday.zone import LocalZone


class CallbackDigest(models.Model):
    """What a caller was told in the morning: one message instead of one per callback.

    The unique index keeps a day's digest from being sent twice.
    """

    _name = "callback.digest"
    _description = "Daily digest of a caller"
    _order = "date desc, id desc"
    _log_access = False

    user_id = fields.Many2one(
        "res.users", string="Caller", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date(string="Day", required=True, readonly=True)
    overdue_count = fields.Integer(string="Overdue", readonly=True)
    today_count = fields.Integer(string="Due today", readonly=True)

    _day_unique = models.UniqueIndex(
        "(user_id, date)", "The digest of this day has been sent."
    )

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        for digest in self:
            digest.display_name = f"{digest.user_id.name or ''} {digest.date or ''}"

    @api.model
    def _cron_send(self, now=None):
        """Tell each caller once a day what is overdue and what is due today."""
        now = fields.Datetime.to_datetime(now) or fields.Datetime.now()
        self._count(now)._send()

    @api.model
    def _count(self, now):
        """Make the digests of callers with work that is late or due today.

        The day ends where the caller lives. One statement for each time zone.
        :returns: the digests that did not exist yet
        """
        self.env.flush_all()
        groups = self.env["res.users"]._read_group(
            [("share", "=", False)], ["tz"], ["id:array_agg"]
        )
        ids = []
        for name, users in groups:
            zone = LocalZone(name or "UTC")
            day = zone.local(now).date()
            self.env.cr.execute(
                SQL(
                    """INSERT INTO callback_digest
                        (user_id, date, overdue_count, today_count)
                    SELECT user_id, %(day)s, count(*) FILTER (WHERE deadline < %(now)s),
                        count(*) FILTER (WHERE deadline >= %(now)s)
                    FROM callback_record
                    WHERE user_id = ANY(%(users)s) AND deadline < %(end)s
                        AND state IN ('planned', 'ongoing')
                    GROUP BY user_id
                    ON CONFLICT DO NOTHING RETURNING id""",
                    day=day,
                    now=now,
                    end=zone.midnight(fields.Date.add(day, days=1)),
                    users=users,
                )
            )
            ids += [id_ for (id_,) in self.env.cr.fetchall()]
        return self.browse(ids)

    def _send(self):
        """Send the digests, each in its reader's language."""
        for digest in self:
            user = digest.user_id
            texts = digest.with_context(lang=user.lang)
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=texts._get_subject(),
                body=texts._get_body(),
            )

    def _get_subject(self):
        return self.env._(
            "Callbacks: %(overdue)s overdue, %(today)s due today",
            overdue=self.overdue_count,
            today=self.today_count,
        )

    def _get_body(self):
        return Markup("<p>%s</p><p><a href='/odoo/callback-queue'>%s</a></p>") % (
            self._get_subject(),
            self.env._("Open my queue"),
        )
