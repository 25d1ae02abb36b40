# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..workday.zone import LocalZone

_logger = logging.getLogger(__name__)

BATCH = 5000


class CallbackRule(models.Model):
    """The event sweep: documents that had their event get the callbacks they owe."""

    _inherit = "callback.rule"

    def sweep(self, now=None):
        """Create the records that event rules owe. RPC.

        Without records: all rules of policies in force. Safe to repeat, and to run
        twice at once: a unique index on step, document and occurrence keeps a
        callback from being made twice.

        :param now: naive UTC; events after it are left for later. Default: now
        :returns: how many records were created
        :raises AccessError: for users below supervisor
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor can start the sweep."))
        now = fields.Datetime.to_datetime(now) or fields.Datetime.now()
        # sudo: the sweep is the system's work and sees every document; its only
        # effect is the records the policy owes, and its only answer their number.
        rules = self.sudo()._get_sweep_rules()
        total = 0
        while created := rules._sweep_batch(now):
            total += created
        return total

    @api.model
    def _cron_sweep(self):
        """Sweep in batches, each committed on its own: killed, the next goes on."""
        now = fields.Datetime.now()
        rules = self._get_sweep_rules()
        cron = self.env["ir.cron"]
        while created := rules._sweep_batch(now):
            if not cron._commit_progress(created, remaining=1):
                return
        cron._commit_progress(0, remaining=0)

    def _get_sweep_rules(self):
        # A superseded version still owes what happened inside its validity (T-13).
        domain = [
            ("trigger", "=", "event"),
            ("policy_id.state", "in", ["in_force", "superseded"]),
        ]
        rules = self.filtered_domain(domain) if self else self.search(domain)
        return rules.filtered(lambda rule: rule.model_name in self.env)

    def _sweep_batch(self, now, limit=BATCH):
        """Create at most ``limit`` records for the first step that owes some.

        :returns: how many were created; 0 when nothing is owed, or when another
            sweep is at work on the same documents
        """
        for step in self.step_ids:
            sources = step.rule_id._get_owed_sources(step, now, limit)
            if not sources:
                continue
            try:
                with self.env.cr.savepoint():
                    records = step._create_owed_records(sources)
            except psycopg2.errors.SerializationFailure:
                _logger.info("Step %s is being swept by another run.", step.id)
                continue
            if records:
                return len(records)
        return 0

    def _get_owed_sources(self, step, now, limit):
        """Documents with the event inside the policy's validity and no record yet."""
        self.ensure_one()
        model = self.env[self.model_name].with_context(active_test=False)
        event = self.event_field
        # A scalar subquery, not NOT EXISTS: it is looked up in the unique index for
        # each document, also when the planner has no statistics of a table that has
        # just grown, where it would take a join that compares all with all.
        missing = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                """(
                    SELECT owed.id FROM callback_record owed
                    WHERE owed.step_id = %s AND owed.occurrence = 1
                      AND owed.res_id = %s AND owed.res_id > 0
                    LIMIT 1
                ) IS NULL""",
                step.id,
                SQL.identifier(alias, "id"),
            )
        )
        self.env["callback.record"].flush_model(["step_id", "res_id", "occurrence"])
        domain = (
            self._get_source_domain()
            & Domain(event, "!=", False)
            & Domain(event, "<=", now)
            & Domain(self.partner_field, "!=", False)
            & self._get_validity_domain()
            & missing
        )
        if self.policy_id.company_id:
            domain &= Domain("company_id", "=", self.policy_id.company_id.id)
        return model.search(domain, limit=limit, order=f"{event}, id")

    def _get_validity_domain(self):
        """Events dated inside the policy's validity, by its local calendar (T-13)."""
        policy = self.policy_id
        zone = LocalZone(policy._get_calendar().tz or "UTC")
        domain = Domain.TRUE
        if policy.date_from:
            start = zone.midnight(policy.date_from)
            domain &= Domain(self.event_field, ">=", start)
        if policy.date_to:
            end = zone.midnight(policy.date_to + datetime.timedelta(days=1))
            domain &= Domain(self.event_field, "<", end)
        return domain
