# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

#: No transaction lasts longer; used once, before two sweeps have been compared.
LONGEST_TRANSACTION = timedelta(days=1)


class CallbackSweep(models.Model):
    """Up to where the documents of a rule have been looked at.

    A table of its own: a mark that is moved must not touch the rule, whose row is
    checked by every callback that is created at the same time.
    """

    _name = "callback.sweep"
    _description = "Callback sweep mark"
    _log_access = False

    rule_id = fields.Many2one("callback.rule", required=True, ondelete="cascade")
    changed = fields.Datetime(
        required=True, help="Documents changed from here on are looked at next time."
    )
    opened = fields.Datetime(
        required=True,
        help="When the oldest transaction began that the last sweep may not have seen.",
    )
    event = fields.Datetime(
        required=True, help="Events up to here have been looked at."
    )

    _rule_unique = models.UniqueIndex("(rule_id)")

    @api.model
    def _get_oldest_transaction(self):
        """Return when the oldest open transaction began, as naive UTC.

        Odoo writes that time into what the transaction changes.
        """
        [[oldest]] = self.env.execute_query(
            SQL(
                "SELECT date_trunc('second', min(xact_start) AT TIME ZONE 'UTC')"
                " FROM pg_stat_activity WHERE datname = current_database()"
            )
        )
        return oldest

    @api.model
    def _move(self, rule, opened, event):
        """Remember a complete sweep of a rule.

        What this sweep could not see was being written when it began, hence begun
        after the oldest transaction of the sweep before: the next one starts there.

        :param opened: see ``_get_oldest_transaction``, measured by this sweep
        :param event: naive UTC up to which events were looked at
        """
        self.env.flush_all()
        statement = SQL(
            """INSERT INTO callback_sweep AS mark (rule_id, changed, opened, event)
            VALUES (%(rule)s, %(first)s, %(opened)s, %(event)s)
            ON CONFLICT (rule_id) DO UPDATE SET changed = mark.opened,
                opened = excluded.opened, event = greatest(mark.event, excluded.event)
            """,
            rule=rule.id,
            first=opened - LONGEST_TRANSACTION,
            opened=opened,
            event=event,
        )
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute(statement, log_exceptions=False)
        except psycopg2.errors.SerializationFailure:
            # Another sweep moved the mark meanwhile; its mark holds too.
            return
        self.invalidate_model()
