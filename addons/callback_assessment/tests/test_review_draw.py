# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.callback_base.sampling import draw
from odoo.addons.callback_base.tests.plan_common import china

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewDraw(ReviewCommon):
    """The draw: by chance, provable, once (G1-07, G1-08, ASMT-18)."""

    def test_g1_08_drawn_from_finished_work_of_the_period(self):
        rule = self._lay_down({"size_kind": "all"})
        inside = self._work(rule, 2, "2026-03-01") | self._work(rule, 1, "2026-03-31")
        self._work(rule, 1, "2026-02-28")
        self._work(rule, 1, "2026-04-01")
        opened = self._create_record(step_id=rule.policy_id.rule_ids.step_ids.id)
        quota = self._draw(rule)
        self.assertEqual(quota.review_ids.record_id, inside)
        self.assertNotIn(opened, quota.review_ids.record_id)
        self.assertEqual(str(quota.date_from), "2026-03-01")
        self.assertEqual(str(quota.date_to), "2026-03-31")
        self.assertEqual(set(quota.review_ids.mapped("state")), {"drawn"})

    def test_the_same_draw_twice_makes_nothing_twice(self):
        rule = self._lay_down({"rate": 0.2})
        self._work(rule, 20)
        quota = self._draw(rule)
        seed = quota.sample_id.seed
        self.assertFalse(self._draw(rule, "2026-04-20 10:00"))
        scope = [(None, None)]
        again = quota._open(
            rule, quota.company_id, quota.date_from, quota.date_to, scope
        )
        self.assertFalse(again)
        self.assertEqual(len(quota.review_ids), 4)
        self.assertEqual(quota.sample_id.seed, seed)
        quota._insert_reviews()
        self.assertEqual(len(quota.review_ids), 4)

    def test_missed_nights_are_made_good_period_by_period(self):
        rule = self._lay_down({"size_kind": "all", "period": "week"})
        self._work(rule, 1, "2026-03-04")
        self._draw(rule, "2026-03-09 02:00")
        self._work(rule, 2, "2026-03-11")
        self._work(rule, 3, "2026-03-18")
        quotas = self._draw(rule, "2026-03-23 02:00").sorted("date_from")
        self.assertEqual(quotas.mapped("demanded"), [2, 3])

    def test_a_period_before_the_policy_is_not_drawn(self):
        rule = self._lay_down({"size_kind": "all"}, date_from="2026-04-01")
        self.assertFalse(self._draw(rule))

    def test_the_draw_is_repeated_from_seed_and_frame(self):
        rule = self._lay_down({"rate": 0.1})
        records = self._work(rule, 50)
        quota = self._draw(rule)
        sample = quota.sample_id
        picked = draw.pick(
            sample.seed, [(number, "") for number in records.ids], {"": 5}
        )
        self.assertEqual(set(quota.review_ids.record_id.ids), picked)
        self.assertTrue(quota.with_user(self.manager).verify())
        self.assertEqual(sample.state, "confirmed")

    def test_g1_62_a_check_put_in_or_taken_out_is_found(self):
        rule = self._lay_down({"rate": 0.1})
        records = self._work(rule, 20)
        quota = self._draw(rule)
        other = (records - quota.review_ids.record_id)[0]
        self.env.cr.execute(
            "UPDATE callback_review SET record_id = %s WHERE id = %s",
            [other.id, quota.review_ids[0].id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "not those that were drawn"):
            quota.with_user(self.manager).verify()

    def test_a_draw_that_somebody_dislikes_is_not_made_again(self):
        rule = self._lay_down()
        self._work(rule, 20)
        sample = self._draw(rule).sample_id
        with self.assertRaises(UserError):
            sample.with_user(self.manager).action_redraw("Too hard")

    @mute_logger("odoo.models")
    def test_nobody_makes_or_moves_a_drawn_check(self):
        review = self._drawn(2)[0]
        values = review.copy_data()[0]
        for user in (self.reviewer, self.supervisor, self.manager):
            model = self.env["callback.review"].with_user(user)
            with self.assertRaises(AccessError), self.cr.savepoint():
                model.create(values)
            for change in (
                {"record_id": review.record_id.id},
                {"state": "done"},
                {"score": 100},
                {"user_id": user.id},
                {"kind": "extra"},
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    review.with_user(user).write(change)
            with self.assertRaises(AccessError), self.cr.savepoint():
                review.with_user(user).unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            review.unlink()

    def test_f2_04_nobody_gets_own_calls_and_the_rest_is_dealt_evenly(self):
        both = self.reviewer | self.second_reviewer
        rule = self._lay_down(
            {"size_kind": "all", "inspector_ids": [(6, 0, both.ids)]}
        )
        own = self._work(rule, 2, user=self.reviewer)
        self._work(rule, 6)
        reviews = self._draw(rule).review_ids
        mine = reviews.filtered(lambda r: r.user_id == self.reviewer)
        self.assertFalse(mine.record_id & own)
        self.assertEqual(len(mine), 4)
        self.assertEqual(len(reviews - mine), 4)

    def test_f2_04_an_attempt_is_a_part_in_the_call(self):
        rule = self._lay_down({"size_kind": "all"})
        self._work(rule, 1, tried_by=self.reviewer)
        review = self._draw(rule).review_ids
        self.assertFalse(review.user_id)
        with self.assertRaisesRegex(UserError, "made the calls"):
            review.with_user(self.reviewer).action_start()
        review.with_user(self.second_reviewer).action_start()
        self.assertEqual(review.user_id, self.second_reviewer)

    def test_f3_06_a_declared_interest_keeps_an_inspector_away(self):
        self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.reviewer.id,
                "reason": "Brother",
                "date_from": "2020-01-01",
            }
        )
        review = self._drawn()
        self.assertFalse(review.user_id)
        with self.assertRaises(UserError), self.cr.savepoint():
            review.with_user(self.reviewer).action_start()

    def test_heads_check_their_units_and_those_above_the_heads(self):
        rules = self._lay_down(
            {
                "size_kind": "all",
                "scope": "unit",
                "inspector_kind": "head",
                "inspector_ids": False,
            },
            {
                "size_kind": "all",
                "scope": "unit",
                "level": "department",
                "inspector_kind": "above",
                "inspector_ids": False,
            },
        )
        self._work(rules[0], 1)
        own = self._work(rules[0], 1, user=self.supervisor)
        first, second = (self._draw(rule).review_ids for rule in rules)
        self.assertEqual(
            {review.record_id == own: review.user_id for review in first},
            {True: self.env["res.users"], False: self.supervisor},
        )
        self.assertEqual(second.user_id, self.chief)

    def test_named_units_and_persons_are_drawn_apart(self):
        rules = self._lay_down(
            {
                "rate": 0.5,
                "scope": "unit",
                "department_ids": [(6, 0, (self.branch | self.other_branch).ids)],
            },
            {"rate": 0.02, "floor": 2, "scope": "person", "level": "company"},
        )
        self._work(rules[0], 5)
        self._work(rules[0], 4, user=self.manager)
        units = self._draw(rules[0])
        by_unit = {q.department_id: (q.population, q.demanded) for q in units}
        self.assertEqual(by_unit, {self.branch: (9, 5), self.other_branch: (0, 0)})
        people = self._draw(rules[1])
        by_person = {q.person_id: (q.population, q.demanded) for q in people}
        self.assertEqual(by_person, {self.caller: (5, 2), self.manager: (4, 2)})

    def test_what_a_level_has_drawn_it_does_not_draw_again(self):
        rules = self._lay_down(
            {"size_kind": "fixed", "number": 3},
            {"size_kind": "all"},
            {"size_kind": "all", "level": "company"},
        )
        self._work(rules[0], 10)
        demanded = [self._draw(rule).demanded for rule in rules]
        self.assertEqual(demanded, [3, 7, 10])

    def test_statements_do_not_grow_with_the_callbacks(self):
        counts = []
        for number in (20, 200):
            rule = self._lay_down({"rate": 0.5})
            self._work(rule, number)
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._draw(rule)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_only_supervisors_start_the_draw(self):
        rule = self._lay_down()
        with self.assertRaises(AccessError):
            rule.with_user(self.reviewer).action_draw()
        rule.with_user(self.supervisor).action_draw()

    def test_the_nightly_job_draws_every_rule_in_force(self):
        rule = self._lay_down({"size_kind": "all"})
        self._work(rule, 2)
        cron = type(self.env["ir.cron"])
        with (
            freeze_time(china("2026-04-01 02:00")),
            patch.object(cron, "_commit_progress", return_value=1),
        ):
            rule._cron_draw()
            rule._cron_draw()
        quotas = self.env["callback.review.quota"].search([("rule_id", "=", rule.id)])
        self.assertEqual(quotas.mapped("demanded"), [2])
