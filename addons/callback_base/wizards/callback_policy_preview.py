# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..models.callback_record import OPEN_STATES


class CallbackPolicyPreview(models.TransientModel):
    """What putting a draft in force would change; it changes nothing itself (T-13)."""

    _name = "callback.policy.preview"
    _description = "Preview of a policy version"

    policy_id = fields.Many2one(
        "callback.policy", string="Version", required=True, readonly=True
    )
    other_id = fields.Many2one(
        "callback.policy", string="Version before", readonly=True
    )
    date_from = fields.Date(related="policy_id.date_from")
    problems = fields.Text(string="What keeps it from being in force", readonly=True)
    line_ids = fields.One2many(
        "callback.policy.preview.line", "preview_id", string="Rules", readonly=True
    )
    deadline_ids = fields.One2many(
        "callback.policy.preview.deadline",
        "preview_id",
        string="Sample deadlines",
        readonly=True,
    )

    @api.model
    def _make(self, policy):
        """Return the preview of a draft."""
        other = policy._get_followed()[:1] or policy.previous_id
        pairs = [
            (was or self.env["callback.rule"], now or self.env["callback.rule"])
            for was, now in policy._match_parts(
                other.with_context(active_test=False).rule_ids, policy.rule_ids
            )
        ]
        create = fields.Command.create
        return self.create(
            {
                "policy_id": policy.id,
                "other_id": other.id,
                "problems": "\n".join(policy._get_activation_problems()),
                "line_ids": [
                    create(line) for line in self._prepare_lines(pairs, policy)
                ],
                "deadline_ids": [
                    create(line) for line in self._prepare_deadlines(pairs, policy)
                ],
            }
        )

    def _prepare_lines(self, pairs, policy):
        """Return a line for each rule of both versions, counted as a set."""
        before = self.env["callback.rule"].union(*(was for was, _now in pairs))
        domain = [("rule_id", "in", before.ids), ("state", "in", OPEN_STATES)]
        count = self.env["callback.record"]._read_group
        kept = dict(count(domain, ["rule_id"], ["__count"]))
        overlap = {}
        if policy.date_from:
            start = self._get_first_moment(policy)
            domain = [*domain, ("date_event", ">=", start)]
            groups = count(domain, ["rule_id"], ["res_id:count_distinct"])
            overlap = dict(groups)
        for was, now in pairs:
            yield {
                "change": "changed" if was and now else "new" if now else "gone",
                "name": (now or was).name,
                "kept_count": kept.get(was, 0),
                "overlap_count": overlap.get(was, 0),
                "owed_count": self._count_owed(now),
            }

    def _get_first_moment(self, policy):
        calendar = policy._get_calendar()
        return self.env["callback.workday"]._with_table(
            calendar, lambda table: table.zone.midnight(policy.date_from)
        )

    def _count_owed(self, rule):
        """Count the documents whose event lies inside the validity of the version."""
        if rule.trigger != "event" or rule.model_name not in self.env:
            return 0
        domain = rule._get_source_domain() & rule._get_validity_domain()
        domain &= Domain(rule.event_field, "!=", False)
        if rule.partner_field:
            domain &= Domain(rule.partner_field, "!=", False)
        company = rule.policy_id.company_id
        # sudo: like the sweep, the preview sees every document of the companies of the
        # policy; only their number leaves this method.
        model = self.env[rule.model_name].sudo().with_context(active_test=False)
        if "company_id" in model._fields:
            companies = company or self.env.companies
            domain &= Domain("company_id", "in", [*companies.ids, False])
        return model.search_count(domain)

    def _prepare_deadlines(self, pairs, policy):
        """Return old and new deadlines of the same sample events."""
        calendar = policy._get_calendar()
        events = self.env["callback.rule.diagnosis"]._get_sample_events(calendar)
        for was, now in pairs:
            for old, new in policy._match_parts(was.step_ids, now.step_ids):
                for name, event in events:
                    yield {
                        "rule": (now or was).name,
                        "step": (new or old).name,
                        "name": name,
                        "date_event": event,
                        "deadline_old": self._get_deadline(old, event),
                        "deadline_new": self._get_deadline(new, event),
                    }

    def _get_deadline(self, step, event):
        return bool(step) and step._get_deadline(
            event, step.policy_id.company_id or self.env.company
        )
