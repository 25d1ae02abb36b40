# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from .callback_owed_sql import PRIORITY
from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """Open callbacks have the place of their customer's class (BASE-04)."""

    _inherit = "callback.record"

    @api.model
    def _follow_customer_class(self, partners=None, classes=None):
        """Give open callbacks the priority of their customer's class, in one statement.

        Finished callbacks keep the priority with which they were called.

        :param partners: ``res.partner`` whose class changed
        :param classes: ``callback.customer.class`` whose order changed
        """
        chosen = SQL("p.id = ANY(%s)", partners.ids if partners else [])
        if classes:
            chosen = SQL("p.callback_class_id = ANY(%s)", classes.ids)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE callback_record r
                SET priority = COALESCE(k.sequence, %(last)s),
                    write_uid = %(user)s, write_date = %(now)s
                FROM res_partner p
                LEFT JOIN callback_customer_class k ON k.id = p.callback_class_id
                WHERE r.partner_id = p.id AND %(chosen)s AND r.state = ANY(%(open)s)
                    AND r.priority IS DISTINCT FROM COALESCE(k.sequence, %(last)s)""",
                last=PRIORITY,
                user=self.env.uid,
                now=self.env.cr.now().replace(microsecond=0),
                chosen=chosen,
                open=list(OPEN_STATES),
            )
        )
        self.invalidate_model(["priority", "write_uid", "write_date"])
