# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import Response, request


class CallbackArchiveExport(http.Controller):
    """Download of the archive as one ZIP file."""

    @http.route("/callback/archive/export", type="http", auth="user", methods=["GET"])
    def export(self):
        """Stream the export; the model checks who may have it and logs it."""
        # Not in memory: an archive with recordings may be large. Closed, and thereby
        # removed, when the response has been sent.
        stream = tempfile.TemporaryFile()
        try:
            request.env["callback.archive"]._export(stream)
        except BaseException:
            stream.close()
            raise
        size = stream.tell()
        stream.seek(0)
        return Response(
            wrap_file(request.httprequest.environ, stream),
            headers={
                "Content-Type": "application/zip",
                "Content-Length": size,
                "Content-Disposition": 'attachment; filename="archive.zip"',
                "X-Content-Type-Options": "nosniff",
            },
            direct_passthrough=True,
        )
