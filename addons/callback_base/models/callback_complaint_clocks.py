# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .complaint_selections import OPEN_STATES, REPEATED


class CallbackComplaint(models.Model):
    """Which process a complaint follows, and its clocks (BASE-26, EX-004)."""

    _inherit = "callback.complaint"

    deadline = fields.Datetime(
        compute="_compute_deadline",
        store=True,
        index=True,
        help="Of the stage that is due next.",
    )
    stage_code = fields.Selection(
        selection=lambda self: (
            self.env["callback.complaint.clock"]
            ._fields["code"]
            ._description_selection(self.env)
        ),
        string="Next stage",
        compute="_compute_deadline",
        store=True,
    )
    is_late = fields.Boolean(
        string="Limit missed", compute="_compute_is_late", search="_search_is_late"
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    light = fields.Selection(
        selection=lambda self: (
            self.env["callback.complaint.clock"]
            ._fields["light"]
            ._description_selection(self.env)
        ),
        string="Status of the limit",
        compute="_compute_is_overdue",
    )
    timing = fields.Char(string="Time left", compute="_compute_is_overdue")

    @api.depends("clock_ids.deadline", "clock_ids.date_done")
    def _compute_deadline(self):
        for complaint in self:
            clocks = complaint.clock_ids.filtered(
                lambda clock: clock.deadline and not clock.date_done
            ).sorted(lambda clock: (clock.deadline, clock.sequence))
            complaint.deadline = clocks[:1].deadline
            complaint.stage_code = clocks[:1].code

    @api.depends("clock_ids.is_late")
    def _compute_is_late(self):
        for complaint in self:
            complaint.is_late = any(complaint.clock_ids.mapped("is_late"))

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("clock_ids", "any", [("is_late", "=", True)])
        return late if True in value else ~late

    @api.depends("deadline", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for complaint in self:
            is_open = complaint.state in OPEN_STATES
            limit = complaint.deadline if is_open else False
            complaint.is_overdue = bool(limit and limit < now)
            complaint.light = (
                complaint._get_next_clock()._get_light(now) if limit else ""
            )
            complaint.timing = complaint._describe_timing(limit, now) if limit else ""

    def _describe_timing(self, limit, now):
        span = abs(limit - now)
        values = {"days": span.days, "hours": span.seconds // 3600}
        if limit < now:
            return self.env._("%(days)s d %(hours)s h overdue", **values)
        return self.env._("%(days)s d %(hours)s h left", **values)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("state", "in", OPEN_STATES) & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        return overdue if True in value else ~overdue

    def _get_next_clock(self):
        return self.clock_ids.filtered(
            lambda clock: not clock.date_done and clock.deadline == self.deadline
        )[:1]

    # Process ----------------------------------------------------------------

    def _find_process(self):
        """Return the process in force for kind, category and severity, or none.

        That of the callback's policy first, then one that names the category, then
        one of the company's own policy; none when several policies would still fit.
        """
        self.ensure_one()
        candidates = (
            self.env["callback.complaint.process"]
            .search(
                [
                    ("kind", "=", self.kind),
                    ("policy_id.company_id", "in", [self.company_id.id, False]),
                    "|",
                    ("policy_id.state", "=", "in_force"),
                    "&",
                    ("policy_id.state", "=", "superseded"),
                    ("policy_id.date_to", "!=", False),
                ]
            )
            .filtered(
                lambda process: (
                    process._matches(self)
                    and process.policy_id._is_valid_on(
                        self.date_received, self.company_id
                    )
                )
            )
        )
        wanted = self.policy_id or self.record_id.policy_id or self.parent_id.policy_id
        own = candidates.filtered(lambda process: process.policy_id == wanted)
        candidates = own or candidates
        for special in ("category_ids", "policy_id.company_id"):
            if len(candidates.policy_id) > 1:
                candidates = candidates.filtered(special) or candidates
        if len(candidates.policy_id) > 1:
            return candidates.browse()
        return candidates.sorted(lambda process: process._get_rank())[:1]

    def _check_process(self):
        """Raise when nothing says how a case of this class is handled."""
        for complaint in self.filtered(lambda c: not c.process_id):
            labels = dict(self._fields["kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(complaint)s: no policy in force, or more than one, says how "
                    "“%(kind)s” of this category and severity is handled. Choose the "
                    "policy, or have a manager complete it.",
                    complaint=complaint.name,
                    kind=labels[complaint.kind],
                )
            )

    def _apply_process(self, policy=None):
        """Follow the process of kind, category and severity from now on.

        Finished clocks stay, those of the old process that are open give way.

        :param policy: chosen by a person where several would fit
        """
        self.ensure_one()
        if policy:
            self.policy_id = policy
        before, process = self.process_id, self._find_process()
        if before == process:
            return
        limits = {clock.code: clock.deadline for clock in self._get_open_clocks()}
        gate = process.gate
        if gate == "callback" and process.callback_rate < 1:
            # sudo: only how many cases the process has had.
            others = self.sudo().search_count([("process_id", "=", process.id)])
            gate = gate if process._is_next_called(others) else "informed"
        if self.gate == "callback" and self._has_result():
            # What a customer was promised with the result is not taken back.
            gate = "callback"
        self.write(
            {
                "gate": gate,
                "process_id": process.id,
                "policy_id": process.policy_id.id or self.policy_id.id,
                "priority": process.priority if process else 50,
                "is_confidential": process.is_confidential,
            }
        )
        unit = process.unit_id.with_company(self.company_id).department_id
        if unit and self.state == "new":
            self.service_department_id = unit
        self._sync_clocks()
        if before:
            self._log_clocks(limits)
        self._set_confidential()

    def action_reclassify(self, kind=None, category=None, severity=None, policy=None):
        """Change the class of open complaints; open clocks follow (EX-004). RPC.

        :param policy: the policy to follow where several would fit
        """
        self._check_act(OPEN_STATES, self.env._("changed"))
        category = self._browse("callback.complaint.category", category)
        severity = self._browse("callback.complaint.severity", severity)
        policy = self._browse("callback.policy", policy)
        values = {
            "kind": kind,
            "category_id": category.id,
            "severity_id": severity.id,
        }
        self.write({name: value for name, value in values.items() if value})
        if policy:
            # sudo: the process is guarded; the right to the cases is checked above.
            for complaint in self.sudo():
                complaint._apply_process(policy)
        return True

    def _log_clocks(self, before):
        """Note on the chatter which deadlines a new class has moved."""
        after = {clock.code: clock for clock in self._get_open_clocks()}
        for code, clock in after.items():
            if before.get(code) and clock.deadline and before[code] != clock.deadline:
                self._message_log(
                    body=self.env._(
                        "Another class: %(stage)s by %(after)s instead of %(before)s.",
                        stage=clock.display_name,
                        after=clock._format_local(clock.deadline),
                        before=clock._format_local(before[code]),
                    )
                )

    # Clocks -----------------------------------------------------------------

    def _get_open_clocks(self):
        return self.clock_ids.filtered(lambda clock: not clock.date_done)

    def _get_round_clocks(self):
        """Return the clocks that count now: of this round, and those that run on."""
        return self.clock_ids.filtered(
            lambda clock: clock.round == self.round or clock.code not in REPEATED
        )

    def _sync_clocks(self):
        """Make the clocks of this round agree with the process."""
        self.ensure_one()
        stages = self.process_id.stage_ids.sorted("sequence")
        open_clocks = self._get_round_clocks() - self.clock_ids.filtered("date_done")
        open_clocks.filtered(lambda c: c.code not in stages.mapped("code")).unlink()
        known = set(self._get_round_clocks().mapped("code"))
        open_clocks.create(
            [
                {
                    "stage_id": stage.id,
                    "sequence": stage.sequence,
                    "complaint_id": self.id,
                    "code": stage.code,
                    "round": self.round,
                }
                for stage in stages
                if stage.code not in known
            ]
        )
        for stage in stages:
            clock = self._get_round_clocks().filtered(
                lambda clock, stage=stage: clock.code == stage.code
            )
            if not clock.date_done and clock.stage_id != stage:
                clock.write({"stage_id": stage.id, "sequence": stage.sequence})
            if clock.date_done:
                continue
            start = self._get_clock_start(stage, stages)
            if start:
                clock._begin(start)

    def _get_clock_start(self, stage, stages):
        """Return the moment from which a stage counts, or False before it."""
        begun = self._get_round().date_start
        if stage.code not in REPEATED:
            begun = self.date_received
        if stage.anchor == "receipt":
            return begun
        if stage.anchor == "stage":
            code = stage.anchor_code
        else:
            index = list(stages).index(stage)
            if not index:
                return begun
            code = stages[index - 1].code
        if code not in REPEATED and stage.code in REPEATED and self.round > 1:
            return begun
        clock = self._get_round_clocks().filtered(lambda clock: clock.code == code)
        return clock.date_done

    def _finish_stage(self, code, now):
        """Stop the clock of a stage and of those before it, and start the next."""
        self.ensure_one()
        clocks = self._get_round_clocks()
        reached = clocks.filtered(lambda clock: clock.code == code)
        for clock in clocks.sorted(lambda c: (c.sequence, c.id)):
            before = reached and clock.sequence <= reached.sequence
            if before and not clock.date_done:
                clock.date_done = now
                self._sync_clocks()
