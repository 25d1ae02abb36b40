# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackPolicy(models.Model):
    """What a policy says about plans and about who is responsible."""

    _inherit = "callback.policy"

    route_ids = fields.One2many("callback.route", "policy_id", copy=True)
    plan_approval = fields.Selection(
        [
            ("file", "Filing is enough"),
            ("approve", "A second person approves"),
            ("head_office", "Head office approves"),
        ],
        string="Plans",
        default="approve",
        required=True,
        help="What a plan needs before it makes work: being filed with the callback "
        "department, the approval of a second person, or that of head office.",
    )
    plan_element_ids = fields.Many2many(
        "callback.plan.element",
        string="A plan states",
        default=lambda self: self.env["callback.plan.element"].search(
            [("is_default", "=", True)]
        ),
        help="Without these a plan cannot be submitted (B1-03).",
    )
    plan_due_month = fields.Integer(
        string="Yearly plan by month",
        help="Month of the year before in which the plan of a year is due. "
        "0: no limit.",
    )
    plan_due_day = fields.Integer(string="Yearly plan by day")

    def write(self, vals):
        """A changed validity or calendar makes the next sweep look at everything."""
        result = super().write(vals)
        if {"date_from", "date_to", "calendar_id"} & set(vals):
            # sudo: marks of the sweep are closed to every role.
            marks = self.env["callback.sweep"].sudo()
            marks.search([("rule_id.policy_id", "in", self.ids)]).unlink()
        return result
