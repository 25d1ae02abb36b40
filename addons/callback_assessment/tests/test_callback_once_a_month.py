# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import SQL, file_path

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestOnceAMonth(SanctionCommon):
    """X-43: the setting of the policy says whether lateness costs by task or month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setting = cls.env.ref("callback_base.callback_setting_x_43")

    def _decide(self, value, policy=None):
        policy = policy or self.policy
        line = policy.setting_ids.filtered(lambda x: x.setting_id == self.setting)
        if line:
            line.value = value
        else:
            policy.setting_ids = [
                Command.create({"setting_id": self.setting.id, "value": value})
            ]

    def _late_rule(self, code, **values):
        return self._new_rule(
            code,
            **{
                "amount": 1000,
                "target": "department",
                "is_automatic": True,
                "breach_kind": "deadline",
                "policy_id": self.policy.id,
                **values,
            },
        )

    def _run(self):
        return self.env["callback.violation"].with_user(self.manager).propose_breaches()

    def _reports(self, rule):
        return self.env["callback.violation"].search([("rule_id", "=", rule.id)])

    def test_x_43_each_task_by_default(self):
        """X-43, U1-40: undecided, each late callback costs on its own, once."""
        self._note_breaches(2)
        rule = self._late_rule("EACH")
        self.assertEqual(rule.breach_once, "breach")
        self.assertEqual((self._run(), self._run()), (2, 0))
        self.assertEqual(len(self._reports(rule)), 2)

    def test_x_43_once_a_month(self):
        """X-43: once a month and department; an excused limit is dropped."""
        self._decide("month")
        breaches = self._note_breaches(2)
        rule = self._late_rule("MONTH")
        self.assertEqual(rule.breach_once, "month")
        self.assertEqual((self._run(), self._run()), (1, 0))
        report = self._reports(rule)
        breaches.sudo().write({"state": "excused"})
        self._run()
        self.assertEqual(report.state, "cancelled")
        self.assertEqual(report.sanction_ids.state, "rejected")

    def test_x_43_people_pay_each_time(self):
        """X-43: it is about the department; a person's fine stays one a task."""
        self._decide("month")
        self._note_breaches(2)
        rule = self._late_rule("PERSON", target="employee")
        self.assertEqual(rule.breach_once, "breach")
        self._run()
        self.assertEqual(len(self._reports(rule)), 2)

    def test_x_43_the_version_of_the_task_decides(self):
        """X-43, T-13: a later version changes nothing for tasks of the earlier one."""
        old = self._note_breaches(2)
        later = self.policy.copy({"version": self.policy.version + 1})
        self._decide("month", later)
        new = self._note_breaches(3)
        new.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE callback_breach SET policy_id = %s WHERE id = ANY(%s)",
                later.id,
                new.ids,
            )
        )
        new.invalidate_recordset()
        rule = self._late_rule("BOTH")
        self.assertEqual((self._run(), self._run()), (3, 0))
        reports = self._reports(rule)
        self.assertEqual(len(reports.filtered(lambda r: r.breach_id in old)), 2)
        self.assertEqual(len(reports.filtered(lambda r: r.breach_id in new)), 1)

    def test_x_43_migration(self):
        """X-43: what stood on the rules moves to the policies; the rest asks nobody."""
        rule = self._late_rule("OLD")
        lone = self._late_rule("LONE", policy_id=False)
        other = self._late_rule("OTHER", breach_kind="statement")
        each = self._late_rule("EACH", policy_id=False)
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE callback_penalty_rule ADD COLUMN breach_once varchar"
        )
        self.env.cr.execute(
            SQL(
                "UPDATE callback_penalty_rule SET breach_once = 'month'"
                " WHERE id = ANY(%s)",
                (rule + lone + other).ids,
            )
        )
        self.assertEqual(self.policy._get_setting("X-43"), "callback")
        path = file_path("callback_assessment/migrations/19.0.1.3.0/post-migrate.py")
        script = load_script(path, "callback_assessment_once_a_month")
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        self.assertEqual(self.policy._get_setting("X-43"), "month")
        self.assertEqual(rule.breach_once, "month")
        self.assertTrue(rule.is_automatic and each.is_automatic)
        self.assertFalse(lone.is_automatic or other.is_automatic)
        self.assertIn("once a month", lone.message_ids[:1].body)
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.assertTrue(each.is_automatic)
