# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china

#: Rule → number of questions, clauses of the text.
LISTS = {
    "group": (19, ("G1-01", "G1-03", "G1-05", "G1-06", "G1-09", "G1-10", "G1-13")),
    "business": (2, ("G1-23", "G1-24")),
    "clerks": (5, ("G1-41", "G1-44")),
    "leaders": (8, ("G1-55", "G1-57", "G1-58", "G1-59")),
    "managers": (8, ("G1-56",)),
    "repair_check": (8, ("G1-31", "G1-37")),
}
JANUARY = ("2026-01-01", "2026-01-31")


@tagged("post_install", "-at_install")
class TestChecksG1(SupplyCommon):
    """G1-55, G1-56: people and project companies are checked as planned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy_g1 = cls._in_force("g1")
        cls.manager_one, cls.leader, cls.other, cls.clerk, cls.accounts = (
            cls._employee(name) for name in ("Manager", "Leader", "Two", "Clerk", "Acc")
        )
        (cls.leader | cls.other).parent_id = cls.manager_one
        (cls.clerk | cls.accounts).parent_id = cls.leader
        job = cls.env.ref("callback_utility.job_gas_clerk")
        cls.clerk.job_id = job
        cls.accounts.job_id = cls.env.ref("callback_utility.job_gas_business")

    @classmethod
    def _employee(cls, name):
        contact = cls.env["res.partner"].create({"name": name})
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "department_id": cls.branch.id,
                "work_contact_id": contact.id,
            }
        )

    def _checks(self, name, *of, first=JANUARY[0], last=JANUARY[1]):
        """Plan the checks of a rule; return those of the documents."""
        rule = self._rule(f"g1_{name}")
        self._plan(rule, first, last)
        return self._records(rule, *of)

    def test_lists_of_questions(self):
        """G1-01, G1-03, G1-09, G1-10, G1-13, G1-37: each list is whole, and asked."""
        for name, (count, codes) in LISTS.items():
            rule = self._rule(f"g1_{name}")
            questions = rule.type_id.survey_id.question_ids
            self.assertEqual(len(questions), count, name)
            self.assertEqual(set(questions.mapped("constr_mandatory")), {True}, name)
            self.assertLessEqual(set(codes), set(rule.clause_ids.mapped("code")), name)

    def test_levels_three_and_four(self):
        """G1-55, G1-56: leaders every week, managers every month, nobody else."""
        staff = (self.manager_one, self.leader, self.other, self.clerk)
        found = self._checks("leaders", *staff)
        # The weeks that touch January 2026.
        self.assertEqual(set(found.mapped("res_id")), {self.leader.id})
        self.assertEqual(len(found), 5)
        self.assertEqual(found.department_id, self.branch)
        found = self._checks("managers", *staff, last="2026-03-31")
        self.assertEqual(set(found.mapped("res_id")), {self.manager_one.id})
        self.assertEqual(
            found.mapped("deadline"),
            [china(f"2026-{day} 23:59:59") for day in ("01-31", "02-28", "03-31")],
        )

    def test_clerks_and_account_managers(self):
        """G1-23, G1-24, G1-41: who has the job: monthly, and every week."""
        staff = (self.leader, self.clerk, self.accounts)
        self.assertEqual(len(self._checks("clerks", *staff)), 5)
        found = self._checks("business", *staff, last="2026-02-28")
        self.assertEqual(set(found.mapped("res_id")), {self.accounts.id})
        self.assertEqual(len(found), 2)

    def test_project_companies_every_year(self):
        """G1-05, G1-06: one a company and year, by the unit of the group."""
        unit = self.env.ref("callback_utility.unit_group_service")
        unit.department_id = self.head_office
        company = self.env.company
        found = self._checks("group", company, last="2026-12-31")
        self.assertEqual(len(found), 1)
        self.assertEqual(found.department_id, self.head_office)
        self.assertEqual(found.deadline, china("2026-12-31 23:59:59"))
        channels = self._rule("g1_group")._get_channels().mapped("code")
        self.assertEqual(
            sorted(channels), ["check_data", "check_ledger", "check_site", "phone"]
        )

    def test_a_check_is_answered_and_signed(self):
        """G1-57, G1-58, G1-59: no check without answers and the signature."""
        record = self._checks("managers", self.manager_one).with_user(self.caller)
        with freeze_time(china("2026-01-20 10:00")):
            record.log_attempt("check_site", "answered")
            record.write({"content": "Talked", "problem": "None", "result": "Fine"})
            with self.assertRaisesRegex(ValidationError, "Is the daily work"):
                record.action_done()
            record.save_answers(
                {
                    question.id: question.suggested_answer_ids[0].id
                    for question in record.sudo().survey_id.question_ids
                }
            )
            with self.assertRaisesRegex(UserError, "Signature of the person checked"):
                record.action_done()
            self._add_evidence(record, "person_signature")
            record.action_done()
        self.assertEqual(record.state, "done")

    @classmethod
    def _add_evidence(cls, record, code, **values):
        kind = cls.env.ref(f"callback_utility.evidence_kind_{code}")
        return super()._add_evidence(
            record, "customer_signature", kind_id=kind.id, **values
        )

    def test_checks_of_the_day(self):
        """G1-07: opened by hand for anybody, by phone, by data or on site."""
        rule = self._rule("g1_spot")
        self.assertEqual(rule.trigger, "manual")
        channels = rule._get_channels().mapped("code")
        self.assertEqual(sorted(channels), ["check_data", "check_site", "phone"])

    def test_a_missed_check_costs_points(self):
        """G1-61: a check that was not made in time is proposed, once."""
        rule = self.env.ref("callback_utility.penalty_g1_61_checks")
        rule.points = 1.25
        rule.action_activate()
        [record] = self._checks("managers", self.manager_one)
        self.env["callback.breach"].sweep(china("2026-02-02 09:00"))
        job = self.env["callback.violation"].with_user(self.manager)
        for _night in range(3):
            job.propose_breaches()
        found = self.env["callback.violation"].search([("record_id", "=", record.id)])
        self.assertEqual(found.rule_id, rule)
