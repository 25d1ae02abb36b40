# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .complaint_common import ComplaintCommon
from .plan_common import china

CHAIN = (
    ("service", 24, "hour", "receipt"),
    ("department", 24, "hour", "previous"),
    {"code": "result", "quantity": 3, "unit": "day", "promise_max": 1},
    ("informed", 2, "day", "previous"),
)
SAME_DAY = (
    {
        "code": "result",
        "quantity": 0,
        "unit": "day",
        "anchor": "receipt",
        "promise_max": 1,
    },
)


@tagged("post_install", "-at_install")
class TestComplaintClocks(ComplaintCommon):
    """A clock for each stage: S3-04 … S3-08, S6-12, U1-21/22, F3-52, BASE-26, X-27."""

    def test_ex_046_chain_over_a_weekend(self):
        self._policy_with({"stages": CHAIN})
        with self._at("2026-03-06 17:00:00"):
            complaint = self._file()
        self.assertEqual(self._limit(complaint, "service"), "2026-03-07 17:00:00")
        self.assertFalse(self._clock(complaint, "department").deadline)
        with self._at("2026-03-07 09:00:00"):
            complaint.action_accept()
        self.assertEqual(self._limit(complaint, "department"), "2026-03-08 09:00:00")
        with self._at("2026-03-08 08:00:00"):
            complaint.action_assign(self.branch.id)
        self.assertEqual(self._limit(complaint, "result"), "2026-03-11 23:59:59")
        with self._at("2026-03-10 15:00:00"):
            complaint.action_resolve("Pipe changed")
        self.assertEqual(self._limit(complaint, "informed"), "2026-03-12 23:59:59")
        with self._at("2026-03-12 23:59:59"):
            complaint.action_inform("phone")
        self.assertEqual(complaint.clock_ids.mapped("on_time"), [True] * 4)
        self.assertEqual(complaint.clock_ids.mapped("light"), ["kept"] * 4)
        self.assertEqual(self._local(complaint.date_informed), "2026-03-12 23:59:59")

    def test_ex_046_not_solvable_a_new_time_is_told_before_the_limit(self):
        self._policy_with({"stages": CHAIN})
        for told, breached in (
            ("2026-03-11 23:59:59", False),
            ("2026-03-12 00:00:00", True),
        ):
            with self._at("2026-03-06 17:00:00"):
                complaint = self._file()
            with self._at("2026-03-07 09:00:00"):
                complaint.action_accept()
            with self._at("2026-03-08 08:00:00"):
                complaint.action_assign(self.branch.id)
            with self._at(told):
                complaint.action_promise(china("2026-03-20 18:00:00"), "Part ordered")
            clock = self._clock(complaint, "result")
            self.assertEqual(self._local(clock.deadline), "2026-03-20 18:00:00")
            self.assertEqual(
                self._local(clock.deadline_original), "2026-03-11 23:59:59"
            )
            with self._at("2026-03-20 18:00:00"):
                complaint.action_resolve("Part put in")
            self.assertEqual(clock.on_time, not breached)
            with self._at("2026-03-20 18:00:00"):
                self.env.invalidate_all()
                self.assertEqual(complaint.is_late, breached)

    def test_a_chain_at_other_times_one_second_late(self):
        self._policy_with({"stages": CHAIN})
        with self._at("2026-09-30 23:30:00"):
            complaint = self._file()
        self.assertEqual(self._limit(complaint, "service"), "2026-10-01 23:30:00")
        with self._at("2026-10-01 23:30:01"):
            self.assertTrue(complaint.is_overdue)
            complaint.action_accept()
        self.assertFalse(self._clock(complaint, "service").on_time)
        self.assertEqual(self._limit(complaint, "department"), "2026-10-02 23:30:01")
        with self._at("2026-10-02 23:30:01"):
            complaint.action_assign(self.branch)
        self.assertTrue(self._clock(complaint, "department").on_time)
        self.assertEqual(self._limit(complaint, "result"), "2026-10-05 23:59:59")

    def test_ex_047_same_day(self):
        self._policy_with({"stages": SAME_DAY})
        with self._at("2026-05-18 09:00:00"):
            solved, told, forgotten = self._file(), self._file(), self._file()
        self.assertEqual(self._limit(solved, "result"), "2026-05-18 23:59:59")
        with self._at("2026-05-18 17:30:00"):
            solved.action_resolve("Apologised, money returned")
        with self._at("2026-05-18 16:00:00"):
            told.action_promise(china("2026-05-20 18:00:00"), "Two departments")
        with self._at("2026-05-19 00:00:00"):
            cases = solved | told | forgotten
            self.assertEqual(cases.mapped("is_late"), [False, False, True])
            found = self.env["callback.complaint.clock"].search(
                [("is_late", "=", True), ("complaint_id", "in", cases.ids)]
            )
            self.assertEqual(found.complaint_id, forgotten)
            late = self.env["callback.complaint"].search([("is_late", "=", True)])
            self.assertEqual(late & cases, forgotten)
        self.env.invalidate_all()
        with self._at("2026-05-21 09:00:00"):
            self.assertTrue(told.is_late)

    def test_ex_004_the_class_moves_the_deadline(self):
        limits = {"complaint": 5, "misconduct": 10}
        self._policy_with(
            *(
                {
                    "kind": kind,
                    "stages": [
                        ("service", 1, "working_day", "receipt"),
                        ("archived", days, "working_day", "receipt"),
                    ],
                }
                for kind, days in limits.items()
            )
        )
        with self._at("2026-04-30 10:00:00"):
            first, report = self._file(), self._file(kind="misconduct")
        self.assertEqual(self._limit(first, "archived"), "2026-05-12 18:00:00")
        self.assertEqual(self._limit(report, "archived"), "2026-05-19 18:00:00")
        with self._at("2026-05-06 12:00:00"):
            first.action_accept()
        accepted = self._clock(first, "service")
        self.assertEqual(self._local(accepted.deadline), "2026-05-06 18:00:00")
        with self._at("2026-05-07 12:00:00"):
            first.kind = "misconduct"
        self.assertEqual(self._limit(first, "archived"), "2026-05-19 18:00:00")
        self.assertEqual(self._local(accepted.date_done), "2026-05-06 12:00:00")
        self.assertIn("Another class", "".join(first.message_ids.mapped("body")))
        with self._at("2026-05-07 12:00:00"):
            first.action_reclassify("complaint")
        self.assertEqual(self._limit(first, "archived"), "2026-05-12 18:00:00")

    def test_an_overdue_case_is_reclassified_by_a_supervisor(self):
        self._policy_with(
            {"stages": SAME_DAY},
            {"kind": "quality", "stages": [("result", 9, "day", "receipt")]},
        )
        with self._at("2026-05-18 09:00:00"):
            complaint = self._file()
        with self._at("2026-05-19 09:00:00"):
            with self.assertRaisesRegex(AccessError, "supervisor"):
                with self.env.cr.savepoint():
                    complaint.kind = "quality"
            complaint.with_user(self.supervisor).kind = "quality"
        self.assertEqual(self._limit(complaint, "result"), "2026-05-27 23:59:59")

    def test_ex_034_suggestion_in_five_working_days(self):
        stages = [("informed", 5, "working_day", "receipt")]
        process = {"kind": "suggestion", "gate": "informed", "stages": stages}
        for calendar, limit in (
            (self.calendar_a, "2026-09-28 18:00:00"),
            (self.calendar_b, "2026-09-24 18:00:00"),
        ):
            policy = self._policy_with(process, calendar_id=calendar.id)
            with self._at("2026-09-18 17:45:00"):
                case = self._file(kind="suggestion")
                case.action_reclassify(policy=policy.id)
            self.assertEqual(self._limit(case, "informed"), limit)
        with self._at("2026-09-24 17:00:00"):
            case.action_resolve("Will be done next year")
            with self.assertRaisesRegex(UserError, "has not been told"):
                case.action_close()
            case.action_inform("letter", "Answered in writing")
            case.action_close()
        self.assertEqual(case.state, "closed")
        self.assertFalse(case.callback_ids)

    def test_r2_05_thirty_minutes(self):
        self._policy_with(
            {"kind": "enquiry", "stages": [("informed", 30, "minute", "receipt")]}
        )
        with self._at("2026-02-15 23:50:10"):
            case = self._file(kind="enquiry")
        self.assertEqual(self._limit(case, "informed"), "2026-02-16 00:20:10")
        self.assertIn("2026-02-16", case.clock_ids.deadline_basis_text)

    def test_severity_chooses_the_process_and_the_order(self):
        self._policy_with(
            {"stages": [("result", 3, "day", "receipt")]},
            {
                "severity_ids": self.third.ids,
                "priority": 1,
                "stages": [("result", 1, "day", "receipt")],
            },
        )
        with self._at("2026-05-18 09:00:00"):
            usual = self._file(severity_id=self.second.id)
            serious = self._file(severity_id=self.third.id)
        self.assertEqual(self._limit(usual, "result"), "2026-05-21 23:59:59")
        self.assertEqual(self._limit(serious, "result"), "2026-05-19 23:59:59")
        found = self.env["callback.complaint"].search(
            [("id", "in", (usual | serious).ids)]
        )
        self.assertEqual(found[0], serious)

    def test_without_a_process_it_is_filed_but_not_accepted(self):
        case = self._file(kind="enquiry")
        self.assertEqual(case.state, "new")
        with self.assertRaisesRegex(UserError, "Enquiry"):
            case.action_accept()

    def test_extension_by_a_second_person(self):
        stage = {
            "code": "result",
            "quantity": 3,
            "unit": "day",
            "anchor": "receipt",
            "extension_quantity": 6,
            "extension_unit": "day",
        }
        self._policy_with({"stages": [stage]})
        with self._at("2026-05-18 09:00:00"):
            case = self._file(department_id=self.branch.id)
            case.action_accept()
            with self.assertRaisesRegex(UserError, "at the latest"):
                with self.env.cr.savepoint():
                    case.request_extension(7, "day", "Part is missing")
            own = case.with_user(self.supervisor).request_extension(5, "day", "Rain")
            with self.assertRaisesRegex(UserError, "second person"):
                own.action_approve()
            with self.assertRaises(UserError):
                own.with_user(self.caller).action_approve()
        with self._at("2026-05-22 09:00:00"):
            own.with_user(self.chief).action_approve()
        clock = self._clock(case, "result")
        self.assertEqual(self._local(clock.deadline), "2026-05-23 23:59:59")
        self.assertEqual(self._local(clock.deadline_breached), "2026-05-21 23:59:59")
        with self._at("2026-05-23 09:00:00"):
            case.action_resolve("Done")
        self.assertFalse(clock.on_time)

    def test_clocks_are_not_set_by_hand(self):
        self._policy_with({"stages": SAME_DAY})
        case = self._file()
        for user in (self.caller, self.manager):
            with self.assertRaises(AccessError):
                case.with_user(user).clock_ids.write({"date_done": False})
            with self.assertRaises(AccessError):
                case.with_user(user).write({"state": "closed"})
        with self.assertRaises(ValidationError), self._at("2026-01-01 00:00:00"):
            self._file(received="2026-01-01 00:00:01")
