# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestWater(SupplyCommon):
    """W1: water repairs, closed loop until the customer is satisfied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Other policies of the database would fit the complaints of this test too.
        processes = cls.env["callback.complaint.process"].search([])
        others = processes.policy_id - cls.env.ref("callback_utility.policy_w1")
        others.write({"state": "superseded", "date_to": False})
        cls.policy_w1 = cls._in_force("w1")
        cls.topic = cls.env.ref("callback_utility.complaint_category_water")

    def _call_back(self, case, solved, **values):
        record = case.sudo()._get_round_callback().with_user(self.supervisor)
        record.log_attempt("phone", "answered")
        record.write(
            {"content": "Asked", "problem": "None", "result": "Fine"}
            | {"complaint_solved": solved, **values}
        )
        record.action_done()
        return record

    def test_ex_096_closed_loop(self):
        """W1-01, W1-03: not closed after round 1, closed after round 2."""
        with freeze_time(china("2026-03-02 09:00")):
            case = (
                self.env["callback.complaint"]
                .with_user(self.caller)
                .create(
                    {
                        "subject": "No water",
                        "partner_id": self.customer.id,
                        "category_id": self.topic.id,
                    }
                )
            )
            self.assertEqual(case.sudo().policy_id, self.policy_w1)
            case.action_assign(self.branch.id)
        with freeze_time(china("2026-03-02 16:00")):
            case.action_resolve("Valve changed")
            with self.assertRaises(UserError):
                case.action_close()
        with freeze_time(china("2026-03-03 09:00")):
            first = self._call_back(
                case,
                "no",
                satisfaction="dissatisfied",
                dissatisfaction_reason="Pressure is low",
            )
            self.assertEqual((case.state, case.round), ("assigned", 2))
            with self.assertRaises(UserError):
                case.action_close()
        with freeze_time(china("2026-03-04 09:00")):
            case.action_resolve("Pipe cleaned")
        with freeze_time(china("2026-03-04 15:00")):
            second = self._call_back(case, "yes", satisfaction="satisfied")
            self.assertEqual(second.sudo().parent_id, first.sudo())
            case.action_close()
        self.assertEqual(case.state, "closed")
        self.assertEqual(case.round_ids.mapped("response_hours"), [7, 24])

    def test_ex_096_three_rounds(self):
        """W1-01, W1-03: as many rounds as it takes; each has its response time."""
        with freeze_time(china("2026-12-30 23:00")):
            case = (
                self.env["callback.complaint"]
                .with_user(self.caller)
                .create(
                    {
                        "subject": "Brown water",
                        "partner_id": self.customer.id,
                        "category_id": self.topic.id,
                    }
                )
            )
            case.action_assign(self.branch.id)
        for day, solved in (
            ("2026-12-31", "no"),
            ("2027-01-02", "no"),
            ("2027-01-03", "yes"),
        ):
            with freeze_time(china(f"{day} 09:00")):
                case.action_resolve(f"Flushed on {day}")
                with self.assertRaises(UserError):
                    case.action_close()
            with freeze_time(china(f"{day} 23:00")):
                values = {"satisfaction": "satisfied"}
                if solved == "no":
                    values = {"satisfaction": "dissatisfied"}
                    values["dissatisfaction_reason"] = "Still brown"
                self._call_back(case, solved, **values)
        case.action_close()
        self.assertEqual((case.state, case.round), ("closed", 3))
        self.assertEqual(case.round_ids.mapped("response_hours"), [10, 34, 10])

    def test_w1_01_a_closed_order_is_called_back(self):
        """W1-01, W1-02: three working days over a weekend; a limit of its own."""
        [point] = self._points(1, prefix="WAT", supply_kind="water")
        self.assertEqual(point.voltage_kv, 0)
        order = self._order(
            "water_repair", "2026-03-06 15:00", supply_point_id=point.id
        )
        with freeze_time(china("2026-03-06 16:00")):
            record = self._sweep(order)
        self.assertEqual(record.policy_id, self.policy_w1)
        self.assertEqual(record.deadline, china("2026-03-11 18:00"))
