# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .period_selections import UNITS


class CallbackExtension(models.Model):
    """Request to move a deadline, decided by a second person (BASE-06, U1-20).

    Both deadlines, the reason and who decided stay on file.
    """

    _name = "callback.extension"
    _description = "Callback deadline extension"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_decided",
            "deadline_after",
            "deadline_before",
            "record_id",
            "state",
            "user_id",
        }
    )

    record_id = fields.Many2one(
        "callback.record", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="record_id.company_id", store=True)
    department_id = fields.Many2one(related="record_id.department_id", store=True)
    quantity = fields.Integer(
        required=True, help="New length of the whole limit, counted from the event."
    )
    unit = fields.Selection(UNITS, string="Time unit", required=True)
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("requested", "Requested"), ("approved", "Approved"), ("refused", "Rejected")],
        default="requested",
        required=True,
        readonly=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.uid,
        readonly=True,
        required=True,
    )
    approver_id = fields.Many2one(
        "res.users", string="Decided by", ondelete="restrict", readonly=True
    )
    date_decided = fields.Datetime(readonly=True)
    deadline_before = fields.Datetime(readonly=True)
    deadline_after = fields.Datetime(readonly=True)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "An extension needs a length."
    )

    @api.depends("record_id.name", "quantity", "unit")
    def _compute_display_name(self):
        labels = dict(self._fields["unit"]._description_selection(self.env))
        for extension in self:
            extension.display_name = (
                f"{extension.record_id.name or ''} → {extension.quantity} "
                f"{labels.get(extension.unit, '')}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse at once what the policy could never allow."""
        for vals in vals_list:
            self._check_guarded({name: 1 for name in vals if name != "record_id"})
        extensions = super().create(vals_list)
        for extension in extensions:
            extension._get_new_deadline()
        return extensions

    def write(self, vals):
        """A decided request stays as it was decided."""
        self._check_guarded(vals)
        if {"quantity", "unit", "reason"} & set(vals) and any(
            extension.state != "requested" for extension in self
        ):
            raise UserError(self.env._("This request has been decided."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An extension request stays on file."))

    def _get_new_deadline(self):
        """Return the deadline this request leads to.

        :raises UserError: with the clause, when the policy allows none, its
            condition does not hold, or the limit is longer than its maximum
        """
        self.ensure_one()
        record = self.record_id
        step = record.step_id
        clauses = record._get_clause_codes()
        limit = step._get_extension_limit(record.date_event, record.company_id)
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
            record.date_event,
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

    def action_approve(self):
        """Move the deadline; by a supervisor who is not the requester. RPC."""
        self._check_decider()
        for extension in self:
            if extension.user_id == self.env.user:
                raise UserError(
                    self.env._("An extension is approved by a second person.")
                )
        self._approve(self.env.user)
        return True

    def action_refuse(self):
        """Refuse requests; the deadline stays. RPC."""
        self._check_decider()
        self._decide({"state": "refused"}, self.env.user)
        return True

    def _check_decider(self):
        self.check_access("read")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor decides on an extension."))
        if any(extension.state != "requested" for extension in self):
            raise UserError(self.env._("This request has been decided."))

    def _decide(self, values, approver):
        # sudo: the decision fields are closed to every role; who may decide was
        # checked by the caller of this private method.
        self.sudo().write(
            {
                **values,
                "approver_id": approver.id,
                "date_decided": fields.Datetime.now(),
            }
        )

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
