# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .period_selections import UNITS


class CallbackComplaintExtension(models.Model):
    """Request for a longer stage of a complaint, decided by a second person."""

    _name = "callback.complaint.extension"
    _description = "Extension of a complaint"
    _inherit = ["callback.guard.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_decided",
            "deadline_after",
            "deadline_before",
            "state",
            "user_id",
        }
    )

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
    quantity = fields.Integer(
        required=True, help="New length of the whole limit of the stage."
    )
    unit = fields.Selection(UNITS, string="Time unit", required=True)
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("requested", "Requested"), ("approved", "Approved"), ("refused", "Rejected")],
        default="requested",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.uid,
        ondelete="restrict",
        readonly=True,
        required=True,
    )
    approver_id = fields.Many2one(
        "res.users", string="Decided by", ondelete="restrict", readonly=True
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    deadline_before = fields.Datetime(readonly=True)
    deadline_after = fields.Datetime(readonly=True)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "An extension needs a length."
    )

    @api.depends("complaint_id.name", "quantity", "unit")
    def _compute_display_name(self):
        labels = dict(self._fields["unit"]._description_selection(self.env))
        for extension in self:
            extension.display_name = (
                f"{extension.complaint_id.name or ''} → {extension.quantity} "
                f"{labels.get(extension.unit, '')}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse at once what the process could never allow."""
        for vals in vals_list:
            self._check_guarded(vals)
        extensions = super().create(vals_list)
        for extension in extensions:
            extension._get_new_deadline()
        return extensions

    def write(self, vals):
        """What was asked stays as it was asked."""
        self._check_guarded(vals)
        if not self.env.su:
            raise UserError(self.env._("A request stays as it was made."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An extension request stays on file."))

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

    def action_approve(self):
        """Move the limits; by a supervisor who did not ask for it. RPC."""
        self._check_decider()
        for extension in self:
            if extension.user_id == self.env.user:
                raise UserError(
                    self.env._("An extension is approved by a second person.")
                )
        now = fields.Datetime.now()
        # sudo: limits and decisions are closed to every role; who decides was checked.
        for extension in self.sudo():
            clock = extension.clock_id
            before, after = clock.deadline, extension._get_new_deadline()
            clock._move(after, now)
            extension._decide("approved", before, after)
        return True

    def action_refuse(self):
        """Refuse requests; the limits stay. RPC."""
        self._check_decider()
        self.sudo()._decide("refused")  # see action_approve
        return True

    def _check_decider(self):
        self.check_access("read")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor decides on an extension."))
        if any(extension.state != "requested" for extension in self):
            raise UserError(self.env._("This request has been decided."))

    def _decide(self, state, before=False, after=False):
        for extension in self:
            extension.write(
                {
                    "state": state,
                    "approver_id": self.env.uid,
                    "date_decided": fields.Datetime.now(),
                    "deadline_before": before,
                    "deadline_after": after,
                }
            )
            extension.complaint_id._message_log(
                body=self.env._(
                    "Extension “%(state)s” by %(person)s: %(reason)s",
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        state
                    ],
                    person=self.env.user.name,
                    reason=extension.reason,
                )
            )
