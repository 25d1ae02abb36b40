# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestReport(CallbackCommon):
    """The analysis counts each callback once, and only what the reader may see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        now = fields.Datetime.now()
        cls.open = cls._create_record(
            user_id=cls.caller.id, date_event=now - timedelta(days=5)
        )
        cls.other = cls._create_record(department_id=cls.other_branch.id)
        cls.done = cls._create_record(user_id=cls.caller.id)
        # Three attempts must not make three rows.
        cls.done.log_attempt("phone", "no_answer", ring_seconds=30)
        cls.done.log_attempt("phone", "busy", ring_seconds=5)
        cls._finish(cls.done, satisfaction="satisfied")
        cls.mine = cls.open | cls.other | cls.done

    def _rows(self, user):
        self.env.flush_all()
        return (
            self.env["callback.report"]
            .with_user(user)
            .search([("record_id", "in", self.mine.ids)])
        )

    def _sums(self, user, *names):
        self.env.flush_all()
        [values] = (
            self.env["callback.report"]
            .with_user(user)
            ._read_group(
                [("record_id", "in", self.mine.ids)],
                [],
                [f"{name}:sum" for name in names],
            )
        )
        return values

    def test_one_row_for_each_callback(self):
        """Joined attempts add up and double nothing."""
        names = ("record_count", "done_count", "attempt_count", "reached_count")
        self.assertEqual(self._sums(self.manager, *names), (3, 1, 3, 1))
        row = self._rows(self.manager).filtered(lambda r: r.record_id == self.done)
        self.assertEqual(
            row.ring_seconds, sum(self.done.attempt_ids.mapped("ring_seconds"))
        )
        self.assertEqual(row.satisfied_count, 1)
        self.assertEqual(row.satisfied_rate, 100)

    def test_late_is_late(self):
        """Overdue and done late are late; the share leaves out what is not due."""
        rows = self._rows(self.manager)
        late = rows.filtered("late_count").record_id
        self.assertEqual(late, self.open)
        self.assertAlmostEqual(rows.filtered("late_count").days_open, 5, 2)
        [rate] = self.env["callback.report"]._read_group(
            [("id", "in", self.open.ids)], [], ["on_time_rate:avg"]
        )[0]
        self.assertEqual(rate, 0)
        [rate] = self.env["callback.report"]._read_group(
            [("id", "in", self.other.ids)], [], ["on_time_rate:avg"]
        )[0]
        self.assertFalse(rate, "not due yet is no rate")

    def test_each_role_sees_its_own(self):
        """Caller: own; supervisor: the tree; manager and auditor: all."""
        self.assertEqual(self._rows(self.caller).record_id, self.open | self.done)
        self.assertEqual(self._rows(self.other_caller).record_id, self.other)
        self.assertEqual(self._rows(self.supervisor).record_id, self.open | self.done)
        self.assertEqual(self._rows(self.chief).record_id, self.mine)
        self.assertEqual(self._rows(self.auditor).record_id, self.mine)
        stranger = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self._rows(stranger)

    def test_hidden_cases_are_not_counted(self):
        """Who has declared an interest in a case does not even count it (BASE-18)."""
        self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.supervisor.id,
                "reason": "Relative",
            }
        )
        self.env.invalidate_all()
        self.assertFalse(self._rows(self.supervisor))
        self.assertEqual(self._rows(self.auditor).record_id, self.mine)

    def test_only_to_read(self):
        """The report cannot be written, and opens its callback."""
        row = self._rows(self.manager)[:1]
        with self.assertRaises(AccessError):
            row.write({"name": "X"})
        self.assertEqual(row.action_open()["res_id"], row.record_id.id)

    def test_every_grouping(self):
        """Each dimension of the search view groups without losing a callback."""
        self.env.flush_all()
        report = self.env["callback.report"].with_user(self.manager)
        for name in (
            *("department_id", "user_id", "type_id", "channel_id", "policy_id"),
            *("class_id", "satisfaction", "state", "deadline:month", "deadline:day"),
        ):
            groups = report._read_group(
                [("record_id", "in", self.mine.ids)], [name], ["__count"]
            )
            self.assertEqual(sum(count for _value, count in groups), 3, name)


@tagged("post_install", "-at_install")
class TestComplaintReport(CallbackCommon):
    """Ageing of what is open, and the topics of all."""

    def _complaint(self, days, **values):
        received = fields.Datetime.now() - timedelta(days=days, hours=1)
        return self.env["callback.complaint"].create(
            {
                "subject": "Noise",
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
                "date_received": received,
                **values,
            }
        )

    def test_ageing(self):
        """Each open matter falls into one band; closed ones into none."""
        days = {
            0: "d03",
            3: "d03",
            4: "d07",
            7: "d07",
            15: "d15",
            16: "d30",
            31: "older",
        }
        complaints = {self._complaint(n).id: band for n, band in days.items()}
        ended = self._complaint(40)
        ended.sudo().write({"state": "cancelled"})
        self.env.flush_all()
        rows = (
            self.env["callback.complaint.report"]
            .with_user(self.auditor)
            .search([("complaint_id", "in", [*complaints, ended.id])])
        )
        self.assertEqual(len(rows), len(days) + 1)
        for row in rows:
            self.assertEqual(row.age_band or None, complaints.get(row.complaint_id.id))
        self.assertEqual(sum(rows.mapped("open_count")), len(days))

    def test_supervisor_of_another_unit(self):
        """A supervisor counts the complaints of the own tree alone."""
        mine = self._complaint(2)
        other = self._complaint(2, department_id=self.other_branch.id)
        self.env.flush_all()
        rows = self.env["callback.complaint.report"].with_user(self.supervisor)
        found = rows.search([("complaint_id", "in", (mine | other).ids)])
        self.assertEqual(found.complaint_id, mine)
