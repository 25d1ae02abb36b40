# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .property_common import PropertyCommon

ADDON = "callback_property."


@tagged("post_install", "-at_install")
class TestExamplesAgain(PropertyCommon):
    """The worked examples with other days, sizes and cents: the clause counts."""

    def _relation(self, name):
        return self.env.ref(f"{ADDON}relation_{name}").id

    @freeze_time("2026-03-16 02:00:00")
    def test_ex_043_ex_044_other_sizes(self):
        """P3-03, P3-05, P3-10, P3-12: households, forms and shares just at a limit."""
        survey = (
            self.env["callback.satisfaction.round"]
            .with_user(self.supervisor)
            .create(
                {
                    "name": "Round",
                    "rule_id": self.env.ref(f"{ADDON}satisfaction_rule_p3").id,
                    "department_id": self.branch.id,
                    "source": "typed",
                    "recovery_target": 0.75,
                }
            )
        )
        for households, target in ((1, 1), (999, 800), (1000, 800), (1001, 801)):
            survey.group_ids.population = households
            self.assertEqual(survey.target_count, target, households)
        survey.typed_issued = 800
        for returned, size in ((1, 1), (20, 1), (21, 2), (100, 5), (123, 7)):
            survey.typed_returned = returned
            self.assertEqual(survey.check_size, size, returned)
        for true, checked, short in ((19, 20, False), (38, 40, False), (93, 98, True)):
            survey.write({"typed_true": true, "typed_checked": checked})
            self.assertEqual(survey.is_truth_short, short, (true, checked))
        survey.write({"typed_true": 0, "typed_checked": 0, "typed_rate": 0.8888})
        for returned, final in ((600, 88.88), (601, 88.88), (599, 88.755), (8, 14.88)):
            survey.typed_returned = returned
            self.assertAlmostEqual(survey.final_rate * 100, final, 6)
        survey.typed_rate = 0.5
        self.assertEqual(survey.final_rate, 0, "a rate is never below zero")

    def test_ex_048_other_moments(self):
        """S6-05, S6-08: over the end of a year, a leap day and a make-up workday."""
        for rule, received, limit in (
            ("mortgage", "2026-12-31 23:59:59", "2027-01-01 23:59:59"),
            ("mortgage", "2027-02-28 00:00:00", "2027-03-01 00:00:00"),
            ("contract", "2026-02-13 09:00:00", "2026-02-24 18:00:00"),
            ("contract", "2026-04-30 09:00:00", "2026-05-07 18:00:00"),
        ):
            paper = (
                self.env["callback.property.handover"]
                .with_user(self.keeper)
                .create(
                    {
                        "name": rule,
                        "rule_id": self.env.ref(f"{ADDON}handover_s6_{rule}").id,
                        "department_id": self.branch.id,
                        "date_received": china(received),
                    }
                )
            )
            with self.subTest(f"{rule} {received}"):
                self.assertEqual(paper.deadline, china(limit))

    def test_ex_049_ex_054_every_cent_has_an_owner(self):
        """S5-18, S5-19, T-18: odd commissions, shared and taken away."""
        original = self._visit(self.agent_a, "2026-02-20")
        for commission, mine, yours in (
            (0.01, 0, 0.01),
            (0.02, 0, 0.02),
            (0.07, 0.01, 0.06),
            (1234.56, 246.91, 987.65),
            (100000.01, 20000, 80000.01),
        ):
            deal = self._deal("absent", commission, original)
            deal.action_decide()
            self.assertEqual(self._shares(deal), {"b": mine, "a": yours}, commission)

    def test_ex_050_over_the_year_end(self):
        """S5-23, S5-24: the later of deposit and signing is the deal; three days."""
        for deposit, signed, found, shares in (
            ("2026-12-30", "2026-12-28", "2027-01-02", {"b": 0.17, "a": 0.16}),
            ("2026-12-30", "2026-12-28", "2027-01-03", {"b": 0.33}),
            ("2028-02-27", "2028-02-27", "2028-03-01", {"b": 0.17, "a": 0.16}),
            ("2028-02-27", "2028-02-27", "2028-03-02", {"b": 0.33}),
        ):
            original = self._visit(self.agent_a, "2026-12-01")
            if signed > "2028":
                original = self._visit(self.agent_a, "2028-01-10")
            deal = self._deal("unaware_deal", 0.33, original, date_found=found)
            deal.write({"date_deposit": deposit, "date_signed": signed})
            self.assertEqual(str(deal.date_deal), max(deposit, signed))
            deal.action_decide()
            with self.subTest(found):
                self.assertEqual(self._shares(deal), shares)

    def test_ex_052_ex_053_leap_years(self):
        """S5-21, S5-22: 30 days and 60 days over a leap day, the last one included."""
        for case, received, came, owner, values in (
            ("family", "2028-01-30", "2028-02-29", "a", {"relation": "parent"}),
            ("family", "2028-01-30", "2028-03-01", "b", {"relation": "parent"}),
            ("family", "2027-01-30", "2027-03-01", "a", {"relation": "child"}),
            ("family", "2027-01-30", "2027-03-02", "b", {"relation": "child"}),
            ("unaware", "2027-12-31", "2028-02-29", "a", {}),
            ("unaware", "2027-12-31", "2028-03-01", "b", {}),
        ):
            original = self._visit(self.agent_a, received)
            other = {"name": "Wang Daming", "phone": "1"} if values else {}
            visit = self._visit(self.agent_b, came, **other)
            extra = {}
            if values:
                extra["relation_id"] = self._relation(values["relation"])
            claim = self._claim(case, visit, original, came, **extra)
            with self.subTest(f"{case} {came}"):
                self.assertEqual(claim.owner_id.login[-1], owner)

    def test_ex_055_two_are_away(self):
        """S2-01, S5-02: two who are made up come in their order, before the others."""
        roster = self.env["callback.roster"].create(
            {
                "name": "Sales centre",
                "department_id": self.branch.id,
                "policy_id": self.env.ref(f"{ADDON}policy_s5").id,
                "member_ids": [
                    Command.create({"user_id": user.id, "sequence": number})
                    for number, user in enumerate(
                        self.agent_a | self.agent_b | self.agent_c, 1
                    )
                ],
            }
        )
        visits = self.env["callback.property.visit"].with_user(self.agent_c)
        desk = roster.with_user(self.agent_c)

        def letters(times):
            found = (visits.receive(desk, {"name": "V"}) for _n in range(times))
            return "".join(visit.sudo().user_id.login[-1] for visit in found)

        desk.skip_person("ordered_work")
        desk.skip_person("own_customer")
        self.assertEqual(letters(1), "c")
        self.assertEqual(letters(2), "ab")
        self.assertEqual(letters(3), "abc")
