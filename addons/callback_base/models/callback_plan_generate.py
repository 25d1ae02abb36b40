# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from contextlib import contextmanager

from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: First half of the keys of the locks below; the second half is the plan.
LOCK = 0x0CA11


class CallbackPlan(models.Model):
    """Making the work of a plan: in batches, whatever happens the same records."""

    _inherit = "callback.plan"

    def action_generate(self):
        """Make the callbacks that approved plans owe. RPC.

        Batch by batch, each committed: killed, the next call goes on. Called again,
        or by two servers at once, it adds only what is new: a unique index on step,
        document and occurrence keeps a callback from being made twice.

        :returns: how many callbacks were made
        :raises UserError: for a plan that is not approved
        """
        self._check_supervisor()
        self.check_access("write")
        self._check_state(("approved", "running"), self.env._("carried out"))
        total = 0
        for plan in self:
            plan._check_policy()
            # sudo: what a plan owes does not depend on who has it made; its only
            # effect is the callbacks of an approved plan.
            worker = plan.sudo()
            with worker._generation_lock():
                worker._check_state(("approved", "running"), "")
                for created in worker._generate():
                    total += created
                    worker._commit_batch(created)
        return total

    @api.model
    def _cron_generate(self):
        """Go on with running plans: new customers, periods that have begun or ended.

        What happened in the last period of a plan is drawn when the plan is over. A
        plan that cannot go on says so and stops no other.
        """
        today = fields.Date.context_today(self)
        waiting = Domain("line_ids", "any", [("date_generated", "=", False)])
        plans = self.search(
            Domain("state", "=", "running") & (Domain("date_to", ">=", today) | waiting)
        )
        for plan in plans:
            try:
                plan._check_policy()
                with plan._generation_lock():
                    for created in plan._generate():
                        if not plan._commit_batch(created):
                            return
            except UserError as error:
                _logger.warning("Plan %s: %s", plan.id, error)
                plan._message_log(body=str(error))
                if not plan._commit_batch(0):
                    return
        self.env["ir.cron"]._commit_progress(0, remaining=0)

    def _generate(self):
        """Yield the number of callbacks of each batch."""
        self.ensure_one()
        if self.state == "approved":
            self.write({"state": "running"})
        for rule in self.rule_ids.sorted(lambda r: (r.sequence, r.id)):
            if rule.model_name not in self.env:
                continue
            for occasion in rule._get_version_occasions(
                self.date_from, self.date_to, self.company_id
            ):
                line = self._get_line(rule, occasion)
                if line._is_due(occasion):
                    yield from line._generate(occasion)

    def _get_line(self, rule, occasion):
        """Return the line of a rule and occasion, made when it is first needed."""
        lines = self.line_ids.filtered(lambda line: line.rule_id == rule)
        occurrence = occasion.occurrence or 0
        line = lines.filtered(lambda line: line.occurrence == occurrence)
        return line or lines.create(
            {
                "plan_id": self.id,
                "rule_id": rule.id,
                "occurrence": occurrence,
                "date_first": occasion.first or self.date_from,
                "date_last": occasion.last or self.date_to,
            }
        )

    # Transactions -------------------------------------------------------------------

    def _may_commit(self):
        """Tell whether batches are committed one by one.

        Not in a test, nor while addons are installed: their transaction is not ours.
        """
        return self.env.registry.ready and not modules.module.current_test

    @contextmanager
    def _generation_lock(self):
        """Let one connection at a time work on the plan; the others wait.

        Who waited begins a new transaction afterwards, so that it sees what the
        other one made. The lock goes with the connection, also of a killed server.
        """
        self.ensure_one()
        if not self._may_commit():
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL("SELECT pg_advisory_xact_lock(%s, %s)", LOCK, self.id)
                )
                yield
            return
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT pg_advisory_lock(%s, %s)", LOCK, self.id))
        try:
            # pylint: disable-next=invalid-commit
            self.env.cr.commit()  # a new snapshot, see above
            self.env.invalidate_all()
            yield
            self.env.flush_all()
            # pylint: disable-next=invalid-commit
            self.env.cr.commit()  # before others may go on
        except BaseException:
            self.env.cr.rollback()
            raise
        finally:
            self.env.cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK, self.id))

    def _commit_batch(self, created):
        """Commit a batch; false when the time of the cron job is over."""
        if not self._may_commit():
            return True
        return self.env["ir.cron"]._commit_progress(created, remaining=1) > 0
