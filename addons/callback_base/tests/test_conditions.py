# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .campaign_common import CampaignCommon
from .scenario_common import ScenarioCommon

#: Well formed, of known fields, and yet nothing that a database can compare.
UNSEARCHABLE = (
    "[('color', '>', 'abc')]",
    "[('id', 'in', ['a'])]",
    "[('partner_latitude', '<', 'x')]",
    "[('color', '>', [1])]",
)


@tagged("post_install", "-at_install")
class TestConditions(ScenarioCommon):
    """A condition that would fail in the search is refused when it is saved."""

    def _refused(self, text, place, make, *args, **values):
        with (
            self.subTest(text, place=place),
            self.assertRaisesRegex(ValidationError, place),
            self.env.cr.savepoint(),
        ):
            make(*args, **values)

    def _draft(self):
        return self.env["callback.policy"].create({"name": "Draft", "code": "DRAFT"})

    def test_base_02_conditions_of_rules(self):
        policy = self._draft()
        sample = {"trigger": "sample", "sample_rate": 0.1}
        for text in UNSEARCHABLE:
            self._refused(text, "Plan rule", self._new_rule, policy, domain=text)
            strata = [Command.create({"name": "Odd", "rate": 0.1, "domain": text})]
            values = {**sample, "strata_method": "rate", "stratum_ids": strata}
            self._refused(text, "Odd", self._new_rule, policy, **values)
            capped = {
                "sample_cap_rate": 0.05,
                "sample_cap_model_id": self.env["ir.model"]._get_id("res.partner"),
                "sample_cap_domain": text,
            }
            self._refused(text, "cap", self._new_rule, policy, **sample, **capped)
            step = {"name": "Odd", "quantity": 1, "unit": "day"}
            steps = [{**step, "extension_domain": text}]
            self._refused(text, "Odd", self._new_rule, policy, steps=steps)
        self.assertFalse(policy.rule_ids)

    def test_base_02_a_condition_being_typed_has_no_count(self):
        rule = self.env["callback.rule"].new(
            {
                "name": "Typed",
                "trigger": "coverage",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain": UNSEARCHABLE[1],
            }
        )
        self.assertEqual(rule.population_count, 0)
        self.env.cr.execute("SELECT 1")  # the transaction goes on

    def test_base_07_base_43_samples_routes_and_channels(self):
        policy = self._draft()
        unit = self.env["callback.unit"].create({"name": "Unit"})
        self._new_rule(policy, trigger="coverage", period="year", routing="table")
        sample = {
            "name": "Sample",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "rate": 0.1,
        }
        route = {"name": "Line", "policy_id": policy.id, "unit_id": unit.id}
        for text in UNSEARCHABLE:
            create = self.env["callback.sample"].create
            self._refused(text, "Sample", create, {**sample, "domain": text})
            create = self.env["callback.route"].create
            self._refused(text, "Line", create, {**route, "domain": text})
        channel = {
            "name": "Channels",
            "policy_id": policy.id,
            "channel_ids": [Command.set(self.phone.ids)],
            "domain": "[('occurrence', '>', 'abc')]",
        }
        create = self.env["callback.channel.rule"].create
        self._refused(channel["domain"], "Channels", create, channel)
        self.assertFalse(policy.route_ids)


@tagged("post_install", "-at_install")
class TestCustomerConditions(CampaignCommon):
    def test_c1_02_f3_30_segments_and_orders(self):
        """C1-02, F3-30: the condition of a segment or an order, as it is saved."""
        order = {
            "rule_id": self.order_rule.id,
            "department_id": self.branch.id,
            "request_department_id": self.branch.id,
            "reason": "Asked",
            "date_due": "2030-01-01 00:00:00",
        }
        for text in UNSEARCHABLE:
            segment = Command.create({"name": "Odd", "domain": text})
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValidationError, "Odd"),
                self.env.cr.savepoint(),
            ):
                self._campaign(segment_ids=[segment])
            with (
                self.subTest(text),
                self.assertRaisesRegex(ValidationError, "condition"),
                self.env.cr.savepoint(),
            ):
                self.env["callback.order"].create({**order, "domain": text})

    def test_c2_04_ex_093_the_months_are_over_on_their_last_day(self):
        """Six months from 30 and 31 March both end on 30 September; local days."""
        days = ("2026-03-29 17:00", "2026-03-31 15:59", "2026-03-31 16:00")
        for customer, moment in zip(self._customers("K", 3), days, strict=True):
            self.env.cr.execute(
                "UPDATE res_partner SET create_date = %s, ref = 'SEEN' WHERE id = %s",
                [moment, customer.id],
            )
        self.env.invalidate_all()
        dormant = {"is_dormant": 1, "dormant_months": 6}
        segment = self._segment("SEEN", **dormant, purchase_field="create_date")
        for now, expected in (
            ("2026-09-29 15:59:59", 0),
            ("2026-09-29 16:00:00", 2),
            ("2026-09-30 16:00:00", 3),
        ):
            with self.subTest(now), freeze_time(now):
                campaign = self._campaign(segment_ids=[segment])
                self.assertEqual(campaign.customer_count, expected)
