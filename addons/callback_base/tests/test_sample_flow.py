# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .sample_common import SampleCommon

USES = {"Residential": 41, "Commercial": 10, "Industrial": 9, "Lighting": 1}
EMPTY = [Command.create({"name": "Agricultural"})]


@tagged("post_install", "-at_install")
class TestSampleFlow(SampleCommon):
    """U1-04, BASE-07: freeze, draw, confirm, redraw, exclude."""

    def _others(self):
        return self._by_city(self._population(**USES), stratum_ids=EMPTY)

    def test_ex_007_every_type_is_covered(self):
        sample = self._others()
        sample.action_draw()
        expected = {"Residential": 5, "Commercial": 1, "Agricultural": 0}
        expected |= {"Industrial": 1, "Lighting": 1}
        self.assertEqual(self._sizes(sample), expected)
        self.assertEqual((sample.population, sample.picked_count), (61, 8))
        sample.action_confirm()
        self.assertEqual(sample.state, "confirmed")

    def test_ex_007_missing_type_blocks_confirmation(self):
        sample = self._others()
        sample.action_draw()
        member = sample.member_ids.filtered(lambda m: m.stratum_id.key == "Lighting")
        member.sudo().is_picked = False
        with self.assertRaisesRegex(UserError, "Lighting 0 of 1"):
            sample.action_confirm()

    def test_ex_007_excluding_the_only_member_blocks_confirmation(self):
        sample = self._others()
        sample.action_freeze()
        [number] = self._in_frame(sample, "Lighting")
        exclusion = self._exclude(sample, number)
        with self.assertRaisesRegex(UserError, "second person"):
            exclusion.action_approve()
        before = sample.frame_digest
        exclusion.with_user(self.chief).action_approve()
        self.assertNotEqual(sample.frame_digest, before)
        self.assertEqual(sample.excluded_count, 1)
        sample.action_draw()
        self.assertNotIn(number, self._picked(sample))
        self.assertEqual(exclusion.display_name, "Lighting 0")
        with self.assertRaisesRegex(UserError, "Lighting"):
            sample.action_confirm()

    def test_exclusion_only_between_freeze_and_draw(self):
        sample = self._others()
        sample.action_draw()
        with self.assertRaisesRegex(UserError, "Drawn"):
            self._exclude(sample, sample.member_ids[0].res_id)

    def test_refused_exclusion_stays_in_the_frame(self):
        sample = self._others()
        sample.action_freeze()
        number = self._in_frame(sample, "Commercial")[0]
        exclusion = self._exclude(sample, number)
        exclusion.with_user(self.chief).action_refuse()
        self.assertEqual(sample.excluded_count, 0)
        self.assertNotIn((number, "Commercial", True), self._frame(sample))
        with self.assertRaisesRegex(UserError, "has been decided"):
            exclusion.with_user(self.chief).action_approve()

    def test_ex_018_half_and_half(self):
        sample = self._sample(
            self._population(Inspections=60),
            rate=0.02,
            floor=21,
            split_ids=[
                Command.create({"channel_id": self.letter.id, "share": 0.5}),
                Command.create({"channel_id": self.phone.id, "share": 0.5}),
            ],
        )
        sample.action_draw()
        self.assertEqual(sample.split_ids.mapped("size"), [11, 10])
        groups = sample.member_ids.grouped("split_id")
        self.assertEqual([len(groups[s]) for s in sample.split_ids], [11, 10])

    def test_ex_019_strata_by_condition(self):
        sample = self._sample(
            self._population(Riser=2, Meter=61, Ignition=40),
            strata_method="rate",
            stratum_ids=[
                Command.create(
                    {"name": city, "domain": f"[('city', '=', '{city}')]", "rate": rate}
                )
                for city, rate in (("Riser", 1), ("Meter", 0.05), ("Concealed", 1))
            ],
        )
        sample.action_draw()
        self.assertEqual(self._sizes(sample), {"Riser": 2, "Meter": 4, "Concealed": 0})
        sample.action_confirm()

    def test_the_first_stratum_that_is_met_counts(self):
        sample = self._sample(
            self._population(A=4, B=6),
            strata_method="rate",
            stratum_ids=[
                Command.create({"name": "A", "domain": "[('city', '=', 'A')]"}),
                Command.create({"name": "Rest", "sequence": 20}),
            ],
        )
        sample.action_freeze()
        self.assertEqual(sample.stratum_ids.mapped("population"), [4, 6])
        numbers = [row[0] for row in self._frame(sample)]
        self.assertEqual(len(set(numbers)), len(numbers))

    def test_empty_population(self):
        sample = self._sample(self._population())
        sample.action_draw()
        self.assertEqual((sample.population, sample.size), (0, 0))
        sample.action_confirm()
        self.assertTrue(sample.verify())

    def test_selection_has_its_empty_values(self):
        sample = self._sample(
            self._population(A=3), strata_method="rate", stratum_field="type"
        )
        sample.action_freeze()
        self.assertEqual(self._sizes(sample)["contact"], 1)
        self.assertEqual(self._sizes(sample)["invoice"], 0)

    def test_many2one_and_empty_value_as_strata(self):
        domain = self._population(A=3)
        partners = self.env["res.partner"].search([("city", "=", "A")], limit=3)
        partners[0].country_id = self.env.ref("base.cn")
        sample = self._sample(domain, strata_method="rate", stratum_field="country_id")
        sample.action_draw()
        self.assertEqual(sum(sample.stratum_ids.mapped("population")), 3)
        self.assertIn(str(self.env.ref("base.cn").id), self._sizes(sample))
        sample.action_confirm()

    def test_redraw_needs_a_reason_and_keeps_the_old_draw(self):
        sample = self._others()
        sample.action_draw()
        seed, picked = sample.seed, self._picked(sample)
        with self.assertRaisesRegex(UserError, "Say why"):
            sample.action_redraw("  ")
        sample.action_redraw("The list of customers was wrong")
        self.assertNotEqual(sample.seed, seed)
        new, old = sample.draw_ids
        self.assertEqual(old.seed, seed)
        self.assertEqual(set(map(int, old.picked.split())), picked)
        self.assertEqual(new.reason, "The list of customers was wrong")
        self.assertIn("list of customers", sample.message_ids[0].body)
        sample.action_confirm()
        with self.assertRaisesRegex(UserError, "Confirmed"):
            sample.action_redraw("Again")

    def test_back_to_draft_only_before_the_draw(self):
        sample = self._others()
        sample.action_freeze()
        sample.action_reset()
        self.assertEqual((sample.state, sample.population), ("draft", 0))
        sample.action_draw()
        with self.assertRaisesRegex(UserError, "Drawn"):
            sample.action_reset()
        with self.assertRaisesRegex(UserError, "stays on file"):
            sample.sudo().unlink()

    def test_statement_in_words(self):
        sample = self._sample(self._population(A=100), rate=0.6)
        sample.action_draw()
        self.assertIn("60 of 100", sample.statement)
        self.assertIn("± 8.04", sample.statement)
        self.assertIn("at most 3.00 % of 100", sample.statement)
        self.assertEqual(sample.get_required_size(1000, 0.05), 278)
        with self.assertRaises(ValidationError):
            sample.get_required_size(1000, 1.5)

    def test_bad_input_is_refused_with_its_place(self):
        cases = [
            ({"rate": 0}, "Rate: 0 %"),
            ({"rate": 1.4}, "Rate: 140 %"),
            ({"rate": -0.1}, "Rate"),
            ({"floor": -1}, "Floor: -1"),
            ({"cap": -1}, "Cap: -1"),
            ({"domain": "[('city'"}, "condition"),
            ({"domain": "[('nothing', '=', 1)]"}, "condition"),
            ({"domain": "__import__('os')"}, "condition"),
            ({"strata_method": "rate", "stratum_field": "nothing"}, "nothing"),
            ({"strata_method": "rate", "stratum_field": "display_name"}, "strata"),
            ({"strata_method": "rate", "stratum_field": "category_id"}, "strata"),
            ({"model_id": False}, "choose the population"),
        ]
        domain = self._population(A=1)
        for values, text in cases:
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, text),
            ):
                self._sample(**{"domain": domain, **values})

    def test_failed_freeze_leaves_nothing(self):
        sample = self._sample(self._population(A=5), strata_method="rate")
        with self.assertRaisesRegex(ValidationError, "give the stratum field"):
            sample.action_draw()
        self.assertEqual(sample.state, "draft")
        self.assertFalse(sample.stratum_ids)
        self.assertFalse(sample.seed)
