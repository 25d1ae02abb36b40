# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .archive_common import ArchiveCommon


@tagged("post_install", "-at_install")
class TestArchiveJudgement(ArchiveCommon):
    """What statistics count of a sealed callback follows from its file (BASE-16)."""

    def test_a_judgement_changed_after_sealing_is_found(self):
        archive = self._make_file("2026-12-31 15:59:59")
        record = archive.record_id
        self.assertEqual((record.is_complete, record.on_time), (True, True))
        self.assertEqual(self._verify(), [])
        for name, words in (("on_time", "On Time"), ("is_complete", "Is Complete")):
            self._set("callback_record", record.id, **{name: False})
            [found] = self._verify()
            self.assertEqual(found["archive"], archive.name)
            self.assertIn(words, found["what"])
            self._set("callback_record", record.id, **{name: True})
        self.assertEqual(self._verify(), [])

    def test_a_late_one_is_not_made_punctual(self):
        archive = self._make_file("2026-12-31 16:00:00")
        record = archive.record_id
        self._set("callback_record", record.id, on_time=False)
        self.assertTrue(self._verify())
