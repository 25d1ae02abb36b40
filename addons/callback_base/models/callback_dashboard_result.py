# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

#: Figures that nobody has looked at for so long are forgotten.
FORGET = timedelta(days=3)
MINUTES = "callback_base.dashboard_minutes"


class CallbackDashboardResult(models.Model):
    """Figures of the dashboard as they were at a moment, which is shown with them.

    No role may read them but through ``callback.dashboard``: the key says whose they
    are. The cron job keeps those fresh that people look at.
    """

    _name = "callback.dashboard.result"
    _description = "Figures of the dashboard"
    _order = "id"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    period = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
        help="Who asked last: the figures are worked out with that person's rights.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    company_ids = fields.Json(string="Companies", readonly=True)
    lang = fields.Char(readonly=True)
    figures = fields.Json(readonly=True)
    date_computed = fields.Datetime(required=True, readonly=True, index=True)
    date_asked = fields.Datetime(required=True, readonly=True)

    _key_unique = models.UniqueIndex("(key)", "These figures are kept already.")

    @api.model
    def _get_minutes(self):
        """Return after how many minutes figures are worked out again."""
        # sudo: one number, no secret.
        value = self.env["ir.config_parameter"].sudo().get_param(MINUTES)
        return int(value) if (value or "").isdigit() else 15

    @api.model
    def _get(self, key):
        """Return the figures kept under a key, or None."""
        # sudo: the key is worked out from the reader's own rights.
        kept = self.sudo().search([("key", "=", key)], limit=1)
        if not kept:
            return None
        limit = fields.Datetime.now() - timedelta(minutes=self._get_minutes())
        return {
            **kept.figures,
            "is_kept": True,
            "is_old": kept.date_computed < limit,
        }

    @api.model
    def _keep(self, key, period, figures, asked=True):
        """Keep figures; two who do so at once do not disturb each other.

        :param asked: whether a person wanted them
        """
        now = fields.Datetime.now()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """INSERT INTO callback_dashboard_result AS r
                    (key, period, user_id, company_id, company_ids, lang, figures,
                        date_computed, date_asked)
                VALUES (%(key)s, %(period)s, %(user)s, %(company)s, %(companies)s,
                    %(lang)s, %(figures)s, %(computed)s, %(now)s)
                ON CONFLICT (key) DO UPDATE SET figures = EXCLUDED.figures,
                    user_id = EXCLUDED.user_id,
                    date_computed = EXCLUDED.date_computed,
                    date_asked = CASE WHEN %(asked)s THEN EXCLUDED.date_asked
                        ELSE r.date_asked END
                RETURNING id""",
                key=key,
                period=period,
                user=self.env.uid,
                company=self.env.company.id,
                companies=json.dumps(self.env.companies.ids),
                lang=self.env.lang,
                figures=json.dumps(figures),
                computed=figures["computed"],
                now=now,
                asked=asked,
            )
        )
        self.invalidate_model()

    @api.model
    def _forget_all(self):
        """Forget everything: an upgrade may have changed what figures consist of."""
        self.search(Domain.TRUE).unlink()

    @api.model
    def _cron_refresh(self):
        """Work out again what people look at, and forget what nobody looks at."""
        now = fields.Datetime.now()
        old = now - timedelta(minutes=self._get_minutes())
        self.search([("date_asked", "<", now - FORGET)]).unlink()
        waiting = self.search([("date_computed", "<", old)], order="date_computed")
        cron, left = self.env["ir.cron"], len(waiting)
        cron._commit_progress(remaining=left)
        for kept in waiting:
            left -= 1
            kept._refresh()
            if not cron._commit_progress(1, remaining=left):
                return

    def _refresh(self):
        """Work figures out as the person who asked last would see them now."""
        self.ensure_one()
        user = self.user_id
        dashboard = (
            self.env["callback.dashboard"]
            .with_user(user)
            .with_context(
                lang=self.lang,
                allowed_company_ids=[
                    self.company_id.id,
                    *(c for c in self.company_ids if c != self.company_id.id),
                ],
            )
        )
        period, key = self.period, self.key
        try:
            if not user.active:
                raise AccessError(self.env._("The user is archived."))
            dashboard._check_reader(period)
            found = dashboard._get_key(period)
            figures = dashboard._compute(period) if found == key else None
        except AccessError:
            # The person has lost the right, so nobody may have these any more.
            figures = None
        if figures is None:
            # Another month, or other rights: kept under another key when asked for.
            self.unlink()
            return
        dashboard.env["callback.dashboard.result"]._keep(
            key, period, figures, asked=False
        )
