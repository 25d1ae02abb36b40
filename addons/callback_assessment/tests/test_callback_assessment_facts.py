# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .callback_assessment_common import AssessmentCommon

RECORD = ("on_time", "completion", "file", "satisfaction")


@tagged("post_install", "-at_install")
class TestAssessmentFacts(AssessmentCommon):
    """Facts counted from callbacks, with the callbacks behind each figure (ASMT-03)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Due (UTC), user, what became of it. The last minute of March in Shanghai is
        # 15:59 UTC of the 31st.
        cls.rows = [
            ("2026-03-02 04:00:00", cls.caller, "kept", "satisfied"),
            ("2026-03-10 04:00:00", cls.caller, "kept", "dissatisfied"),
            ("2026-03-31 15:59:00", cls.caller, "late", False),
            ("2026-03-15 04:00:00", cls.caller, "open", False),
            ("2026-03-16 04:00:00", cls.caller, "cancelled", False),
            ("2026-03-17 04:00:00", cls.caller, "unreachable", False),
            ("2026-03-31 16:00:00", cls.caller, "open", False),
            ("2026-02-28 15:59:00", cls.caller, "open", False),
            ("2026-03-20 04:00:00", cls.other_caller, "kept", "satisfied"),
        ]
        for due, user, fate, satisfaction in cls.rows:
            record = cls._create_record(user_id=user.id)
            cls._set(record, due, fate, satisfaction)
        cls.env.invalidate_all()

    @classmethod
    def _set(cls, record, due, fate, satisfaction):
        state = {"kept": "done", "late": "done", "open": "planned"}.get(fate, fate)
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE callback_record SET deadline = %s, state = %s, on_time = %s,"
                " is_complete = %s, satisfaction = %s WHERE id = %s",
                due,
                state,
                fate in ("kept", "unreachable"),
                fate in ("kept", "late", "unreachable"),
                satisfaction or None,
                record.id,
            )
        )

    def _facts_card(self, code="FACT", **values):
        weights = zip(RECORD, (40, 30, 20, 10), strict=True)
        return self._new_card(code, [(s, w, s) for s, w in weights], **values)

    def _new_review_rules(self, checklists):
        return self.env["callback.review.rule"].create(
            [
                {
                    "name": checklist.name,
                    "policy_id": self.policy.id,
                    "checklist_id": checklist.id,
                    "inspector_ids": [Command.set(self.chief.ids)],
                    "rate": 0.1,
                }
                for checklist in checklists
            ]
        )

    def _new_review(self, rule, score, finished, user):
        return self.env["callback.review"].create(
            {
                "kind": "extra",
                "state": "done",
                "rule_id": rule.id,
                "policy_id": rule.policy_id.id,
                "checklist_id": rule.checklist_id.id,
                "level": rule.level,
                "record_id": self._create_record(user_id=user.id).id,
                "company_id": self.env.company.id,
                "person_id": user.id,
                "method": self.env["callback.review"]._fields["method"].selection[0][0],
                "date_drawn": finished,
                "date_finished": finished,
                "is_scored": True,
                "score": score,
                "result": "passed",
            }
        )

    def test_facts(self):
        """A1-03, F3-08: figures of one month, of the person, without cancelled ones."""
        one = self._new_assessment(self._facts_card(), "2026-03-01")
        one.action_compute()
        facts = {x.source: (x.numerator, x.denominator) for x in one.line_ids}
        self.assertEqual(
            facts,
            {
                # Two kept, one unreachable in time; one late, one still open.
                "on_time": (3, 5),
                "completion": (4, 5),
                "file": (0, 3),
                "satisfaction": (1, 2),
            },
        )
        # 40 × 3/5 + 30 × 4/5 + 0 + 10 × 1/2
        self.assertEqual((one.score, one.grade_id.code), (53, "E"))

    def test_drill_down(self):
        """ASMT-03: each figure opens just the callbacks that it counts."""
        one = self._new_assessment(self._facts_card(), "2026-03-01")
        one.action_compute()
        for line in one.line_ids:
            action = line.action_view_facts()
            records = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(len(records), line.denominator, line.source)
            action = line.action_view_misses()
            missed = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(len(missed), line.denominator - line.numerator)

    def test_a1_03_cost(self):
        """Plans kept within their budget; figures open the plans behind them."""
        plans = self.env["callback.plan"].create(
            [
                {
                    "name": f"Plan {budget} {spent}",
                    "policy_id": self.policy.id,
                    "department_id": self.branch.id,
                    "date_from": "2026-03-01",
                    "date_to": "2026-03-31",
                    "budget": budget,
                    "expense": spent,
                }
                for budget, spent in (
                    (100, 100),
                    (100, 100.01),
                    (50.5, 0),
                    (0, 70),
                    (10, 11),
                    (10, 11),
                )
            ]
        )
        for plan, due, fate in zip(
            plans,
            ("02", "03", "04", "05", "06", "07"),
            ("kept", "late", "open", "kept", "kept", "cancelled"),
            strict=True,
        ):
            record = self._create_record(user_id=self.caller.id, plan_id=plan.id)
            self._set(record, f"2026-03-{due} 04:00:00", fate, False)
        later = self._create_record(user_id=self.caller.id, plan_id=plans[4].id)
        self._set(later, "2026-04-02 04:00:00", "open", False)
        self.env.invalidate_all()
        card = self._new_card("COST", [("Cost", 100, "cost")])
        one = self._new_assessment(card, "2026-03-01")
        one.action_compute()
        line = one.line_ids
        self.assertEqual((line.numerator, line.denominator), (2, 4))
        self.assertEqual(one.score, 50)
        seen = self.env["callback.plan"].search(line.action_view_facts()["domain"])
        self.assertEqual(seen, plans[0] | plans[1] | plans[2] | plans[4])
        missed = self.env["callback.plan"].search(line.action_view_misses()["domain"])
        self.assertEqual(missed, plans[1] | plans[4])
        self.assertEqual(
            plans.filtered("is_over_budget"), plans[1] | plans[4] | plans[5]
        )

    def test_absent_facts(self):
        """ASMT-03: no callbacks in the month is “not assessed”, never zero."""
        card = self._new_card(
            "ABS", [("On time", 70, "on_time"), ("Style", 30, "manual")]
        )
        one = self._new_assessment(card, "2026-01-01")
        one.action_compute()
        one.line_ids[1].typed_score = 88
        self.assertFalse(one.line_ids[0].is_assessed)
        self.assertEqual((one.score, one.grade_id.code), (88, "B"))
        self.assertIn("Nothing to assess in On time", one.explanation)
        alone = self._new_card("ABS2", [("On time", 100, "on_time")])
        one = self._new_assessment(alone, "2026-01-01")
        one.action_compute()
        self.assertFalse(one.is_assessed or one.grade_id)

    def test_excused(self):
        """A callback that was excused counts neither for nor against."""
        breaches = self.env["callback.breach"]
        breaches.sudo()._sweep(datetime(2026, 4, 2))
        for _found in breaches.sudo()._sweep(datetime(2026, 4, 2)):
            pass
        late = breaches.search(
            [("record_id.user_id", "=", self.caller.id), ("kind", "=", "deadline")]
        )
        self.assertTrue(late)
        late.sudo().state = "excused"
        one = self._new_assessment(self._facts_card(), "2026-03-01")
        one.action_compute()
        line = one.line_ids[0]
        self.assertEqual((line.numerator, line.denominator), (3, 3))
        action = line.action_view_facts()
        records = self.env["callback.record"].search(action["domain"])
        self.assertEqual(len(records), 3)

    def test_workload(self):
        """F3-08: workload as finished callbacks out of a target, 100 at most."""
        for target, score in ((4, 75), (2, 100)):
            card = self._new_card(
                f"LOAD{target}", [("Workload", 100, "workload")], activate=False
            )
            with self.assertRaisesRegex(UserError, "no target"):
                card.with_user(self.manager).action_activate()
            card.criterion_ids.target = target
            card.with_user(self.manager).action_activate()
            one = self._new_assessment(card, "2026-03-01")
            one.action_compute()
            self.assertEqual(one.score, score)

    def test_spot_checks(self):
        """A1-02, ASMT-04: the mean of the spot checks finished in the month."""
        checklists = self.env["callback.review.checklist"].create(
            [{"name": name, "policy_id": self.policy.id} for name in ("Calls", "Files")]
        )
        rules = self._new_review_rules(checklists)
        for place, (score, finished, user) in enumerate(
            (
                (80, "2026-03-05 04:00:00", self.caller),
                (95.5, "2026-03-31 15:59:00", self.caller),
                (0, "2026-03-31 16:00:00", self.caller),
                (12, "2026-03-05 04:00:00", self.other_caller),
            )
        ):
            self._new_review(rules[place % 2], score, finished, user)
        card = self._new_card("REV", [("Process", 100, "review")])
        one = self._new_assessment(card, "2026-03-01")
        one.action_compute()
        self.assertEqual((one.score, one.grade_id.code), (87.75, "B"))
        action = one.line_ids.action_view_facts()
        self.assertEqual(action["res_model"], "callback.review")
        reviews = self.env["callback.review"].search(action["domain"])
        self.assertEqual(sorted(reviews.mapped("score")), [80, 95.5])
        card = self._new_card("REV2", [("Process", 100, "review")], activate=False)
        card.criterion_ids.checklist_id = checklists[0]
        card.with_user(self.manager).action_activate()
        one = self._new_assessment(card, "2026-03-01")
        one.action_compute()
        self.assertEqual(one.score, 80)
        self.assertEqual(
            self.env["callback.review"].search_count(
                one.line_ids.action_view_facts()["domain"]
            ),
            1,
        )

    def test_everybody_at_once(self):
        """ASMT-04: one click for all people of the scheme, safe to repeat."""
        card = self._facts_card("ALL")
        card.with_user(self.chief).action_assess("2026-03-20")
        made = self.env["callback.assessment"].search([("scorecard_id", "=", card.id)])
        self.assertEqual(made.user_id, self.caller | self.other_caller)
        scores = {one.user_id: one.score for one in made}
        self.assertEqual(scores[self.caller], 53)
        # 40 + 30 + 0 × 20 + 10
        self.assertEqual(scores[self.other_caller], 80)
        card.with_user(self.chief).action_assess("2026-03-05")
        again = self.env["callback.assessment"].search([("scorecard_id", "=", card.id)])
        self.assertEqual(again, made)
        self.assertEqual(len(again.line_ids), 8)
        self.assertEqual({str(day) for day in made.mapped("date_to")}, {"2026-03-31"})

    def test_own_tree_and_old_department(self):
        """A supervisor's click makes the own people; who moved counts where he was."""
        self._set_contract(self.other_caller.employee_ids)
        self.other_caller.employee_ids.create_version(
            {"date_version": "2026-04-10", "department_id": self.branch.id}
        )
        card = self._facts_card("TREE")
        card.with_user(self.supervisor).action_assess("2026-03-20")
        made = self.env["callback.assessment"].search([("scorecard_id", "=", card.id)])
        self.assertEqual(made.user_id, self.caller)
        card.with_user(self.chief).action_assess("2026-03-20")
        made = self.env["callback.assessment"].search([("scorecard_id", "=", card.id)])
        moved = made.filtered(lambda one: one.user_id == self.other_caller)
        self.assertEqual(moved.department_id, self.other_branch)

    def test_queries_do_not_grow(self):
        """Computing many people takes as many statements as computing one."""
        card = self._facts_card("MANY", group_id=False)
        card.with_user(self.manager).action_assess("2026-03-20")
        made = self.env["callback.assessment"].search([("scorecard_id", "=", card.id)])
        self.assertGreater(len(made), 3)
        counts = []
        for part in (made[:1], made):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            part._compute_facts()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
