# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .complaint_common import ComplaintCommon

REPORT = "callback_base.report_callback_complaint"


@tagged("post_install", "-at_install")
class TestComplaintReport(ComplaintCommon):
    """The printed form of a complaint (S3-03, W1-01)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy_with(
            {"stages": [("result", 3, "day", "receipt")]},
            {"kind": "misconduct", "is_confidential": True},
        )

    def _print(self, case, user):
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(REPORT, case.ids)[0].decode()

    def test_the_form_tells_matter_limits_result_and_callback(self):
        case = self._file(description="Water on the floor")
        case.action_resolve("Pipe mended")
        self._call_back(case, satisfaction="satisfied")
        page = self._print(case, self.supervisor)
        for text in (
            case.name,
            "Water on the floor",
            "Pipe mended",
            "On time",
            "Solved",
            case.callback_ids.sudo().name,
        ):
            self.assertIn(text, page)

    def test_an_anonymous_case_is_printed_too(self):
        case = self._file(partner_id=False)
        self.assertIn("Anonymous", self._print(case, self.supervisor))

    def test_who_may_not_see_a_confidential_case_does_not_print_it(self):
        case = self._file(kind="misconduct", concerned_user_ids=self.other_caller.ids)
        with self.assertRaises(AccessError):
            self._print(case, self.other_caller)
