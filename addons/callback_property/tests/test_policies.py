# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china
from odoo.addons.callback_base.tests.quota_common import QuotaCommon

ADDON = "callback_property."


@tagged("post_install", "-at_install")
class TestPropertyPolicies(QuotaCommon):
    """What is shipped: P1-01…P1-10, P1-15, P1-18…P1-21, P2-01…P2-04, S4-01."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.step = cls.env.ref(f"{ADDON}step_p1_complaint")
        cls.estate = cls.env["callback.property.estate"].create(
            {"name": "Lakeside", "code": "LS-T", "department_id": cls.branch.id}
        )

    def _value(self, name):
        quota = self.env.ref(f"{ADDON}quota_{name}").with_user(self.supervisor)
        return quota.get_value("2026-06-30", department=self.branch.id)

    def test_ex_039_signed_visits(self):
        """EX-039, P1-19: 20 of 50 hold, 19 do not."""
        value = self._value("p1_visits")
        self.assertIsNone(value["holds"])
        self._make(19, self.visit)
        last = self._make(31, self.phone)[:1]
        value = self._value("p1_visits")
        self.assertEqual((value["rate_text"], value["holds"]), ("38.00 %", False))
        self._set(last, channel_id=self.visit.id)
        value = self._value("p1_visits")
        self.assertEqual((value["rate_text"], value["holds"]), ("40.00 %", True))

    def test_ex_039_phone_and_letter(self):
        """EX-039, P1-21, X-13: 140 of 200 hold, 141 of 201 do not."""
        other = {"step_id": self.env.ref(f"{ADDON}step_p1_suggestion").id}
        self.assertIsNone(self._value("p1_remote")["holds"])
        self._make(120, self.phone, **other)
        self._make(20, self.letter, **other)
        self._make(60, self.visit, **other)
        value = self._value("p1_remote")
        self.assertEqual((value["rate_text"], value["holds"]), ("70.00 %", True))
        self._make(1, self.phone, **other)
        value = self._value("p1_remote")
        self.assertEqual((value["rate_text"], value["holds"]), ("70.15 %", False))
        self.assertIsNone(self._value("p1_visits")["holds"], "another base (X-13)")

    def test_p1_21_the_open_letter_is_a_letter(self):
        """P1-01, P1-21: “letter (open letter)” counts among the 70 % of the year."""
        other = {"step_id": self.env.ref(f"{ADDON}step_p1_suggestion").id}
        letter = self.env.ref("callback_base.callback_channel_public_letter")
        self._make(69, self.phone, **other)
        last = self._make(31, self.visit, **other)
        self.assertEqual(self._value("p1_remote")["rate_text"], "69.00 %")
        self._set(last[0], channel_id=letter.id)
        value = self._value("p1_remote")
        self.assertEqual((value["rate_text"], value["holds"]), ("70.00 %", True))
        self._set(last[1], channel_id=letter.id)
        value = self._value("p1_remote")
        self.assertEqual((value["rate_text"], value["holds"]), ("71.00 %", False))

    def _sampled(self, orders, houses):
        """Return sample and uncut size of the shipped rule in March 2026."""
        unit, order = (
            self.env[f"callback.property.{name}"] for name in ("unit", "order")
        )
        unit.search([]).sudo().write({"active": False})
        units = unit.create(
            [{"name": str(n), "estate_id": self.estate.id} for n in range(houses)]
        )
        order.create(
            [
                {
                    "name": f"T-{orders}-{number}",
                    "unit_id": units[:1].id,
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    "date_reported": china("2026-03-05 09:00:00"),
                    "date_dispatched": china("2026-03-05 10:00:00"),
                }
                for number in range(orders)
            ]
        )
        plan = self.env["callback.plan"].create(
            {
                "name": "Repairs of March",
                "policy_id": self.env.ref(f"{ADDON}policy_p1").id,
                "department_id": self.branch.id,
                "rule_ids": [(6, 0, self.env.ref(f"{ADDON}rule_p1_repair").ids)],
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "frequency": "Once a month",
                "content": "Asked how the repair was",
                "channel_ids": [(6, 0, self.phone.ids)],
                "user_ids": [(6, 0, self.caller.ids)],
            }
        )
        plan.with_user(self.manager).action_submit()
        if plan.state == "submitted":
            plan.with_user(self.chief).action_approve()
        plan.with_user(self.manager).action_generate()
        sample = plan.line_ids.sample_id
        records = self.env["callback.record"].search([("plan_id", "=", plan.id)])
        return sample.picked_count, sample.size_uncut, len(records)

    def test_ex_038_cut(self):
        """EX-038 (a), P1-05, P1-06, P1-07: 163 orders of 150 households: 9 cut to 7."""
        self.assertEqual(self._sampled(163, 150), (7, 9, 7))

    def test_ex_038_not_cut(self):
        """EX-038 (b), P1-05: 41 orders of 500 households: 3."""
        self.assertEqual(self._sampled(41, 500), (3, 3, 3))

    def test_ex_038_nothing_to_check(self):
        """EX-038 (c), P1-05: no orders in the month are no error, and no callbacks."""
        self.assertEqual(self._sampled(0, 150), (0, 0, 0))

    def test_ex_038_just_the_cap(self):
        """EX-038 (d), P1-05, P1-06: 160 of 160 make 8, which is the cap."""
        self.assertEqual(self._sampled(160, 160), (8, 8, 8))

    def test_ex_038_other_numbers(self):
        """EX-038, P1-05, P1-06: 101 orders of 90 households: 6 cut to 4."""
        self.assertEqual(self._sampled(101, 90), (4, 6, 4))

    def test_p1_07_p1_08_who_calls(self):
        """P1-07, P1-08: two positions about repairs, three about all the rest."""
        jobs = {
            name: self.env.ref(f"{ADDON}job_{name}")
            for name in ("office_assistant", "repair_supervisor", "housing_officer")
        }
        jobs["sales_assistant"] = self.env.ref(f"{ADDON}job_sales_assistant")
        employee = self.caller.employee_ids
        for step, allowed in (
            ("repair", {"repair_supervisor", "housing_officer"}),
            ("survey", jobs.keys() - {"sales_assistant"}),
            ("complaint", jobs.keys() - {"sales_assistant"}),
            ("suggestion", jobs.keys() - {"sales_assistant"}),
        ):
            record = self._create_record(
                step_id=self.env.ref(f"{ADDON}step_p1_{step}").id
            )
            for name, job in jobs.items():
                employee.job_id = job
                with self.subTest(f"{step} {name}"):
                    obstacles = record._get_obstacles(self.caller)
                    self.assertEqual(not obstacles, name in allowed)
        with self.assertRaisesRegex(UserError, "none of these positions"):
            record.with_user(self.caller).log_attempt("phone", "answered")

    def test_p1_09_the_signature_of_the_owner(self):
        """P1-09: a visit is not done without signature, a phone call is."""
        phoned = self._create_record(
            step_id=self.step.id, channel_id=self.phone.id
        ).with_user(self.caller)
        self.assertFalse(phoned.evidence_missing)
        visited = self._create_record(
            step_id=self.step.id, channel_id=self.visit.id
        ).with_user(self.caller)
        self.assertTrue(visited.evidence_missing)

    def test_p2_03_services_make_callbacks(self):
        """P2-02, P2-03: each service but a repair, seven days after it."""
        order = self.env["callback.property.order"]
        kinds = [key for key, _label in order._fields["kind"].selection]
        orders = order.create(
            [
                {
                    "name": f"T-{kind}",
                    "kind": kind,
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    "date_reported": china("2026-03-05 09:00:00"),
                    "date_done": china("2026-03-06 10:00:00"),
                }
                for kind in kinds
            ]
        )
        rule = self.env.ref(f"{ADDON}rule_p2_service")
        rule.with_user(self.supervisor).sweep(now=china("2026-03-07 10:00:00"))
        records = orders.callback_record_ids
        self.assertEqual(len(records), len(kinds) - 1)
        limits = {str(record.deadline) for record in records}
        self.assertEqual(limits, {"2026-03-13 15:59:59"})

    def test_ex_098_who_answers_online(self):
        """EX-098, S4-01, S4-02: by stage; nobody after the hand-over."""
        centre, team = (
            self.env.ref(f"{ADDON}unit_{code}")
            for code in ("customer_centre", "sales_team")
        )
        centre.department_id, team.department_id = self.branch, self.other_branch
        self.estate.write(
            {
                "date_sales_from": "2026-03-01",
                "date_sales_to": "2026-08-31",
                "date_handover": "2026-12-15",
            }
        )
        days = {
            "2026-02-20": self.branch,
            "2026-02-28": self.branch,
            "2026-03-01": self.other_branch,
            "2026-05-10": self.other_branch,
            "2026-08-31": self.other_branch,
            "2026-09-10": self.branch,
            "2026-12-14": self.branch,
            "2026-12-15": self.env["hr.department"],
            "2026-12-20": self.env["hr.department"],
        }
        questions = self.env["callback.property.question"].create(
            [
                {
                    "name": day,
                    "estate_id": self.estate.id,
                    "partner_id": self.customer.id,
                    "department_id": self.head_office.id,
                    "date": china(f"{day} 00:30:00"),
                }
                for day in days
            ]
        )
        rule = self.env.ref(f"{ADDON}rule_s4_question")
        rule.with_user(self.supervisor).sweep(now=china("2026-12-31 10:00:00"))
        records = self.env["callback.record"].search(
            [("res_model", "=", questions._name), ("res_id", "in", questions.ids)]
        )
        found = {record.res_id: record.department_id for record in records}
        self.assertEqual(
            {question.name: found[question.id] for question in questions}, days
        )

    @freeze_time("2026-03-16 02:00:00")
    def test_ex_043_ex_044_survey(self):
        """EX-043, EX-044, P3-01…P3-19, X-08, X-09: the shipped survey rule."""
        rule = self.env.ref(f"{ADDON}satisfaction_rule_p3")
        survey = (
            self.env["callback.satisfaction.round"]
            .with_user(self.supervisor)
            .create(
                {
                    "name": "Round",
                    "rule_id": rule.id,
                    "department_id": self.branch.id,
                    "source": "typed",
                    "date_notice": "2026-03-01",
                }
            )
        )
        survey.section_ids.write({"text": "Written down"})
        self.assertEqual(len(survey.section_ids), 8)
        survey.group_ids.write({"population": 1203})
        with self.assertRaisesRegex(UserError, "recovery rate is empty"):
            survey.with_user(self.chief).action_confirm()
        survey.write(
            {
                "recovery_target": 0.85,
                "typed_issued": 963,
                "typed_returned": 811,
                "typed_checked": 41,
                "typed_true": 39,
                "typed_rate": 0.924,
            }
        )
        self.assertEqual(survey.target_count, 963)
        self.assertEqual(survey.check_size, 41)
        self.assertFalse(survey.is_truth_short)
        self.assertAlmostEqual(survey.final_rate * 100, 91.616, 3)
        survey.typed_true = 38
        self.assertTrue(survey.is_truth_short)
        survey.typed_issued = 962
        self.assertTrue(survey.is_issue_short)
        survey.write({"typed_issued": 1000, "typed_rate": 0.9})
        for returned, final in ((820, 87), (850, 90), (900, 90)):
            survey.typed_returned = returned
            self.assertAlmostEqual(survey.final_rate * 100, final, 6)

    def test_ex_045_retention(self):
        """EX-045, P3-15…P3-17: forms and report two years, the plan paper one."""
        rule = self.env.ref(f"{ADDON}satisfaction_rule_p3")
        self.assertEqual(rule.report_category_id.retention_years, 2)
        self.assertEqual(rule.plan_category_id.retention_years, 1)

    def test_p1_14_an_open_letter_answers_many(self):
        """P1-01, P1-14: the open letter is allowed where many asked the same."""
        for name in ("suggestion", "complaint"):
            rule = self.env.ref(f"{ADDON}rule_p1_{name}")
            self.assertIn("public_letter", rule.channel_ids.mapped("code"))
        letter = self.env.ref("callback_base.callback_channel_public_letter")
        self.assertTrue(letter.is_collective)

    def test_p1_04_p1_20_the_rate_of_suggestions(self):
        """P1-04, P1-20: a rate that the office changes in a new version."""
        process = self.env.ref(f"{ADDON}process_p1_suggestion")
        self.assertEqual(process.callback_rate, 0.5)

    def test_p1_22_p2_04_forms_and_figures(self):
        """P1-22, P2-04: the forms print; each clause is measured."""
        for model in ("callback.record", "callback.complaint"):
            reports = self.env["ir.actions.report"].search([("model", "=", model)])
            self.assertTrue(reports, model)
        clause = self.env.ref(f"{ADDON}clause_p2_03").with_user(self.manager)
        figures = clause.compliance("2026-01-01", "2026-12-31")
        self.assertIn("population", figures)

    def test_s1_s5_settings(self):
        """S1-04, S2-01, S5-02, S5-06, X-10, X-11, X-25: the readings are settings."""
        for policy, code, value in (
            ("s1", "X-10", False),
            ("s5", "X-10", True),
            ("s2", "X-11", "none"),
            ("s5", "X-11", "reasons"),
            ("s1", "X-25", "registration"),
            ("s5", "X-25", "reception"),
        ):
            found = self.env.ref(f"{ADDON}policy_{policy}")._get_setting(code)
            self.assertEqual(found, value, f"{policy} {code}")
