# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import random
import subprocess
import sys
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models import callback_sample_frame_sql as frame_statements
from ..sampling import draw
from .sample_common import SampleCommon

PINNED = {3, 11, 19}
ADDON = Path(__file__).parents[1]
REDRAW = """
import json, sys
from sampling import draw
seed, frame, sizes = json.load(sys.stdin)
picked = draw.pick(seed, [tuple(pair) for pair in frame], sizes)
print(json.dumps([sorted(picked), draw.picked_digest(picked)]))
"""


@tagged("post_install", "-at_install")
class TestSampleVerify(SampleCommon):
    """The draw can be repeated anywhere, and a change does not stay hidden."""

    def _drawn(self):
        sample = self._by_city(self._population(A=70, B=30, C=1))
        sample.action_draw()
        return sample

    def _tamper(self, sample, statement, *values):
        """Change the stored frame or members behind the back of the product."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(statement + " WHERE sample_id = %s", *values, sample.id)
        )
        self.assertTrue(self.env.cr.rowcount)
        self.env.invalidate_all()

    def test_another_process_draws_the_same(self):
        sample = self._drawn()
        frame = [row[:2] for row in self._frame(sample)]
        result = subprocess.run(
            [sys.executable, "-c", REDRAW],
            input=json.dumps([sample.seed, frame, self._sizes(sample)]),
            env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ADDON)},
            capture_output=True,
            check=True,
            text=True,
        )
        picked, digest = json.loads(result.stdout)
        self.assertEqual(set(picked), self._picked(sample))
        self.assertEqual(digest, sample.picked_digest)

    def test_digests_equal_the_python_ones_in_any_order(self):
        sample = self._drawn()
        frame = self._frame(sample)
        random.Random(1).shuffle(frame)
        self.assertEqual(draw.frame_digest(frame), sample.frame_digest)
        self.assertEqual(draw.picked_digest(self._picked(sample)), sample.picked_digest)

    def test_sql_draws_like_python_on_random_data(self):
        random_data = random.Random(2026)
        for _round in range(4):
            cities = {
                f"层 \\{i} '|": random_data.randint(0, 400)
                for i in range(random_data.randint(1, 4))
            }
            sample = self._by_city(
                self._population(**cities), rate=random_data.choice([0.01, 0.1, 0.5, 1])
            )
            sample.action_draw()
            expected = draw.pick(
                sample.seed,
                [row[:2] for row in self._frame(sample)],
                self._sizes(sample),
            )
            self.assertEqual(self._picked(sample), expected)
            self.assertTrue(sample.verify())

    def test_threshold_and_full_ranking_agree(self):
        sample = self._drawn()
        for seed in map(str, range(20)):
            results = [
                set(
                    self.env.execute_query(
                        sample._get_drawn(seed, draw.ALGORITHM, everyone)
                    )
                )
                for everyone in (False, True)
            ]
            self.assertEqual(*results)

    def test_a_threshold_that_was_too_low_is_repaired(self):
        sample = self._drawn()
        expected = self._picked(sample)
        self.patch(draw, "threshold", lambda wanted, population: draw.LOWEST)
        self.assertTrue(sample.verify())
        sample.sudo()._mark(sample.seed)
        self.assertEqual(self._picked(sample), expected)

    def test_seeds_differ_and_every_member_has_its_chance(self):
        frame = [(number, "A") for number in range(100)]
        hits = dict.fromkeys(range(100), 0)
        for seed in range(400):
            for member in draw.pick(str(seed), frame, {"A": 10}):
                hits[member] += 1
        self.assertGreater(min(hits.values()), 15)
        self.assertLess(max(hits.values()), 75)

    def test_rank_equals_the_server_s(self):
        random_data = random.Random(1)
        keys = [0, 1, -1, draw.HIGHEST, draw.LOWEST]
        keys += [random_data.randint(draw.LOWEST, draw.HIGHEST) for _i in range(200)]
        for key in keys:
            number = random_data.choice([0, 1, 2**31 - 1, -5, 2**40 + 7])
            query = SQL(
                "SELECT hashint8extended(%s::bigint, %s::bigint)",
                str(number),
                str(key),
            )
            [[expected]] = self.env.execute_query(query)
            self.assertEqual(draw.rank(number, key), expected)

    def test_algorithm_is_fixed(self):
        """What was drawn years ago must be drawn the same today."""
        frame = [(number, "A") for number in range(20)]
        self.assertEqual(draw.ALGORITHM, "jenkins64-rank-1")
        self.assertEqual(draw.pick("seed", frame, {"A": 3}), PINNED)
        with self.assertRaises(ValueError):
            draw.stratum_key("seed", "A", "other")

    def test_verify_names_changed_picks(self):
        sample = self._drawn()
        member = sample.member_ids[0].sudo()
        member.is_picked = False
        with self.assertRaisesRegex(UserError, f"missing: .*{member.res_id}"):
            sample.verify()

    def test_verify_names_a_changed_frame(self):
        change = "UPDATE callback_sample_frame SET ids = "
        for array, values in (
            ("ids[2:]", []),
            ("ids || %s::int4", [self.env.user.partner_id.id]),
            ("ids || ids[1]", []),
            ("ids[2:] || ids[1]", []),
        ):
            with self.subTest(array):
                sample = self._drawn()
                self._tamper(sample, change + array, *values)
                with self.assertRaisesRegex(UserError, "the frame was changed"):
                    sample.verify()

    def test_verify_names_a_frame_that_is_gone(self):
        sample = self._drawn()
        self._tamper(sample, "DELETE FROM callback_sample_frame")
        with self.assertRaisesRegex(UserError, "the frame was changed.*not drawn"):
            sample.verify()

    def test_verify_names_swapped_strata(self):
        sample = self._drawn()
        first, second = sample.stratum_ids[:2].ids
        swap = "CASE stratum_id WHEN %s THEN %s WHEN %s THEN %s ELSE stratum_id END"
        self._tamper(
            sample,
            f"UPDATE callback_sample_frame SET number = 9, stratum_id = {swap}",
            *(first, second, second, first),
        )
        with self.assertRaisesRegex(UserError, "the frame was changed"):
            sample.verify()

    def test_verify_names_a_hidden_exclusion(self):
        """Neither a forged nor a removed mark stays hidden."""
        sample = self._by_city(self._population(A=40, B=9))
        sample.action_freeze()
        exclusion = self._exclude(sample, self._in_frame(sample, "A")[0])
        exclusion.with_user(self.chief).action_approve()
        sample.action_draw()
        self.assertTrue(sample.verify())
        self._tamper(sample, "UPDATE callback_sample_member SET exclusion = NULL")
        with self.assertRaisesRegex(UserError, "the frame was changed"):
            sample.verify()
        other = self._drawn()
        self._tamper(other, "UPDATE callback_sample_member SET exclusion = 'x'")
        with self.assertRaisesRegex(UserError, "the frame was changed.*not drawn"):
            other.verify()

    def test_verify_names_members_in_a_wrong_stratum(self):
        sample = self._drawn()
        wrong = sample.stratum_ids.filtered(lambda s: s.key == "C").id
        self._tamper(sample, "UPDATE callback_sample_member SET stratum_id = %s", wrong)
        with self.assertRaisesRegex(UserError, "missing: .*not drawn: "):
            sample.verify()

    def test_frames_of_many_parts_draw_like_python(self):
        self.patch(frame_statements, "CHUNK", 7)
        sample = self._by_city(self._population(A=70, B=30, C=1))
        sample.action_freeze()
        self._exclude(sample, self._in_frame(sample, "B")[9]).with_user(
            self.chief
        ).action_approve()
        sample.action_draw()
        self.assertEqual(len(sample.frame_ids), 10 + 5 + 1)
        frame = self._frame(sample)
        self.assertEqual(draw.frame_digest(frame), sample.frame_digest)
        members = [row[:2] for row in frame if not row[2]]
        expected = draw.pick(sample.seed, members, self._sizes(sample))
        self.assertEqual(self._picked(sample), expected)
        self.assertTrue(sample.verify())

    def test_the_frame_is_few_rows_without_foreign_keys_on_members(self):
        sample = self._drawn()
        self.assertEqual((sample.population, len(sample.frame_ids)), (101, 3))
        rows = self.env["callback.sample.member"].search(
            [("sample_id", "=", sample.id)]
        )
        self.assertEqual(len(rows), sample.size)
        keys = self.env.execute_query(
            SQL(
                "SELECT 1 FROM pg_constraint WHERE contype = 'f'"
                " AND conrelid = 'callback_sample_member'::regclass"
            )
        )
        self.assertFalse(keys)

    def test_verify_names_changed_sizes(self):
        sample = self._drawn()
        sample.stratum_ids[0].sudo().size += 1
        with self.assertRaisesRegex(UserError, "sizes do not follow"):
            sample.verify()

    def test_verify_needs_a_draw(self):
        with self.assertRaisesRegex(UserError, "has not been drawn"):
            self._sample("[]").verify()

    def test_later_changes_of_the_population_do_not_matter(self):
        sample = self._drawn()
        picked = self.env["res.partner"].browse(self._picked(sample))
        picked[0].city = "Elsewhere"
        picked[1].unlink()
        self.assertTrue(sample.verify())
        sample.action_confirm()
        self.assertTrue(sample.member_ids.mapped("display_name"))
