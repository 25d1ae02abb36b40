# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackComplaintExtension(models.Model):
    """Request for a longer stage of a complaint."""

    _name = "callback.complaint.extension"
    _description = "Extension of a complaint"
    _inherit = ["callback.extension.mixin"]
    _order = "id desc"

    clock_id = fields.Many2one(
        "callback.complaint.clock",
        string="Stage",
        required=True,
        index=True,
        ondelete="cascade",
    )
    complaint_id = fields.Many2one(
        related="clock_id.complaint_id", store=True, index=True
    )
    company_id = fields.Many2one(related="clock_id.company_id", store=True)

    @api.depends("complaint_id.name", "quantity", "unit")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        """What was asked stays as it was asked."""
        self._check_guarded(vals)
        if not self.env.su:
            raise UserError(self.env._("A request stays as it was made."))
        return super().write(vals)

    def _get_extended(self):
        return self.complaint_id

    def _get_new_deadline(self):
        """Return the deadline this request leads to.

        :raises UserError: with the clause, when the process allows none, or none so
            long
        """
        self.ensure_one()
        # sudo: the clock of a case the user has access to; see create and decide.
        clock = self.sudo().clock_id
        stage, company = clock.stage_id, clock.company_id
        rule = stage.process_id._cite()
        if not stage.extension_quantity or not clock.date_start or clock.date_done:
            raise UserError(self.env._("%(rule)s allow no extension.", rule=rule))
        limit, _basis = stage._get_limit(
            clock.date_start, company, stage.extension_quantity, stage.extension_unit
        )
        deadline, _basis = stage._get_limit(
            clock.date_start, company, self.quantity, self.unit
        )
        if deadline > limit:
            raise UserError(
                self.env._(
                    "%(rule)s allow an extension until %(limit)s at the latest.",
                    rule=rule,
                    limit=clock._format_local(limit),
                )
            )
        if deadline <= clock.deadline:
            raise UserError(
                self.env._(
                    "The deadline of %(record)s is not earlier than that already.",
                    record=clock.complaint_id.name,
                )
            )
        return deadline

    def _approve(self, approver):
        """Move the limits of the stages."""
        now = fields.Datetime.now()
        # sudo: limits are closed to every role; who decides was checked.
        for extension in self.sudo():
            clock = extension.clock_id
            before, after = clock.deadline, extension._get_new_deadline()
            clock._move(after, now)
            extension._decide(
                {
                    "state": "approved",
                    "deadline_before": before,
                    "deadline_after": after,
                },
                approver,
            )

    def _decide(self, values, approver):
        """Note each decision on its complaint."""
        result = super()._decide(values, approver)
        labels = dict(self._fields["state"]._description_selection(self.env))
        for extension in self.sudo():  # see the parent
            extension.complaint_id._message_log(
                body=self.env._(
                    "Extension “%(state)s” by %(person)s: %(reason)s",
                    state=labels[extension.state],
                    person=approver.name,
                    reason=extension.reason,
                )
            )
        return result
