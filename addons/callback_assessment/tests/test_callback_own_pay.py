# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import Form, tagged
from odoo.tools.misc import file_path

from .callback_rpc_common import RpcCommon

PAY = "callback.assessment.pay"
MONEY = [{"grade_ids": "A", "kind": "bonus", "amount": 310.55}]


@tagged("post_install", "-at_install")
class TestOwnPay(RpcCommon):
    """Who makes no callbacks reaches the own proof of pay, and no other (ASMT-16)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["hr.employee"].create(
            {
                "name": "Plain person",
                "user_id": cls.plain.id,
                "department_id": cls.branch.id,
            }
        )
        cls._set_contract(cls.person, wage=4321.09)
        cls.colleague = cls.other_caller.employee_ids
        card = cls._new_card("OP", [("Quality", 100, "manual")], MONEY)
        cls.own, cls.others = (
            cls._assess(card, "2026-03-01", 95.25, employee=person)
            for person in (cls.person, cls.colleague)
        )
        cls.open_one = cls._new_assessment(card, "2026-04-01", cls.person)
        cls.abroad = cls.env["res.company"].create({"name": "Abroad"})
        cls.stranger = cls.env["hr.employee"].create(
            {"name": "Stranger", "company_id": cls.abroad.id}
        )

    def _values(self, person):
        return {"employee_id": person.id, "month": "2026-03-01"}

    def test_own(self):
        """Facts, grade, lines and the printed page of the own month."""
        self._finish(self._lines(self.own))
        values = [self._values(self.person)]
        for done, found in (
            self._click(self.plain, PAY, "create", values),
            self._ask(self.plain, PAY, "create", vals_list=values),
        ):
            self.assertTrue(done, found)
            pay = self.env[PAY].with_user(self.plain).browse(found)
            self.assertEqual((pay.total, pay.pending), (310.55, 0))
            self.assertEqual(pay.assessment_ids, self.own.with_user(self.plain))
            self.assertEqual(len(pay.sanction_ids), 1)
        self.assertTrue(pay.action_print())
        reports = self.env["ir.actions.report"].with_user(self.plain)
        html, _kind = reports._render_qweb_html(
            "callback_assessment.callback_assessment_pay_report", pay.ids
        )
        for text in ("Quality", "95.25", "310.55", "Grade A", "same score"):
            self.assertIn(text, html.decode())

    def test_screen(self):
        """The form opens with the own person, who cannot be changed there."""
        self._finish(self._lines(self.own))
        view = "callback_assessment.callback_assessment_pay_view_form"
        for user in (self.plain, self.caller, self.hr):
            model = self.env[PAY].with_user(user)
            form = Form(model.with_context(callback_own_pay=True), view=view)
            self.assertEqual(form.employee_id, user.employee_id)
            with self.assertRaisesRegex(AssertionError, "readonly"):
                form.employee_id = self.colleague
        self.assertTrue(Form(self.env[PAY].with_user(self.hr), view=view))
        menus = self.env["ir.ui.menu"]
        seen = menus.with_user(self.plain)._visible_menu_ids()
        shown = (
            "callback_base.callback_menu_root",
            "callback_assessment.callback_menu_assessment_pay_own",
            "callback_assessment.callback_menu_assessment_own",
            "callback_assessment.callback_menu_my_results",
        )
        hidden = (
            "callback_base.callback_menu_queue",
            "callback_base.callback_menu_records",
            "callback_assessment.callback_menu_sanctions",
            "callback_assessment.callback_menu_assessment_results",
            "callback_assessment.callback_menu_assessment_pay",
        )
        for name in shown:
            self.assertIn(self.env.ref(name).id, seen, name)
        for name in hidden:
            self.assertNotIn(self.env.ref(name).id, seen, name)

    def test_others(self):
        """A colleague's statement is refused at both doors, and made over later too."""
        asked = [
            (user, [self._values(person)])
            for user in (self.plain, self.caller)
            for person in (self.colleague, self.stranger)
        ]
        for user, values in asked:
            self._refuse(self._ask(user, PAY, "create", vals_list=values), "only")
        mine = self.env[PAY].with_user(self.plain).create(self._values(self.person))
        values = {"employee_id": self.colleague.id}
        self._refuse(self._ask(self.plain, PAY, "write", mine.ids, vals=values), "only")
        self.assertEqual(mine.employee_id.id, self.person.id)
        for user, values in asked:  # a session comes after the keys
            self._refuse(self._click(user, PAY, "create", values), "only")
        found = self._click(self.other_caller, PAY, "read", mine.ids, ["total"])
        self._refuse(found)

    def test_other_company(self):
        """Human resources, managers and auditors: of the own companies only."""
        for user in (self.hr, self.manager, self.auditor):
            pays = self.env[PAY].with_user(user)
            self.assertTrue(pays.create(self._values(self.person)))
            with self.assertRaises(AccessError), self.cr.savepoint():
                pays.create(self._values(self.stranger))

    def test_rows(self):
        """The own closed assessment is read; no other, none open, nothing frozen."""
        model = "callback.assessment"
        done, found = self._ask(self.plain, model, "search_read", fields=["score"])
        self.assertTrue(done, found)
        self.assertEqual([row["id"] for row in found], self.own.ids)
        done, found = self._ask(
            self.plain, "callback.assessment.line", "search_read", fields=["score"]
        )
        self.assertEqual([row["id"] for row in found], self.own.line_ids.ids)
        for one in (self.others, self.open_one):
            self._refuse(
                self._ask(self.plain, model, "read", one.ids, fields=["score"])
            )
        self._refuse(
            self._ask(self.plain, model, "read", self.own.ids, fields=["frozen"])
        )
        for values in ({"score": 100}, {"note": "x"}):
            self.assertFalse(
                self._ask(self.plain, model, "write", self.own.ids, vals=values)[0]
            )

    def test_upgrade(self):
        """ASMT-16: rules that were kept as installed are opened to everybody."""
        rule = self.env.ref("callback_assessment.callback_assessment_rule_person")
        caller = self.env.ref("callback_base.callback_group_caller")
        everybody = self.env.ref("base.group_user")
        assessed = self.env.ref("callback_assessment.callback_group_assessed")
        rule.groups = [Command.set(caller.ids)]
        everybody.implied_ids = [Command.unlink(assessed.id)]
        path = file_path("callback_assessment/migrations/19.0.1.4.0/post-migrate.py")
        script = load_script(path, "callback_assessment_own_results")
        for _time in range(2):
            script.migrate(self.env.cr, "19.0.1.3.0")
            self.assertEqual(rule.groups, everybody)
            self.assertIn(assessed, everybody.implied_ids)
