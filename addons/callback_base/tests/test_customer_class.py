# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestCustomerClass(CallbackCommon):
    """The queue follows the class of the customer (BASE-04, B1-04, EX-099)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ordinary, cls.important, cls.large = cls.env[
            "callback.customer.class"
        ].create(
            [
                {"name": name, "code": f"T{number}", "sequence": 900 - 100 * number}
                for number, name in enumerate(("Ordinary", "Important", "Large"))
            ]
        )
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": "A", "callback_class_id": cls.ordinary.id},
                {"name": "B", "callback_class_id": cls.large.id},
                {"name": "C", "callback_class_id": cls.important.id},
                {"name": "D"},
            ]
        )
        cls.records = cls.env["callback.record"].union(
            *(
                cls._create_record(
                    partner_id=partner.id, date_event="2026-03-02 08:00:00"
                )
                for partner in cls.partners
            )
        )

    def _order(self):
        found = self.env["callback.record"].search([("id", "in", self.records.ids)])
        return "".join(found.partner_id.mapped("name"))

    def test_ex_099_same_deadline_by_class(self):
        self.assertEqual(len(set(self.records.mapped("deadline"))), 1)
        self.assertEqual(self._order(), "BCAD")

    def test_base_04_open_callbacks_follow_the_customer(self):
        self.partners[3].callback_class_id = self.large
        self.partners[1].callback_class_id = False
        self.assertEqual(self._order(), "DCAB")
        self.partners.write({"callback_class_id": self.important.id})
        self.assertEqual(set(self.records.mapped("priority")), {800})
        self.assertEqual(self._order(), "ABCD")

    def test_base_04_open_callbacks_follow_the_order_of_classes(self):
        self.ordinary.sequence = 1
        self.assertEqual(self._order(), "ABCD")

    def test_finished_callbacks_keep_their_priority(self):
        record = self.records[0]
        record.with_user(self.caller).action_start()
        self._finish(record)
        self.partners[0].callback_class_id = self.large
        self.assertEqual(record.priority, 900)

    def test_one_statement_for_many_customers(self):
        partners = self.partners
        partners.write({"callback_class_id": self.large.id})
        follow = self.env["callback.record"]._follow_customer_class
        with self.assertQueryCount(1):
            follow(partners=partners)

    def test_supervisors_of_another_branch_move_the_queue_too(self):
        """The class belongs to the customer, whoever may see the callbacks."""
        foreign = self._new_user("cb_foreign", "supervisor", self.other_branch)
        foreign.group_ids += self.env.ref("base.group_partner_manager")
        partner = self.partners[3].with_user(foreign)
        partner.callback_class_id = self.large
        self.assertEqual(self.records[3].priority, 700)
