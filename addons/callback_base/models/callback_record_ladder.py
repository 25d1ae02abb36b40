# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """From channel to channel until the customer is reached, see the policy's ladder.

    Policies without a ladder close after the attempts of the policy.
    """

    _inherit = "callback.record"
    _guarded_fields = frozenset({"date_ladder", "ladder_step_id"})

    ladder_step_id = fields.Many2one(
        "callback.ladder.step",
        string="Step of the ladder",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_ladder = fields.Datetime(
        string="On this step since", readonly=True, copy=False
    )
    ladder_next = fields.Char(
        string="Next channel",
        compute="_compute_ladder_next",
        help="On which channel the customer is tried when the attempts are exhausted.",
    )

    @api.depends(
        "state",
        "policy_id.ladder_ids",
        "ladder_step_id",
        "channel_id",
        "partner_id.callback_refused_channel_ids",
    )
    def _compute_ladder_next(self):
        for record in self:
            following = record.state in OPEN_STATES and record._get_next_step()
            record.ladder_next = following.channel_id.name if following else ""

    def _get_step(self):
        """Return the step of the ladder this callback is on; none before the first."""
        self.ensure_one()
        return self.ladder_step_id or self.policy_id.ladder_ids.filtered(
            lambda step: step.channel_id == self.channel_id
        )

    def _get_next_step(self):
        """Return the next step, passing channels the customer refuses; or none."""
        self.ensure_one()
        ladder = self.policy_id.ladder_ids.sorted("sequence, id")
        if not ladder:
            return ladder
        number = ladder.ids.index(self._get_step().id) + 1 if self._get_step() else 0
        refused = self._get_refused_channels()
        left = ladder[number:].filtered(lambda step: step.channel_id not in refused)
        return left[:1]

    def _get_step_attempts(self):
        """Return the attempts that count for leaving the present channel."""
        step = self._get_step()
        # Who was reached is not unreachable: these tries do not count (F3-57).
        attempts = self.attempt_ids.filtered(
            lambda attempt: not attempt.is_inbound and attempt.outcome != "answered"
        )
        if not step:
            allowed = self.with_context(active_test=False).allowed_channel_ids
            return attempts.filtered(lambda a: not allowed or a.channel_id in allowed)
        since = self.date_ladder
        return attempts.filtered(
            lambda attempt: (
                attempt.channel_id == step.channel_id
                and (not since or attempt.date_start >= since)
            )
        )

    def _check_exhausted(self):
        """Raise unless the present channel was tried as often as the policy asks."""
        self.ensure_one()
        step, policy = self._get_step(), self.policy_id
        needed = max(step.attempt_min if step else policy.attempt_min, 1)
        attempts = self._get_step_attempts()
        valid = attempts._count_valid()
        if valid < needed:
            channel = step.channel_id or self.channel_id
            raise UserError(
                self.env._(
                    "%(rule)s: %(record)s: %(valid)s valid attempts at different "
                    "times, %(needed)s are needed (%(channel)s, each ringing at least "
                    "%(seconds)s seconds).",
                    rule=self._cite_ladder(step),
                    record=self.name,
                    valid=valid,
                    needed=needed,
                    channel=channel.name or "",
                    seconds=policy._get_ring_seconds(channel),
                )
            )
        if step:
            self._check_waited(step, attempts.filtered("is_valid"))
            self._check_step_evidence(step)

    def _check_waited(self, step, attempts):
        if not step.quantity:
            return
        last = max(attempts.mapped("date_start"))
        until = self.env["callback.workday"].deadline(
            last,
            step.quantity,
            step.unit,
            self.policy_id._get_calendar(self.company_id),
        )
        if fields.Datetime.now() <= until:
            raise UserError(
                self.env._(
                    "%(rule)s: %(record)s (%(customer)s): an answer by %(channel)s is "
                    "waited for until %(until)s.",
                    rule=self._cite_ladder(step),
                    record=self.name,
                    customer=self.partner_id.name,
                    channel=step.channel_id.name,
                    until=self._format_local(until),
                )
            )

    def _check_step_evidence(self, step):
        missing = step.evidence_kind_ids - self.evidence_ids.kind_id
        if missing:
            raise UserError(
                self.env._(
                    "%(rule)s: %(record)s does not leave %(channel)s yet. Evidence "
                    "still missing: %(kinds)s.",
                    rule=self._cite_ladder(step),
                    record=self.name,
                    channel=step.channel_id.name,
                    kinds=missing.mapped("name"),
                )
            )

    def _cite_ladder(self, step):
        """Name the clauses of a step, or else the one on attempts."""
        if step.clause_ids:
            return format_list(self.env, step.clause_ids.mapped("code"), "unit")
        return self.policy_id._cite("attempts")

    def _climb_ladder(self):
        """Move callbacks to their next channel; return those that have none left."""
        moves = self.grouped(lambda record: record._get_next_step())
        closing = self.browse()
        now = fields.Datetime.now()
        for step, records in moves.items():
            if not step:
                closing = records
                continue
            records._check_interest(self.env.user)
            # sudo: the step is guarded; that the user may go on was checked before.
            moved = records.sudo()
            moved.filtered(lambda record: record.state == "planned")._start(now)
            moved.write(
                {
                    "ladder_step_id": step.id,
                    "date_ladder": now,
                    "channel_id": step.channel_id.id,
                }
            )
        return closing
