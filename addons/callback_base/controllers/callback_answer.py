# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import request

from odoo.addons.survey.controllers.main import Survey


class CallbackAnswer(Survey):
    """The customer's page: one link, one callback, no login.

    The survey app shows and stores the answers; here only the way in is guarded, and
    a link that is of no more use leads to a page that says so.
    """

    @http.route(
        "/callback/a/<string:answer_token>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
    )
    def callback_answer(self, answer_token, **kwargs):
        """Open the questionnaire of one callback by its link or QR code."""
        domain = [("access_token", "=", answer_token)]
        domain += [("callback_record_id", "!=", False)]
        # sudo: the visitor has no rights; the token lets in, to its own answers only.
        answer = request.env["survey.user_input"].sudo().search(domain, limit=1)
        problem = answer._get_callback_link_problem() if answer else "unknown"
        if problem:
            return self._render_callback_problem(problem, answer)
        url = f"/survey/{answer.survey_id.access_token}/{answer.access_token}"
        lang = self._get_lang_with_fallback(answer.sudo(False))
        return request.redirect(request.env["ir.http"]._url_for(url, lang.code))

    @http.route()
    def survey_retry(self, survey_token, answer_token, **post):
        """A callback is answered once."""
        answer = self._fetch_from_access_token(survey_token, answer_token)[1]
        if answer.callback_record_id:
            problem = answer._get_callback_link_problem() or "used"
            return self._render_callback_problem(problem, answer)
        return super().survey_retry(survey_token, answer_token, **post)

    def _check_validity(self, survey_sudo, answer_sudo, answer_token, **kwargs):
        """Answers of a callback are given while it is open; later they are shown."""
        code = super()._check_validity(survey_sudo, answer_sudo, answer_token, **kwargs)
        if answer_sudo and answer_sudo.callback_record_id:
            problem = answer_sudo._get_callback_link_problem()
            if problem and problem != "used":
                return f"callback_{problem}"
        return code

    def _redirect_with_error(self, access_data, error_key):
        """Say politely why a link of a callback is of no more use."""
        if str(error_key).startswith("callback_"):
            problem = error_key.removeprefix("callback_")
            return self._render_callback_problem(problem, access_data["answer_sudo"])
        return super()._redirect_with_error(access_data, error_key)

    def _render_callback_problem(self, problem, answer):
        if answer:
            # The page speaks the customer's language, as the questionnaire would.
            lang = self._get_lang_with_fallback(answer.sudo(False))
            request.update_context(lang=lang.code)
        response = request.render(
            "callback_base.callback_answer_problem", {"problem": problem}
        )
        response.status_code = 404 if problem == "unknown" else 410
        return response
