# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CallbackStatement(models.Model):
    """The way of a statement up the department tree (U1-31, U2-22)."""

    _inherit = "callback.statement"
    _guarded_fields = frozenset(
        {"date_missing", "missing_reason", "missing_user_id", "receipt_ids"}
    )

    receipt_ids = fields.One2many(
        "callback.statement.receipt", "statement_id", string="Sent to", readonly=True
    )
    date_missing = fields.Datetime(
        string="Marked missing on", readonly=True, copy=False
    )
    missing_user_id = fields.Many2one(
        "res.users",
        string="Marked missing by",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    missing_reason = fields.Text(string="Why it is missing", readonly=True, copy=False)
    waiting_ids = fields.Many2many(
        "callback.statement",
        string="Waits for",
        compute="_compute_waiting_ids",
        help="Statements of units below that are neither submitted nor marked missing.",
    )

    @api.depends("state", "department_id", "policy_id", "date_from")
    def _compute_waiting_ids(self):
        open_ = self.filtered(lambda statement: statement.state != "submitted")
        # sudo: whether a unit below has submitted, not its figures.
        below = self.sudo().search(
            [
                ("policy_id", "in", open_.policy_id.ids),
                ("date_from", "in", open_.mapped("date_from")),
                ("state", "!=", "submitted"),
                ("date_missing", "=", False),
            ]
        )
        self.waiting_ids = False
        for statement in open_:
            path = statement.department_id.parent_path or ""
            statement.waiting_ids = below.filtered(
                lambda other, statement=statement, path=path: (
                    other.policy_id == statement.policy_id
                    and other.date_from == statement.date_from
                    and other.department_id != statement.department_id
                    and (other.department_id.parent_path or "").startswith(path)
                )
            )

    def action_submit(self):
        """Freeze the figures and send them to every recipient. RPC.

        :raises UserError: also while units below have neither submitted nor are
            marked missing (U1-31)
        """
        self.check_access("write")
        self.invalidate_model(["waiting_ids"])
        for statement in self.filtered("policy_id.statement_waits"):
            # Those of the same call are submitted together.
            waiting = statement.waiting_ids - self
            if waiting:
                raise UserError(
                    self.env._(
                        "%(statement)s waits for %(units)s: let them submit, or mark "
                        "them missing.",
                        statement=statement.name,
                        units=waiting.mapped("department_id.name"),
                    )
                )
        result = super().action_submit()
        self._send()
        self.invalidate_model(["waiting_ids"])
        return result

    def _send(self):
        """Make the receipts of submitted statements."""
        values = [
            {
                "statement_id": statement.id,
                "department_id": unit.id,
                "date_sent": statement.date_submitted,
            }
            for statement in self
            for unit in statement._get_recipients()
        ]
        # sudo: to whom it goes is the policy's word; who may submit was checked.
        self.env["callback.statement.receipt"].sudo().create(values)

    def _get_recipients(self):
        """Return the departments it goes to: the policy's, else the unit above."""
        self.ensure_one()
        sender = self.department_id
        above = sender.parent_id
        lines = self.policy_id.statement_recipient_ids.filtered(
            lambda line: not line.sender_id or line.sender_id == sender
        )
        own = lines.filtered("sender_id") or lines
        if not self.policy_id.statement_recipient_ids:
            return above
        units = self.env["hr.department"]
        for line in own:
            units |= line.department_id or above
        return units - sender

    def action_mark_missing(self, reason=None):
        """Go on without a unit; by a supervisor of a unit above it. RPC.

        The statement can still be submitted, late.

        :param reason: why; default: what the form says
        :raises AccessError: for the unit's own people
        :raises UserError: without a reason, before it is due, or once submitted
        """
        self.check_access("read")
        self._check_not_submitted()
        reason = (reason or self.env.context.get("callback_reason") or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the statement is missing."))
        now = fields.Datetime.now()
        user = self.env.user
        own = user.employee_ids.department_id
        is_manager = user.has_group("callback_base.callback_group_manager")
        for statement in self:
            if statement.date_due and statement.date_due >= now:
                raise UserError(
                    self.env._(
                        "%(statement)s is not due yet.", statement=statement.name
                    )
                )
            above = statement.department_id.parent_id & user.callback_department_ids
            if statement.department_id in own or not (above or is_manager):
                raise AccessError(
                    self.env._(
                        "%(statement)s is marked missing by a unit above it.",
                        statement=statement.name,
                    )
                )
        # sudo: guarded; who may do it was checked above.
        self.sudo().write(
            {
                "date_missing": now,
                "missing_user_id": self.env.uid,
                "missing_reason": reason,
            }
        )
        for statement in self:
            statement.sudo()._message_log(  # as above
                body=self.env._("Marked missing: %(reason)s", reason=reason)
            )
        self.invalidate_model(["waiting_ids"])
        return True
