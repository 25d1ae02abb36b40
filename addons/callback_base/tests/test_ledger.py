# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import datetime, timedelta

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.callback_base.models.callback_ledger_mixin import EPOCH

from .common import GROUP, CallbackCommon

HEAD_ROWS = 3


class LedgerCase(CallbackCommon):
    """Callbacks of two units in February and March, some of them finished."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        export = Command.link(cls.env.ref(f"{GROUP}export").id)
        (cls.supervisor | cls.chief | cls.auditor).group_ids = [export]
        cls.other = cls.env["res.partner"].create(
            {"name": " 李 & <Partner> _x0041_\x01", "phone": "+86 22 1111 1111"}
        )
        # 18:00 UTC is 2:00 of the next day in China.
        with freeze_time("2026-02-28 18:00:00"):
            cls.done = cls._create_record(user_id=cls.caller.id)
            cls._finish(cls.done, problem="Tap\ndrips")
            cls.late = cls._create_record(
                partner_id=cls.other.id, date_event=datetime(2026, 2, 1)
            )
            cls._finish(cls.late, satisfaction="basically_satisfied")
        for record in cls.done | cls.late:
            with freeze_time("2026-02-28 19:00:00"):
                record.action_archive()
        cls.planned = cls._create_record(date_event=datetime(2026, 2, 10))
        cls.foreign = cls._create_record(department_id=cls.other_branch.id)
        cls.records = cls.done | cls.late | cls.planned | cls.foreign

    def _ledger(self, user, **values):
        return self.env["callback.ledger"].with_user(user).create(values)

    def _selected(self, user, records=None):
        records = self.records if records is None else records
        ledgers = self.env["callback.ledger"].with_user(user)
        return ledgers.with_context(
            active_model=records._name, active_ids=records.ids
        ).create({})

    def _read(self, ledger):
        """Return (sheet, list of the rows as dicts by heading)."""
        stream = io.BytesIO()
        self.env["report.callback_base.ledger_xlsx"].with_user(
            ledger.env.user
        )._write_ledger(stream, ledger)
        sheet = load_workbook(io.BytesIO(stream.getvalue())).active
        rows = list(sheet.iter_rows(values_only=True))
        heads = rows[HEAD_ROWS - 1]
        return sheet, [dict(zip(heads, row, strict=True)) for row in rows[HEAD_ROWS:]]


@tagged("post_install", "-at_install")
class TestLedger(LedgerCase):
    """《回访台账》 as a workbook: any filter, typed, local time (E1-32, F3-41)."""

    def test_the_rows_are_those_of_the_list_with_typed_local_values(self):
        sheet, rows = self._read(self._selected(self.supervisor))
        self.assertEqual(sheet.freeze_panes, "B4")
        self.assertEqual(sheet.auto_filter.ref, "A3:O6")
        listed = self.records.with_user(self.supervisor).search(
            [("id", "in", self.records.ids)], order="deadline, id"
        )
        self.assertEqual([row["Number"] for row in rows], listed.mapped("name"))
        self.assertNotIn(self.foreign.name, [row["Number"] for row in rows])
        row = next(row for row in rows if row["Number"] == self.done.name)
        self.assertEqual(row["Customer"], "Customer")
        self.assertEqual(row["Finished"], datetime(2026, 3, 1, 2, 0))
        self.assertEqual(row["Time limit"], "On time")
        self.assertEqual(row["Satisfaction"], "Satisfied")
        self.assertEqual(row["Problems found"], "Tap\ndrips")
        self.assertEqual(row["Caller"], self.caller.name)
        self.assertEqual(row["Department"], "Branch")
        self.assertEqual(row["Phone"], self.customer.phone)
        row = next(row for row in rows if row["Number"] == self.late.name)
        self.assertEqual(row["Time limit"], "Late")
        self.assertIn("李 & <Partner>", row["Customer"])
        row = next(row for row in rows if row["Number"] == self.planned.name)
        self.assertEqual(row["Time limit"], "Overdue")
        self.assertIsNone(row["Finished"])

    def test_the_time_limit_is_what_the_form_says(self):
        later = self._create_record()
        cancelled = self._create_record(date_event=datetime(2026, 1, 1))
        cancelled.with_user(self.manager).action_cancel("Twice")
        records = self.records | later | cancelled
        _sheet, rows = self._read(self._selected(self.chief, records))
        shown = {row["Number"]: row["Time limit"] for row in rows}
        for record in records:
            expected = "Overdue" if record.is_overdue else None
            if record.is_complete:
                expected = "On time" if record.on_time else "Late"
            self.assertEqual(shown[record.name], expected, record.name)

    def test_a_period_is_of_local_days(self):
        ledger = self._ledger(
            self.supervisor, date_from="2026-03-01", date_to="2026-03-01"
        )
        domain = ledger._get_domain()
        found = self.env["callback.record"].search(domain) & self.records
        self.assertEqual(found, self.done | self.late)
        ledger.write({"date_from": "2026-02-01", "date_to": "2026-02-28"})
        found = self.env["callback.record"].search(ledger._get_domain())
        self.assertFalse(found & self.records)

    def test_unit_and_type_narrow_it(self):
        ledger = self._ledger(self.chief, date_from=False, date_to=False)
        ledger.department_id = self.other_branch
        _sheet, rows = self._read(ledger)
        self.assertIn(self.foreign.name, [row["Number"] for row in rows])
        self.assertNotIn(self.done.name, [row["Number"] for row in rows])
        self.assertEqual(len(rows), ledger.row_count)
        ledger.type_id = self.type.copy({"code": "other"})
        self.assertFalse(ledger.row_count)

    def test_more_than_the_client_can_name_are_taken_by_their_filter(self):
        self.env["ir.config_parameter"].set_param("web.active_ids_limit", 2)
        ledgers = self.env["callback.ledger"].with_user(self.chief)
        ledger = ledgers.with_context(
            active_model="callback.record",
            active_ids=self.records[:2].ids,
            active_domain=[["id", "in", self.records.ids]],
        ).create({})
        self.assertEqual(ledger.row_count, 4)

    def test_nothing_selected_is_refused_plainly(self):
        ledger = self._ledger(
            self.supervisor, date_from="2019-01-01", date_to="2019-01-31"
        )
        with self.assertRaisesRegex(UserError, "no row"):
            ledger.action_download()
        with self.assertRaisesRegex(UserError, "no row"):
            ledger.action_print()
        ledger.date_to = "2018-01-31"
        with self.assertRaisesRegex(UserError, "before it begins"):
            ledger.action_download()

    def test_more_rows_than_a_sheet_holds_are_refused(self):
        ledger = self._selected(self.chief)
        module = "odoo.addons.callback_base.wizards.callback_ledger"
        self.patch(__import__(module, fromlist=["MOST_ROWS"]), "MOST_ROWS", 3)
        with self.assertRaisesRegex(UserError, "4 rows are more than the 3"):
            ledger.action_download()
        self.patch(__import__(module, fromlist=["MOST_ROWS"]), "MOST_ROWS", 4)
        self.assertEqual(ledger.action_download()["type"], "ir.actions.act_url")
        self.patch(__import__(module, fromlist=["MOST_ROWS"]), "MOST_PRINTED", 3)
        with self.assertRaisesRegex(UserError, "too many for paper"):
            ledger.action_print()

    def test_who_has_no_right_to_export_gets_none(self):
        with self.assertRaises(AccessError):
            self._ledger(self.caller)
        with self.assertRaises(AccessError):
            self._ledger(self.manager)
        ledger = self._selected(self.supervisor)
        for user in (self.chief, self.caller):
            with self.assertRaises(AccessError):
                ledger.with_user(user).action_download()
        self.supervisor.group_ids -= self.env.ref(f"{GROUP}export")
        with self.assertRaises(AccessError):
            self._read(ledger)

    def test_secret_customers_are_not_listed_to_others(self):
        self.customer.callback_level = "secret"
        _sheet, rows = self._read(self._selected(self.supervisor))
        self.assertEqual([row["Number"] for row in rows], [self.late.name])

    def test_each_ledger_is_logged(self):
        self._read(self._selected(self.supervisor))
        line = self.env["callback.access.log"].search(
            [("user_id", "=", self.supervisor.id)]
        )
        self.assertEqual(
            (line.operation, line.model, line.row_count),
            ("export", "callback.record", 3),
        )
        self.assertIn(str(self.done.id), line.record_numbers.split(", "))
        self.assertNotIn(str(self.foreign.id), line.record_numbers.split(", "))

    def test_many_chunks_make_one_ledger(self):
        module = "odoo.addons.callback_base.models.callback_ledger_mixin"
        self.patch(__import__(module, fromlist=["CHUNK"]), "CHUNK", 2)
        _sheet, rows = self._read(self._selected(self.chief))
        self.assertEqual(len(rows), 4)

    def test_days_of_a_workbook_are_exact_to_the_second(self):
        moment = datetime(2026, 3, 1, 2, 0, 59)
        value = (moment - datetime(1970, 1, 1)) / timedelta(days=1) + EPOCH
        text = self.env["callback.record"]._get_ledger_text(
            {"kind": "date", "labels": {}}, value
        )
        self.assertEqual(text, "2026-03-01 02:00")


@tagged("post_install", "-at_install")
class TestLedgerHttp(LedgerCase, HttpCase):
    """The workbook comes as a stream, to the one who asked for it."""

    def test_download(self):
        ledger = self._selected(self.supervisor)
        url = ledger.action_download()["url"]
        self.authenticate("cb_supervisor", "cb_supervisor")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("spreadsheetml", answer.headers["Content-Type"])
        sheet = load_workbook(io.BytesIO(answer.content)).active
        self.assertEqual(sheet.cell(1, 1).value, "Callback ledger")
        self.assertEqual(sheet.max_row, 3 + HEAD_ROWS)
        self.assertEqual(self.url_open("/callback/ledger/999999999").status_code, 404)

    def test_not_another_ones(self):
        url = self._selected(self.supervisor).action_download()["url"]
        self.authenticate("cb_chief", "cb_chief")
        answer = self.url_open(url)
        self.assertNotEqual(answer.status_code, 200)
        self.assertNotIn("spreadsheetml", answer.headers["Content-Type"])


@tagged("post_install", "-at_install")
class TestLedgerPaper(LedgerCase):
    """Ledger and summary on paper: the rows and sums of the list (BASE-34)."""

    def _print(self, name, records, user, **context):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(**context)
        html, _kind = reports._render_qweb_html(f"callback_base.{name}", records.ids)
        return html.decode()

    def test_ledger_and_summary_list_the_rows_and_add_them_up(self):
        mine = self.records - self.foreign
        for name in ("report_callback_ledger", "report_callback_summary"):
            page = self._print(name, mine, self.supervisor)
            for text in ("Tap\ndrips", "2026-03-01 02:00", "Satisfied: 1", "Done: 2"):
                self.assertIn(text, page, name)
            self.assertEqual(page.count('class="cb_number"'), 3)

    def test_they_need_the_right_to_export_and_are_logged(self):
        with self.assertRaises(AccessError):
            self._print("report_callback_ledger", self.done, self.manager)
        self._print("report_callback_ledger", self.done, self.supervisor)
        line = self.env["callback.access.log"].search(
            [("user_id", "=", self.supervisor.id)]
        )
        self.assertEqual((line.operation, line.row_count), ("print", 1))
        with self.assertRaises(AccessError):
            self._print("report_callback_ledger", self.foreign, self.supervisor)

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        page = self._print(
            "report_callback_ledger", self.done, self.supervisor, lang="zh_CN"
        )
        self.assertIn("按期", page)
        self.assertIn("满意", page)

    def test_one_query_for_all_rows(self):
        documents = self.env["callback.record"].with_user(self.chief)
        domain = [("id", "in", self.records.ids)]
        names = list(documents._ledger_paper)
        documents._get_ledger_rows(domain, "Asia/Shanghai", names)  # warm
        with self.assertQueryCount(4):  # declare, fetch twice, close
            rows = documents._get_ledger_rows(domain, "Asia/Shanghai", names)
        self.assertEqual(len(rows), 4)
