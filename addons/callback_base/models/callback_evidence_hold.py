# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .callback_record import OPEN_STATES


class CallbackEvidence(models.Model):
    """Evidence that comes while its callback is being sealed is not passed by."""

    _inherit = "callback.evidence"

    def _check_not_archived(self, held=None):
        """Look at the owners only after nobody else can seal them unseen."""
        self._hold_owners(held)
        return super()._check_not_archived(held)

    def _hold_owners(self, held=None):
        """Keep the owners from being sealed without this change (BASE-22).

        Each transaction sees the database as it was when it began. An open owner
        cannot be finished until this one is over; a finished one is written, as sealing
        writes it: of the two the later is tried again, and sees what the other did.
        """
        # sudo: only whether the owners are open is looked at; see _check_not_archived.
        evidence = self.sudo()
        for owners in (evidence.record_id, evidence.document_id):
            opened = owners.filtered(lambda o: o.state in (*OPEN_STATES, "draft"))
            known = held._ids if held and held._name == owners._name else ()
            for statement, ids in (
                (
                    "SELECT id FROM %s WHERE id = ANY(%s) FOR SHARE",
                    [n for n in opened.ids if n not in known],
                ),
                (
                    "UPDATE %s SET write_date = now() AT TIME ZONE 'UTC'"
                    " WHERE id = ANY(%s) RETURNING id",
                    (owners - opened).ids,
                ),
            ):
                if ids:
                    table = SQL.identifier(owners._table)
                    self.env.execute_query(SQL(statement, table, ids))
