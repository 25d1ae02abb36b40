# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestImportant(SupplyCommon):
    """U5: grades, sources, files, half years and permits of important customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_u5 = cls._in_force("u5")
        [cls.important] = cls._points(
            1,
            prefix="IMP",
            voltage_level="35",
            importance="first",
            importance_reason="Hospital",
            security_load_kw=250,
            own_source_kw=300,
            source_count=2,
        )

    def test_ex_024_own_source(self):
        """U5-04, U5-05, U5-17: 120.00 % is enough, 119.60 % is not."""
        point = self.important
        self.assertEqual(point.own_source_text, "120.00 %")
        self.assertFalse(point.source_warning)
        for own, load, text in ((299, 250, "119.60 %"), (35.99, 30, "119.97 %")):
            point.write({"own_source_kw": own, "security_load_kw": load})
            self.assertEqual(point.own_source_text, text)
            self.assertIn("U5-05", point.source_warning)
        point.write({"own_source_kw": 36, "importance": "special"})
        self.assertIn("U5-04: 3", point.source_warning)
        self.assertNotIn("U5-05", point.source_warning)

    def test_ex_024_half_years(self):
        """U5-08, U5-09, U5-15: the first half done, the second is a breach."""
        rule = self._rule("u5_half")
        plan = self._plan(rule, "2026-01-01", "2026-12-31")
        records = self._records(rule, self.important)
        self.assertEqual(
            records.mapped("deadline"),
            [china("2026-06-30 23:59:59"), china("2026-12-31 23:59:59")],
        )
        self.assertEqual(plan.record_count, 2)
        with freeze_time(china("2026-06-30 17:00")):
            sheet = self._sheet(self.important, "2026-06-30 15:00", "important")
            sheet.action_done()
        self.assertEqual(records.mapped("state"), ["done", "planned"])
        self.assertTrue(records[0].on_time)
        second = rule.get_coverage("2026-07-01", "2026-12-31")
        self.assertEqual(second["missing_ids"], self.important.ids)
        self.assertEqual(
            rule.get_coverage("2026-01-01", "2026-06-30")["missing_ids"], []
        )
        for name in ("u5_grid_marketing", "u5_grid_dispatch"):
            grid = self._rule(name)
            self._plan(grid, "2026-01-01", "2026-12-31")
            self.assertEqual(len(self._records(grid, self.important)), 2)

    def test_ex_024_permit(self):
        """U5-11: 30 days before the permit expires."""
        rule = self._rule("u5_permit")
        [other] = self._points(
            1, prefix="PER", voltage_level="10", permit_expiry="2027-01-15"
        )
        self.important.permit_expiry = "2026-12-31"
        rule.with_user(self.supervisor).sweep(now=china("2026-12-01 08:00"))
        record = self._records(rule, self.important, other)
        self.assertEqual(record.res_id, self.important.id)
        self.assertEqual(record.deadline, china("2026-12-01 23:59:59"))
        rule.with_user(self.supervisor).sweep(now=china("2026-12-16 08:00"))
        record = self._records(rule, other)
        self.assertEqual(record.deadline, china("2026-12-16 23:59:59"))

    def test_u5_01_u5_02_u5_03_the_yearly_review(self):
        """U5-01, U5-02, U5-03: five steps, then the grade holds."""
        [point] = self._points(1, prefix="GR", voltage_level="10")
        with self.assertRaisesRegex(ValidationError, "U5-01"):
            point.importance = "second"
            point.flush_recordset()
        point.invalidate_recordset()
        grade = self.env["callback.utility.grade"].create(
            {
                "year": "2026",
                "supply_point_id": point.id,
                "grade": "second",
                "reason": "Water works",
                "date_declared": "2026-01-10",
            }
        )
        with self.assertRaises(AccessError):
            grade.with_user(self.supervisor).action_confirm()
        with self.assertRaisesRegex(UserError, "U5-02.*power department"):
            grade.with_user(self.manager).action_confirm()
        grade.write({"date_approved": "2026-02-01", "date_filed": "2026-02-10"})
        with self.assertRaisesRegex(UserError, "U5-03.*Notice"):
            grade.with_user(self.manager).action_confirm()
        grade.date_notice = "2026-02-20"
        with self.assertRaisesRegex(UserError, "U5-03.*Confirmed"):
            grade.with_user(self.manager).action_confirm()
        grade.objection = "The customer disagrees; the government decided."
        grade.with_user(self.manager).action_confirm()
        self.assertEqual(
            (point.importance, point.importance_reason), ("second", "Water works")
        )
        with self.assertRaisesRegex(UserError, "U5-02"):
            grade.with_user(self.manager).grade = "first"

    def test_u5_12_u4_07_the_file_names_what_it_lacks(self):
        """U4-07, U5-03, U5-12: a paper counts when it is signed."""
        kinds = self.env["callback.utility.file.kind"].search([])
        names = {kind.code: kind.name for kind in kinds}
        point = self.important
        lacking = point.file_missing
        for code in ("declaration", "notice", "plan", "drill", "intervals"):
            self.assertIn(names[code], lacking)
        self.assertNotIn(names["gas_contract"], lacking)
        kind = kinds.filtered(lambda k: k.code == "notice")
        paper = self.env["callback.utility.file"].create(
            {"supply_point_id": point.id, "kind_id": kind.id, "date": "2026-02-01"}
        )
        self.assertIn(names["notice"], point.file_missing)
        paper.date_signed = "2026-02-03"
        self.assertNotIn(names["notice"], point.file_missing)
        [small] = self._points(1, prefix="LOW", voltage_level="0.4")
        self.assertFalse(small.file_missing)

    def test_u5_13_u5_14_incidents(self):
        """U5-13, U5-14: six facts, then the investigation and two letters."""
        incident = self.env["callback.utility.incident"].create(
            {
                "name": "SG-T",
                "supply_point_id": self.important.id,
                "date_incident": china("2026-03-02 03:00"),
                "place": "Substation",
                "course": "Trip",
                "cause": "Cable",
                "consequence": "Two hours without supply",
            }
        )
        with self.assertRaisesRegex(UserError, "U5-13.*Progress"):
            incident.action_report()
        incident.write({"progress": "Restored", "date_oral": china("2026-03-02 03:20")})
        incident.action_report()
        with self.assertRaisesRegex(UserError, "U5-14.*Investigation"):
            incident.action_close()
        incident.write(
            {
                "investigation": "Joint replaced, crew taught",
                "date_written": "2026-03-05",
                "date_government": "2026-03-05",
            }
        )
        with self.assertRaisesRegex(UserError, "U5-14.*safety"):
            incident.action_close()
        incident.date_safety = "2026-03-06"
        incident.action_close()
        self.assertEqual(incident.state, "closed")
