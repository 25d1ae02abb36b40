# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .contact_common import ContactCommon


@tagged("post_install", "-at_install")
class TestCallerConcerned(ContactCommon):
    """Whom a document names neither does, reviews nor sees its callback (BASE-18)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Callbacks stand in for documents: they have a customer, a unit and a person.
        cls.document = cls._create_record(
            user_id=cls.caller.id, date_event=datetime(2026, 3, 2)
        )
        cls.rule.write(
            {
                "domain": f"[('id', '=', {cls.document.id})]",
                "concerned_field": "user_id",
            }
        )
        cls.rule.sweep(datetime(2026, 3, 3))
        cls.record = cls.env["callback.record"].search(
            [("step_id", "=", cls.step.id), ("res_id", "=", cls.document.id)]
        )

    def _sees(self, record, user):
        model = record.with_user(user)
        return model.search_count([("id", "=", record.id)])

    def test_the_sweep_notes_the_person_like_create(self):
        self.assertEqual(self.record.concerned_user_ids, self.caller)
        made = self._create_record(
            res_model="callback.record", res_id=self.document.id, occurrence=2
        )
        self.assertEqual(made.concerned_user_ids, self.caller)

    def test_the_person_is_not_given_the_callback(self):
        with self.assertRaisesRegex(UserError, "concerns this person"):
            self.record.with_user(self.supervisor).user_id = self.caller
        queue = self.env["callback.record"].with_user(self.caller)
        self.assertEqual(queue.action_start_next()["res_id"], self.document.id)

    def test_the_person_does_not_see_the_callback(self):
        attempt = self.record.log_attempt("phone", "busy")
        evidence = self._add_evidence(self.record, "recording")
        self.record.department_id = self.branch
        self.record.user_id = False
        for line in (self.record, attempt, evidence):
            self.assertFalse(self._sees(line, self.caller), line._name)
            self.assertTrue(self._sees(line, self.supervisor), line._name)
            self.assertTrue(self._sees(line, self.auditor), line._name)
        with self.assertRaises(AccessError):
            self.record.with_user(self.caller).read(["content"])

    def test_not_even_a_manager_sees_the_own_case(self):
        self.document.user_id = self.manager
        record = self._create_record(
            res_model="callback.record", res_id=self.document.id, occurrence=3
        )
        self._finish(record, user_id=self.supervisor.id)
        archive = record.action_archive()
        for line in (record, archive):
            self.assertFalse(self._sees(line, self.manager), line._name)
            self.assertTrue(self._sees(line, self.auditor), line._name)

    def test_a_corrected_document_takes_the_callback_away(self):
        self.record.user_id = self.other_caller
        self.document.user_id = self.other_caller
        self.record._follow_documents({self.document.id: self.document})
        self.assertIn(self.other_caller, self.record.concerned_user_ids)
        self.assertFalse(self.record.user_id)

    def test_the_document_may_name_an_employee(self):
        rule = self.rule.copy(
            {
                "trigger": "manual",
                "model_id": self.env["ir.model"]._get_id("hr.department"),
                "concerned_field": "manager_id",
            }
        )
        self.branch.manager_id = self.supervisor.employee_id
        record = self._create_record(
            step_id=rule.step_ids.id, res_model="hr.department", res_id=self.branch.id
        )
        self.assertEqual(record.concerned_user_ids, self.supervisor)

    def test_a_field_that_names_nobody_is_refused(self):
        for name in ("partner_id", "no_such_field", "name", "phone"):
            with self.assertRaisesRegex(ValidationError, "Test rule"):
                with self.env.cr.savepoint():
                    self.rule.concerned_field = name

    def test_it_is_set_by_the_system_alone(self):
        with self.assertRaises(AccessError):
            self.record.with_user(self.manager).concerned_user_ids = False
