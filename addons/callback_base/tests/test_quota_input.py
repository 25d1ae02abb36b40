# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
class TestQuotaInput(QuotaCommon):
    """Bad input is refused with its place and nothing is half made."""

    def _assert_refused(self, message, error=ValidationError, **values):
        before = self.env["callback.quota"].search_count([])
        values = {"rate": 0.4, "numerator": self.is_visit, **values}
        with (
            self.assertRaisesRegex(error, message),
            self.env.cr.savepoint(),
        ):
            self._quota("Bad one", **values)
        self.assertEqual(self.env["callback.quota"].search_count([]), before)

    def test_limits_out_of_range(self):
        for rate in (0, -0.1, 1.00000001, 40, 1e-9):
            self._assert_refused("Test policy.*Bad one.*above 0", rate=rate)
        self._assert_refused("Bad one.*negative: -1", kind="count", count=-1)
        self.assertEqual(self._quota("All", 1, self.is_visit).limit_text, "≥ 100 %")
        none = self._quota("None", kind="count", count=0, direction="at_most")
        self.assertEqual(none.limit_text, "≤ 0")

    @mute_logger("odoo.sql_db")
    def test_conditions_that_cannot_be_read(self):
        for name, label in (
            ("numerator_domain", "What counts"),
            ("denominator_domain", "Out of which"),
        ):
            for text in (
                "[('state', '=', 'done'",
                "[('nothing', '=', 1)]",
                "[('state', '~~', 'done')]",
                "[('channel_id.nothing', '=', 1)]",
                "[('date_done', '>=', context_today())]",
                "[('date_done', '>=', 'soon')]",
                "[('occurrence', '=', 'seven')]",
                "__import__('os')",
                "5",
                "'&'",
                "['&', ('state', '=', 'done')]",
            ):
                self._assert_refused(f"Test policy.*Bad one.*{label}", **{name: text})

    def test_a_share_that_cannot_fail_is_assert_refused(self):
        for numerator in ((), [(1, "=", 1)]):
            self._assert_refused("Bad one.*What counts.*100 %", numerator=numerator)

    def test_arguments_that_name_nothing(self):
        quota = self._quota("Visits", 0.4, self.is_visit)
        gone = self.env["hr.department"].create({"name": "Gone"})
        gone.unlink()
        for arguments, message in (
            ({"day": "2026-02-30"}, "Visits.*2026-02-30"),
            ({"day": "June"}, "Visits.*June"),
            ({"day": 20260630}, "Visits.*20260630"),
            ({"day": "9999-12-31"}, "Visits.*9999-12-31"),
            ({"day": "0001-01-01"}, "Visits.*0001-01-01"),
            ({"department": gone.id}, f"Visits.*{gone.id}.*Department"),
            ({"department": "Branch"}, "Visits.*Branch.*Department"),
            ({"department": self.customer}, "Visits.*res.partner.*Department"),
            ({"company": -1}, "Visits.*-1.*Compan"),
        ):
            with self.assertRaisesRegex(UserError, message):
                quota.get_value(**arguments)

    def test_a_quota_is_written_on_the_form_of_a_draft(self):
        action = self.policy.with_user(self.manager).action_new_version()
        draft = self.env["callback.policy"].browse(action["res_id"])
        with Form(draft.with_user(self.supervisor)) as form:
            with form.quota_ids.new() as line:
                line.name = "Visits"
                line.rate = 0.4
                line.numerator_domain = repr(self.is_visit)
        self.assertEqual(draft.quota_ids.limit_text, "≥ 40 %")
        self.assertEqual(draft.quota_ids.status, "none")

    def test_a_condition_that_nothing_meets_has_no_share(self):
        self._make(2, self.visit)
        never = [(0, "=", 1)]
        for denominator, counts, holds in (((), (0, 2), False), (never, (0, 0), None)):
            quota = self._quota("Never", 0.4, never, denominator=denominator)
            value = quota.get_value("2026-06-30")
            self.assertEqual((value["numerator"], value["denominator"]), counts)
            self.assertIs(value["holds"], holds)
