# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .archive_common import ArchiveCommon
from .complaint_common import ComplaintCommon
from .plan_common import china
from .scenario_common import local


@tagged("post_install", "-at_install")
class TestExDoing(ComplaintCommon):
    """Worked examples of doing the work, with other numbers than the texts have."""

    def test_ex_003_ten_hours_become_thirty_never_thirty_one(self):
        """BASE-06: old and new limit, reason and approver; never beyond the maximum."""
        policy = self._new_policy(
            self._event_rule(
                "FIX",
                {
                    "quantity": 10,
                    "unit": "hour",
                    "extension_quantity": 30,
                    "extension_unit": "hour",
                },
            )
        )
        record = self._owed(policy, self._document("FIX", "2026-07-04 21:45"))
        record.user_id = self.caller
        mine = record.with_user(self.caller)
        with freeze_time(china("2026-07-04 22:00")):
            with self.assertRaises(UserError), self.cr.savepoint():
                mine.request_extension(31, "hour", "Flood")
            mine.request_extension(30, "hour", "Flood")
            extension = record.extension_ids
            self.assertEqual(local([record.deadline]), ["2026-07-05 07:45:00"])
            with self.assertRaisesRegex(UserError, "second person|supervisor"):
                extension.with_user(self.caller).action_approve()
            extension.with_user(self.chief).action_approve()
        self.assertEqual(local([record.deadline]), ["2026-07-06 03:45:00"])
        self.assertRecordValues(
            extension,
            [
                {
                    "deadline_before": china("2026-07-05 07:45:00"),
                    "deadline_after": china("2026-07-06 03:45:00"),
                    "approver_id": self.chief.id,
                    "reason": "Flood",
                }
            ],
        )

    def test_ex_034_two_working_days_over_a_long_holiday(self):
        """F3-52 with another number, received after hours before the holiday week."""
        stages = [("informed", 2, "working_day", "receipt")]
        process = {"kind": "suggestion", "gate": "informed", "stages": stages}
        for calendar, limit in (
            (self.calendar_a, "2026-10-09 18:00:00"),
            (self.calendar_b, "2026-10-09 18:00:00"),
        ):
            policy = self._policy_with(process, calendar_id=calendar.id)
            with self._at("2026-09-30 22:10:00"):
                case = self._file(kind="suggestion")
                case.action_reclassify(policy=policy.id)
            self.assertEqual(self._limit(case, "informed"), limit)

    def test_ex_047_received_two_minutes_before_midnight(self):
        """S6-12: solved or told by midnight is in time, a second later it is not."""
        stage = {"code": "result", "quantity": 0, "unit": "day", "anchor": "receipt"}
        self._policy_with({"stages": [{**stage, "promise_max": 1}]})
        with self._at("2026-12-31 23:58:00"):
            solved, told, late = self._file(), self._file(), self._file()
        self.assertEqual(self._limit(solved, "result"), "2026-12-31 23:59:59")
        with self._at("2026-12-31 23:59:59"):
            solved.action_resolve("Done on the telephone")
            told.action_promise(china("2027-01-04 12:00:00"), "Office is closed")
        with self._at("2027-01-01 00:00:00"):
            late.action_resolve("Done as well")
            cases = solved | told | late
            self.env.invalidate_all()
            self.assertEqual(cases.mapped("is_late"), [False, False, True])
        self.env["callback.breach"].sweep(china("2027-01-01 00:00:01"))
        breaches = self.env["callback.breach"].search(
            [("res_model", "=", "callback.complaint.clock")]
        )
        clocks = self.env["callback.complaint.clock"].browse(breaches.mapped("res_id"))
        self.assertEqual(clocks.complaint_id & cases, late)

    def test_ex_079_crossing_the_threshold_switches_future_tasks_only(self):
        """E1-20 with another sum: what was made by phone stays by phone."""
        limit = 640_000
        condition = [("source_name", "=", "SUM")]
        policy = self._new_policy(
            self._event_rule(
                "By phone",
                (6, "month"),
                domain=repr([*condition, ("priority", "<", limit)]),
            ),
            self._event_rule(
                "On site",
                (6, "month"),
                domain=repr([*condition, ("priority", ">=", limit)]),
                channel_id=self.visit.id,
                channel_ids=[Command.set(self.visit.ids)],
            ),
        )
        before = self._document("SUM", "2026-03-01 08:00", priority=limit - 1)
        record = self._owed(policy, before)
        self.assertEqual(record.channel_id, self.phone)
        after = self._document("SUM", "2026-04-01 08:00", priority=limit)
        self.assertEqual(self._owed(policy, after).channel_id, self.visit)
        self.assertEqual(self._owed(policy, before), record)
        self.assertEqual(record.channel_id, self.phone)

    def test_ex_080_three_rounds_until_the_customer_is_satisfied(self):
        """E1-26, E1-27, BASE-17: each “not solved” reopens, one level higher."""
        self._policy_with({"stages": [("result", 3, "day", "receipt")]})
        with self._at("2026-05-04 09:00:00"):
            case = self._file()
            case.action_assign(self.branch.id)
        for day, solved in ((5, "no"), (8, "no"), (12, "yes")):
            lead = case.with_user(self.manager)
            with self._at(f"2026-05-{day:02} 10:00:00"):
                lead.action_resolve(f"Tried on the {day}th")
                with self.assertRaisesRegex(UserError, "waits for the callback|round"):
                    lead.action_close()
            values = {"satisfaction": "satisfied"}
            if solved == "no":
                values = {
                    "satisfaction": "dissatisfied",
                    "dissatisfaction_reason": f"Still broken on the {day}th",
                }
            with self._at(f"2026-05-{day + 1:02} 10:00:00"):
                self._call_back(case, solved=solved, **values)
        case.with_user(self.manager).action_close()
        self.assertEqual((case.state, case.round), ("closed", 3))
        self.assertEqual(
            case.round_ids.mapped("reopen_reason"),
            ["Still broken on the 5th", "Still broken on the 8th", False],
        )


@tagged("post_install", "-at_install")
class TestExRetention(ArchiveCommon):
    """EX-036 with other classes: the longest of those at sealing and of later ones."""

    def test_ex_036_two_and_six_years_then_eleven(self):
        self.category.retention_years = 2
        archive = self._make_file("2028-02-29 04:00:00")
        self.assertEqual(archive.date_keep, date(2030, 2, 28))
        names = (("SIX", 6), ("ELV", 11))
        six, eleven = (
            self.env["callback.archive.category"].create(
                {"name": code, "code": code, "retention_years": years}
            )
            for code, years in names
        )
        archive.sudo().action_file_under(six)
        self.assertEqual(archive.date_keep, date(2034, 2, 28))
        archive.sudo().action_file_under(eleven)
        self.assertEqual(archive.date_keep, date(2039, 2, 28))
        with freeze_time("2039-02-28 15:59:59"):
            with self.assertRaisesRegex(UserError, "kept until"):
                archive.sudo().unlink()
        self.assertEqual(self._verify(), [])
