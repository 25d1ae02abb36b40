# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.callback_base.schedule.periods import ONE_DAY

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestSanctionTour(SanctionCommon, HttpCase):
    """A fine in the browser, in Chinese, from the report to the proof of pay."""

    def test_from_violation_to_proof(self):
        """F3-13, ASMT-13, ASMT-16: reported, told, final, seen by the person."""
        plain = new_test_user(self.env, "cb_plain_tour", groups="base.group_user")
        person = self.env["hr.employee"].create(
            {"name": "x", "user_id": plain.id, "department_id": self.branch.id}
        )
        for number, user in enumerate(plain | self.supervisor | self.hr):
            name = f"李测试{number}"
            user.write({"lang": "zh_CN", "name": name, "tour_enabled": False})
            user.employee_ids.name = name
        self._set_contract(person, wage=5600)
        self.head_office.name, self.branch.name = "测试总部", "测试分公司"
        self.env.company.name = "测试供电公司"
        rule = self._new_rule("TR13", kind="range", amount_min=100, amount_max=300)
        rule.name = "档案缺联系人"

        def walk(path, tour, user):
            self.start_tour(f"/odoo/{path}", tour, login=user.login)
            self.env.invalidate_all()

        walk("callback-violations", "callback_violation_supervisor", self.supervisor)
        line = self.env["callback.sanction"].search([("rule_id", "=", rule.id)])
        self.assertEqual((line.employee_id, line.state), (person, "proposed"))
        # The proof opens with the month that is paid now.
        last = fields.Date.today().replace(day=1) - ONE_DAY
        line.sudo().write({"period": last.replace(day=1), "date": last})
        walk("callback-sanctions", "callback_sanction_human_resources", self.hr)
        self.assertEqual((line.state, line.amount), ("notified", 123.45))
        self._expire(line)
        walk("callback-sanctions", "callback_sanction_final", self.hr)
        self.assertEqual(line.state, "final")
        walk("discuss", "callback_pay_own", plain)
