# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

#: Scorecard → clauses, how often, weights a company could lay down.
CARDS = {
    "u2": ({"U2-26"}, "month", (40, 30, 20, 10)),
    "u6": ({"U6-02"}, "year", (50, 33.34, 16.66)),
    "g1": ({"G1-02", "G1-74"}, "year", (35, 25, 25, 15)),
}


@tagged("post_install", "-at_install")
class TestScorecards(TransactionCase):
    """The shipped scorecards: their texts name no weights."""

    def _as_shipped(self, card):
        """Return a scorecard in force as a draft without weights."""
        self.env["callback.assessment"].search(
            [("scorecard_id", "=", card.id)]
        ).unlink()
        card.state = "draft"
        card.criterion_ids.weight = 0
        return card

    def test_weights_are_blank(self):
        """U2-26, U6-02, G1-02, G1-74: not in force before the weights make 100."""
        for name, (codes, cycle, weights) in CARDS.items():
            card = self.env.ref(f"callback_utility.scorecard_{name}")
            if card.state != "draft":
                # the demo has put it in force: begin anew as it is shipped
                card = self._as_shipped(card)
            self.assertEqual(set(card.clause_ids.mapped("code")), codes)
            self.assertEqual(card.cycle, cycle)
            with self.assertRaisesRegex(UserError, sorted(codes)[0]):
                card.action_activate()
            self.assertEqual(len(card.criterion_ids), len(weights))
            for criterion, weight in zip(card.criterion_ids, weights, strict=True):
                criterion.weight = weight
            card.criterion_ids[0].weight += 0.01
            with self.assertRaisesRegex(UserError, "100.01"):
                card.action_activate()
            card.criterion_ids[0].weight = weights[0]
            card.action_activate()
            self.assertEqual(card.state, "active")
        self.assertTrue(card.takes_points)
