# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_evidence_push import PushCommon


@tagged("post_install", "-at_install")
class TestEvidencePushValues(PushCommon):
    """Values that are none are refused in words, and nothing is kept (BASE-39)."""

    def test_values_that_are_none(self):
        count = self.env["callback.evidence"].search_count([])
        for values, words in (
            (
                {
                    "started_at": "2026-03-03T02:05:00Z",
                    "ended_at": "2026-03-03T10:04:59+08:00",
                },
                "ends before it begins",
            ),
            ({"ring_seconds": 10**12}, "no number of seconds"),
            ({"talk_seconds": True}, "no number of seconds"),
            ({"started_at": "0001-01-01T00:00:00+14:00"}, "is no time"),
            ({"external_ref": "CC\x00-1"}, "no text"),
            ({"tag": "new\x00"}, "no text"),
            ({"is_searchable": "perhaps"}, "neither true nor false"),
        ):
            with self.subTest(values=values):
                with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
                    self._push(**values)
        self.assertEqual(self.env["callback.evidence"].search_count([]), count)

    def test_the_false_of_a_form_is_a_no(self):
        """F2-09: another recorder is accepted only when it can be searched."""
        for number, (text, found) in enumerate(
            (("false", False), ("0", False), ("", False), ("True", True), (True, True))
        ):
            pushed = self._push(external_ref=f"CC-{number}", is_searchable=text)
            self.assertEqual(pushed.is_searchable, found, text)
