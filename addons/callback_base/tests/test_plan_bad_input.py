# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .scenario_common import ScenarioCommon

TABLES = (
    "callback.policy",
    "callback.policy.clause",
    "callback.rule",
    "callback.rule.step",
    "callback.rule.stratum",
    "callback.route",
)


@tagged("post_install", "-at_install")
class TestPlanBadInput(ScenarioCommon):
    """What cannot be meant is refused with its place, and nothing is half made.

    All calls come as a browser or another program makes them, by a supervisor.
    """

    def _call(self, model, method, *args, user=None, **kwargs):
        records = self.env[model].with_user(user or self.supervisor)
        return call_kw(records, method, args, kwargs)

    def _count(self):
        return [self.env[name].search_count([]) for name in TABLES]

    def _rule(self, **values):
        """Return the values of a sample rule as they are typed in a policy."""
        return {
            "name": "Typed rule",
            "type_id": self.type.id,
            "channel_id": self.phone.id,
            "trigger": "sample",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "domain": "[('ref', '=', 'BAD')]",
            "sample_rate": 0.1,
            "step_ids": [Command.create({"name": "S", "quantity": 1, "unit": "day"})],
            **values,
        }

    def _policy(self, *rules, **values):
        return {
            "name": "Typed policy",
            "code": "BAD",
            "clause_ids": [
                Command.create({"code": "BAD-1", "name": "All", "kind": "schedule"})
            ],
            "rule_ids": [Command.create(rule) for rule in rules],
            **values,
        }

    def _draft(self, *rules, **values):
        number = self._call("callback.policy", "create", self._policy(*rules, **values))
        policy = self.env["callback.policy"].browse(number)
        for rule in policy.rule_ids:
            rule.clause_ids = policy.clause_ids
        return policy

    def _assert_refused(self, text, *rules, **values):
        """A whole policy with this in it is refused, and nothing of it stays."""
        before = self._count()
        with self.assertRaisesRegex(ValidationError, text), self.env.cr.savepoint():
            self._draft(*rules, **values)
        self.assertEqual(self._count(), before)

    def test_a_domain_that_does_not_parse(self):
        for domain in (
            "[(",
            "[('no_such_field', '=', 1)]",
            "5",
            "{'a': 1}",
            "['|', ('ref', '=', 'x')]",
            "[('ref', 'is', 'x')]",
            "[('ref', '=')]",
            "__import__('os').getcwd()",
            "ref = 'BAD'",
        ):
            with self.subTest(domain):
                self._assert_refused("Typed rule.*condition", self._rule(domain=domain))

    def test_a_domain_of_the_cap_or_a_stratum_that_does_not_parse(self):
        model = self.env["ir.model"]._get_id("res.partner")
        cap = {"sample_cap_rate": 0.05, "sample_cap_model_id": model}
        self._assert_refused(
            "Typed rule.*cap", self._rule(**cap, sample_cap_domain="[('nowhere',")
        )
        strata = [Command.create({"name": "Boilers", "rate": 0.1, "domain": "[("})]
        self._assert_refused(
            "Typed rule.*Boilers",
            self._rule(strata_method="rate", stratum_ids=strata),
        )
        self._assert_refused(
            "Typed rule.*Stratum Field.*nowhere",
            self._rule(strata_method="rate", stratum_field="nowhere"),
        )

    def test_a_route_that_does_not_parse_names_its_line(self):
        """Also before any rule is there, and when no rule is named."""
        unit = self.env["callback.unit"].create({"name": "U"})
        line = {"name": "Third line", "unit_id": unit.id, "domain": "[('a'"}
        self._assert_refused("Third line", route_ids=[Command.create(line)])
        line = {"name": "Third line", "unit_id": unit.id, "band_field": "voltage"}
        rule = self._rule(routing="table")
        with self.assertRaisesRegex(ValidationError, "Third line.*Typed rule"):
            self._draft(rule).route_ids = [Command.create(line)]

    def test_a_line_that_a_later_rule_breaks_keeps_the_policy_a_draft(self):
        unit = self.env["callback.unit"].create({"name": "U"})
        line = {"name": "Odd line", "unit_id": unit.id, "band_field": "voltage"}
        policy = self._draft(route_ids=[Command.create(line)])
        rule = {**self._rule(routing="table"), "policy_id": policy.id}
        rule["clause_ids"] = [Command.set(policy.clause_ids.ids)]
        self._call("callback.rule", "create", rule)
        with self.assertRaisesRegex(UserError, "Odd line.*Typed rule"):
            self._call(
                "callback.policy", "action_activate", policy.ids, user=self.manager
            )
        self.assertEqual(policy.state, "draft")

    def test_a_rate_of_0_or_140_percent(self):
        for rate, text in ((0, "0 %"), (1.4, "140 %"), (-0.1, "-10 %")):
            self._assert_refused(
                f"Typed rule.*Sample Rate: {text}", self._rule(sample_rate=rate)
            )
        stratum = [Command.create({"name": "Boilers", "rate": 1.4})]
        self._assert_refused(
            "Typed rule.*Boilers.*140",
            self._rule(strata_method="rate", stratum_ids=stratum),
        )

    def test_shares_that_sum_to_90_percent(self):
        strata = [
            Command.create({"name": name, "share": share})
            for name, share in (("Indoor", 0.5), ("Outdoor", 0.4))
        ]
        self._assert_refused(
            "Typed rule.*90 %.*Indoor 50 %, Outdoor 40 %",
            self._rule(strata_method="share", stratum_ids=strata),
        )
        splits = [
            Command.create({"channel_id": channel.id, "share": 0.45})
            for channel in (self.visit, self.phone)
        ]
        self._assert_refused("Typed rule.*90 %", self._rule(split_ids=splits))

    def test_shares_changed_one_by_one_keep_the_policy_a_draft(self):
        strata = [Command.create({"name": n, "share": 0.5}) for n in "AB"]
        policy = self._draft(self._rule(strata_method="share", stratum_ids=strata))
        stratum = policy.rule_ids.stratum_ids[0]
        self._call("callback.rule.stratum", "write", stratum.ids, {"share": 0.4})
        with self.assertRaisesRegex(UserError, "Typed rule.*90 %"):
            self._call(
                "callback.policy", "action_activate", policy.ids, user=self.manager
            )
        self.assertEqual(policy.state, "draft")

    def test_an_offset_of_minus_3(self):
        for name, label in (
            ("quantity", "Quantity"),
            ("start_quantity", "First contact within"),
            ("extension_quantity", "Longest extension"),
        ):
            step = {"name": "Call back", "quantity": 1, "unit": "day"}
            step |= {"start_unit": "day", "extension_unit": "day", name: -3}
            self._assert_refused(
                f"Call back.*{label}: -3", self._rule(step_ids=[Command.create(step)])
            )
        step = self._draft(self._rule()).rule_ids.step_ids
        with self.assertRaisesRegex(ValidationError, "Typed rule.*“S”.*-3"):
            self._call("callback.rule.step", "write", step.ids, {"quantity": -3})
        self.assertEqual(step.quantity, 1)

    def test_a_step_that_its_rule_cannot_count(self):
        """There is no end of a period that the rule does not have."""
        end = {"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}
        yearly = {"trigger": "coverage", "period": "year"}
        policy = self._draft(self._rule(**yearly, step_ids=[Command.create(end)]))
        event = {"trigger": "event", "event_field": "create_date", "routing": "unit"}
        unit = self.env["callback.unit"].create({"name": "U"})
        with self.assertRaisesRegex(ValidationError, "“Typed rule: E”.*no period"):
            policy.rule_ids.write({**event, "unit_id": unit.id})

    def test_a_clause_linked_to_nothing(self):
        """A demand that nothing carries out is named; a rule without one refused."""
        more = [
            Command.create({"code": f"BAD-{n}", "name": "More", "kind": kind})
            for n, kind in enumerate(("schedule", "deadline", "sampling", "archive"), 1)
        ]
        policy = self._draft(self._rule(), clause_ids=more)
        policy.rule_ids.clause_ids = policy.clause_ids[0]
        [values] = self._call("callback.policy", "read", policy.ids, ["clause_gap"])
        self.assertEqual(values["clause_gap"], "BAD-2, BAD-3")
        policy.rule_ids.step_ids.clause_ids = policy.clause_ids[1]
        policy.invalidate_recordset(["clause_gap"])
        self.assertEqual(policy.clause_gap, "BAD-3")
        policy.rule_ids.clause_ids = policy.rule_ids.step_ids.clause_ids = False
        with self.assertRaisesRegex(UserError, "clause.*Typed rule"):
            self._call(
                "callback.policy", "action_activate", policy.ids, user=self.manager
            )
        self.assertEqual(policy.state, "draft")

    def test_a_policy_whose_blank_amounts_are_unset(self):
        settings = self.env["callback.setting"]
        policy = self._draft(
            self._rule(),
            setting_ids=[
                Command.create({"setting_id": settings._of_code(code).id})
                for code in ("X-08", "X-34")
            ],
        )
        with self.assertRaisesRegex(UserError, "BAD.*X-08.*X-34"):
            self._call(
                "callback.policy", "action_activate", policy.ids, user=self.manager
            )
        lines = policy.setting_ids
        self._call("callback.policy.setting", "write", lines[0].ids, {"value": "85"})
        with self.assertRaisesRegex(UserError, "X-34"):
            self._call(
                "callback.policy", "action_activate", policy.ids, user=self.manager
            )
        self._call("callback.policy.setting", "write", lines[1].ids, {"value": "6"})
        self._call("callback.policy", "action_activate", policy.ids, user=self.manager)
        self.assertEqual(policy.state, "in_force")

    def test_a_population_of_0(self):
        """EX-019: nothing to do in a month is no error, whatever the strata."""
        strata = self._strata(indoor={"share": 0.6}, outdoor={"share": 0.4})
        end = [{"name": "E", "quantity": 0, "unit": "day", "anchor": "period_end"}]
        policy = self._new_policy(
            self._sample_rule("NONE", sample_rate=0.05, name="rate"),
            self._sample_rule(
                "NONE",
                sample_rate=0.02,
                strata_method="share",
                stratum_ids=strata,
                name="share",
            ),
            self._sample_rule("NONE", sample_rate=0.1, sample_floor=20, name="floor"),
            {
                "name": "coverage",
                "trigger": "coverage",
                "period": "month",
                "domain": "[('ref', '=', 'NONE')]",
                "steps": end,
            },
        )
        plan = self._new_plan(policy, "2026-01-01", "2026-01-31")
        for method in ("action_submit", "action_generate"):
            made = self._call("callback.plan", method, plan.ids)
        self.assertEqual(made, 0)
        self.assertEqual(len(plan.line_ids), 4)
        self.assertEqual(set(plan.line_ids.mapped("population_count")), {0})
        self.assertEqual(set(plan.line_ids.mapped("missing_count")), {0})
        for rule in policy.rule_ids:
            figures = self._call(
                "callback.rule", "get_coverage", rule.ids, "2026-01-01", "2026-01-31"
            )
            self.assertIsNone(figures["rate"])
