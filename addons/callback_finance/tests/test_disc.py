# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestDisc(FinanceCommon):
    """F3-03: recordings burnt to disc: number, period, place, three years."""

    def _disc(self, name="GP-1", user=None, **values):
        discs = self.env["callback.finance.disc"].with_user(user or self.supervisor)
        return discs.create(
            {
                "name": name,
                "department_id": self.branch.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "date_burnt": "2026-04-02",
                **values,
            }
        )

    def test_f3_03_the_recordings_of_the_period(self):
        """F3-03: those of the outlet whose customer was reached in the period."""
        for number, moment in enumerate(
            ("2026-03-02 10:00:00", "2026-03-31 15:59:59", "2026-04-01 10:00:00")
        ):
            record = self._sweep(self._contract(f"HT-{number}", "2026-02-27 10:00:00"))
            self._call(record, moment)
        disc = self._disc()
        self.assertEqual(disc.recording_count, 2)
        found = self.env["callback.evidence"].search(
            disc.action_view_recordings()["domain"]
        )
        self.assertEqual(set(found.kind_id.mapped("code")), {"recording"})
        other = self._disc("GP-2", self.manager, department_id=self.other_branch.id)
        self.assertEqual(other.recording_count, 0)

    def test_f3_03_kept_for_three_years(self):
        """F3-03: on file until three years after the burning, clamped in February."""
        disc = self._disc(date_burnt="2028-02-29")
        self.assertEqual(str(disc.retention_end), "2031-02-28")
        for moment, may in (("2031-02-28 23:59:59", False), ("2031-03-01", True)):
            with freeze_time(china(moment)):
                mine = disc.with_user(self.manager)
                if may:
                    mine.unlink()
                    continue
                with self.assertRaisesRegex(UserError, "kept until 2031-02-28"):
                    mine.unlink()
        self.assertFalse(disc.exists())

    def test_f3_03_bad_input(self):
        """F3-03: the same number twice, a period that ends before, burnt too early."""
        self._disc()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            with mute_logger("odoo.sql_db"):
                self._disc()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            with mute_logger("odoo.sql_db"):
                self._disc("GP-3", date_to="2026-02-28")
        with self.assertRaisesRegex(ValidationError, "GP-4.*before its last call"):
            self._disc("GP-4", date_burnt="2026-03-30")

    def test_f3_03_who_notes_discs(self):
        """F3-03: supervisors and archivists note them, callers read their outlet's."""
        disc = self._disc()
        self.assertTrue(disc.with_user(self.caller).has_access("read"))
        self.assertFalse(disc.with_user(self.caller).has_access("write"))
        self.assertFalse(disc.with_user(self.other_caller).has_access("read"))
        with self.assertRaises(AccessError):
            disc.unlink()
