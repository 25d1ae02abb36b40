# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

#: Columns of the summary of callback records (F3-41), with their share in percent.
SUMMARY = {
    "partner_id": 10,
    "date_done": 10,
    "channel_id": 7,
    "user_id": 8,
    "type_id": 10,
    "content": 19,
    "problem": 12,
    "result": 14,
    "satisfaction": 7,
}


class CallbackLedgerPaper(models.AbstractModel):
    """What ledgers and summaries on paper show: rows by one query, and their sums."""

    _name = "report.callback_base.report_callback_ledger"
    _description = "Ledger on paper"

    _ledger_model = "callback.record"

    def _get_report_values(self, docids, data=None):
        documents = self.env[self._ledger_model]
        domain = Domain("id", "in", list(docids or ()))
        zone = self.env["callback.ledger"]._get_zone()
        widths = self._get_widths()
        names = list(widths)
        columns = documents._get_ledger_columns(names)
        for column in columns:
            column["width"] = widths[column["name"]]
        return {
            "doc_model": self._ledger_model,
            "docs": documents.browse(docids),
            "company": self.env.company,
            "columns": columns,
            "rows": documents._get_ledger_rows(domain, zone, names),
            "units": self._get_units(documents, domain),
            "totals": self._get_totals(documents, domain),
            "zone": zone,
            "printed": format_datetime(self.env, fields.Datetime.now(), tz=zone),
        }

    def _get_widths(self):
        return self.env[self._ledger_model]._ledger_paper

    def _get_units(self, documents, domain):
        groups = documents._read_group(domain, ["department_id"])
        # sudo: the names of the units, which stand in the rows as well.
        names = [unit.sudo().name for (unit,) in groups if unit]
        return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")

    def _get_totals(self, documents, domain):
        """Return [(label, [(value, count)])] of the rows, from the same documents."""
        totals = []
        for name in self._get_counted():
            field = documents._fields[name]
            labels = dict(field._description_selection(self.env))
            counts = dict(documents._read_group(domain, [name], ["__count"]))
            found = [(labels[key], counts[key]) for key in labels if counts.get(key)]
            if found:
                label = field.get_description(self.env, ["string"])["string"]
                totals.append((label, found))
        return totals

    def _get_counted(self):
        return ("state", "satisfaction")


class CallbackComplaintLedgerPaper(models.AbstractModel):
    """The same of complaints."""

    _name = "report.callback_base.report_callback_complaint_ledger"
    _inherit = "report.callback_base.report_callback_ledger"
    _description = "Complaint ledger on paper"

    _ledger_model = "callback.complaint"

    def _get_counted(self):
        return ("kind", "state")


class CallbackSummaryPaper(models.AbstractModel):
    """The summary of callback records: name, time, channel, content (F3-41)."""

    _name = "report.callback_base.report_callback_summary"
    _inherit = "report.callback_base.report_callback_ledger"
    _description = "Summary of callback records"

    def _get_widths(self):
        return SUMMARY
