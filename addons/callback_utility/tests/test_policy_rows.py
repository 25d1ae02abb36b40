# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .utility_common import UtilityCommon, china


@tagged("post_install", "-at_install")
class TestPolicyRows(UtilityCommon):
    """What the shipped policies U1 and U2 decide besides their time limits."""

    def test_u1_13_a_wrong_unit_cannot_do_the_callback(self):
        order = self._order("fault_repair", "2026-03-10 09:00")
        with freeze_time(china("2026-03-10 09:30")):
            record = self._sweep(order)
            record = record.filtered(lambda r: r.policy_id == self.policy_u1)
            with (
                self.assertRaisesRegex(UserError, "U1-13.*Branch"),
                self.env.cr.savepoint(),
            ):
                record.with_user(self.manager).action_start()
            record.with_user(self.manager).action_override("unit", "Branch is cut off")
            record.with_user(self.manager).action_start()
            self._finish(record.with_user(self.manager))
        self.assertEqual(record.state, "done")

    def test_u1_02_every_key_category_is_called_back(self):
        quota = self.env.ref("callback_utility.quota_u1_key")
        self.assertEqual(quota.clause_ids.code, "U1-02")
        orders = self.env["callback.utility.work.order"].union(
            *(
                self._order("fault_repair", f"2026-03-{day} 09:00")
                for day in (10, 11, 12)
            )
        )
        with freeze_time(china("2026-03-12 09:30")):
            records = self._sweep(*orders)
            records = records.filtered(lambda r: r.policy_id == self.policy_u1)
            for record in records[:2]:
                self._finish(record)
        value = quota.get_value("2026-03-15")
        self.assertEqual((value["numerator"], value["denominator"]), (2, 3))
        missing = self.env["callback.record"].search(value["missing_domain"])
        self.assertEqual(missing, records[2])

    def test_x_37_x_43_are_decided(self):
        self.assertIs(self.policy_u1._get_setting("X-37"), False)
        self.assertEqual(self.policy_u1._get_setting("X-43"), "callback")
        u2 = self.env.ref("callback_utility.policy_u2")
        self.assertIn("X-37", u2.setting_ids.mapped("code"))
        self.assertEqual(len(u2.quota_ids), 3)
