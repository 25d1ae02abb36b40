# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo.tests import tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintContent(ComplaintCommon):
    """What of a complaint goes into its file: BASE-19, U1-21."""

    def test_plain_canonical_values(self):
        self._policy_with(
            {"gate": "informed", "stages": [("informed", 5, "working_day", "receipt")]}
        )
        with self._at("2026-04-30 10:00:00"):
            case = self._file(description="By letter")
            case.action_resolve("Repaired")
            case.action_inform("letter")
            case.action_close()
        content = case.sudo()._get_archive_content()
        text = json.dumps(content, sort_keys=True)
        self.assertEqual(json.loads(text), content)
        self.assertEqual(content["complaint"]["date_received"], "2026-04-30 02:00:00")
        self.assertEqual(content["sources"][0]["text"], "By letter")
        self.assertEqual(len(content["rounds"]), 1)
        self.assertEqual(content["clocks"][0]["deadline"], "2026-05-12 10:00:00")
        self.assertEqual(case.sudo()._get_archive_category(), self.category)
