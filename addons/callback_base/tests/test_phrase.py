# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestPhrase(CallbackCommon):
    """Standard words by situation, the apology first: R2-08, BASE-35."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["callback.phrase"].search([]).active = False
        cls.promise = cls._phrase("our_fault", "We repair it, {customer}.", sequence=1)
        cls.refusal = cls._phrase("not_our_fault", "The rules forbid it.", sequence=2)
        cls.apology = cls._phrase("apology", "We are sorry.", sequence=3)
        cls.greeting = cls._phrase("greeting", "Good day.", sequence=4)
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.mine = cls.record.with_user(cls.caller)

    @classmethod
    def _phrase(cls, situation, text, **values):
        return cls.env["callback.phrase"].create(
            {"situation": situation, "text": text, **values}
        )

    def test_r2_08_the_apology_comes_first_for_a_complaint(self):
        self.assertEqual(
            self.mine.phrase_ids.ids,
            (self.promise + self.refusal + self.apology + self.greeting).ids,
        )
        self.mine.satisfaction = "dissatisfied"
        self.assertEqual(
            self.mine.phrase_ids.ids,
            (self.greeting + self.apology + self.promise + self.refusal).ids,
        )
        self.mine.insert_phrase(self.promise.id)
        self.mine.insert_phrase(self.apology)
        self.assertEqual(self.mine.result, "We are sorry.\nWe repair it, Customer.")

    def test_without_a_complaint_phrases_follow_each_other(self):
        self.mine.insert_phrase(self.refusal)
        self.mine.insert_phrase(self.apology)
        self.assertEqual(self.mine.result, "The rules forbid it.\nWe are sorry.")

    def test_policy_type_channel_and_language_decide(self):
        other = self.env["callback.type"].create(
            {"name": "Other", "archive_category_id": self.category.id}
        )
        draft = self.env["callback.policy"].create({"name": "Draft", "code": "PHD"})
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        self._phrase("other", "Other type", type_ids=[Command.set(other.ids)])
        self._phrase("other", "Letter", channel_ids=[Command.set(self.letter.ids)])
        self._phrase("other", "Other policy", policy_id=draft.id)
        self._phrase("other", "Chinese", lang_id=chinese.id)
        own = self._phrase(
            "other",
            "Own",
            policy_id=self.policy.id,
            type_ids=[Command.set(self.type.ids)],
            channel_ids=[Command.set(self.phone.ids)],
        )
        texts = set(self.mine.phrase_ids.mapped("text"))
        self.assertIn(own, self.mine.phrase_ids)
        self.assertFalse(texts & {"Other type", "Letter", "Other policy", "Chinese"})
        self.mine.channel_id = self.letter
        self.assertIn("Letter", self.mine.phrase_ids.mapped("text"))
        self.assertNotIn(own, self.mine.phrase_ids)
        self.customer.lang = "zh_CN"
        self.assertIn("Chinese", self.mine.phrase_ids.mapped("text"))

    def test_only_what_fits_goes_into_open_callbacks(self):
        letter = self._phrase("other", "L", channel_ids=[Command.set(self.letter.ids)])
        with self.assertRaisesRegex(UserError, "other callbacks"):
            self.mine.insert_phrase(letter.id)
        with self.assertRaisesRegex(UserError, "Open a callback"):
            self.promise.with_user(self.caller).action_insert()
        with self.assertRaises(AccessError):
            self.record.with_user(self.other_caller).insert_phrase(self.promise.id)
        with self.assertRaises(AccessError):
            self.record.with_user(self.auditor).insert_phrase(self.promise.id)
        self._finish(self.mine)
        with self.assertRaises(UserError):
            self.mine.insert_phrase(self.promise.id)
        self.assertEqual(self.record.result, "Fine")

    def test_the_button_of_the_form_puts_it_into_the_result(self):
        with Form(self.mine) as form:
            self.assertEqual(len(form.phrase_ids), 4)
        shown = self.promise.with_user(self.caller)
        shown = shown.with_context(callback_record_id=self.record.id)
        self.assertEqual(shown.text_said, "We repair it, Customer.")
        spec = {"phrase_ids": {"fields": {"text_said": {}}}}
        read = self.mine.web_read(spec)[0]["phrase_ids"]
        self.assertEqual(read[0]["text_said"], "We repair it, Customer.")
        shown.action_insert()
        self.assertEqual(self.record.result, "We repair it, Customer.")

    def test_a_phrase_of_a_policy_is_locked_with_it_and_copied_with_it(self):
        manager = self.env["callback.phrase"].with_user(self.manager)
        draft = self.env["callback.policy"].create({"name": "Draft", "code": "PHD"})
        phrase = manager.create(
            {"situation": "closing", "text": "Bye", "policy_id": draft.id}
        )
        phrase.text = "Good bye"
        copied = draft.copy({"code": "PHE"})
        self.assertEqual(copied.phrase_ids.text, "Good bye")
        with self.assertRaisesRegex(UserError, "in force"):
            manager.create(
                {"situation": "closing", "text": "Bye", "policy_id": self.policy.id}
            )
        with self.assertRaises(AccessError):
            self.promise.with_user(self.supervisor).text = "Never mind"

    def test_unknown_placeholders_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "wife.*customer"):
            self._phrase("other", "Ask {wife}")

    def test_another_company_keeps_its_own(self):
        company = self.env["res.company"].create({"name": "Second"})
        self._phrase("other", "Theirs", company_id=company.id)
        self.assertNotIn("Theirs", self.mine.phrase_ids.mapped("text"))
        user = new_test_user(
            self.env,
            login="cb_second",
            groups="callback_base.callback_group_caller",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        texts = self.env["callback.phrase"].with_user(user).search([]).mapped("text")
        self.assertIn("Theirs", texts)
