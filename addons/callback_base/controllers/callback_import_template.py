# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import content_disposition, request

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CallbackImportTemplate(http.Controller):
    """Download of a workbook to fill and import."""

    @http.route(
        "/callback/import_template/<string:model>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def import_template(self, model):
        """Send the template of a document; the model checks who may create one."""
        mixin = type(request.env["callback.import.mixin"])
        if model not in request.env or not isinstance(request.env[model], mixin):
            raise request.not_found()
        documents = request.env[model]
        if not documents._import_template_fields:
            raise request.not_found()
        title = request.env["ir.model"]._get(model).name
        return request.make_response(
            documents._get_import_template(),
            headers=[
                ("Content-Type", TYPE),
                ("Content-Disposition", content_disposition(f"{title}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
