# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.callback_base.models.callback_record import CLOSED_STATES

from ..models.callback_review_rule import INSPECTOR_GROUPS, METHODS


class CallbackReviewExtra(models.TransientModel):
    """Check a callback that was not drawn: any time, any person (G1-07, F3-09)."""

    _name = "callback.review.extra"
    _description = "Extra spot check"

    record_id = fields.Many2one(
        "callback.record", string="Callback", required=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "callback.review.rule",
        string="Spot check",
        required=True,
        ondelete="cascade",
        domain="[('policy_id.state', '=', 'in_force')]",
        help="Whose checklist and time limits are used.",
    )
    method = fields.Selection(
        METHODS, string="Way of checking", required=True, default="telephone"
    )
    reason = fields.Text(required=True)

    def action_check(self):
        """Make the check for the user and open it. RPC.

        :raises UserError: for an open callback, or one the user may not check
        """
        self.ensure_one()
        self.record_id.check_access("read")
        user = self.env.user
        if not user.has_groups(INSPECTOR_GROUPS):
            raise AccessError(
                self.env._("%(person)s is not an inspector (A1-02).", person=user.name)
            )
        record, rule = self.record_id, self.rule_id
        if record.state not in CLOSED_STATES:
            raise UserError(
                self.env._("%(record)s is not finished yet.", record=record.name)
            )
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why this callback is checked."))
        mine = Domain("record_id", "=", record.id) & Domain("user_id", "=", user.id)
        drawn = Domain("state", "in", ("drawn", "ongoing"))
        # sudo: a check that is given to the user, whatever else he sees.
        reviews = self.env["callback.review"].sudo()
        if reviews.search_count(mine & drawn, limit=1):
            raise UserError(
                self.env._(
                    "%(record)s is on your list already: finish that check.",
                    record=record.name,
                )
            )
        # sudo: checks are made by the system; who may check what is looked at below.
        review = reviews.create(
            {
                "name": record.name,
                "kind": "extra",
                "rule_id": rule.id,
                "policy_id": rule.policy_id.id,
                "checklist_id": rule.checklist_id.id,
                "level": rule.level,
                "record_id": record.id,
                "company_id": record.company_id.id,
                "department_id": record.department_id.id,
                "person_id": record.user_id.id,
                "user_id": user.id,
                "method": self.method,
                "reason": self.reason.strip(),
                "date_drawn": fields.Datetime.now(),
            }
        )
        review._check_inspector(user)
        review.with_env(self.env).action_start()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.review",
            "res_id": review.id,
            "view_mode": "form",
        }
