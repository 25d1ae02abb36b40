# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon


@tagged("post_install", "-at_install")
class TestOtherClauses(FinanceCommon):
    """What the shipped data and the base carry out together, clause by clause."""

    def _contract_call(self, name="HT-O", signed="2026-03-12 10:00:00"):
        return self._sweep(self._contract(name, signed))

    def test_f1_script_and_facts(self):
        """F1-01, F1-02, F1-06: five steps, the risk a must, promotion optional."""
        kind = self.env.ref("callback_finance.type_fund")
        steps = kind.script_step_ids
        must = steps.filtered("is_mandatory").mapped("kind")
        self.assertEqual(must, ["greeting", "question", "risk", "question", "closing"])
        self.assertIn(
            "promotion", (steps - steps.filtered("is_mandatory")).mapped("kind")
        )
        record = self._create_record(
            step_id=self.env.ref("callback_finance.step_f1_fund").id,
            user_id=self.caller.id,
        ).with_user(self.caller)
        record.action_start()
        self._answer_of(record, risk="c3", wish="more", assets="a2")
        stored = record.sudo().answer_id.user_input_line_ids.suggested_answer_id
        self.assertEqual(
            stored.mapped("value"), ["C3 balanced", "Invest more", "1 to 3 million"]
        )

    def test_f1_04_preparation(self):
        """F1-04, F3-37: what is prepared or rehearsed stands on the plan."""
        rule = self.env.ref("callback_finance.rule_f1_fund")
        plan = self.env["callback.plan"].create(
            {
                "name": "Funds",
                "policy_id": rule.policy_id.id,
                "rule_ids": [Command.set(rule.ids)],
                "department_id": self.branch.id,
                "date_from": "2026-09-01",
                "date_to": "2026-09-30",
            }
        )
        asked = rule.policy_id.preparation_ids
        self.assertEqual(len(asked.filtered(lambda p: p.clause_ids.code == "F1-04")), 4)
        self.assertEqual(plan.task_ids.mapped("name"), asked.mapped("name"))
        self.assertEqual(plan.task_open_count, 5)
        plan.task_ids[0].is_done = True
        self.assertTrue(plan.task_ids[0].date_done)
        self.assertEqual(plan.task_open_count, 4)

    def test_f3_37_rehearsal(self):
        """F3-37: the rehearsal is on the list of each plan, and may be dropped."""
        policy = self.policies["f3"]
        with Form(self.env["callback.plan"].with_user(self.supervisor)) as form:
            form.name = "Contracts"
            form.department_id = self.branch
            form.policy_id = self.policies["f1"]
            self.assertEqual(len(form.task_ids), 5)
            form.policy_id = policy
            form.date_from, form.date_to = "2026-09-01", "2026-09-30"
        task = form.record.task_ids
        self.assertEqual(
            (task.kind, task.preparation_id.clause_ids.code), ("rehearsal", "F3-37")
        )
        task.with_user(self.supervisor).unlink()
        self.assertFalse(form.record.task_ids)
        form.record.purpose = "Another purpose"
        self.assertFalse(form.record.task_ids)

    def test_f2_02_the_branch_sees_its_outlets(self):
        """F2-02: the supervisor of the branch guides and inspects each outlet."""
        outlet = self.env["hr.department"].create(
            {"name": "Outlet", "parent_id": self.branch.id}
        )
        account = self._account("T-900", business="brokerage", department_id=outlet.id)
        record = self._sweep(
            self._contract("HT-B", "2026-03-12 10:00:00", account_id=account.id)
        )
        self.assertEqual(record.department_id, outlet)
        self.assertTrue(record.with_user(self.supervisor).has_access("read"))
        self.assertFalse(record.with_user(self.other_caller).has_access("read"))

    def test_f3_07_two_posts(self):
        """F3-07: the specialist calls, another person reviews."""
        record = self._call(self._contract_call(), "2026-03-13 10:10:00")
        with self.assertRaises(AccessError):
            record.with_user(self.caller).action_review("Well done")
        record.with_user(self.supervisor).action_review("Well done")
        self.assertEqual(record.reviewer_id, self.supervisor)

    def test_f3_09_spot_check_of_the_month(self):
        """F3-08, F3-09, F3-10: each month with calls owes the outlet's spot check."""
        self._call(self._contract_call(), "2026-03-13 10:10:00")
        self.env["callback.breach"].sweep(china("2026-04-01 09:00:00"))
        duty = self.env["callback.duty"].search(
            [
                ("policy_id", "=", self.policies["f3"].id),
                ("department_id", "=", self.branch.id),
                ("date_from", "=", "2026-03-01"),
            ]
        )
        self.assertEqual(duty.kind, "spot_check")
        self.assertEqual(self.policies["f3"].statement_period, "month")

    def test_f3_12_the_script_is_improved(self):
        """F3-12: a specialist's proposal is taken up like other improvements."""
        proposal = (
            self.env["callback.improvement"]
            .with_user(self.supervisor)
            .create(
                {
                    "subject": "Ask for the papers first",
                    "department_id": self.branch.id,
                }
            )
        )
        self.assertTrue(proposal.display_name)

    def test_f3_17_the_recording_covers_the_call(self):
        """F3-17, F3-38: a recording that ends before the call is refused."""
        mine = self._contract_call().with_user(self.caller)
        with freeze_time(china("2026-03-13 10:20:00")):
            mine.action_start()
            mine.log_attempt("phone", "answered", china("2026-03-13 10:10:00"), 5, 300)
            self._talk(mine)
            mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
            mine.satisfaction = "satisfied"
            short = self._add_evidence(
                mine,
                "recording",
                date_start=china("2026-03-13 10:10:00"),
                date_end=china("2026-03-13 10:11:00"),
            )
            with self.assertRaisesRegex(UserError, "ecording"):
                with self.env.cr.savepoint():
                    mine.action_done()
            self._add_evidence(
                mine,
                "recording",
                date_start=china("2026-03-13 10:10:00"),
                date_end=china("2026-03-13 10:16:00"),
            )
            mine.action_done()
        self.assertTrue(short.exists())

    def test_f3_39_other_words(self):
        """F3-39, F3-54: how the wording was changed, and the language spoken."""
        record = self._call(
            self._contract_call(),
            "2026-03-13 10:10:00",
            content="Said in Cantonese, as the customer asked; question 3 explained",
        )
        self.assertIn("Cantonese", record.content)
        self.assertIn("lang_id", self.env["callback.phrase"]._fields)
        phrases = self.policies["f3"].phrase_ids
        self.assertIn("explanation", phrases.mapped("situation"))

    def test_f3_41_summary_table(self):
        """F3-41, F3-51, F3-45: the list of the period, and the customer's files."""
        record = self._call(self._contract_call(), "2026-03-13 10:10:00")
        self.supervisor.group_ids |= self.env.ref("callback_base.callback_group_export")
        ledger = (
            self.env["callback.ledger"]
            .with_user(self.supervisor)
            .create({"date_from": "2026-03-01", "date_to": "2026-03-31"})
        )
        listed = self.env["callback.record"].search(ledger._get_domain())
        self.assertIn(record, listed)
        with freeze_time(china("2026-03-13 16:00:00")):
            record.with_user(self.supervisor).action_archive()
        self.assertEqual(record.archive_id.category_id.code, "JRLC")
        self.assertEqual(str(record.archive_id.retention_end), "2029-03-13")
        domain = self.customer.action_view_callback_archives()["domain"]
        self.assertIn(record.archive_id, self.env["callback.archive"].search(domain))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            record.archive_id.with_user(self.manager).unlink()

    def test_f3_53_results_are_counted(self):
        """F3-53: how often an answer was given."""
        self._call(self._contract_call(), "2026-03-13 10:10:00")
        question = self.env.ref("callback_finance.survey_contract_understood")
        rate = (
            self.env["callback.questionnaire"]
            .with_user(self.supervisor)
            .get_rate(question, "2026-03-13 00:00:00", "2026-03-14 00:00:00")
        )
        self.assertEqual((rate["answered"], rate["dissatisfied"]), (1, 0))

    def test_f3_62_one_policy_for_two_copies(self):
        """F3-62: the abridged copy is no second policy."""
        policies = self.env["callback.policy"].search([("code", "=", "F3")])
        self.assertEqual(policies, self.policies["f3"])
        self.assertEqual(len(policies.clause_ids), 62)

    def test_f4_07_training_is_evaluated(self):
        """F4-07: the training asks its own questionnaire."""
        line = self.env.ref("callback_finance.questionnaire_f4_training")
        self.assertEqual(line.survey_id.callback_question_count, 3)
        rule = self.env.ref("callback_finance.rule_f4_training")
        self.assertEqual(rule.type_id, line.type_id)

    def test_bad_input_is_refused(self):
        """F3-24, F3-28: what cannot be true is named and nothing is stored."""
        contract = self._contract("HT-X", "2026-03-12 10:00:00")
        with self.assertRaisesRegex(ValidationError, "HT-X.*before it was signed"):
            self.env["callback.finance.change"].create(
                {
                    "contract_id": contract.id,
                    "kind": "term",
                    "date": china("2026-03-12 09:59:59"),
                }
            )
        with self.assertRaisesRegex(ValidationError, "HT-Y.*cannot be right"):
            self._contract("HT-Y", "2926-03-12 10:00:00")
        with self.assertRaisesRegex(ValidationError, "T-X.*closed before"):
            self._account("T-X", date_closed="2024-01-01")
        self._sweep(contract)
        with self.assertRaisesRegex(AccessError, "only a manager"):
            contract.with_user(self.supervisor).date_signed = "2026-03-13 02:00:00"
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            contract.with_user(self.manager).unlink()
