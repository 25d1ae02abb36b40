# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestPolicySetting(CallbackCommon):
    """Table X: what the texts leave open is data of the policy version."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.env["callback.policy"].create(
            {"name": "Draft", "code": "DR", "clause_ids": []}
        )
        cls.draft_mine = cls.draft.with_user(cls.manager)

    def _setting(self, code):
        return self.env["callback.setting"]._of_code(code)

    def _declare(self, code, **values):
        return self.env["callback.policy.setting"].create(
            {
                "policy_id": self.draft.id,
                "setting_id": self._setting(code).id,
                **values,
            }
        )

    def test_every_entry_of_the_catalogue_can_be_read(self):
        settings = self.env["callback.setting"].search([])
        self.assertGreater(len(settings), 25)
        for setting in settings:
            self.assertTrue(setting.explanation, setting.code)
            value = setting._parse(setting.default_value)
            self.assertFalse(setting.is_mandatory and value is not None, setting.code)
            if setting.kind == "selection":
                self.assertGreater(len(setting.choice_ids), 1, setting.code)

    def test_x_08_x_34_x_35_must_be_decided(self):
        for code in ("X-07", "X-08", "X-34", "X-35", "X-38"):
            self.assertTrue(self._setting(code).is_mandatory, code)
            with self.assertRaisesRegex(UserError, f"DR v1 Draft .*{code}"):
                self.draft._get_setting(code)

    def test_a_policy_without_a_line_follows_the_default(self):
        for code, value in (
            ("X-09", "linear"),
            ("X-14", "each"),
            ("X-16", 12),
            ("X-28", False),
            ("X-31", None),
            ("X-36", Decimal("50000.00")),
            ("X-40", None),
            ("X-44", 2),
        ):
            self.assertEqual(self.draft._get_setting(code), value, code)
            self.assertIs(type(self.draft._get_setting(code)), type(value), code)

    def test_a_new_line_takes_the_default_and_the_version_decides(self):
        line = self._declare("X-09")
        self.assertEqual(line.value, "linear")
        line.value = "ceil"
        self.assertEqual(self.draft._get_setting("X-09"), "ceil")
        self.assertEqual(line.choice_id.code, "ceil")
        line.choice_id = line.setting_id.choice_ids[1]
        self.assertEqual(line.value, line.setting_id.choice_ids[1].code)
        line = self._declare("X-41")
        self.assertEqual(line.answer, "0")
        line.answer = "1"
        self.assertIs(self.draft._get_setting("X-41"), True)
        self._declare("X-35", value="120.5")
        self.assertEqual(str(self.draft._get_setting("X-35")), "120.50")
        self._declare("X-08", value="85.5")
        self.assertEqual(self.draft._get_setting("X-08"), Decimal("85.5"))

    def test_bad_values_name_policy_setting_and_rule(self):
        for code, value, said in (
            ("X-08", "?5", "not a number"),
            ("X-08", "-5", "not a number"),
            ("X-08", "5,5", "not a number"),
            ("X-08", "1e2", "not a number"),
            ("X-08", "nan", "not a number"),
            ("X-08", "105", "more than 100"),
            ("X-35", "1.005", "two decimals"),
            ("X-35", "abc", "not a number"),
            ("X-09", "sometimes", "no choice.*linear, floor, ceil"),
            ("X-41", "maybe", "neither 1"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, f"DR v1.*{code}.*{said}"),
                self.env.cr.savepoint(),
            ):
                self._declare(code, value=value)
        self.assertFalse(self.draft.setting_ids, "nothing half made")
        choice = self._setting("X-07").choice_ids[0]
        with self.assertRaisesRegex(ValidationError, "no choice of X-09"):
            self._declare("X-09", choice_id=choice.id)
        with self.assertRaisesRegex(UserError, "no setting X-99"):
            self.draft._get_setting("X-99")

    @mute_logger("odoo.sql_db")
    def test_a_policy_has_each_setting_once(self):
        self._declare("X-09")
        with self.assertRaisesRegex(Exception, "setting once|duplicate key"):
            self._declare("X-09")

    def test_x_35_a_policy_is_not_put_in_force_while_one_is_empty(self):
        lines = self._declare("X-34") | self._declare("X-35")
        with self.assertRaisesRegex(UserError, "X-34 .*X-35 ") as caught:
            self.draft.action_activate()
        self.assertIn("DR v1", str(caught.exception))
        lines[0].value = "6"
        with self.assertRaisesRegex(UserError, "X-35") as caught:
            self.draft.action_activate()
        self.assertNotIn("X-34", str(caught.exception))
        self.assertEqual(self.draft.state, "draft")
        lines[1].value = "0"
        self.draft.action_activate()
        self.assertEqual(self.draft.state, "in_force")
        self.assertEqual(self.draft._get_setting("X-35"), 0)

    def test_t_13_settings_in_force_are_locked_and_copied(self):
        line = self._declare("X-42", value="once")
        self.draft.action_activate()
        mine = line.with_user(self.manager)
        for values in (
            {"value": "each"},
            {"choice_id": line.setting_id.choice_ids[0].id},
        ):
            with self.assertRaisesRegex(UserError, "new version"):
                mine.write(values)
        with self.assertRaisesRegex(UserError, "new version"):
            mine.unlink()
        with self.assertRaisesRegex(UserError, "new version"):
            self.draft_mine.write({"setting_ids": [Command.clear()]})
        action = self.draft_mine.action_new_version()
        new = self.env["callback.policy"].browse(action["res_id"])
        self.assertEqual(new._get_setting("X-42"), "once")
        new.with_user(self.manager).setting_ids.value = "each"
        self.assertEqual(self.draft._get_setting("X-42"), "once")

    def test_the_form_of_a_draft(self):
        with Form(self.draft_mine) as form:
            with form.setting_ids.new() as line:
                line.setting_id = self._setting("X-45")
                self.assertEqual(line.choice_id.code, "up")
                line.choice_id = self._setting("X-45").choice_ids[1]
            with form.setting_ids.new() as line:
                line.setting_id = self._setting("X-08")
                line.value = "75"
            with form.setting_ids.new() as line:
                line.setting_id = self._setting("X-37")
                line.answer = "1"
        self.assertEqual(self.draft._get_setting("X-45"), "remainder")
        self.assertEqual(self.draft._get_setting("X-08"), 75)
        self.assertIs(self.draft._get_setting("X-37"), True)

    def test_roles(self):
        line = self._declare("X-09")
        for user in (self.caller, self.supervisor, self.auditor):
            self.assertEqual(line.with_user(user).value, "linear")
            self.assertEqual(self.draft.with_user(user)._get_setting("X-44"), 2)
            with self.assertRaises(AccessError):
                line.with_user(user).setting_id.write({"default_value": "ceil"})
        for user in (self.caller, self.auditor):
            with self.assertRaises(AccessError):
                line.with_user(user).write({"value": "ceil"})
            with self.assertRaises(AccessError):
                line.with_user(user).unlink()
        # Supervisors draft versions, managers put them in force.
        for user, value in ((self.supervisor, "floor"), (self.manager, "ceil")):
            line.with_user(user).value = value
            self.assertEqual(line.value, value)
        for user in (self.caller, self.manager):
            with self.assertRaises(AccessError):
                line.setting_id.with_user(user).write({"default_value": "floor"})

    def test_settings_of_another_company_are_hidden(self):
        company = self.env["res.company"].create({"name": "Other company"})
        line = self._declare("X-09")
        self.draft.company_id = company
        with self.assertRaises(AccessError):
            line.with_user(self.manager).read(["value"])
        found = self.env["callback.policy.setting"].with_user(self.manager)
        self.assertFalse(found.search([("id", "=", line.id)]))
