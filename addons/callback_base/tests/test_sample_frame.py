# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ast import literal_eval

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .sample_common import SampleCommon


@tagged("post_install", "-at_install")
class TestSampleFrame(SampleCommon):
    """BASE-07: what a frozen frame holds and what is left out of it."""

    def test_exclusion_of_a_document_outside_the_frame_is_refused(self):
        """BASE-07: the request names the sample and the document."""
        sample = self._by_city(self._population(Commercial=3))
        sample.action_freeze()
        inside = self._in_frame(sample, "Commercial")[0]
        outside = self.env["res.partner"].create({"name": "Stranger"})
        with (
            self.assertRaisesRegex(UserError, "“Sample” does not hold: Stranger"),
            self.env.cr.savepoint(),
        ):
            self._exclude(sample, outside.id)
        self._exclude(sample, inside)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._exclude(sample, inside)

    def test_excluded_documents_are_never_drawn(self):
        """BASE-07: neither by the draw nor by a redraw; reset forgets them."""
        sample = self._sample(self._population(A=30), rate=1)
        sample.action_freeze()
        numbers = self._in_frame(sample, "")[:3]
        for number in numbers:
            self._exclude(sample, number).with_user(self.chief).action_approve()
        self.assertEqual((sample.excluded_count, sample.size), (3, 27))
        sample.action_reset()
        self.assertFalse(sample.exclusion_ids)
        self.assertFalse(sample.frame_ids)
        sample.action_freeze()
        self.assertEqual(sample.excluded_count, 0)
        exclusions = self._exclude(sample, numbers[0]) + self._exclude(
            sample, numbers[1]
        )
        exclusions.with_user(self.chief).action_approve()
        sample.action_draw()
        for _round in range(2):
            self.assertEqual(len(self._picked(sample)), 28)
            self.assertFalse(self._picked(sample) & set(numbers[:2]))
            sample.action_redraw("Again")
        sample.action_confirm()
        members = self.env["callback.sample.member"].search(
            [("sample_id", "=", sample.id), ("is_picked", "=", False)]
        )
        self.assertEqual(set(members.mapped("res_id")), set(numbers[:2]))
        self.assertEqual(set(members.mapped("exclusion")), {"Cut off on 3 May"})

    def test_nothing_is_left_of_a_deleted_sample(self):
        sample = self._sample(self._population(A=30))
        sample.action_freeze()
        exclusion = self._exclude(sample, self._in_frame(sample, "")[0])
        exclusion.with_user(self.chief).action_approve()
        found = [("sample_id", "=", sample.id)]
        models = [
            self.env[f"callback.sample.{name}"]
            for name in ("frame", "member", "exclusion", "stratum")
        ]
        self.assertTrue(all(model.search(found) for model in models))
        sample.with_user(self.manager).unlink()
        self.assertFalse(any(model.search(found) for model in models))

    def test_archived_documents_only_where_a_stratum_asks_for_them(self):
        domain = self._population(A=4, B=6)
        self.env["res.partner"].search(literal_eval(domain), limit=3).active = False
        sample = self._sample(
            domain,
            strata_method="rate",
            stratum_ids=[
                Command.create({"name": "Old", "domain": "[('active', '=', False)]"}),
                Command.create({"name": "Rest", "sequence": 20}),
                Command.create({"name": "None left", "sequence": 30}),
            ],
        )
        sample.action_draw()
        self.assertEqual(sample.stratum_ids.mapped("population"), [3, 7, 0])
        unasked = self._sample(domain)
        unasked.action_draw()
        self.assertEqual(unasked.population, 7)

    def test_the_frame_holds_what_was_written_a_moment_ago(self):
        for method in ("field", "condition"):
            with self.subTest(method):
                domain = self._population(A=4, B=6)
                stratum = {"name": "B", "domain": "[('city', '=', 'B')]"}
                sample = self._sample(
                    domain,
                    strata_method="rate",
                    stratum_field=method == "field" and "city",
                    stratum_ids=method == "condition" and [Command.create(stratum)],
                )
                partners = self.env["res.partner"].search([*literal_eval(domain)])
                partners[0].city = "B" if partners[0].city == "A" else "A"
                cities = partners.mapped("city")
                sample.action_freeze()
                frozen = sample.stratum_ids.filtered(lambda s: s.key == "B")
                self.assertEqual(frozen.population, cities.count("B"))
