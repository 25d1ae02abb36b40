# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.callback_base.tests.plan_common import china

from .finance_common import FinanceCommon

SIGNATURE = base64.b64encode(b"signed")
MINUTES = {
    "interview_date": china("2026-03-16 09:00:00"),
    "interview_place": "Outlet",
    "interview_content": "Admits it",
    "interview_employee_signature": SIGNATURE,
    "interview_head_signature": SIGNATURE,
}
CHECK = {
    "check_method": "Recordings heard",
    "check_accounts": "Accounts screened",
    "check_callback": "Confirmed",
    "check_finding": "true",
    "check_opinion": "Warning",
}


@tagged("post_install", "-at_install")
class TestAnomaly(FinanceCommon):
    """Serious anomalies, complaints and suggestions by the policy F3."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._use_complaint_policy(cls.policies["f3"])
        cls.head = cls._new_user("cb_fin_head", "caller", cls.branch)
        cls.hq = new_test_user(
            cls.env,
            login="cb_fin_hq",
            groups="callback_base.callback_group_misconduct",
            tz="Asia/Shanghai",
        )
        cls.caller.employee_ids.parent_id = cls.head.employee_ids
        step = cls.env.ref("callback_finance.step_f3_continuous")
        cls.record = cls._create_record(
            step_id=step.id,
            res_model=cls.account._name,
            res_id=cls.account.id,
            user_id=cls.caller.id,
            date_event=china("2026-03-02 10:00:00"),
        )

    def _answer(self, **answers):
        self._answer_of(
            self.record.with_user(self.caller),
            **{
                "basis": "yes",
                "disclosed": "yes",
                "guaranteed": "no",
                "behalf": "no",
                "satisfaction": "satisfied",
                **answers,
            },
        )
        return self.env["callback.complaint"].search(
            [("record_id", "=", self.record.id)]
        )

    def test_ex_037_guaranteed_return(self):
        """F3-11, F3-26, F3-47…F3-50: three steps, then the superior's own callback."""
        with freeze_time(china("2026-03-13 10:10:00")):
            self.record.with_user(self.caller).action_start()
            self.assertFalse(self._answer())
            case = self._answer(guaranteed="yes")
        self.assertTrue(case.is_confidential)
        self.assertEqual(
            case.process_id, self.env.ref("callback_finance.process_f3_anomaly")
        )
        self.assertEqual(case.superior_id, self.head)
        for user in (self.caller, self.supervisor, self.manager):
            self.assertFalse(case.with_user(user).has_access("read"))
        lead = case.with_user(self.head)
        lead.action_accept()
        for name in MINUTES:
            lead.write({**MINUTES, name: False})
            with self.assertRaisesRegex(UserError, "still needs"):
                lead.action_interview()
        lead.write(MINUTES)
        lead.action_interview()
        lead.write({**CHECK, "check_finding": False})
        with self.assertRaisesRegex(UserError, "Finding"):
            lead.action_self_check()
        lead.write(CHECK)
        lead.action_self_check()
        with self.assertRaisesRegex(AccessError, "head-office"):
            lead.action_final_opinion("Warning")
        case.with_user(self.hq).action_final_opinion("Bonus withheld")
        with self.assertRaisesRegex(UserError, "second callback by the superior"):
            lead.action_close()
        second = case.sudo().callback_ids
        self.assertEqual(second.user_id, self.head)
        self.assertEqual(second.type_id.code, "finance_second")

    def test_f3_47_acting_for_the_customer(self):
        """F3-26, F3-47: the other answer opens a case of its own."""
        with freeze_time(china("2026-03-13 10:10:00")):
            self.record.with_user(self.caller).action_start()
            self.assertEqual(len(self._answer(behalf="yes", guaranteed="yes")), 2)

    def test_ex_037_once_and_not_by_others(self):
        """F3-26, F3-47: one case a question, and it stays when the answer changes."""
        self.adviser.parent_id = self.supervisor.employee_id
        with freeze_time(china("2026-03-13 10:10:00")):
            self.record.with_user(self.caller).action_start()
            case = self._answer(behalf="yes")
            self.assertEqual(self._answer(behalf="no"), case)
            self.assertEqual(self._answer(behalf="yes"), case)
        self.assertEqual(case.concerned_user_ids, self.li)
        self.assertEqual(case.category_id.code, "finance_conduct")
        self.assertEqual(case.superior_id, self.supervisor, "the manager's leader")
        for user in (self.caller, self.li, self.head):
            self.assertFalse(case.with_user(user).has_access("read"))
        lead = case.with_user(self.supervisor)
        lead.action_accept()
        lead.write({**MINUTES, **CHECK})
        lead.action_interview()
        with self.assertRaisesRegex(UserError, "has been finished"):
            lead.interview_place = "Elsewhere"
        lead.action_self_check()
        case.with_user(self.hq).action_final_opinion("Warning")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            lead.action_waive("declined")
        second = case.sudo().callback_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            second.with_user(self.caller).action_start()
        with self.assertRaisesRegex(UserError, "handled"), self.env.cr.savepoint():
            second.user_id = self.hq
        with self.assertRaisesRegex(UserError, "second callback by the superior"):
            lead.action_close()
        self._call(
            second, "2026-03-20 10:10:00", user=self.supervisor, complaint_solved="yes"
        )
        lead.action_close()
        self.assertEqual(case.sudo().state, "closed")

    def test_ex_037_without_a_leader(self):
        """F3-47: a manager without a leader: the superior of who asked."""
        with freeze_time(china("2026-03-13 10:10:00")):
            self.record.with_user(self.caller).action_start()
            case = self._answer(guaranteed="yes")
        self.assertEqual(
            (case.superior_id, case.concerned_user_ids), (self.head, self.li)
        )

    def _file(self, received, **values):
        with freeze_time(china(received)):
            return (
                self.env["callback.complaint"]
                .with_user(self.supervisor)
                .create(
                    {
                        "subject": "Wishes reports every month",
                        "partner_id": self.customer.id,
                        "department_id": self.branch.id,
                        **values,
                    }
                )
            )

    def test_ex_034_suggestion_in_five_working_days(self):
        """F3-46, F3-52: answered by 28 September, with a make-up day by the 24th."""
        for calendar, limit in (
            (self.calendar_a, "2026-09-28 18:00:00"),
            (self.calendar_b, "2026-09-24 18:00:00"),
        ):
            self._use_calendar(calendar)
            for kind in ("suggestion", "enquiry"):
                case = self._file("2026-09-18 17:45:00", kind=kind)
                self.assertEqual(case.policy_id, self.policies["f3"])
                clock = case.sudo().clock_ids.filtered(lambda c: c.code == "informed")
                self.assertEqual(self._local(clock.deadline), limit)

    def test_f3_43_complaint_and_its_callback(self):
        """F3-27, F3-42, F3-43: from the callback at once; closed after the callback."""
        with freeze_time(china("2026-03-13 10:10:00")):
            mine = self.record.with_user(self.caller)
            mine.action_start()
            case = mine.open_complaint({"subject": "Rude", "kind": "complaint"})
            self.assertEqual(
                case.process_id, self.env.ref("callback_finance.process_f3_complaint")
            )
            self.assertEqual(case.sudo().partner_id, self.customer)
            lead = case.with_user(self.supervisor)
            lead.action_accept()
            lead.action_resolve("Apologised")
            lead.action_inform("phone", "Told")
            with self.assertRaises(UserError), self.env.cr.savepoint():
                lead.action_close()
        self.assertEqual(case.sudo().callback_ids.type_id.code, "finance_complaint")
