# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

#: Sent as text in a form.
NUMBERS = ("ring_seconds", "talk_seconds")


class EvidenceController(http.Controller):
    """Recordings that are too long for JSON: as a form, file and values."""

    @http.route(
        "/callback/evidence/push",
        type="http",
        auth="bearer",
        methods=["POST"],
        csrf=False,  # no session: the API key in the header is the authorisation
        save_session=False,
        max_content_length=None,  # the kind of the evidence limits the size
    )
    def push(self, external_ref="", kind="", sha256="", content=None, **values):
        """Do what ``callback.evidence.push`` does, the file as part ``content``.

        :returns: JSON ``{"id": 17}``; with status 403 or 422 ``{"message": …}``
        """
        filename = values.pop("filename", "") or getattr(content, "filename", "")
        for name in NUMBERS:
            if values.get(name, "").isdigit():
                values[name] = int(values[name])
        arguments = (external_ref, kind, filename, sha256)
        try:
            # What is refused leaves nothing behind.
            with request.env.cr.savepoint():
                found = self._push(*arguments, content, values)
        except AccessError as error:
            return request.make_json_response({"message": str(error)}, status=403)
        except UserError as error:
            return request.make_json_response({"message": str(error)}, status=422)
        return request.make_json_response({"id": found.id})

    def _push(self, external_ref, kind, filename, sha256, content, values):
        if not hasattr(content, "stream"):
            raise UserError(request.env._("Push: add the file as “content”."))
        return request.env["callback.evidence"]._push(
            external_ref, kind, filename, sha256, content.stream, None, values
        )
