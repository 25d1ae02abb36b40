# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestOwnership(PropertyCommon):
    """Whose customer it is: S1-06, S5-05, S5-08, S5-14, S5-16, S5-21, S5-22, S5-27."""

    def _relation(self, name):
        return self.env.ref(f"callback_property.relation_{name}").id

    def test_ex_051_seven_days(self):
        """EX-051, S5-14, S5-05: day 7 is handed over, day 8 is not."""
        for found, received, owner in (
            ("2026-02-27", "2026-02-20", self.agent_a),
            ("2026-02-28", "2026-02-20", self.agent_b),
            # Over 29 February of a leap year.
            ("2028-03-02", "2028-02-24", self.agent_a),
            ("2028-03-03", "2028-02-24", self.agent_b),
            ("2026-02-20", "2026-02-20", self.agent_a),
        ):
            original = self._visit(self.agent_a, "2026-02-10", name="Wang")
            visit = self._visit(self.agent_b, received, name="Wang Xiaoming")
            claim = self._claim("introduced", visit, original, found)
            with self.subTest(found):
                self.assertEqual(claim.owner_id, owner)
                self.assertEqual(visit.owner_id, owner)
                self.assertEqual(claim.proof, "phone")
                self.assertIn("S5-14", claim.basis)

    def test_ex_051_proofs(self):
        """EX-051 (c), S5-05: one of three, the car only with plate and surname."""
        car = {"car_brand": "BYD", "car_plate": "津A·12345", "phone": False}
        original = self._visit(self.agent_a, "2026-02-10", name="王先生", **car)
        for values, proof, owner in (
            ({**car, "name": "李强", "car_plate": "津A12345"}, "none", self.agent_b),
            ({**car, "name": "王强", "car_plate": "津a12345"}, "car", self.agent_a),
            ({**car, "name": "王强", "car_brand": "Audi"}, "none", self.agent_b),
            ({"name": "王先生", "phone": False}, "name", self.agent_a),
            (
                {"name": "王先生", "phone": False, "is_full_name": False},
                "none",
                self.agent_b,
            ),
        ):
            visit = self._visit(self.agent_b, "2026-02-20", **values)
            claim = self._claim("introduced", visit, original, "2026-02-27")
            with self.subTest(values):
                self.assertEqual((claim.proof, claim.owner_id), (proof, owner))

    def test_phones_are_compared_as_numbers(self):
        """S5-05: spaces, 86 and a leading 0 do not matter."""
        original = self._visit(self.agent_a, "2026-02-10", name="A")
        visit = self._visit(
            self.agent_b, "2026-02-20", name="B", phone="+86 138-0000-0001"
        )
        self.assertEqual(visit._get_proof(original), "phone")

    def test_ex_052_family_thirty_days(self):
        """EX-052, S5-08, S5-21: day 30 stays, day 31 is new, a cousin is in turn."""
        original = self._visit(self.agent_a, "2026-01-31")
        for day, relation, owner in (
            ("2026-03-02", "sibling", self.agent_a),
            ("2026-03-03", "sibling", self.agent_b),
            ("2026-02-05", "cousin", self.agent_b),
            ("2026-01-31", "spouse", self.agent_a),
        ):
            visit = self._visit(self.agent_b, day, name="Wang Daming", phone="1")
            claim = self._claim(
                "family", visit, original, relation_id=self._relation(relation)
            )
            with self.subTest(f"{day} {relation}"):
                self.assertEqual(claim.owner_id, owner)

    def test_s5_21_counted_from_the_deal(self):
        """S5-21: thirty days from the registration or, later, from the deal."""
        original = self._visit(self.agent_a, "2026-01-31")
        self._deal("own", 1, closed="2026-02-20", visit=original)
        visit = self._visit(self.agent_b, "2026-03-20", name="Wang Daming", phone="1")
        values = {"relation_id": self._relation("child")}
        claim = self._claim("family", visit, original, **values)
        self.assertEqual(claim.owner_id, self.agent_a)
        visit = self._visit(self.agent_b, "2026-03-23", name="Wang Daming", phone="1")
        claim = self._claim("family", visit, original, **values)
        self.assertEqual(claim.owner_id, self.agent_b)

    def test_ex_053_unaware_sixty_days(self):
        """EX-053, S5-22: day 60 stays with A, day 61 is new."""
        original = self._visit(self.agent_a, "2026-01-01")
        for day, owner in (("2026-03-02", self.agent_a), ("2026-03-03", self.agent_b)):
            visit = self._visit(self.agent_b, day)
            claim = self._claim("unaware", visit, original, "2026-03-10")
            self.assertEqual(claim.owner_id, owner)
            self.assertEqual(claim.is_kept, owner == self.agent_a)

    def test_s5_16_the_reception_prevails(self):
        """S5-16, S5-17: a phone customer who did not ask belongs to the reception."""
        call = self._visit(self.agent_a, "2026-03-01", kind="phone")
        visit = self._visit(self.agent_b, "2026-03-02")
        self.assertEqual(self._claim("phone", visit, call).owner_id, self.agent_b)
        asked = self._visit(self.agent_b, "2026-03-02", asked_user_id=self.agent_a.id)
        self.assertEqual(self._claim("phone", asked, call).owner_id, self.agent_a)

    def test_s1_06_the_earlier_registration_wins(self):
        """S1-04, S1-06, X-10, X-25: calls do not count where the policy says so."""
        visit = self._visit(self.agent_b, "2026-03-02")
        original = self._visit(self.agent_a, "2026-03-01")
        claim = self._claim("registration", visit, original, policy=self.s1)
        self.assertEqual(claim.owner_id, self.agent_a)
        call = self._visit(self.agent_a, "2026-03-01", kind="phone")
        claim = self._claim("registration", visit, call, policy=self.s1)
        self.assertEqual(claim.owner_id, self.agent_b)
        claim = self._claim("registration", visit, call)
        self.assertEqual(claim.owner_id, self.agent_a, "S5-06 counts calls")

    def test_s5_27_the_sales_manager_decides(self):
        """S5-27: only the sales manager, with a reason; a decision stays."""
        original = self._visit(self.agent_a, "2026-01-01")
        visit = self._visit(self.agent_b, "2026-03-03")
        claim = self._claim("unaware", visit, original)
        with self.assertRaises(AccessError):
            claim.with_user(self.keeper).judge(self.agent_a.id, "Followed daily")
        with self.assertRaises(UserError):
            claim.with_user(self.judge).judge(self.agent_a.id, " ")
        claim.with_user(self.judge).judge(self.agent_a.id, "Followed daily")
        self.assertEqual(visit.owner_id, self.agent_a)
        self.assertEqual(claim.state, "judged")
        with self.assertRaises(UserError):
            claim.with_user(self.keeper).action_decide()
        with self.assertRaises(AccessError), self.cr.savepoint():
            claim.with_user(self.keeper).write({"owner_id": self.agent_b.id})
