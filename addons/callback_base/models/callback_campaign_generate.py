# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
from datetime import datetime
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..schedule.periods import ONE_DAY

_logger = logging.getLogger(__name__)


class CallbackCampaign(models.Model):
    """Making the callbacks of an approved campaign on its dates (BASE-42, C2-02)."""

    _inherit = "callback.campaign"

    def action_generate(self):
        """Make the callbacks of the dates that are due. RPC.

        Each customer has one on each date, in however many segments; nothing is made
        twice. Returns a message for the screen with the number made.

        :raises UserError: for a campaign that is not approved or would cost more
        """
        self._check_writer()
        made = sum(campaign._generate() for campaign in self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if made else "info",
                "message": self.env._("%(count)s callbacks made.", count=made),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_generate(self):
        """Make what is due; a campaign that fails says so and stops no other."""
        cron = self.env["ir.cron"]
        campaigns = self.search([("state", "in", ("approved", "running"))])
        for number, campaign in enumerate(campaigns, start=1):
            campaign._generate_or_log()
            if not cron._commit_progress(1, remaining=len(campaigns) - number):
                break

    def _generate_or_log(self):
        """Make what is due, or leave the reason on the campaign."""
        try:
            with self.env.cr.savepoint():
                return self._generate()
        except UserError as error:
            _logger.info("Campaign %s: %s", self.id, error)
            self._message_log(body=str(error))
            return 0

    def _generate(self):
        """Make the callbacks of the due dates; return how many are new."""
        self.ensure_one()
        self._check_campaign_state(("approved", "running"), self.env._("carried out"))
        lines = self._get_due_lines()
        if not lines:
            return 0
        self.lock_for_update()
        made = 0
        for line in lines:
            customers = self._get_due_customers(line.date_from)
            self._check_cost(customers)
            records = self._create_batch(
                customers,
                int(line.date_from.strftime("%Y%m%d")),
                self._prepare_date_values(line),
                self.user_ids.sorted("id"),
            )
            made += len(records)
            # sudo: dates are closed to every role; the approval was checked above.
            line.sudo().write(
                {
                    "date_generated": fields.Datetime.now(),
                    "callback_count": len(records),
                }
            )
        # sudo: the state is guarded; the approval was checked above.
        self.sudo().state = "running"
        return made

    def _get_due_lines(self):
        """Return the dates that have come, are not over and have no callbacks."""
        today = self._get_batch_today()
        until = today + ONE_DAY * self.lead_days
        return self.date_ids.filtered(
            lambda line: (
                not line.date_generated
                and line.date_from <= until
                and line.date_to >= today
            )
        )

    def _get_due_customers(self, day):
        """Return the distinct customers of a date, in the order of the segments.

        A segment with an interval leaves out whom this campaign has called too
        recently (C3-01).
        """
        last_days = self._get_last_days(day)
        found = {}
        for segment in self.segment_ids.sorted(
            lambda s: (s.level or "9", s.sequence, s.id)
        ):
            customers = self.env["res.partner"].search(segment._get_customer_domain())
            for customer in customers:
                if segment._is_due(day, last_days.get(customer.id)):
                    found[customer.id] = True
        return self.env["res.partner"].browse(found)

    def _get_last_days(self, day):
        """Return the date before ``day`` of which each customer had a callback."""
        # sudo: callbacks of other departments count; only their dates are read.
        records = self.env["callback.record"].sudo()
        groups = records._read_group(
            [
                ("campaign_id", "=", self.id),
                ("state", "!=", "cancelled"),
                ("occurrence", "<", int(day.strftime("%Y%m%d"))),
            ],
            ["res_id"],
            ["occurrence:max"],
        )
        return {
            res_id: datetime.strptime(str(last), "%Y%m%d").date()
            for res_id, last in groups
        }

    def _check_cost(self, customers):
        """Refuse to spend more than was approved (T1-23)."""
        # sudo: gifts go to customers of every department; they are only counted.
        known = self.sudo().record_ids.mapped("res_id")
        gifts, others = self._get_budget(len({*known, *customers.ids}))
        if gifts + others > Decimal(repr(self.budget_submitted)):
            raise UserError(
                self.env._(
                    "Campaign “%(campaign)s” would cost %(cost)s; %(budget)s was "
                    "approved. Take it back to draft and submit it again.",
                    campaign=self.name,
                    cost=str(gifts + others),
                    budget=f"{self.budget_submitted:.2f}",
                )
            )

    def _prepare_date_values(self, line):
        """Return event and deadline of a date: its days, or longer by the step."""
        workday = self.env["callback.workday"]
        calendar, step = self._get_batch_calendar(), self.step_id
        start = self._get_batch_zone().midnight(line.date_from)
        days = (line.date_to - line.date_from).days
        arguments = (step.quantity, step.unit, calendar, step.shift)
        deadline = workday.deadline(start, *arguments)
        last_day = (days, "day", calendar, "none")
        if days and workday.deadline(start, *last_day) > deadline:
            arguments = last_day
            deadline = workday.deadline(start, *arguments)
        return {
            "date_event": start,
            "deadline": deadline,
            "deadline_original": deadline,
            "deadline_basis": workday._basis(start, *arguments),
        }
