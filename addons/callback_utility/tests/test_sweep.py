# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .utility_common import UtilityCommon, china

#: Given by time, sequence or the reader's language: different by nature.
VOLATILE = {
    "id",
    "name",
    "display_name",
    "create_date",
    "write_date",
    "__last_update",
    "message_ids",
    "message_follower_ids",
    "message_partner_ids",
    "res_id",
    "source_name",
}


@tagged("post_install", "-at_install")
class TestSweep(UtilityCommon):
    """What the event sweep makes, and what it does not make twice."""

    def test_only_documents_with_their_event_owe_a_callback(self):
        archived = self._order("new_connection", "2026-09-23 15:20")
        waiting = self._order("new_connection", False, name="waiting")
        letter = self._order("letter_complaint", "2026-09-23 15:20")
        records = self._sweep(archived, waiting, letter)
        self.assertEqual(records.res_id, archived.id)
        self.assertRecordValues(
            records,
            [
                {
                    "partner_id": self.customer.id,
                    "department_id": self.branch.id,
                    "policy_id": self.policy_u1.id,
                    "source_name": archived.name,
                    "state": "planned",
                    "date_event": archived.date_archived,
                }
            ],
        )

    def test_the_button_says_how_many_came(self):
        """BASE-02: pressed by a supervisor, then again."""
        rule = self.env.ref("callback_utility.rule_u1_connection")
        rule.with_user(self.supervisor).sweep()
        self._order("new_connection", "2026-09-23 15:20")
        said = [
            rule.with_user(self.supervisor).action_sweep()["params"]
            for _time in range(2)
        ]
        self.assertEqual(said[0]["message"], "1 callbacks created.")
        self.assertEqual([s["type"] for s in said], ["success", "info"])

    def test_a_second_sweep_adds_nothing(self):
        orders = [
            self._order("fault_repair", "2026-10-02 23:30", name=f"order {number}")
            for number in range(20)
        ]
        self.assertEqual(len(self._sweep(*orders)), 20)
        self.assertEqual(self.env["callback.rule"].sweep(), 0)
        self.assertEqual(len(self._sweep(*orders)), 20)

    def test_sweep_returns_how_many(self):
        self.env["callback.rule"].sweep()
        for number in range(3):
            self._order("fault_repair", "2026-10-02 23:30", name=f"order {number}")
        self.assertEqual(self.env["callback.rule"].sweep(), 3)

    def test_batches_leave_nothing_out(self):
        rule = self.env.ref("callback_utility.rule_u1_repair")
        self.env["callback.rule"].sweep()
        for number in range(7):
            self._order("fault_repair", "2026-10-02 23:30", name=f"order {number}")
        batches = rule._sweep(china("2026-11-01 00:00:00"), limit=3)
        self.assertEqual(list(batches), [3, 3, 1])

    def test_cancelled_callbacks_are_not_made_again(self):
        order = self._order("fault_repair", "2026-10-02 23:30")
        self._sweep(order).action_cancel("Order was a test")
        self.assertEqual(self._sweep(order).mapped("state"), ["cancelled"])

    def test_events_after_now_wait(self):
        order = self._order("fault_repair", "2026-10-02 23:30")
        rules = self.env["callback.rule"]
        rules.sweep(now=china("2026-10-02 23:29:59"))
        self.assertFalse(order.callback_record_count)
        rules.sweep(now=china("2026-10-02 23:30:00"))
        order.invalidate_recordset()
        self.assertEqual(order.callback_record_count, 1)

    def test_t_13_only_events_inside_the_validity(self):
        self.policy_u1.date_from = date(2026, 10, 2)
        self.policy_u1.date_to = date(2026, 10, 3)
        days = ("10-01 23:59:59", "10-02 00:00:00", "10-03 23:59:59", "10-04 00:00:00")
        orders = [self._order("fault_repair", f"2026-{day}") for day in days]
        records = self._sweep(*orders)
        self.assertEqual(set(records.mapped("res_id")), {orders[1].id, orders[2].id})

    def test_draft_policies_and_archived_rules_make_no_work(self):
        self.env.ref("callback_utility.rule_u1_repair").active = False
        order = self._order("fault_repair", "2026-10-02 23:30")
        self.assertFalse(self._sweep(order))

    def test_sweep_equals_create(self):
        """The set-based insert leaves what ``create`` would have left."""
        order = self._order("new_connection", "2026-09-23 15:20")
        with freeze_time(china("2026-09-24 08:00:00")):
            swept = self._sweep(order)
            made = self.env["callback.record"].create(
                {
                    "step_id": swept.step_id.id,
                    "occurrence": 2,
                    "res_model": swept.res_model,
                    "res_id": swept.res_id,
                    "source_name": swept.source_name,
                    "partner_id": order.partner_id.id,
                    "department_id": order.department_id.id,
                    "company_id": order.company_id.id,
                    "date_event": order.date_archived,
                }
            )
        self.env.flush_all()
        self.env.invalidate_all()
        names = [
            name
            for name, field in made._fields.items()
            if name not in VOLATILE | {"occurrence", "message_has_error"}
            and not name.startswith(("message_", "activity_", "create_", "write_"))
            and not field.related
        ]
        for name in names:
            self.assertEqual(swept[name], made[name], name)
        self.assertRegex(swept.name, r"^HF-\d{4}-\d{5,}$")

    def test_query_count_does_not_grow_with_the_documents(self):
        now = china("2026-11-01 00:00:00")
        self.env["callback.rule"].sweep(now)
        counts = []
        for size in (1, 5, 50):  # the first one warms the caches
            start = china("2026-10-02 10:00:00")
            self.env["callback.utility.work.order"].create(
                [
                    {
                        "name": f"{size} {number}",
                        "kind": "new_connection",
                        "supply_point_id": self.point.id,
                        "department_id": self.branch.id,
                        "date_archived": start + timedelta(minutes=number),
                    }
                    for number in range(size)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.env["callback.rule"].sweep(now), size)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_bad_rules_are_refused_with_the_place(self):
        rule = self.env.ref("callback_utility.rule_u1_repair")
        for values, words in (
            ({"domain": "[('kind', '=',"}, "Fault repairs.*condition"),
            ({"domain": "[('no_such_field', '=', 1)]"}, "no_such_field"),
            ({"event_field": "name"}, "Event time.*name"),
            ({"partner_field": "department_id"}, "Customer field.*department_id"),
            ({"department_field": False}, "Department field"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, words),
                self.env.cr.savepoint(),
            ):
                rule.write(values)

    def test_ex_075_each_event_under_the_version_of_its_day(self):
        """T-13: version 2 with 3 working days, in force from 16 March."""
        rule = self.env.ref("callback_utility.rule_u1_connection")
        new = self.env["callback.policy"].browse(
            self.policy_u1.action_new_version()["res_id"]
        )
        new.date_from = date(2026, 3, 16)
        new.rule_ids.filtered(lambda r: r.name == rule.name).step_ids.quantity = 3
        before = self._order("new_connection", "2026-03-15 23:59:59")
        after = self._order("new_connection", "2026-03-16 00:00:00")
        drafted = self._sweep(before, after)
        self.assertEqual(drafted.policy_id, self.policy_u1, "a draft has no effect")
        drafted.unlink()
        new.action_activate()
        records = self._sweep(before, after)
        found = {record.res_id: record for record in records}
        self.assertEqual(found[before.id].policy_id, self.policy_u1)
        self.assertEqual(found[after.id].policy_id, new)
        self.assertEqual(found[after.id].deadline, china("2026-03-19 18:00:00"))
        self.assertEqual(self.env["callback.rule"].sweep(), 0)
