# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .sample_common import SampleCommon


@tagged("post_install", "-at_install")
class TestSampleSecurity(SampleCommon):
    """Who plans, draws and reads samples."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sample = cls._sample(cls._population(A=20))

    def test_caller_sees_none(self):
        with self.assertRaises(AccessError):
            self.sample.with_user(self.caller).read(["name"])
        with self.assertRaises(AccessError):
            self.sample.with_user(self.caller).action_draw()
        self.sample.action_freeze()
        with self.assertRaises(AccessError):
            self.sample.frame_ids.with_user(self.caller).read(["members"])

    def test_auditor_reads_and_verifies_only(self):
        self.sample.action_draw()
        sample = self.sample.with_user(self.auditor)
        self.assertTrue(sample.verify())
        self.assertTrue(sample.member_ids.read(["res_id"]))
        self.assertEqual(len(sample.frame_ids.members.split()), 20)
        for call in (sample.action_confirm, sample.action_draw):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            sample.action_redraw("Why not")

    def test_supervisor_cannot_delete_manager_can(self):
        with self.assertRaises(AccessError):
            self.sample.with_user(self.supervisor).unlink()
        self.assertTrue(self.sample.with_user(self.manager).unlink())

    def test_other_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.sample.action_draw()
        parts, members = self.sample.frame_ids, self.sample.member_ids
        self.sample.sudo().company_id = company
        for records in (self.sample, parts, members):
            with self.assertRaises(AccessError):
                records.with_user(self.supervisor).read(["display_name"])

    def test_results_are_set_by_actions_only(self):
        self.sample.action_draw()
        sample = self.sample.with_user(self.manager)
        for name in ("seed", "state", "picked_digest", "frame_digest", "size"):
            with self.assertRaises(AccessError):
                sample.write({name: False})
        with self.assertRaises(AccessError):
            sample.member_ids[0].is_picked = False
        with self.assertRaises(AccessError):
            sample.frame_ids[0].number = 7
        with self.assertRaises(AccessError):
            sample.frame_ids.unlink()
        with self.assertRaises(AccessError):
            sample.stratum_ids.write({"size": 1})
        with self.assertRaises(AccessError):
            self.env["callback.sample"].with_user(self.manager).create(
                {"name": "x", "model_id": self.partner_model, "rate": 1, "seed": "1"}
            )

    def test_frozen_frame_and_drawn_sizes_stay(self):
        sample = self.sample.with_user(self.manager)
        sample.action_freeze()
        with self.assertRaisesRegex(UserError, "frozen"):
            sample.domain = "[]"
        with self.assertRaisesRegex(UserError, "frozen"):
            sample.stratum_ids.key = "x"
        sample.rate = 0.2
        self.assertEqual(sample.size, 4)
        sample.action_draw()
        with self.assertRaisesRegex(UserError, "frozen"):
            sample.rate = 0.3
        with self.assertRaisesRegex(UserError, "frozen"):
            sample.stratum_ids.rate = 0.3

    def test_frame_holds_what_the_user_may_read(self):
        partners = self.env["ir.model"]._get("res.partner")
        self.env["ir.rule"].create(
            {
                "name": "Not A 0",
                "model_id": partners.id,
                "domain_force": "[('name', '!=', 'A 0')]",
            }
        )
        self.sample.action_freeze()
        self.assertEqual(self.sample.population, 19)

    def test_supervisor_makes_a_sample_on_screen(self):
        model = self.env["ir.model"].with_user(self.supervisor)
        with Form(self.env["callback.sample"].with_user(self.supervisor)) as form:
            form.name = "On screen"
            form.model_id = model.browse(self.partner_model)
            form.domain = self._population(A=4, B=2)
            form.rate = 0.5
            form.strata_method = "rate"
            form.stratum_field = "city"
        sample = form.record
        sample.action_freeze()
        with Form(sample) as form, form.stratum_ids.edit(0) as stratum:
            stratum.rate = 0.75
        self.assertEqual(self._sizes(sample), {"A": 3, "B": 1})
        number = self._in_frame(sample, "A")[0]
        with Form(sample) as form, form.exclusion_ids.new() as exclusion:
            exclusion.res_id = number
            exclusion.evidence = "Moved abroad"
        self.assertEqual(sample.exclusion_ids.user_id, self.supervisor)
        sample.action_draw()
        self.assertEqual(sample.action_view_verified()["params"]["type"], "success")
        wizard = self.env["callback.sample.redraw"].with_user(self.supervisor)
        wizard = wizard.with_context(active_id=sample.id).create({"reason": "Again"})
        wizard.action_confirm()
        self.assertEqual(len(sample.draw_ids), 2)
