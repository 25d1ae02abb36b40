# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.callback_base.workday.zone import LocalZone


class CallbackDigest(models.Model):
    """The morning message names the forms that are owed for too long (F3-44)."""

    _inherit = "callback.digest"

    form_late_count = fields.Integer(string="Forms not filled in", readonly=True)

    @api.model
    def _count(self, now):
        """Count late forms too; who owes nothing else is told of them as well."""
        digests = super()._count(now)
        records = self.env["callback.record"]
        late = dict(
            records._read_group(
                records._get_form_late_domain(now)
                & Domain("user_id.share", "=", False),
                ["user_id"],
                ["__count"],
            )
        )
        for digest in digests:
            digest.form_late_count = late.pop(digest.user_id, 0)
        days = {user: LocalZone(user.tz or "UTC").local(now).date() for user in late}
        told = self.search(
            [
                ("user_id", "in", [user.id for user in late]),
                ("date", "in", [*set(days.values())]),
            ]
        )
        told = {(digest.user_id, digest.date) for digest in told}
        return digests | self.create(
            [
                {"user_id": user.id, "date": days[user], "form_late_count": count}
                for user, count in late.items()
                if (user, days[user]) not in told
            ]
        )

    def _get_subject(self):
        subject = super()._get_subject()
        if not self.form_late_count:
            return subject
        return self.env._(
            "%(subject)s; forms not filled in: %(forms)s",
            subject=subject,
            forms=self.form_late_count,
        )
