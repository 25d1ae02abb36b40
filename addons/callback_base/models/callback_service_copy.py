# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class CallbackServiceCopy(models.Model):
    """One copy of a service report: for whom, due when, sent when and how (F4-02)."""

    _name = "callback.service.copy"
    _description = "Copy of a service report"
    _inherit = ["callback.guard.mixin", "callback.attached.mixin"]
    _order = "report_id, id"
    _guarded_fields = frozenset({"date_sent", "user_id"})

    report_id = fields.Many2one(
        "callback.service.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="report_id.department_id", store=True, index="btree_not_null"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Recipient", required=True, ondelete="restrict"
    )
    date_due = fields.Datetime(related="report_id.date_due", store=True, index=True)
    channel_id = fields.Many2one(
        "callback.channel", string="Way of sending", ondelete="restrict"
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "callback_service_copy_evidence_rel",
        string="Proof",
        bypass_search_access=True,
        help="The copy as it was sent, or as it came in from the supplier.",
    )
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Noted by", readonly=True, copy=False, ondelete="restrict"
    )
    is_late = fields.Boolean(string="Late", compute="_compute_status")
    status = fields.Selection(
        [
            ("due", "Not due yet"),
            ("missing", "Missing"),
            ("sent", "Sent"),
            ("late", "Sent late"),
        ],
        compute="_compute_status",
        search="_search_status",
    )

    _recipient_unique = models.UniqueIndex(
        "(report_id, partner_id)", "A recipient gets one copy of a report."
    )

    @api.depends("date_sent", "date_due")
    def _compute_status(self):
        now = fields.Datetime.now()
        for copy in self:
            end = copy.date_sent or now
            copy.is_late = bool(copy.date_due and copy.date_due < end)
            late, early = ("late", "sent") if copy.date_sent else ("missing", "due")
            copy.status = late if copy.is_late else early

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        sent, passed = Domain("date_sent", "!=", False), Domain("date_due", "<", now)
        late = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s > %s",
                model._field_to_sql(alias, "date_sent", query),
                model._field_to_sql(alias, "date_due", query),
            )
        )
        domains = {
            "due": ~sent & ~passed,
            "missing": ~sent & passed,
            "sent": sent & ~late,
            "late": sent & late,
        }
        return Domain.OR(domains[name] for name in value if name in domains)

    @api.model_create_multi
    def create(self, vals_list):
        """A copy starts unsent."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A copy that was sent stays as it is."""
        self._check_guarded(vals)
        if any(copy.date_sent for copy in self) and not self.env.su:
            raise UserError(self.env._("This copy was sent: it stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_due(self):
        """Nobody makes a missing copy disappear."""
        if any(copy.date_sent or copy.is_late for copy in self) and not self.env.su:
            raise UserError(self.env._("A copy that was due stays on file."))

    def action_send(self):
        """Note that copies were sent, with their proof. RPC.

        :raises UserError: twice, without proof or channel, before the report was
            computed, or before the period is over
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        for copy in self:
            report, problem = copy.report_id, ""
            if copy.date_sent:
                problem = self.env._("it was sent already")
            elif report.state == "draft" and not report.supplier_id:
                problem = self.env._("compute the report first")
            elif not (copy.channel_id and copy.evidence_ids):
                problem = self.env._("enter how it was sent, and attach the copy")
            elif today < report.date_from:
                problem = self.env._("its period has not begun")
            if problem:
                raise UserError(
                    self.env._(
                        "%(report)s, copy for %(recipient)s: %(problem)s.",
                        report=report.name,
                        recipient=copy.partner_id.name,
                        problem=problem,
                    )
                )
        # sudo: guarded; who may note it was checked above.
        self.sudo().write({"date_sent": fields.Datetime.now(), "user_id": self.env.uid})
        for report in self.sudo().report_id:  # as above
            if not report.missing_count:
                report.write({"state": "sent", "user_id": self.env.uid})
        return True

    def _get_breach_met_dates(self, kind):
        """Return when missing copies were sent after all: {id: naive UTC}."""
        return {copy.id: copy.date_sent for copy in self}
