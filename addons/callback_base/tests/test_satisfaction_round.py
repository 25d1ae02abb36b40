# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .satisfaction_common import SECTIONS, SatisfactionCommon


@tagged("post_install", "-at_install")
class TestSatisfactionRound(SatisfactionCommon):
    """A survey round from the plan to the report (P3-03 … P3-12, U1-26 … U1-28)."""

    def _typed(self, convention=None, target=0.85, **values):
        rule = self.survey_rule
        if convention:
            rule = self._survey_rule(f"P3{convention}", convention)
        survey = self._round(rule, recovery_target=target, source="typed")
        self._to_issuing(survey)
        survey.write(values)
        return survey

    @freeze_time("2026-03-16 02:00:00")
    def test_rates_and_deduction_by_convention(self):
        """P3-12, X-09: 84.22 % of 85 % costs 0.784, 0 or 1 point."""
        for convention, final in (("linear", 91.616), ("floor", 92.4), ("ceil", 91.4)):
            with self.subTest(convention):
                survey = self._typed(
                    convention,
                    typed_issued=963,
                    typed_returned=811,
                    typed_checked=41,
                    typed_true=39,
                    typed_rate=0.924,
                )
                self.assertEqual(survey.target_count, 963)
                self.assertFalse(survey.is_issue_short)
                self.assertEqual(survey.check_size, 41)
                self.assertAlmostEqual(survey.recovery_rate * 100, 84.2160, 4)
                self.assertAlmostEqual(survey.shortfall, 0.7840, 4)
                self.assertAlmostEqual(survey.final_rate * 100, final, 3)
                self.assertFalse(survey.is_truth_short)

    @freeze_time("2026-03-16 02:00:00")
    def test_whole_points_and_no_bonus(self):
        """P3-12: 3 points short cost 3; on target and above nothing is gained."""
        survey = self._typed(typed_issued=1000, typed_rate=0.9)
        for returned, final in ((820, 87), (850, 90), (900, 90)):
            survey.typed_returned = returned
            self.assertAlmostEqual(survey.final_rate * 100, final, 6)
        survey.typed_rate = 0.01
        survey.typed_returned = 500
        self.assertEqual(survey.final_rate, 0, "a rate does not become negative")

    @freeze_time("2026-03-16 02:00:00")
    def test_too_few_issued(self):
        """P3-03: 962 of 1 203 are refused, and flagged when there is a reason."""
        survey = self._typed(typed_issued=962)
        self.assertTrue(survey.is_issue_short)
        with self.assertRaisesRegex(UserError, "P3T-03.*962.*963"):
            survey.action_collect()
        survey.issue_reason = "A house burned down"
        survey.action_collect()
        self.assertTrue(survey.is_issue_short)
        survey.typed_issued = 963
        self.assertFalse(survey.is_issue_short)

    @freeze_time("2026-03-16 02:00:00")
    def test_target_has_no_default(self):
        """P3-04, X-08: without target the round cannot be confirmed."""
        survey = self._round(source="typed")
        survey.date_notice = "2026-03-01"
        with self.assertRaisesRegex(UserError, "target of the recovery rate is empty"):
            survey.with_user(self.chief).action_confirm()
        self.assertEqual(survey.state, "draft")
        survey.recovery_target = 0.75
        survey.with_user(self.chief).action_confirm()
        self.assertEqual(survey.state, "confirmed")

    def test_target_of_the_policy_binds_the_round(self):
        """X-08: what the setting decides is not for the round to change."""
        policy = self._survey_policy("P3S")
        self.env["callback.policy.setting"].create(
            {
                "policy_id": policy.id,
                "setting_id": self.env.ref("callback_base.callback_setting_x_08").id,
                "value": "65",
            }
        )
        rule = self.env["callback.satisfaction.rule"].create(
            {
                "name": "Survey",
                "policy_id": policy.id,
                "has_recovery_target": True,
            }
        )
        policy.action_activate()
        survey = self._round(rule)
        self.assertEqual(survey.recovery_target, 0.65)
        with self.assertRaisesRegex(ValidationError, "65"), self.cr.savepoint():
            survey.recovery_target = 0.5

    @freeze_time("2026-03-16 02:00:00")
    def test_plan_paper_and_second_person(self):
        """P3-06: the eight sections are filled, and somebody else confirms."""
        survey = self._round(recovery_target=0.85)
        self.assertEqual(survey.section_ids.mapped("name"), SECTIONS.split("\n"))
        survey.section_ids[4].text = " "
        with self.assertRaisesRegex(UserError, "Sampled rooms"):
            survey.with_user(self.chief).action_confirm()
        survey.section_ids[4].text = "1-101, 2-303"
        with self.assertRaisesRegex(UserError, "second person"):
            survey.action_confirm()
        with self.assertRaises(AccessError):
            survey.with_user(self.caller).action_confirm()
        survey.with_user(self.chief).action_confirm()
        with self.assertRaises(UserError), self.cr.savepoint():
            survey.section_ids[0].text = "Changed afterwards"
        with self.assertRaises(UserError), self.cr.savepoint():
            survey.group_ids.population = 5

    @freeze_time("2026-03-16 02:00:00")
    def test_notice_and_training_come_first(self):
        """P3-07, P3-08: no form before the notice and the training."""
        survey = self._round(recovery_target=0.85)
        survey.with_user(self.chief).action_confirm()
        with self.assertRaisesRegex(UserError, "notice.*\n.*trained"):
            survey.action_issue()
        survey.write(
            {
                "date_notice": "2026-03-16",
                "is_trained": True,
                "date_training": "2026-03-15",
                "trained_names": "Li",
            }
        )
        with self.assertRaisesRegex(UserError, "2026-03-16"):
            survey.action_issue()
        survey.date_notice = "2026-03-15"
        survey.action_issue()
        self.assertEqual(str(survey.date_issue), "2026-03-16")
        with self.assertRaisesRegex(ValidationError, "notice"), self.cr.savepoint():
            self.env["callback.satisfaction.form"].create(
                {"round_id": survey.id, "name": "1", "date_issued": "2026-03-15"}
            )

    @freeze_time("2026-03-16 02:00:00")
    def test_authenticity_check_is_drawn(self):
        """P3-05, P3-10, P3-11: 5 % of those returned, by another person."""
        survey = self._to_issuing(self._round(population=60, recovery_target=0.85))
        forms = self._forms(survey, 48, 41, 37)
        survey.action_collect()
        self.assertEqual(survey.check_size, 3, "5 % of 41, rounded up")
        self.assertAlmostEqual(survey.raw_rate, 37 / 41, 7)
        survey.action_draw()
        drawn = forms.filtered("is_drawn")
        self.assertEqual(len(drawn), 3)
        self.assertTrue(all(drawn.mapped("date_returned")))
        self.assertTrue(survey.sample_id.verify())
        with self.assertRaisesRegex(UserError, "0 of 3"):
            survey.action_verify()
        with self.assertRaises(AccessError), self.cr.savepoint():
            drawn.with_user(self.supervisor).write({"check_state": "true"})
        with self.assertRaisesRegex(UserError, "another person"):
            drawn[0].with_user(self.caller).action_check_true()
        with self.assertRaisesRegex(UserError, "what was found"):
            drawn[0].with_user(self.supervisor).action_check_cheating()
        other = (forms - drawn)[0].with_user(self.supervisor)
        with self.assertRaisesRegex(UserError, "not drawn"):
            other.action_check_true()
        drawn[:2].with_user(self.supervisor).action_check_true()
        drawn[2].with_user(self.supervisor).action_check_cheating("Same handwriting")
        survey.action_verify()
        self.assertTrue(survey.is_truth_short)
        breaches = self.env["callback.breach"].search(
            [("policy_id", "=", survey.policy_id.id)]
        )
        self.assertEqual(set(breaches.mapped("kind")), {"truth", "cheating"})
        faked = breaches.filtered(lambda breach: breach.kind == "cheating")
        self.assertEqual(faked.user_id, self.caller)
        self.assertEqual(faked.clause_id.kind, "penalty")
        good = 37 - (drawn[2].satisfaction == "satisfied")
        self.assertAlmostEqual(survey.raw_rate, good / 40, 7, "a faked form is out")

    @freeze_time("2026-03-16 02:00:00")
    def test_reported_round_is_frozen(self):
        """Reported figures stay, and typed ones need their evidence."""
        survey = self._typed(
            typed_issued=963,
            typed_returned=900,
            typed_checked=45,
            typed_true=45,
            typed_rate=0.9,
        )
        survey.action_collect()
        with self.assertRaisesRegex(UserError, "evidence"):
            survey.action_verify()
        sheet = Command.create({"name": "tally.txt", "raw": b"45"})
        survey.write({"evidence_ids": [sheet], "typed_note": "Tally sheet"})
        file = survey.evidence_ids.with_user(self.chief)
        self.assertEqual(file.raw, b"45", "who reads the round reads its evidence")
        survey.action_verify()
        with self.assertRaises(UserError), self.cr.savepoint():
            survey.typed_returned = 963
        for change in (file.sudo().unlink, lambda: file.sudo().write({"raw": b"46"})):
            with self.assertRaisesRegex(UserError, "Evidence"), self.cr.savepoint():
                change()
        survey.action_report()
        with self.assertRaises(UserError), self.cr.savepoint():
            survey.conclusion = "Better than it was"
        with self.assertRaises(UserError), self.cr.savepoint():
            survey.unlink()
        with self.assertRaises(AccessError), self.cr.savepoint():
            survey.state = "draft"
        with self.assertRaises(ValidationError), self.cr.savepoint():
            survey.sudo().typed_true = 46

    def test_round_ends_after_a_month(self):
        """U1-28: begun on 31 January, finished by 28 February 23:59:59."""
        for first, last in (
            ("2026-01-31", "2026-02-28 15:59:59"),
            ("2026-04-10", "2026-05-10 15:59:59"),
        ):
            survey = self._round(date_start=first)
            self.assertEqual(str(survey.deadline), last)
        with freeze_time("2026-05-10 15:59:59"):
            survey.invalidate_recordset()
            self.assertFalse(survey.is_overdue)
        with freeze_time("2026-05-10 16:00:00"):
            survey.invalidate_recordset()
            self.assertTrue(survey.is_overdue)
            self.assertIn(survey, survey.search([("is_overdue", "=", True)]))
            self.env["callback.breach"].sweep()
            self.env["callback.breach"].sweep()
            breach = self.env["callback.breach"].search(
                [("res_model", "=", survey._name), ("res_id", "=", survey.id)]
            )
            self.assertEqual(breach.mapped("kind"), ["round"])

    def test_papers_are_kept_for_their_own_time(self):
        """EX-045, P3-15 … P3-17: forms and report two years, the plan one."""
        two = self.env["callback.archive.category"].create(
            {"name": "Survey", "code": "SV2", "retention_years": 2}
        )
        rule = self._survey_rule(
            "P3A", plan_category_id=self.category.id, report_category_id=two.id
        )
        with freeze_time("2026-07-31 02:00:00"):
            survey = self._round(rule, population=10, recovery_target=0.8)
            self._to_issuing(survey)
            forms = self._forms(survey, 8, 8, 8)
            survey.action_collect()
            survey.action_draw()
            forms.filtered("is_drawn").with_user(self.supervisor).action_check_true()
            survey.action_verify()
            with self.assertRaisesRegex(UserError, "not “Reported”"):
                survey.action_archive_papers()
            survey.action_report()
            archives = survey.action_archive_papers()
            with self.assertRaisesRegex(UserError, "archived already"):
                survey.action_archive_papers()
        kept = {
            str(archive.category_id.code): str(archive.retention_end)
            for archive in archives
        }
        self.assertEqual(kept, {"TST": "2027-07-31", "SV2": "2028-07-31"})
        checked = self.env["callback.archive"].verify_chain()
        self.assertEqual(checked["broken"], [])
        forms[0].sudo().opinion = "Changed in secret"
        broken = self.env["callback.archive"].verify_chain()["broken"]
        self.assertEqual(len(broken), 1, "a changed form is found")

    def test_two_populations_and_two_rates(self):
        """U1-27: 10 % and 1 %, each rounded up."""
        rule = self._survey_rule(
            "U1T",
            has_recovery_target=False,
            group_ids=[
                (0, 0, {"name": "Non-residential", "rate": 0.1}),
                (0, 0, {"name": "Residential", "rate": 0.01}),
            ],
        )
        survey = self._round(rule)
        first, second = survey.group_ids
        first.population, second.population = 1234, 56789
        self.assertEqual(survey.group_ids.mapped("target"), [124, 568])
        self.assertEqual(survey.target_count, 692)

    def test_rounds_of_a_period(self):
        """U1-26: one round of two a year is a breach after 31 December, once."""
        rule = self._survey_rule(
            "U1Y", period="year", round_count=2, has_recovery_target=False
        )
        with freeze_time("2026-06-16 02:00:00"):
            survey = self._round(rule, population=10, source="typed")
            self._to_issuing(survey)
            survey.write(
                {
                    "typed_issued": 8,
                    "typed_returned": 8,
                    "typed_checked": 8,
                    "typed_true": 8,
                    "typed_note": "Sheet",
                    "evidence_ids": [Command.create({"name": "t.txt", "raw": b"8"})],
                }
            )
            survey.action_collect()
            survey.action_verify()
            self.assertEqual((rule.held_count, rule.period_text), (1, "2026"))
        domain = [
            ("res_model", "=", rule._name),
            ("res_id", "=", rule.id),
            ("date_limit", "=", "2026-12-31 15:59:59"),
        ]
        breaches = self.env["callback.breach"]
        breaches.sweep("2026-12-31 15:59:59")
        self.assertFalse(breaches.search(domain))
        for moment in ("2026-12-31 16:00:00", "2027-02-01 00:00:00"):
            breaches.sweep(moment)
            breach = breaches.search(domain)
            self.assertEqual(breach.kind, "quota")
            self.assertIn("2026", breach.name)

    def test_roles(self):
        """Others' units see no round; the auditor reads and writes nothing."""
        survey = self._round()
        self.assertFalse(
            survey.with_user(self.other_caller).search([("id", "=", survey.id)])
        )
        self.assertTrue(survey.with_user(self.caller).name)
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError), self.cr.savepoint():
                survey.with_user(user).name = "Other"
        self.assertTrue(survey.with_user(self.auditor).section_ids)
