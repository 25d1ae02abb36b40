# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """What a policy says about complaints and issues."""

    _inherit = "callback.policy"

    complaint_process_ids = fields.One2many(
        "callback.complaint.process",
        "policy_id",
        string="Complaint processes",
        copy=True,
    )
    issue_gate = fields.Selection(
        [
            ("none", "A callback does not wait for its issue"),
            ("archive", "A callback is archived when its issue is closed"),
            ("done", "A callback is finished and archived when its issue is closed"),
        ],
        string="Open issues",
        default="archive",
        required=True,
        help="Whether a callback waits until the issue that it brought up is solved "
        "or waived (BASE-17, L1-12).",
    )

    def _link_own_clauses(self):
        """Processes of a copy use the clauses and steps of the copy."""
        result = super()._link_own_clauses()
        own = {clause.code: clause.id for clause in self.clause_ids}
        steps = {step.origin_id: step.id for step in self.rule_ids.step_ids}
        origins = self.env["callback.complaint.process"].search_fetch(
            [("policy_id", "=", self.previous_id.id)], ["step_id"]
        )
        by_origin = {(p.origin_id or p.id): p.step_id for p in origins}
        for process in self.complaint_process_ids:
            codes = process.clause_ids.mapped("code")
            step = by_origin.get(process.origin_id)
            process.write(
                {
                    "clause_ids": [fields.Command.set([own[code] for code in codes])],
                    "step_id": steps.get(step and (step.origin_id or step.id)),
                }
            )
        return result

    def _get_activation_problems(self):
        """A process that could not be carried out keeps the version a draft."""
        problems = super()._get_activation_problems()
        return problems + self.complaint_process_ids._get_problems()

    def _is_valid_on(self, moment, company):
        """Tell whether an event at this moment falls under the version (T-13)."""
        self.ensure_one()
        calendar = self._get_calendar(company)
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=calendar.sudo().tz or "UTC"),  # its zone only
            moment,
        ).date()
        started = not self.date_from or self.date_from <= day
        return started and not (self.date_to and self.date_to < day)
