# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .satisfaction_common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestImprovement(SatisfactionCommon):
    """Opinion → department → measure → verification (BASE-49, P3-13, P3-14, E1-31)."""

    def _improvement(self, **values):
        return (
            self.env["callback.improvement"]
            .with_user(self.supervisor)
            .create(
                {
                    "subject": "Power cuts are announced late",
                    "department_id": self.branch.id,
                    "user_id": self.caller.id,
                    **values,
                }
            )
        )

    def _planned(self, **values):
        improvement = self._improvement(
            measure="Three days ahead", date_due="2099-01-31", **values
        )
        improvement.action_plan()
        return improvement

    def test_loop_with_another_person(self):
        """P3-14: neither the handler nor who reported it done verifies it."""
        improvement = self._planned()
        self.assertTrue(improvement.name.startswith("GJ-"))
        with self.assertRaisesRegex(UserError, "Result"):
            improvement.with_user(self.caller).action_done()
        improvement.with_user(self.caller).result = "Sent by three channels"
        improvement.with_user(self.supervisor).action_done()
        with self.assertRaisesRegex(UserError, "somebody else"):
            improvement.action_verify("Looks fine")
        with self.assertRaisesRegex(AccessError, "Supervisors"):
            improvement.with_user(self.caller).action_verify("Looks fine")
        chief = improvement.with_user(self.chief)
        with self.assertRaisesRegex(UserError, "Say why"):
            chief.action_verify()
        chief.action_send_back("One village was forgotten")
        self.assertEqual((improvement.state, improvement.return_count), ("planned", 1))
        improvement.with_user(self.caller).action_done()
        with self.assertRaisesRegex(UserError, "stays as it"), self.cr.savepoint():
            improvement.measure = "Something easier"
        chief.action_verify("Asked ten customers")
        self.assertEqual(improvement.verify_user_id, self.chief)
        with self.assertRaises(UserError), self.cr.savepoint():
            improvement.result = "Changed later"
        with self.assertRaises(AccessError), self.cr.savepoint():
            improvement.state = "new"

    def test_serious_needs_its_cause(self):
        """P3-13: the cause is analysed first, and doing nothing is no choice."""
        improvement = self._improvement(
            measure="M", date_due="2099-01-31", is_serious=True
        )
        with self.assertRaisesRegex(UserError, "Cause"):
            improvement.action_plan()
        with self.assertRaisesRegex(UserError, "needs a measure"):
            improvement.action_no_action("Too expensive")
        improvement.cause = "The list of numbers is old"
        improvement.action_plan()
        self.assertEqual(improvement.decision_user_id, self.supervisor)

    def test_no_action_has_its_reason(self):
        """E1-31: the decision not to act stays on file with its reason."""
        improvement = self._improvement()
        with self.assertRaisesRegex(UserError, "Say why"):
            improvement.action_no_action(" ")
        improvement.action_no_action("Already changed last month")
        self.assertEqual(improvement.state, "no_action")
        with self.assertRaisesRegex(UserError, "No action"):
            improvement.action_plan()
        with self.assertRaises(UserError), self.cr.savepoint():
            improvement.unlink()

    def test_overdue(self):
        with freeze_time("2026-03-16 02:00:00"):
            improvement = self._improvement(measure="M", date_due="2026-03-20")
            improvement.action_plan()
            self.assertFalse(improvement.is_overdue)
            late = self._improvement(measure="M", date_due="2026-03-15")
            with self.assertRaisesRegex(UserError, "in the past"):
                late.action_plan()
        with freeze_time("2026-03-21 02:00:00"):
            improvement.invalidate_recordset()
            self.assertTrue(improvement.is_overdue)
            found = improvement.search([("is_overdue", "=", True)])
            self.assertIn(improvement, found)
            self.assertNotIn(
                improvement, improvement.search([("is_overdue", "=", False)])
            )

    def test_buttons_in_both_directions(self):
        """U1-37: from a callback and a complaint, and back."""
        record = self._create_record(problem="Dark stairs")
        action = record.with_user(self.supervisor).action_open_improvement()
        values = {
            name.removeprefix("default_"): value
            for name, value in action["context"].items()
        }
        improvement = self._improvement(**values)
        self.assertEqual(improvement.origin, "callback")
        self.assertEqual(improvement.opinion, "Dark stairs")
        self.assertEqual(record.improvement_count, 1)
        self.assertEqual(improvement.action_view_origin()["res_id"], record.id)
        complaint = self.env["callback.complaint"].create(
            {"subject": "Noise", "department_id": self.branch.id}
        )
        action = complaint.action_open_improvement()
        self.assertEqual(action["context"]["default_complaint_id"], complaint.id)
        with self.assertRaises(UserError), self.cr.savepoint():
            improvement.record_id = self._create_record().id

    @freeze_time("2026-03-16 02:00:00")
    def test_serious_form_opens_one(self):
        """P3-13: verifying a round opens an improvement for a serious opinion, once."""
        survey = self._to_issuing(self._round(population=10, recovery_target=0.8))
        forms = self._forms(survey, 8, 8)
        forms[3].write({"is_serious": True, "opinion": "The lift fell"})
        survey.action_collect()
        survey.action_draw()
        drawn = forms.filtered("is_drawn")
        drawn.with_user(self.supervisor).action_check_true()
        survey.action_verify()
        self.assertEqual(survey.improvement_ids.form_id, forms[3])
        self.assertTrue(survey.improvement_ids.is_serious)
        self.assertEqual(survey.improvement_count, 1)

    def test_hidden_customers_and_cases(self):
        """BASE-18, BASE-31: hidden from whom the customer's case is hidden."""
        self.env["callback.conflict"].create(
            {
                "user_id": self.supervisor.id,
                "partner_id": self.customer.id,
                "reason": "Brother",
            }
        )
        improvement = self.env["callback.improvement"].create(
            {
                "subject": "Meters",
                "department_id": self.branch.id,
                "partner_id": self.customer.id,
            }
        )
        domain = [("id", "=", improvement.id)]
        self.assertFalse(improvement.with_user(self.supervisor).search(domain))
        self.assertTrue(improvement.with_user(self.chief).search(domain))
        secret = self.env["callback.complaint"].create({"subject": "Bribe"})
        secret.sudo().is_confidential = True
        improvement = self.env["callback.improvement"].create(
            {
                "subject": "Rules",
                "department_id": self.branch.id,
                "complaint_id": secret.id,
            }
        )
        domain = [("id", "=", improvement.id)]
        for user in (self.manager, self.auditor):
            self.assertFalse(improvement.with_user(user).search(domain))
        other = self._improvement(department_id=self.branch.id, user_id=False)
        self.assertFalse(
            other.with_user(self.other_caller).search([("id", "=", other.id)])
        )
        with self.assertRaises(AccessError), self.cr.savepoint():
            other.with_user(self.auditor).subject = "Mine"

    def test_report_by_department(self):
        """U1-37, B1-14: opinions by department with their decision."""
        self._planned()
        self._improvement().action_no_action("Not ours")
        groups = self.env["callback.improvement"]._read_group(
            [("department_id", "=", self.branch.id)],
            ["department_id", "state"],
            ["__count"],
        )
        self.assertEqual(
            {state: count for _unit, state, count in groups},
            {"planned": 1, "no_action": 1},
        )
