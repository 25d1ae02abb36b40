# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.callback_base.tests.complaint_common import ComplaintCommon
from odoo.addons.callback_base.tests.plan_common import china

ADDON = "callback_property."


@tagged("post_install", "-at_install")
class TestPropertyComplaints(ComplaintCommon):
    """Complaints by the shipped policies: P1-11…P1-17, S3-03…S3-11, S6-12…S6-16."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("p1", "p4", "s3", "s6"):
            cls.env.ref(f"{ADDON}policy_{code}").write({"state": "in_force"})
        # P1-08: who makes the callbacks of the office
        officer = cls.env.ref(f"{ADDON}job_housing_officer")
        (cls.caller | cls.supervisor).employee_ids.job_id = officer

    def _case(self, category, received=None, severity=None, **values):
        if severity:
            severity = self.env.ref(
                f"callback_base.callback_complaint_severity_{severity}"
            )
            values["severity_id"] = severity.id
        category = self.env.ref(f"{ADDON}complaint_category_{category}")
        return self._file(received, category_id=category.id, **values)

    def _solved(self, case):
        case.action_resolve("Repaired")
        return case

    def test_ex_040_third_class_second_round(self):
        """EX-040, P1-12, P1-13, X-44: a third-class complaint is never phoned."""
        for severity, refused in ((3, True), (2, False), (1, False)):
            with self._at("2026-03-02 09:00:00"):
                case = self._case("owner", severity=severity)
                case.action_assign(self.branch.id)
                self._solved(case)
            with self._at("2026-03-03 09:00:00"):
                self._visited(case, "no")
            self.assertEqual(case.round, 2)
            with self._at("2026-03-04 09:00:00"):
                lead = case.with_user(self.chief)
                lead.action_resolve("Repaired again")
                with self.assertRaisesRegex(UserError, "round 2"):
                    lead.action_close()
                record = case.sudo()._get_round_callback()
                channels = record.allowed_channel_ids.mapped("code")
                with self.subTest(severity):
                    self.assertEqual("phone" not in channels, refused)
                    self.assertIn("visit", channels)
                    self.assertIn("letter", channels)
                    if refused:
                        with self.assertRaises(UserError):
                            with self.cr.savepoint():
                                record.with_user(self.supervisor).log_attempt(
                                    "phone", "answered"
                                )

    def _visited(self, case, solved):
        """The supervisor visits; the owner signs."""
        record = case.sudo()._get_round_callback()
        mine = record.with_user(self.supervisor)
        mine.log_attempt("visit", "answered")
        mine.write(
            {
                "content": "Asked",
                "problem": "None",
                "result": "Still wet",
                "complaint_solved": solved,
                "satisfaction": "dissatisfied",
                "dissatisfaction_reason": "It leaks again",
            }
        )
        with self.assertRaisesRegex(UserError, "ignature"), self.cr.savepoint():
            mine.action_done()
        self._add_evidence(mine, "customer_signature")
        mine.action_done()
        return record

    def test_ex_041_one_matter_three_departments(self):
        """EX-041, P1-16: one record, three sources, one callback."""
        with self._at("2026-03-02 09:00:00"):
            first = self._case("owner", severity=2)
            others = [self._case("owner", severity=2) for _number in range(2)]
            for other in others:
                other.with_user(self.chief).merge_into(first)
        self.assertEqual(len(first.sudo().source_ids), 3)
        with self._at("2026-03-03 09:00:00"):
            self._solved(first)
        self.assertEqual(len(first.sudo().callback_ids), 1)
        self.assertFalse(self.env["callback.complaint"].concat(*others).callback_ids)

    def test_ex_042_anonymous(self):
        """EX-042, P1-17: the callback is waived with the reply attached only."""
        with self._at("2026-03-02 09:00:00"):
            case = self._case("owner", severity=2, partner_id=False, is_anonymous=True)
            self._solved(case)
        lead = case.with_user(self.chief)
        with self.assertRaises(UserError), self.cr.savepoint():
            lead.action_waive("anonymous")
            lead.action_close()
        reply = self.env["ir.attachment"].create(
            {
                "name": "reply.txt",
                "datas": base64.b64encode(b"Dear residents"),
                "res_model": case._name,
                "res_id": case.id,
            }
        )
        lead.write({"reply_attachment_ids": [(4, reply.id)]})
        lead.action_waive("anonymous")
        self.assertTrue(case.sudo().waiver)

    def test_ex_046_chain_over_a_weekend(self):
        """EX-046, S3-02, S3-04…S3-08: 24 h, 24 h, 3 days, 2 days, at any desk."""
        with self._at("2026-03-06 17:00:00"):
            case = self._case("developer")
        self.assertEqual(len(case.sudo().source_ids), 1, "where it came in")
        self.assertEqual(self._limit(case, "service"), "2026-03-07 17:00:00")
        with self._at("2026-03-07 09:00:00"):
            case.action_accept()
        self.assertEqual(self._limit(case, "department"), "2026-03-08 09:00:00")
        with self._at("2026-03-08 08:00:00"):
            case.action_assign(self.branch.id)
        self.assertEqual(self._limit(case, "result"), "2026-03-11 23:59:59")
        with self._at("2026-03-10 15:00:00"):
            case.action_resolve("Explained")
        self.assertEqual(self._limit(case, "informed"), "2026-03-12 23:59:59")
        with self._at("2026-03-12 23:59:59"):
            case.action_inform("phone")
        self.assertEqual(case.clock_ids.mapped("on_time"), [True] * 4)

    def test_s3_08_over_new_year(self):
        """S3-08: the new time is told within three days, over the year's end."""
        with self._at("2026-12-30 17:00:00"):
            case = self._case("developer")
            case.action_accept()
            case.action_assign(self.branch.id)
        self.assertEqual(self._limit(case, "result"), "2027-01-02 23:59:59")
        with self._at("2027-01-02 23:00:00"):
            case.action_promise(china("2027-01-20 12:00:00"), "Part ordered")
        self.assertEqual(self._limit(case, "result"), "2027-01-20 12:00:00")

    def test_ex_047_the_same_day(self):
        """EX-047, S6-12, S6-13: solved or told a time on the day of receipt."""
        cases = []
        for _number in range(3):
            with self._at("2026-05-18 10:00:00"):
                cases.append(self._case("sales"))
            self.assertEqual(self._limit(cases[-1], "result"), "2026-05-18 23:59:59")
        solved, told, nobody = cases
        with self._at("2026-05-18 17:30:00"):
            solved.action_resolve("Explained")
        with self._at("2026-05-18 16:00:00"):
            told.action_promise(china("2026-05-20 12:00:00"), "Bank is closed")
        self.assertTrue(self._clock(solved, "result").on_time)
        self.assertEqual(self._limit(told, "result"), "2026-05-20 12:00:00")
        with self._at("2026-05-19 00:00:01"):
            self.env.invalidate_all()
            self.assertTrue(nobody.is_overdue)
            self.assertFalse(told.is_overdue)

    def test_p4_needs_by_aspect(self):
        """P4-01, P4-02: each aspect goes to its unit."""
        office = self.env.ref(f"{ADDON}unit_office")
        online = self.env.ref(f"{ADDON}unit_online")
        office.department_id, online.department_id = self.branch, self.other_branch
        for aspect, department in (
            ("management", self.branch),
            ("service", self.branch),
            ("business", self.other_branch),
        ):
            case = self._case(f"need_{aspect}", kind="suggestion")
            self.assertEqual(case.sudo().service_department_id, department)

    def test_policies_do_not_meet(self):
        """P1-03, S3-01, S6-12: the category says which policy handles a complaint."""
        for category, code in (("owner", "P1"), ("developer", "S3"), ("sales", "S6")):
            self.assertEqual(self._case(category, severity=1).policy_id.code, code)
