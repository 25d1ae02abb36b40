# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models, modules
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .callback_archive_seal import BATCH
from .callback_record import CLOSED_STATES

#: So many files are made in one transaction.
COMMIT_EVERY = 5 * BATCH


class CallbackRecord(models.Model):
    """Archiving everything that is finished, in batches that are committed."""

    _inherit = "callback.record"

    @api.model
    def _get_unarchived_domain(self):
        """Finished callbacks without a file: done but not archived (U1-16)."""
        return Domain("state", "in", CLOSED_STATES) & Domain("archive_id", "=", False)

    @api.model
    def action_archive_all(self):
        """Archive every finished callback the user may change; supervisors only. RPC.

        Batch by batch, each committed: killed, the next call goes on. The row of the
        chain is locked by one server at a time, and a document has one file only.

        :returns: a notice with the number of files
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor can archive everything."))
        self.check_access("write")
        count = self._archive_all()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%(count)s files were sealed.", count=count),
                "type": "success" if count else "info",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _archive_all(self, now=None):
        """Archive what the user may change; return how many.

        :param now: time of archiving; default: the time of each batch
        """
        # The rule of the user is that for changing, as in ``action_archive``.
        domain = self._get_unarchived_domain() & self.env["ir.rule"]._compute_domain(
            self._name, "write"
        )
        total = 0
        while True:
            # sudo: the rules for writing stand in the domain.
            records = self.sudo().search(domain, order="id", limit=COMMIT_EVERY)
            if not records:
                return total
            self.browse(records.ids)._archive(now or fields.Datetime.now())
            total += len(records)
            self._commit_archived(len(records))

    def _commit_archived(self, count):
        """Commit a batch, and forget it, so that memory stays flat."""
        self.env.flush_all()
        if self.env.registry.ready and not modules.module.current_test:
            self.env["ir.cron"]._commit_progress(count, remaining=1)
        self.env.invalidate_all()

    @api.model
    def _cron_archive(self):
        """Archive what is finished; switched on by companies that want it so."""
        self._archive_all()
        self.env["ir.cron"]._commit_progress(0, remaining=0)
