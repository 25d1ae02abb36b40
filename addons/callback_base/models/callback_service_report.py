# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..schedule.periods import ONE_DAY, period_of
from ..workday.zone import LocalZone

#: What counts as a service: model, kind, grouped by, day by, states of the done.
SOURCES = (
    ("callback.record", "callback", "type_id", "date_event", ("done",)),
    (
        *("callback.complaint", "complaint", "kind", "date_received"),
        ("resolved", "informed", "closed"),
    ),
)


class CallbackServiceReport(models.Model):
    """What was done for one customer in one period, for outside parties (F4-02).

    Its copies are ``callback.service.copy``: each is due, sent with its proof, or
    missing.
    """

    _name = "callback.service.report"
    _description = "Service report"
    _inherit = ["mail.thread", "callback.guard.mixin", "callback.partner.hidden.mixin"]
    _order = "date_from desc, partner_id, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"date_computed", "date_due", "line_ids", "state", "user_id"}
    )

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    rule_id = fields.Many2one(
        "callback.service.rule",
        string="Service report",
        required=True,
        index=True,
        ondelete="restrict",
    )
    policy_id = fields.Many2one(
        related="rule_id.policy_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        related="rule_id.department_id", store=True, index="btree_not_null"
    )
    supplier_id = fields.Many2one(related="rule_id.supplier_id")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(
        string="Last day", compute="_compute_period", store=True, precompute=True
    )
    period_name = fields.Char(
        string="Period", compute="_compute_period", store=True, precompute=True
    )
    date_due = fields.Datetime(
        string="Due", compute="_compute_date_due", store=True, precompute=True
    )
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed"), ("sent", "Sent")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_computed = fields.Datetime(string="Computed on", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Noted as sent by", readonly=True, copy=False
    )
    line_ids = fields.One2many(
        "callback.service.line", "report_id", string="Executed services", readonly=True
    )
    progress = fields.Text(help="Progress of claims and open points, in words.")
    copy_ids = fields.One2many("callback.service.copy", "report_id", string="Copies")
    copy_count = fields.Integer(
        string="Number of copies", compute="_compute_copies", store=True
    )
    missing_count = fields.Integer(
        string="Copies not sent", compute="_compute_copies", store=True
    )
    is_missing = fields.Boolean(
        string="Missing", compute="_compute_is_missing", search="_search_is_missing"
    )

    _report_unique = models.UniqueIndex(
        "(rule_id, partner_id, date_from)",
        "There is a report for this customer and period already.",
    )

    @api.depends("rule_id.name", "partner_id.name", "period_name")
    def _compute_name(self):
        for report in self:
            parts = (report.period_name, report.rule_id.name, report.partner_id.name)
            report.name = " ".join(filter(None, parts))

    @api.depends("date_from", "rule_id.period")
    def _compute_period(self):
        rounds = self.env["callback.satisfaction.round"]
        for report in self:
            day, kind = report.date_from, report.rule_id.period
            known = day and kind
            report.date_to = known and period_of(day, kind)[1]
            report.period_name = known and rounds._get_period_name(day, kind)

    @api.depends(
        "date_from",
        "rule_id.due_day",
        "rule_id.due_hour",
        "rule_id.due_reading",
        "rule_id.due_shift",
        "rule_id.period",
    )
    def _compute_date_due(self):
        for report in self:
            known = report.date_from and report.rule_id
            report.date_due = known and report.rule_id._get_due(
                report.date_from, report.company_id
            )

    @api.depends("copy_ids.date_sent")
    def _compute_copies(self):
        for report in self:
            copies = report.copy_ids
            report.copy_count = len(copies)
            report.missing_count = len(copies.filtered(lambda c: not c.date_sent))

    @api.depends("missing_count", "date_due")
    def _compute_is_missing(self):
        now = fields.Datetime.now()
        for report in self:
            late = report.date_due and report.date_due < now
            report.is_missing = bool(report.missing_count and late)

    def _search_is_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        missing = Domain("missing_count", ">", 0) & Domain(
            "date_due", "<", fields.Datetime.now()
        )
        return missing if True in value else ~missing

    @api.constrains("date_from", "rule_id")
    def _check_date_from(self):
        for report in self:
            first, _last = period_of(report.date_from, report.rule_id.period)
            if report.date_from != first:
                raise ValidationError(
                    self.env._(
                        "The period of a report is given by its first day, %(first)s, "
                        "not by %(day)s.",
                        first=str(first),
                        day=str(report.date_from),
                    )
                )

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A report starts as a draft."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was sent stays as it was sent."""
        self._check_guarded(vals)
        names = {n for n in vals if not n.startswith(("message_", "activity_"))}
        sent = self.filtered(lambda report: report.state == "sent")
        if sent and names - {"copy_ids"} and not self.env.su:
            raise UserError(
                self.env._("%(report)s was sent and is frozen.", report=sent[0].name)
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(report.copy_ids.filtered("date_sent") for report in self):
            raise UserError(self.env._("A report that was sent stays on file."))

    def action_compute(self):
        """Count the services of the period anew, from the records alone. RPC.

        :raises UserError: once a copy was sent
        """
        self.check_access("write")
        for report in self:
            if report.copy_ids.filtered("date_sent"):
                raise UserError(
                    self.env._("%(report)s was sent and is frozen.", report=report.name)
                )
        # sudo: lines are the system's; they count what was done for this customer.
        reports = self.sudo()
        reports.line_ids.unlink()
        reports.line_ids.create(reports._prepare_lines())
        reports.write({"state": "computed", "date_computed": fields.Datetime.now()})
        return True

    def _prepare_lines(self):
        """Return what was done for the customers: by type, done and still open.

        Two queries a company, period and calendar, however many the customers.
        """
        lines = []
        for reports in self.grouped(
            lambda r: (r.company_id, r.policy_id, r.date_from, r.date_to)
        ).values():
            for source in SOURCES:
                lines += reports._count_services(*source)
        return lines

    def _count_services(self, model, kind, group, date, finished):
        """Count the documents of one model for reports of one period.

        A customer's services are also those of its branches and contacts.
        """
        one = self[0]
        calendar = one.policy_id._get_calendar(one.company_id)
        zone = LocalZone(calendar.tz or "UTC")
        documents = self.env[model]
        domain = (
            Domain("partner_id", "child_of", self.partner_id.ids)
            & Domain("company_id", "=", one.company_id.id)
            & Domain(date, ">=", zone.midnight(one.date_from))
            & Domain(date, "<", zone.midnight(one.date_to + ONE_DAY))
            & Domain("state", "not in", ("cancelled", "merged"))
        )
        if kind == "complaint":
            domain &= Domain("is_confidential", "=", False)
        labels = {}
        if documents._fields[group].type == "selection":
            labels = dict(documents._fields[group]._description_selection(self.env))
        owners = self.grouped("partner_id")
        counts = {}
        for partner, value, state, count in documents._read_group(
            domain, ["partner_id", group, "state"], ["__count"]
        ):
            name = labels.get(value) or value.display_name
            while partner:
                for report in owners.get(partner, ()):
                    row = counts.setdefault((report, name), [0, 0])
                    row[0] += count
                    row[1] += count if state in finished else 0
                partner = partner.parent_id
        return [
            {
                "report_id": report.id,
                "name": name,
                "kind": kind,
                "service_count": total,
                "done_count": done,
                "open_count": total - done,
            }
            for (report, name), (total, done) in counts.items()
        ]
