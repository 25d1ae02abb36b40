# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackPropertyHandover(models.Model):
    """Papers that the back office passes on, each by its time (S6-01 … S6-09)."""

    _name = "callback.property.handover"
    _description = "Hand-over of papers"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "deadline, id"
    _check_company_auto = True
    _guarded_fields = frozenset({"date_done", "done_user_id"})

    name = fields.Char(string="Papers", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Sales centre",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    rule_id = fields.Many2one(
        "callback.property.handover.rule",
        string="Kind of papers",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('policy_id.state', '=', 'in_force')]",
    )
    kind = fields.Selection(related="rule_id.kind", store=True)
    recipient = fields.Char(related="rule_id.recipient")
    deal_id = fields.Many2one(
        "callback.property.deal", index="btree_not_null", check_company=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", index=True)
    user_id = fields.Many2one(
        "res.users", string="Responsible", index=True, default=lambda self: self.env.uid
    )
    date_received = fields.Datetime(
        string="Received on", required=True, default=fields.Datetime.now, tracking=True
    )
    deadline = fields.Datetime(compute="_compute_deadline", store=True, index=True)
    deadline_basis = fields.Text(
        string="How it was counted", compute="_compute_deadline", store=True
    )
    date_done = fields.Datetime(
        string="Handed over on", readonly=True, copy=False, tracking=True
    )
    done_user_id = fields.Many2one(
        "res.users", string="Handed over by", readonly=True, copy=False
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    progress = fields.Text(
        tracking=True, help="How far mortgage, registration or transfer are (S6-09)."
    )

    @api.depends("date_received", "rule_id", "company_id")
    def _compute_deadline(self):
        for paper in self:
            # sudo: the limit is the policy's, whoever enters the papers.
            rule = paper.rule_id.sudo()
            paper.deadline, paper.deadline_basis = (
                rule._get_deadline(paper.date_received, paper.company_id)
                if rule
                else (False, "")
            )

    @api.depends("deadline", "date_done")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for paper in self:
            end = paper.date_done or now
            paper.is_late = bool(paper.deadline) and end > paper.deadline

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_late = Domain("date_done", "=", False) & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        # Two columns are compared, which a condition alone cannot say.
        late = open_late | Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s > %s",
                model._field_to_sql(alias, "date_done", query),
                model._field_to_sql(alias, "deadline", query),
            )
        )
        return late if True in value else ~late

    def action_done(self):
        """The papers are handed over now. RPC."""
        self.check_access("write")
        for paper in self:
            if paper.date_done:
                raise UserError(
                    self.env._("%(papers)s are handed over already.", papers=paper.name)
                )
            # sudo: the time is guarded; who may write was checked above.
            paper.sudo().write(
                {"date_done": fields.Datetime.now(), "done_user_id": self.env.uid}
            )
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(paper.date_done for paper in self):
            raise UserError(self.env._("A hand-over that was made stays on file."))
