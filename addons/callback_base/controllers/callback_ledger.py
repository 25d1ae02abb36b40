# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from werkzeug.wsgi import wrap_file

from odoo import fields, http
from odoo.http import Response, content_disposition, request

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CallbackLedger(http.Controller):
    """Download of a ledger as a workbook."""

    @http.route(
        "/callback/ledger/<int:ledger_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def ledger(self, ledger_id):
        """Stream the ledger; the model checks who may have it and logs it."""
        ledger = request.env["callback.ledger"].browse(ledger_id).exists()
        if not ledger:
            raise request.not_found()
        ledger.check_access("read")
        # Not in memory: a ledger may have a million rows. Closed, and thereby
        # removed, when the response has been sent.
        stream = tempfile.TemporaryFile()
        try:
            request.env["report.callback_base.ledger_xlsx"]._write_ledger(
                stream, ledger
            )
        except BaseException:
            stream.close()
            raise
        size = stream.seek(0, 2)
        stream.seek(0)
        day = fields.Date.context_today(ledger)
        name = f"{ledger._get_title()} {day}.xlsx"
        return Response(
            wrap_file(request.httprequest.environ, stream),
            headers={
                "Content-Type": TYPE,
                "Content-Length": size,
                "Content-Disposition": content_disposition(name),
                "X-Content-Type-Options": "nosniff",
            },
            direct_passthrough=True,
        )
