# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .scenario_common import ScenarioCommon, china


@tagged("post_install", "-at_install")
class TestSampleLeftOut(ScenarioCommon):
    """Whoever cannot be drawn is counted, and nobody is drawn who is not called."""

    def _leave_out(self, policy, partner, **values):
        request = self.env["callback.exclusion"].with_user(self.supervisor)
        request = request.create(
            {
                "rule_id": policy.rule_ids.id,
                "res_id": partner.id,
                "reason": "Moved",
                "evidence": "Letter",
                **values,
            }
        )
        request.with_user(self.chief).action_approve()

    def test_base_07_an_exclusion_that_ended_before_the_draw(self):
        """Left out is who is left out on the first day: in the draw and in the work."""
        pool = self._pool("ENDED", any=5)
        policy = self._new_policy(
            self._sample_rule("ENDED", sample_rate=1, period="month")
        )
        with freeze_time(china("2026-03-10 09:00")):
            self._leave_out(policy, pool[0], date_to="2026-03-15")
        with freeze_time(china("2026-03-20 09:00")):
            plan, records = self._carried_out(policy, "2026-03-01", "2026-04-30")
        self.assertEqual(len(records), 4)
        sample = plan.line_ids.sample_id
        self.assertEqual((sample.picked_count, sample.excluded_count), (4, 1))
        with freeze_time(china("2026-04-01 00:10")):
            self.assertEqual(plan.action_generate(), 5)

    def test_ex_007_t_09_a_stratum_that_is_left_out_as_a_whole(self):
        """U1-04, G1-20: refused like a stratum without members, by rate and share."""
        strata = {
            "rate": {"big": {}, "small": {}},
            "share": {"big": {"share": 0.9}, "small": {"share": 0.1}},
        }
        for method, parts in strata.items():
            pool = self._pool(f"WHOLE {method}", big=20, small=1)
            policy = self._new_policy(
                self._sample_rule(
                    f"WHOLE {method}",
                    sample_rate=0.1,
                    strata_method=method,
                    stratum_ids=self._strata(**parts),
                )
            )
            self._leave_out(policy, pool.filtered(lambda p: p.function == "small"))
            with (
                self.subTest(method),
                self.assertRaisesRegex(UserError, "small 0 of 1"),
                self.env.cr.savepoint(),
            ):
                self._carried_out(policy, "2026-03-01", "2026-03-31")

    def test_u1_04_documents_in_no_stratum_are_told(self):
        self._pool("OUTSIDE", a=20, b=10, c=15)
        policy = self._new_policy(
            self._sample_rule(
                "OUTSIDE",
                sample_rate=0.1,
                strata_method="rate",
                stratum_ids=self._strata(a={}, b={}),
            )
        )
        plan, records = self._carried_out(policy, "2026-03-01", "2026-03-31")
        sample = plan.line_ids.sample_id
        self.assertEqual((len(records), sample.population), (3, 30))
        self.assertEqual(sample.outside_count, 15)
        self.assertIn("15 are in no stratum", sample.statement)
        self.assertTrue(sample.verify())

    def test_x_23_a_cap_needs_what_it_is_a_share_of(self):
        """P1-06: 5 % of a number that was not given would draw nobody."""
        values = {
            "name": "Capped",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "rate": 0.1,
            "cap_rate": 0.05,
        }
        with self.assertRaisesRegex(ValidationError, "Capped.*Base of the cap"):
            self.env["callback.sample"].create(values)

    def test_t_10_a_negative_share_is_named(self):
        """The sum alone would be 100 %."""
        strata = [
            Command.create({"name": name, "share": share, "domain": "[]"})
            for name, share in (("less", -0.1), ("more", 1.1))
        ]
        values = {"strata_method": "share", "stratum_ids": strata}
        policy = self.env["callback.policy"].create({"name": "Draft", "code": "DR"})
        with self.assertRaisesRegex(ValidationError, "less -10 %"):
            self._new_rule(policy, trigger="sample", sample_rate=0.1, **values)
