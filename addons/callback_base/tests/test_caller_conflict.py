# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .contact_common import ContactCommon, china


@tagged("post_install", "-at_install")
class TestCallerConflict(ContactCommon):
    """Who may not call whom, and who reviews: F3-06, F2-04, BASE-18, BASE-24."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record()
        cls.mine = cls.record.with_user(cls.caller)
        cls.led = cls.record.with_user(cls.supervisor)

    def _take_next(self, user):
        return self.env["callback.record"].with_user(user).action_start_next()

    def test_ex_030_own_customer(self):
        li = self._create_seller()
        with self.assertRaisesRegex(UserError, "li .*is kept away.*own.*somebody else"):
            with self.env.cr.savepoint():
                self.led.user_id = li
        with self.assertRaisesRegex(UserError, "kept away"):
            with self.env.cr.savepoint():
                self.record.with_user(li).action_start()
        with self.assertRaisesRegex(UserError, "kept away"):
            with self.env.cr.savepoint():
                self.record.with_user(li).log_attempt("phone", "answered")
        with self.assertRaisesRegex(UserError, "kept away"):
            with self.env.cr.savepoint():
                self._create_record(user_id=li.id)
        self.assertFalse(self.record.user_id)
        self.assertEqual(self.record.state, "planned")
        self.led.user_id = self.caller
        self.assertEqual(self.record.user_id, self.caller)

    def test_f3_06_a_colleague_with_an_interest_does_not_finish_it(self):
        self.mine.log_attempt("phone", "answered")
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        self.customer.user_id = self.supervisor
        with self.assertRaisesRegex(UserError, "kept away"), self.env.cr.savepoint():
            self.led.action_done()
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_a_policy_may_allow_the_own_salesperson(self):
        self.policy.exclude_salesperson = False
        self.led.user_id = self._create_seller()
        self.assertEqual(self.record.user_id.login, "li")

    def test_the_contact_of_an_own_company_customer(self):
        li = self._create_seller()
        self.customer.is_company = True
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.customer.id, "user_id": False}
        )
        record = self._create_record(partner_id=contact.id)
        with self.assertRaisesRegex(UserError, "kept away"):
            record.user_id = li

    def test_the_queue_passes_over_own_customers(self):
        li = self._create_seller()
        other = self.env["res.partner"].create({"name": "Other"})
        later = self._create_record(
            partner_id=other.id, date_event=datetime(2030, 1, 1)
        )
        for _number in range(25):
            self._create_record()
        self.assertEqual(self._take_next(li)["res_id"], later.id)
        action = self._take_next(li)
        self.assertEqual(action["res_id"], later.id)  # the own one, already begun
        later.action_cancel("done otherwise")
        message = self._take_next(li)["params"]["message"]
        self.assertIn("queue is empty", message, "own cases are hidden (BASE-18)")

    def test_members_of_a_flagged_unit(self):
        self.policy.flagged_department_ids = self.head_office
        with self.assertRaisesRegex(UserError, "unit Head office"):
            self.mine.action_start()
        self.policy.flagged_department_ids = self.other_branch
        self.mine.action_start()
        self.assertEqual(self.record.user_id, self.caller)

    def test_declared_conflicts(self):
        conflict = self.env["callback.conflict"].with_user(self.supervisor)
        values = {
            "partner_id": self.customer.id,
            "reason": "Brother of the customer",
            "date_from": date(2026, 3, 10),
            "date_to": date(2026, 3, 20),
        }
        conflict.create({**values, "user_id": self.caller.id})
        with freeze_time(china("2026-03-09 23:59:59")):
            self.led.user_id = self.caller
        self.led.user_id = False
        for moment in ("2026-03-10 00:00:00", "2026-03-20 23:59:59"):
            with freeze_time(china(moment)), self.env.cr.savepoint():
                with self.assertRaisesRegex(UserError, "Brother of the customer"):
                    self.mine.action_start()
        self.env.invalidate_all()  # another day, another transaction
        with freeze_time(china("2026-03-21 00:00:00")):
            self.mine.action_start()
        self.assertEqual(self.record.state, "ongoing")

    def test_a_declared_unit_and_document(self):
        document = self._create_record()
        self.record.write({"res_model": "callback.record", "res_id": document.id})
        self.env["callback.conflict"].create(
            {
                "document": f"callback.record,{document.id}",
                "department_id": self.head_office.id,
                "reason": "Party to the case",
                "date_from": date(2026, 1, 1),
            }
        )
        with self.assertRaisesRegex(UserError, "Party to the case"):
            self.mine.action_start()
        self._create_record().with_user(self.caller).action_start()

    def test_a_declaration_has_two_sides_and_is_not_ended_by_oneself(self):
        conflict = self.env["callback.conflict"].with_user(self.supervisor)
        for values in (
            {"partner_id": self.customer.id},
            {"user_id": self.caller.id},
        ):
            with self.assertRaises(ValidationError):
                conflict.create({"reason": "Family", **values})
        own = conflict.create(
            {
                "reason": "Family",
                "partner_id": self.customer.id,
                "user_id": self.supervisor.id,
            }
        )
        with self.assertRaises(AccessError):
            own.date_to = date(2030, 1, 1)
        with self.assertRaisesRegex(UserError, "stays as it was declared"):
            own.with_user(self.chief).user_id = self.caller
        own.with_user(self.chief).date_to = date(2030, 1, 1)
        with self.assertRaises(AccessError):
            own.with_user(self.caller).read(["reason"])
        self.assertEqual(own.with_user(self.auditor).reason, "Family")

    def test_ex_030_the_reviewer_is_not_the_caller(self):
        wang = self._new_user("wang", "supervisor", self.branch)
        record = self.record.with_user(wang)
        self._finish(record)
        with self.assertRaisesRegex(UserError, "wang .*made the calls"):
            with self.env.cr.savepoint():
                record.action_review("Well done")
        with self.assertRaisesRegex(UserError, "opinion"), self.env.cr.savepoint():
            self.led.action_review("  ")
        with self.assertRaises(AccessError):
            self.mine.action_review("Well done")
        with self.assertRaises(AccessError):
            self.led.review_opinion = "Well done"
        self.led.action_review("Well done")
        self.assertRecordValues(
            self.record,
            [{"reviewer_id": self.supervisor.id, "review_opinion": "Well done"}],
        )
        self.assertTrue(self.record.date_review)
        with self.assertRaisesRegex(UserError, "was reviewed by cb_supervisor"):
            self.record.with_user(self.chief).action_review("Again")

    def test_a_review_needs_a_finished_callback_and_no_interest(self):
        with self.assertRaisesRegex(UserError, "Planned"), self.env.cr.savepoint():
            self.led.action_review("Well done")
        self._finish(self.mine)
        self.customer.user_id = self.supervisor
        with self.assertRaisesRegex(UserError, "kept away"):
            self.led.action_review("Well done")

    def test_base_24_a_sealed_callback_is_still_reviewed(self):
        self._finish(self.mine)
        self.mine.action_archive()
        wizard = self.env["callback.record.review"].with_user(self.supervisor)
        wizard = wizard.with_context(active_ids=self.record.ids)
        wizard.create({"opinion": "In order"}).action_confirm()
        self.assertEqual(self.record.review_opinion, "In order")
        verified = self.env["callback.archive"].with_user(self.auditor).verify_chain()
        self.assertFalse(verified["broken"])

    def test_one_who_logged_an_attempt_does_not_review(self):
        self.led.log_attempt("phone", "no_answer")
        self._finish(self.record.with_user(self.supervisor))
        self.record.user_id = self.caller
        with self.assertRaisesRegex(UserError, "made the calls"):
            self.led.action_review("Well done")
