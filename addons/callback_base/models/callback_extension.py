# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackExtension(models.Model):
    """Request to move the deadline of a callback (BASE-06, U1-20)."""

    _name = "callback.extension"
    _description = "Callback deadline extension"
    _inherit = ["mail.thread", "callback.extension.mixin"]
    _order = "id desc"

    record_id = fields.Many2one(
        "callback.record", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="record_id.company_id", store=True)
    department_id = fields.Many2one(related="record_id.department_id", store=True)
    state = fields.Selection(tracking=True)

    @api.depends("record_id.name", "quantity", "unit")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        """It stays with its callback; a decided request as it was decided."""
        self._check_guarded(vals)
        if "record_id" in vals and not self.env.su:
            raise UserError(self.env._("Make a new request instead."))
        if {"quantity", "unit", "reason"} & set(vals) and any(
            extension.state != "requested" for extension in self
        ):
            raise UserError(self.env._("This request has been decided."))
        return super().write(vals)

    def _get_extended(self):
        return self.record_id

    def _get_new_deadline(self):
        """Return the deadline this request leads to.

        :raises UserError: with the clause, when the policy allows none, its
            condition does not hold, or the limit is longer than its maximum
        """
        self.ensure_one()
        record = self.record_id
        step = record.step_id
        clauses = record._get_clause_codes()
        start = step._get_anchor(record.date_event, record.company_id)
        limit = step._get_extension_limit(start, record.company_id)
        if not limit:
            raise UserError(
                self.env._("%(clauses)s allow no extension.", clauses=clauses)
            )
        if not record._meets_extension_condition():
            raise UserError(
                self.env._(
                    "%(clauses)s allow an extension only in the special case laid "
                    "down, which is not on file for %(document)s.",
                    clauses=clauses,
                    document=record.source_name or record.name,
                )
            )
        deadline = self.env["callback.workday"].deadline(
            start,
            self.quantity,
            self.unit,
            calendar=record.policy_id._get_calendar(record.company_id),
            shift=step.shift,
            **record.policy_id._get_deadline_options(),
        )
        if deadline > limit:
            raise UserError(
                self.env._(
                    "%(clauses)s allow an extension until %(limit)s at the latest.",
                    clauses=clauses,
                    limit=record._format_local(limit),
                )
            )
        if deadline <= record.deadline:
            raise UserError(
                self.env._(
                    "The deadline of %(record)s is not earlier than that already.",
                    record=record.name,
                )
            )
        return deadline

    def _approve(self, approver):
        """Move the deadlines and note on each record what changed and who said so."""
        now = fields.Datetime.now()
        for extension in self:
            record = extension.record_id
            before, after = record.deadline, extension._get_new_deadline()
            missed = before < now and not record.is_complete
            extension._decide(
                {
                    "state": "approved",
                    "deadline_before": before,
                    "deadline_after": after,
                },
                approver,
            )
            # sudo: callers have no right to deadlines; see _decide.
            record.sudo()._apply_extension(extension, missed and before)
