# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_penalty_money import refuse_parts_of_cents


class CallbackAppeal(models.Model):
    """An appeal against a fine or an assessment, on two levels (G1-68 … G1-71).

    The first goes to the leader in charge, the second to the next one above with human
    resources; both are found by the system and have had no part in the matter. While
    an appeal is open its line is neither final nor handed over.
    """

    _name = "callback.appeal"
    _description = "Appeal"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guarded.mixin",
        "callback.attached.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name"]
    _guarded_fields = frozenset(
        {
            "amount",
            "date_decided",
            "date_submitted",
            "decision_user_id",
            "leader_id",
            "level",
            "name",
            "outcome",
            "previous_id",
            "state",
            "user_id",
        }
    )

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    sanction_id = fields.Many2one(
        "callback.sanction",
        string="Against",
        required=True,
        index=True,
        ondelete="restrict",
    )
    employee_id = fields.Many2one(
        related="sanction_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="sanction_id.company_id", store=True, index=True
    )
    department_id = fields.Many2one(related="sanction_id.department_id", store=True)
    currency_id = fields.Many2one(related="sanction_id.currency_id")
    level = fields.Integer(readonly=True, default=1)
    previous_id = fields.Many2one(
        "callback.appeal", string="After", readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Appealed by",
        default=lambda self: self.env.uid,
        readonly=True,
        ondelete="restrict",
    )
    facts = fields.Text(
        string="Concrete facts", help="What speaks against it, with the evidence."
    )
    evidence_ids = fields.Many2many("ir.attachment")
    late_reason = fields.Text(
        string="Why admitted late",
        help="Human resources may admit an appeal after its time.",
    )
    leader_id = fields.Many2one(
        "res.users", string="Decides", readonly=True, tracking=True
    )
    hr_finding = fields.Text(string="What human resources found")
    date_submitted = fields.Datetime(
        string="Submitted on", readonly=True, tracking=True
    )
    outcome = fields.Selection(
        [("uphold", "Upheld as it is"), ("reduce", "Reduced"), ("cancel", "Cancelled")],
        readonly=True,
        tracking=True,
    )
    amount = fields.Monetary(string="Reduced to", readonly=True, tracking=True)
    proposed_amount = fields.Monetary(string="Reduce to")
    decision_reason = fields.Text(string="Reason of the decision", tracking=True)
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, tracking=True
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    state = fields.Selection(
        [("draft", "Draft"), ("submitted", "Submitted"), ("decided", "Decided")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )

    _level_unique = models.UniqueIndex(
        "(sanction_id, level) WHERE state <> 'draft'",
        "There is one appeal on each level only.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Appeals get their number."""
        appeals = super().create(vals_list)
        # Nobody appeals against, and so learns of, a line that he was not told.
        appeals.sanction_id.check_access("read")
        # sudo: sequences are the system's, the number is guarded.
        for appeal in appeals.sudo():
            # sudo: as above.
            sequence = self.env["ir.sequence"].sudo().with_company(appeal.company_id)
            appeal.name = sequence.next_by_code("callback.appeal") or "/"
        return appeals

    def write(self, vals):
        """What was submitted stays; who decides adds finding and reason."""
        refuse_parts_of_cents(self, vals, ["amount", "proposed_amount"])
        if not self.env.su:
            for appeal in self:
                appeal._check_open(set(vals))
        result = super().write(vals)
        if "sanction_id" in vals:
            self.sanction_id.check_access("read")
        return result

    def _check_open(self, names):
        own = {"sanction_id", "facts", "evidence_ids", "late_reason"} & names
        theirs = {"hr_finding", "decision_reason", "proposed_amount"} & names
        if own and self.state != "draft" or theirs and self.state == "decided":
            raise UserError(
                self.env._(
                    "%(appeal)s was submitted or decided and stays as it is.",
                    appeal=self.name,
                )
            )
        # sudo: whose line it is.
        if theirs and self.env.user in self.sudo().employee_id.user_id:
            raise UserError(self.env._("Nobody decides on an appeal of one's own."))

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(appeal.state != "draft" for appeal in self):
            raise UserError(self.env._("An appeal that was submitted stays on file."))
