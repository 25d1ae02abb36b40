# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import time
from contextlib import contextmanager

from odoo import api, fields, models, modules
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_archive_seal import BATCH
from .callback_record import CLOSED_STATES
from .complaint_selections import OPEN_STATES as OPEN_ISSUES

#: So many files are made in one transaction.
COMMIT_EVERY = 4 * BATCH
#: Key of the lock that lets one long run go on at a time.
LOCK = 0x0CA11A
#: Seconds that a long run waits for who wants to archive a callback meanwhile: the
#: time after which Odoo tries a request again for the first time.
GIVE_WAY = 2


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
    def action_ask_archive_all(self):
        """Say how many callbacks would be archived, and ask. RPC.

        What the menu opens: an address that is opened by mistake archives nothing.
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Archive everything finished"),
            "res_model": "callback.record.archive.all",
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _get_archive_all_domain(self):
        """Domain of the callbacks that the user may archive now."""
        # The rule of the user is that for changing, as in ``action_archive``.
        domain = self._get_unarchived_domain() & self.env["ir.rule"]._compute_domain(
            self._name, "write"
        )
        return domain & self._get_archivable_domain()

    @api.model
    def _archive_all(self, now=None):
        """Archive what the user may change; return how many.

        :param now: time of archiving; default: the time of each batch
        """
        domain = self._get_archive_all_domain()
        with self._archive_lock():
            total = self._archive_documents(now)
            return total + self._archive_batches(domain, now)

    @api.model
    def _get_archivable_domain(self):
        """Leave out what waits for its issue, and what a document is archived with."""
        open_issue = Domain("state", "in", OPEN_ISSUES)
        waiting = Domain("policy_id.issue_gate", "in", ("archive", "done")) & Domain(
            "complaint_ids",
            "any",
            Domain("is_confidential", "=", False) & open_issue
            | Domain(
                "master_id", "any", Domain("is_confidential", "=", False) & open_issue
            ),
        )
        by_document = Domain("document_id", "any", self._get_whole_domain())
        return ~waiting & ~by_document

    @api.model
    def _get_whole_domain(self):
        """Finished documents of which nothing is archived yet (BASE-47)."""
        return (
            Domain("state", "=", "done")
            & Domain("archive_id", "=", False)
            & Domain("record_ids", "not any", [("archive_id", "!=", False)])
        )

    def _archive_documents(self, now):
        """Archive each document once for all its callbacks; return how many files."""
        documents = self.env["callback.document"]
        domain = self._get_whole_domain() & self.env["ir.rule"]._compute_domain(
            documents._name, "write"
        )
        # sudo: the rules for writing stand in the domain; see _archive_batches.
        found = documents.sudo().search(domain, order="id")
        found = found.filtered(
            lambda document: not document.record_ids._get_waiting_issues()
        )
        if found:
            archives = self.env["callback.archive"].sudo()  # as above
            archives._create_from_records(found, now or fields.Datetime.now())
            self._commit_archived(len(found))
        return len(found)

    def _archive_batches(self, domain, now):
        limit = self.env.context.get("callback_batch", COMMIT_EVERY)
        total = last = 0
        while True:
            # sudo: the rules for writing stand in the domain.
            records = self.sudo().search(
                domain & Domain("id", ">", last), order="id", limit=limit
            )
            if not records and not last:
                return total
            if not records:
                last = 0  # again from the start: what was finished meanwhile
                continue
            last = records.ids[-1]
            self.browse(records.ids)._archive(now or fields.Datetime.now())
            total += len(records)
            if not self._commit_archived(len(records)):
                return total

    def _may_commit_archived(self):
        return self.env.registry.ready and not modules.module.current_test

    @contextmanager
    def _archive_lock(self):
        """Let one long run go on at a time; the others wait, then see what it made.

        The lock goes with the connection, also of a killed server.
        """
        if not self._may_commit_archived():
            yield
            return
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT pg_advisory_lock(%s)", LOCK))
        try:
            # pylint: disable-next=invalid-commit
            self.env.cr.commit()  # a new snapshot, see above
            self.env.invalidate_all()
            yield
        except BaseException:
            self.env.cr.rollback()
            raise
        finally:
            self.env.cr.execute(SQL("SELECT pg_advisory_unlock(%s)", LOCK))

    def _commit_archived(self, count):
        """Commit a batch, and forget it, so that memory stays flat.

        Whoever waited for the chain meanwhile gets a turn.

        :returns: False when the time of the cron job is over
        """
        self.env.flush_all()
        seconds = 1
        if self._may_commit_archived():
            [(waiting,)] = self.env.execute_query(
                SQL(
                    """SELECT count(*) FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND wait_event <> 'advisory'
                        AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"""
                )
            )
            seconds = self.env["ir.cron"]._commit_progress(count, remaining=1)
            if waiting:
                time.sleep(GIVE_WAY)
        self.env.invalidate_all()
        return seconds > 0

    @api.model
    def _cron_archive(self):
        """Archive what is finished; switched on by companies that want it so."""
        self._archive_all()
        left = self.search_count(self._get_unarchived_domain(), limit=1)
        self.env["ir.cron"]._commit_progress(0, remaining=left)
