# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class IrActionsReport(models.Model):
    """Printing restricted documents is logged; with customers in it, needs the right.

    Figures without customers (``_callback_free_print``), and forms that a caller hands
    to the customer (``callback_is_free``), may be printed by whoever may read them.
    """

    _inherit = "ir.actions.report"

    callback_is_free = fields.Boolean(
        string="Printed in daily work",
        help="Whoever may read the document may print it, without the right to "
        "export. Each time is logged.",
    )

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        self = self._log_callback_print(report_ref, docids)
        return super()._render_qweb_html(report_ref, docids, data=data)

    @api.model
    def _render_qweb_text(self, report_ref, docids, data=None):
        self = self._log_callback_print(report_ref, docids)
        return super()._render_qweb_text(report_ref, docids, data=data)

    @api.model
    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        self = self._log_callback_print(report_ref, res_ids)
        return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)

    @api.model
    def _render_xlsx(self, report_ref, docids, data=None):
        self = self._log_callback_print(report_ref, docids)
        return super()._render_xlsx(report_ref, docids, data)

    def _log_callback_print(self, report_ref, docids):
        """Check and log once; return self with the note that it is done."""
        if self.env.context.get("callback_print_logged"):
            return self
        report = self._get_report(report_ref)
        if report.model not in self.env:
            return self
        ids = [docids] if isinstance(docids, int) else list(docids or [])
        documents = self.env[report.model].browse(ids)
        if not documents._is_callback_restricted():
            return self
        documents.check_access("read")
        free = getattr(documents, "_callback_free_print", False)
        if not (free or report.callback_is_free):
            documents._check_callback_export(documents._name)
        self.env["callback.access.log"]._log("print", documents, report.name)
        return self.with_context(callback_print_logged=True)
