# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..occasion import Occasion

_logger = logging.getLogger(__name__)

BATCH = 20000
EVENT = Occasion(1)


class CallbackRule(models.Model):
    """The event sweep: documents that had their event get the callbacks they owe.

    A sweep looks at what changed, or became due, since the one before; the first one
    and the nightly one look at everything.
    """

    _inherit = "callback.rule"

    def sweep(self, now=None):
        """Create the records that event rules owe. RPC.

        Without records: what changed since the last sweep, for all rules of policies
        in force. On records: everything these rules owe. Safe to repeat, and to run
        twice at once: a unique index on step, document and occurrence keeps a
        callback from being made twice.

        :param now: naive UTC; events after it are left for later. Default: now
        :returns: how many records were created
        :raises AccessError: for users below supervisor
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor can start the sweep."))
        try:
            now = fields.Datetime.to_datetime(now) or fields.Datetime.now()
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("%(now)s is no moment: give date and time in UTC.", now=now)
            ) from error
        # sudo: the sweep is the system's work and sees every document; its only
        # effect is the records the policy owes, and its only answer their number.
        rules = self.sudo()._get_sweep_rules()
        return sum(sum(rule._sweep(now, everything=bool(self))) for rule in rules)

    def action_sweep(self):
        """Sweep these rules and say on the screen how many callbacks came. RPC."""
        count = self.sweep()
        message = (
            self.env._("%(count)s callbacks created.", count=count)
            if count
            else self.env._("Nothing new: every document has its callback already.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success" if count else "info"},
        }

    @api.model
    def _cron_sweep(self, everything=False):
        """Sweep in batches, each committed on its own: killed, the next goes on."""
        now = fields.Datetime.now()
        cron = self.env["ir.cron"]
        for rule in self._get_sweep_rules():
            try:
                for created in rule._sweep(now, everything):
                    if not cron._commit_progress(created, remaining=1):
                        return
            except UserError as error:
                # One rule that cannot be carried out stops no other.
                _logger.warning("Rule %s: %s", rule.id, error)
                if everything:
                    rule.policy_id._message_log(body=f"{rule.name}: {error}")
        cron._commit_progress(0, remaining=0)

    def _get_sweep_rules(self):
        # A superseded version still owes what happened inside its validity (T-13).
        domain = [
            ("trigger", "=", "event"),
            ("policy_id.state", "in", ["in_force", "superseded"]),
        ]
        rules = self.filtered_domain(domain) if self else self.search(domain)
        return rules.filtered(lambda rule: rule.model_name in self.env)

    def _sweep(self, now, everything=False, limit=BATCH):
        """Create what this rule owes; yields how many after each batch."""
        self.ensure_one()
        marks = self.env["callback.sweep"]
        opened = marks._get_oldest_transaction()
        complete = True
        for step in self.step_ids:
            domain = self._get_swept_domain(now, step)
            if not everything:
                domain &= self._get_news_domain(now, step)
            after, found = 0, limit
            while found == limit:
                try:
                    with self.env.cr.savepoint():
                        records, found, after, _homeless = step._create_owed(
                            EVENT, domain, limit, after, company=self.env.company
                        )
                except psycopg2.errors.SerializationFailure:
                    _logger.info("Step %s is being swept by another run.", step.id)
                    complete = False
                    break
                if records:
                    yield len(records)
        if complete:
            marks._move(self, opened, now)

    def _get_swept_domain(self, now, step):
        """Documents of the rule with the event inside its policy's validity."""
        return (
            self._get_owing_domain(EVENT)
            & self._get_happened(now, step)
            & self._get_validity_domain()
        )

    def _get_happened(self, now, step):
        """Return the condition that the callback of a step is to be made by now.

        Back from an event it is made before it, and no longer when it has passed.
        """
        happened = self._get_until(now + step._get_ahead())
        if step.anchor == "before":
            today = self._get_zone().local(now).date()
            happened &= self._get_between(first=today)
        return happened

    def _get_news_domain(self, now, step):
        """Documents that changed, or whose event came, since the sweep before."""
        mark = self.env["callback.sweep"].search([("rule_id", "=", self.id)])
        if not mark or "write_date" not in self._get_source_model()._fields:
            return Domain.TRUE
        # Both arms are ranges of one column, so that each is found by its index.
        ahead = step._get_ahead()
        return Domain("write_date", ">=", mark.changed) | (
            Domain(self.event_field, ">", self._get_moment(mark.event + ahead))
            & self._get_until(now + ahead)
        )
