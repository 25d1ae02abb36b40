# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..models.callback_record_queue import COUNTERS
from .common import CallbackCommon

NOW = datetime(2026, 5, 13, 2)  # Wednesday 10:00 in Shanghai


@tagged("post_install", "-at_install")
class TestQueueScreen(CallbackCommon):
    """The counters and filters above the caller's queue say the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hours = {"overdue": -3, "today": 5, "week": 50, "next": 200}
        cls.records = {
            name: cls._create_record(
                user_id=cls.caller.id, date_event=NOW + timedelta(hours=h - 24)
            )
            for name, h in hours.items()
        }
        cls.free = cls._create_record(date_event=NOW - timedelta(hours=30))
        cls.foreign = cls._create_record(
            department_id=cls.other_branch.id, date_event=NOW - timedelta(hours=30)
        )

    def _counts(self, user=None):
        with freeze_time(NOW):
            model = self.env["callback.record"].with_user(user or self.caller)
            return model.with_context(tz="Asia/Shanghai").queue_counts()

    def test_the_counters(self):
        counts = self._counts()
        self.assertEqual(counts["overdue"], 2, "own and free of the unit")
        self.assertEqual(counts["due_today"], 1)
        self.assertEqual(counts["due_this_week"], 2)
        self.assertEqual(counts["window_closed"], 0)

    def test_another_caller_counts_the_own(self):
        counts = self._counts(self.other_caller)
        self.assertEqual(counts["overdue"], 1)
        self.assertEqual(counts["due_today"], 0)

    def test_finished_work_does_not_wait(self):
        self._finish(self.records["overdue"])
        self.assertEqual(self._counts()["overdue"], 1)

    def test_each_counter_has_its_filter(self):
        view = self.env.ref("callback_base.callback_record_view_search")
        arch = view.get_combined_arch()
        for name in COUNTERS:
            self.assertIn(f'name="{name}"', arch)

    def test_closed_windows(self):
        """Only the default windows bind customers without a category (T-15)."""
        category = self.env["callback.customer.category"].create(
            {"name": "Hotels", "code": "hotel"}
        )
        policy = self.policy.copy({"code": "TW"})
        policy.window_ids = [
            Command.create({"hour_from": 9, "hour_to": 11}),
            Command.create(
                {"hour_from": 14, "hour_to": 16, "category_id": category.id}
            ),
        ]
        hotel = self.customer.copy({"callback_category_id": category.id})
        step = policy.rule_ids.step_ids
        usual, special = (
            self._create_record(
                step_id=step.id,
                partner_id=partner.id,
                user_id=self.caller.id,
                date_event=NOW,
            )
            for partner in (self.customer, hotel)
        )
        records = usual | special
        for moment, closed in (
            (NOW, special),  # 10:00
            (NOW + timedelta(hours=1), records),  # 11:00 lies outside
            (NOW + timedelta(hours=5), usual),  # 15:00
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                found = self.env["callback.record"].search(
                    [("id", "in", records.ids), ("is_window_closed", "=", True)]
                )
                self.assertEqual(found, closed)
                records.invalidate_recordset()
                self.assertEqual(records.filtered("is_window_closed"), closed)
                opened = self.env["callback.record"].search(
                    [("id", "in", records.ids), ("is_window_closed", "=", False)]
                )
                self.assertEqual(opened, records - closed)

    def test_the_columns(self):
        record = self.records["today"]
        self.assertEqual(record.clause_text, "TP-1")
        self.assertEqual(record.attempt_next, 1)
        record.log_attempt("phone", "busy")
        self.assertEqual(record.attempt_next, 2)


@tagged("post_install", "-at_install")
class TestRecordSearch(CallbackCommon):
    """A callback is found by what a caller types: two characters, any spelling."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhang = cls.env["res.partner"].create(
            {"name": "张建国", "phone": "+86 138 1234 5678", "ref": "K-0412"}
        )
        cls.record = cls._create_record(
            partner_id=cls.zhang.id, user_id=cls.caller.id, source_name="GD-8841"
        )
        cls.other = cls._create_record(user_id=cls.caller.id, source_name="GD-9")

    def _find(self, text, name="search_text", user=None):
        model = self.env["callback.record"].with_user(user or self.caller)
        return model.search([(name, "ilike", text)])

    def test_by_customer_phone_number_and_document(self):
        number = self.record.name
        for text in ("张建国", "建国", "张建", "1381234", "138 1234-5678", "k-04"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.record)
                self.assertEqual(self._find(text, "customer_search"), self.record)
        for text in (number, number[-5:], "gd-8841", "8841"):
            with self.subTest(text=text):
                self.assertIn(self.record, self._find(text))
                self.assertNotIn(self.other, self._find(text))
        for text in ("gd", number[:2]):  # two characters: the beginning
            self.assertIn(self.record, self._find(text))
        for text in ("d-", "84"):
            self.assertNotIn(self.record, self._find(text))
        # The last digits are looked up, the whole number is compared.
        self.assertEqual(self._find(f"x{number[-6:]}"), self.record.browse())
        self.assertEqual(self._find(number.lower()), self.record)
        self.assertFalse(self._find("张国"))
        self.assertFalse(self._find("GD", "customer_search"))

    def test_typed_into_a_field(self):
        """A name search uses the same indexes: no condition over all rows."""
        model = self.env["callback.record"].with_user(self.caller)
        for text in ("建国", "8841", self.record.name):
            with self.subTest(text=text):
                found = [record_id for record_id, _name in model.name_search(text)]
                self.assertEqual(found, self.record.ids)

    def test_a_renamed_customer_is_found_by_the_new_name(self):
        self.zhang.name = "李明"
        self.zhang.phone = "010 555"
        self.assertFalse(self._find("张建"))
        self.assertEqual(self._find("李明"), self.record)
        self.assertEqual(self._find("010555"), self.record)

    def test_others_do_not_find_it(self):
        self.assertFalse(self._find("张建国", user=self.other_caller))

    def test_many_hits_are_found_as_well(self):
        self.patch_few(1)
        self.assertEqual(self._find("GD"), self.record | self.other)
        self.zhang.copy({"name": "张建设"})
        self.assertEqual(self._find("张建"), self.record)

    def patch_few(self, number):
        """Take a number of rows as many, as a table of a million would."""
        module = "odoo.addons.callback_base.models.callback_record_search.FEW"
        self.startPatcher(patch(module, number))
