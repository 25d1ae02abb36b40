# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import date, datetime

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestStatement(CallbackCommon):
    """The monthly statement: figures, due time, freezing (U1-31 … U1-34)."""

    @classmethod
    def _statement(cls, month, department=None, **values):
        return cls.env["callback.statement"].create(
            {
                "policy_id": cls.policy.id,
                "department_id": (department or cls.branch).id,
                "date_from": month,
                **values,
            }
        )

    def _archived(self, called, archived, **values):
        with freeze_time(called):
            record = self._create_record(date_event=datetime(2026, 1, 1), **values)
            self._finish(record)
        with freeze_time(archived):
            record.action_archive()
        return record

    def test_ex_005_due_on_the_fifth_at_16_00_on_a_holiday_sunday(self):
        statement = self._statement(date(2026, 3, 1))
        self.assertEqual(statement.date_due, datetime(2026, 4, 5, 8, 0))

    def test_ex_005_to_the_second(self):
        for moment, late in (
            ("2026-04-05 08:00:00", False),
            ("2026-04-05 08:00:01", True),
        ):
            department = self.branch if late else self.other_branch
            statement = self._statement(date(2026, 3, 1), department)
            with freeze_time(moment):
                statement.action_submit()
            shown = (moment, statement.date_submitted, statement.date_due)
            self.assertEqual(statement.is_late, late, shown)
        with self.assertRaisesRegex(UserError, "frozen"):
            statement.action_submit()

    def test_ex_006_another_day_is_policy_data(self):
        self.policy.statement_day = 7
        statement = self._statement(date(2026, 9, 1))
        self.assertEqual(statement.date_due, datetime(2026, 10, 7, 8, 0))
        with freeze_time("2026-10-06 04:00:00"):
            statement.action_submit()
        self.assertFalse(statement.is_late)
        early = self._statement(date(2026, 9, 1), self.other_branch)
        self.policy.statement_day = 5
        self.assertEqual(early.date_due, datetime(2026, 10, 5, 8, 0))
        self.assertEqual(
            statement.date_due, datetime(2026, 10, 7, 8, 0), "sent: stays as it was"
        )

    def test_ex_092_before_a_day_without_a_clock_time(self):
        """R2-02, X-05: “before the 6th”, read strictly and leniently."""
        self.policy.statement_hour = 0
        for day, reading, month, due in (
            (6, "exclusive", date(2026, 3, 1), "2026-04-05 15:59:59"),
            (6, "inclusive", date(2026, 3, 1), "2026-04-06 15:59:59"),
            (2, "exclusive", date(2028, 1, 1), "2028-02-01 15:59:59"),
        ):
            self.policy.write({"statement_day": day, "statement_reading": reading})
            statement = self._statement(month)
            self.assertEqual(str(statement.date_due), due, (day, reading))
            statement.unlink()

    def test_t_07_shift_is_policy_data(self):
        self.policy.statement_shift = "next"
        statement = self._statement(date(2026, 9, 1))
        self.assertEqual(statement.date_due, datetime(2026, 10, 8, 8, 0))

    def test_ex_014_month_of_the_archive_time_in_local_time(self):
        self._archived("2026-03-31 09:30:00", "2026-04-01 01:05:00")
        self._archived("2026-04-30 08:00:00", "2026-04-30 16:30:00")
        counts = {}
        for month in (3, 4, 5):
            statement = self._statement(date(2026, month, 1))
            statement.action_compute()
            counts[month] = statement.record_count
        self.assertEqual(counts, {3: 0, 4: 1, 5: 1})

    def test_ex_014_month_of_the_call_where_the_policy_says_so(self):
        self._archived("2026-03-31 09:30:00", "2026-04-01 01:05:00")
        self.policy.statement_basis = "call"
        for month, count in ((3, 1), (4, 0)):
            statement = self._statement(date(2026, month, 1))
            statement.action_compute()
            self.assertEqual(statement.record_count, count)

    def test_figures_add_up(self):
        self._archived("2026-01-01 02:00:00", "2026-01-01 03:00:00")
        self._archived(
            "2026-01-01 02:00:00",
            "2026-01-20 03:00:00",
            department_id=self.other_branch.id,
        )
        self._create_record(date_event=datetime(2026, 1, 5))
        statement = self._statement(date(2026, 1, 1), self.head_office)
        statement.action_compute()
        self.assertRecordValues(
            statement,
            [{"record_count": 2, "on_time_count": 1, "late_count": 1, "open_count": 1}],
        )
        self.assertEqual(
            statement.line_ids.department_id, self.branch | self.other_branch
        )
        self.assertEqual(sum(statement.line_ids.mapped("satisfied_count")), 2)
        line = statement.line_ids.filtered(lambda x: x.department_id == self.branch)
        listed = self.env["callback.record"].search(
            line.action_view_records()["domain"]
        )
        self.assertEqual(len(listed), line.record_count + line.open_count)

    def test_u1_34_figures_only_from_the_system(self):
        statement = self._statement(date(2026, 1, 1))
        by_supervisor = statement.with_user(self.supervisor)
        for values in (
            {"record_count": 7},
            {"state": "submitted"},
            {"date_submitted": "2026-02-01 00:00:00"},
            {"line_ids": []},
        ):
            with self.assertRaises(AccessError):
                by_supervisor.write(values)

    def test_submitted_statement_is_frozen(self):
        statement = self._statement(date(2026, 1, 1))
        statement.with_user(self.supervisor).action_submit()
        count = statement.record_count
        self._archived("2026-01-01 02:00:00", "2026-01-01 03:00:00")
        self.assertEqual(statement.record_count, count)
        with self.assertRaisesRegex(UserError, "frozen"):
            statement.with_user(self.manager).write({"department_id": self.branch.id})
        with self.assertRaisesRegex(UserError, "frozen"):
            statement.with_user(self.supervisor).action_compute()
        with self.assertRaises(UserError):
            statement.unlink()

    def test_month_must_be_over_and_given_by_its_first_day(self):
        with (
            freeze_time("2026-01-31 15:59:59"),
            self.assertRaisesRegex(UserError, "not over"),
        ):
            self._statement(date(2026, 1, 1)).action_submit()
        with self.assertRaises(ValidationError):
            self._statement(date(2026, 1, 2))

    def test_statements_are_prepared_once(self):
        self._create_record()
        statements = self.env["callback.statement"]
        with freeze_time("2026-04-01 04:00:00"):
            made = statements._prepare_month(self.policy, date(2026, 3, 1))
            self.assertEqual(made.department_id, self.branch | self.head_office)
            self.assertFalse(
                statements._prepare_month(self.policy, date(2026, 3, 1)),
                "a second run makes none",
            )

    def test_pdf_and_xlsx(self):
        self._archived("2026-01-01 02:00:00", "2026-01-01 03:00:00")
        statement = self._statement(date(2026, 1, 1))
        statement.action_compute()
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "callback_base.report_callback_statement", statement.ids
        )
        self.assertIn("100.00", html.decode())
        content, kind = report.with_context(
            active_model="callback.statement"
        )._render_xlsx("callback_base.statement_xlsx", statement.ids, {})
        self.assertEqual(kind, "xlsx")
        sheet = load_workbook(io.BytesIO(content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertIn("Monthly callback statement", rows[0])
        line = next(row for row in rows if row[1] == "Test type")
        self.assertEqual(line[0], "Branch")
        self.assertEqual(line[2:6], [1, 1, 0, 1])
