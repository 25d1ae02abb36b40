# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestPolicyVersion(CallbackCommon):
    """Versions: drafted by one, put in force by another, never rewritten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.date_from = date(2026, 1, 1)
        cls.second = cls._new_user("cb_manager2", "manager")

    def _new_version(self):
        action = self.policy.with_user(self.manager).action_new_version()
        return self.env["callback.policy"].browse(action["res_id"])

    def test_a_version_in_force_is_locked(self):
        policy = self.policy.with_user(self.manager)
        for part, values in (
            (policy, {"attempt_min": 1}),
            (policy, {"state": "draft"}),
            (policy.clause_ids, {"name": "other"}),
            (policy.rule_ids, {"domain": "[]"}),
            (policy.rule_ids.step_ids, {"quantity": 5}),
            (policy.evidence_rule_ids, {"kind_ids": [(5,)]}),
        ):
            with self.assertRaisesRegex(UserError, "new version"):
                part.write(values)
        with self.assertRaisesRegex(UserError, "new version"):
            policy.rule_ids.step_ids.unlink()
        with self.assertRaisesRegex(UserError, "draft"):
            policy.unlink()
        policy.rule_ids.active = False
        policy.calendar_id = self.calendar

    def test_a_new_version_is_a_whole_copy(self):
        new = self._new_version()
        self.assertEqual((new.version, new.state), (2, "draft"))
        self.assertEqual(new.previous_id, self.policy)
        self.assertEqual(new.clause_ids.mapped("code"), ["TP-1"])
        self.assertNotEqual(new.clause_ids, self.policy.clause_ids)
        self.assertEqual(new.rule_ids.clause_ids, new.clause_ids)
        self.assertEqual(new.rule_ids.step_ids.quantity, 24)
        self.assertEqual(new.evidence_rule_ids.channel_id, self.phone)
        new.with_user(self.manager).rule_ids.step_ids.quantity = 12
        self.assertEqual(self.step.quantity, 24)

    def test_base_53_a_second_person_puts_it_in_force(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        with self.assertRaisesRegex(UserError, "second person"):
            new.with_user(self.manager).action_activate()
        new.with_user(self.second).action_activate()
        self.assertEqual(new.state, "in_force")
        self.assertEqual(new.approver_id, self.second)
        self.assertEqual(self.policy.state, "superseded")
        self.assertEqual(self.policy.date_to, date(2026, 3, 15))

    def test_the_first_day_must_follow_the_version_before(self):
        new = self._new_version()
        for day in (False, date(2025, 12, 31), date(2026, 1, 1)):
            new.date_from = day
            with self.assertRaisesRegex(UserError, "first day"):
                new.with_user(self.second).action_activate()
        self.assertEqual(self.policy.state, "in_force")

    def test_t_13_two_drafts_at_once_follow_each_other(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        newer = self._new_version()
        newer.date_from = date(2026, 5, 1)
        (newer | new).with_user(self.second).action_activate()
        self.assertEqual(newer.state, "in_force")
        self.assertEqual((new.state, new.date_to), ("superseded", date(2026, 4, 30)))
        self.assertEqual(self.policy.date_to, date(2026, 3, 15))

    def test_t_13_records_keep_their_version(self):
        record = self._create_record()
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        new.with_user(self.second).action_activate()
        self.assertEqual(record.policy_id, self.policy)
        self.assertEqual(record.step_id, self.step)
