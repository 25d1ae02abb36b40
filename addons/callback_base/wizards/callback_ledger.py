# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..workday.zone import LocalZone

#: Rows of a sheet of a workbook, less those above the list.
MOST_ROWS = 1_048_576 - 3
#: More than about a hundred pages nobody reads on paper.
MOST_PRINTED = 3000
ONE_DAY = datetime.timedelta(days=1)


class CallbackLedger(models.TransientModel):
    """Asks of what a ledger is wanted: of a selection or filter, or of a period."""

    _name = "callback.ledger"
    _description = "Ledger"

    kind = fields.Selection(
        [("callback.record", "Callbacks"), ("callback.complaint", "Complaints")],
        string="Ledger of",
        required=True,
        default="callback.record",
    )
    selection_domain = fields.Char(
        readonly=True, help="What was selected on the list the ledger is made from."
    )
    record_date = fields.Selection(
        selection=lambda self: self._select_dates("callback.record"),
        string="Date of the callback",
        default="date_done",
        required=True,
    )
    complaint_date = fields.Selection(
        selection=lambda self: self._select_dates("callback.complaint"),
        string="Date of the complaint",
        default="date_received",
        required=True,
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    department_id = fields.Many2one(
        "hr.department", string="Unit", help="With all units below it."
    )
    type_id = fields.Many2one("callback.type")
    category_id = fields.Many2one("callback.complaint.category")
    row_count = fields.Integer(string="Rows", compute="_compute_row_count")

    @api.model
    def _select_dates(self, model):
        documents = self.env[model]
        return [
            (name, documents._fields[name].get_description(self.env)["string"])
            for name in documents._ledger_dates
        ]

    @api.model
    def default_get(self, fields):  # pylint: disable=redefined-outer-name
        """Take over what is selected on a list, or the month that is over."""
        values = super().default_get(fields)
        context = self.env.context
        model, ids = context.get("active_model"), context.get("active_ids")
        if model in self._fields["kind"].get_values(self.env) and ids:
            values["kind"] = model
            values["selection_domain"] = json.dumps(list(self._get_selection(context)))
        else:
            first = self.env["callback.statement"]._get_previous_month()
            values["date_from"] = first
            values["date_to"] = (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY
        return values

    @api.model
    def _get_selection(self, context):
        """The rows that were ticked; all of the list when more than it can name."""
        ids = context["active_ids"]
        # sudo: the client is told the same number when it starts.
        parameters = self.env["ir.config_parameter"].sudo()
        limit = int(parameters.get_param("web.active_ids_limit", default=20000))
        if len(ids) >= limit and "active_domain" in context:
            return Domain(context["active_domain"] or [])
        return Domain("id", "in", ids)

    @api.depends(
        "kind",
        "selection_domain",
        "record_date",
        "complaint_date",
        "date_from",
        "date_to",
        "department_id",
        "type_id",
        "category_id",
    )
    def _compute_row_count(self):
        for ledger in self:
            documents = self.env[ledger.kind or "callback.record"]
            ledger.row_count = documents.search_count(ledger._get_domain())

    # Actions ------------------------------------------------------------------------

    def action_download(self):
        """Download the ledger as a workbook. RPC.

        :raises AccessError: without the right to export
        :raises UserError: when nothing, or more than a sheet holds, is selected
        """
        self.ensure_one()
        self._check_ledger()
        return {"type": "ir.actions.act_url", "url": f"/callback/ledger/{self.id}"}

    def action_print(self):
        """Print the ledger. RPC.

        :raises AccessError: without the right to export
        :raises UserError: when nothing, or more than anybody reads, is selected
        """
        return self._print(
            {
                "callback.record": "callback_record_report_ledger",
                "callback.complaint": "callback_complaint_report_ledger",
            }[self.kind]
        )

    def action_print_summary(self):
        """Print the summary of the records (F3-41). RPC."""
        return self._print("callback_record_report_summary")

    def _print(self, report):
        self.ensure_one()
        self._check_ledger()
        documents = self.env[self.kind]
        found = documents.search(
            self._get_domain(), order=documents._ledger_order, limit=MOST_PRINTED + 1
        )
        if len(found) > MOST_PRINTED:
            raise UserError(
                self.env._(
                    "%(count)s rows are too many for paper, which takes %(most)s. "
                    "Take the Excel file, or narrow the period.",
                    count=self.row_count,
                    most=MOST_PRINTED,
                )
            )
        return self.env.ref(f"callback_base.{report}").report_action(found)

    def _check_ledger(self):
        """Raise when the user may not have the ledger, or there is none."""
        self.check_access("read")
        documents = self.env[self.kind]
        documents.check_access("read")
        documents._check_callback_export(self.kind)
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise UserError(
                self.env._(
                    "The period ends on %(last)s, before it begins on %(first)s.",
                    first=self.date_from,
                    last=self.date_to,
                )
            )
        count = documents.search_count(self._get_domain())
        if not count:
            raise UserError(
                self.env._("Nothing is selected: the ledger would have no row.")
            )
        if count > MOST_ROWS:
            raise UserError(
                self.env._(
                    "%(count)s rows are more than the %(most)s of an Excel sheet. "
                    "Narrow the period or the unit, and take several ledgers.",
                    count=count,
                    most=MOST_ROWS,
                )
            )

    # What is in it ------------------------------------------------------------------

    def _get_domain(self):
        """Return the ``Domain`` of the documents, whoever may see them."""
        domain = Domain(json.loads(self.selection_domain or "[]"))
        zone = LocalZone(self._get_zone())
        is_callback = self.kind == "callback.record"
        date = self.record_date if is_callback else self.complaint_date
        if self.date_from:
            domain &= Domain(date, ">=", zone.midnight(self.date_from))
        if self.date_to:
            domain &= Domain(date, "<", zone.midnight(self.date_to + ONE_DAY))
        if self.department_id:
            domain &= Domain("department_id", "child_of", self.department_id.ids)
        if is_callback and self.type_id:
            domain &= Domain("type_id", "=", self.type_id.id)
        if not is_callback and self.category_id:
            domain &= Domain("category_id", "=", self.category_id.id)
        return domain

    def _get_zone(self):
        company = self.env.company
        calendar = company.callback_calendar_id or company.resource_calendar_id
        return self.env.user.tz or calendar.tz or "UTC"

    def _get_title(self):
        if self.kind == "callback.record":
            return self.env._("Callback ledger")
        return self.env._("Complaint ledger")

    def _get_note(self):
        """Say in words what is listed."""
        parts = []
        if self.date_from or self.date_to:
            name = "record_date" if self.kind == "callback.record" else "complaint_date"
            labels = dict(self._fields[name]._description_selection(self.env))
            first, last = self.date_from or "…", self.date_to or "…"
            parts.append(f"{labels[self[name]]} {first} – {last}")
        parts += [self.department_id.name, self.type_id.name, self.category_id.name]
        if self.selection_domain:
            parts.append(self.env._("rows selected on the list"))
        parts.append(self.env._("%(count)s rows", count=self.row_count))
        return ", ".join(filter(None, parts))
