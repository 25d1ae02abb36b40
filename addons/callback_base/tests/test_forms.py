# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import GROUP, CallbackCommon
from .complaint_common import ComplaintCommon


class FormCase(CallbackCommon):
    """Prints forms as HTML, as somebody."""

    def _print(self, name, records, user, **context):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(**context)
        html, _kind = reports._render_qweb_html(f"callback_base.{name}", records.ids)
        return html.decode()

    def _assert_holds(self, page, *texts):
        for text in texts:
            self.assertIn(text, page)

    def _allow_export(self, user):
        user.group_ids = [Command.link(self.env.ref(f"{GROUP}export").id)]


@tagged("post_install", "-at_install")
class TestForms(FormCase):
    """Forms on paper: their facts, and who may print them (BASE-45, E1-32, F2-08)."""

    def _finished(self):
        record = self._create_record(user_id=self.caller.id)
        self._add_evidence(record, "recording")
        return self._finish(
            record, content="Asked about the meter", problem="Cable loose"
        )

    def test_f2_08_the_record_sheet_holds_the_seven_facts_and_the_proof(self):
        record = self._finished()
        page = self._print("report_callback_record", record, self.caller)
        self._assert_holds(
            page,
            *(record.name, "Customer", self.caller.name, self.phone.name),
            *("Asked about the meter", "Cable loose", "Fine", "Satisfied"),
            *("TP-1", record.evidence_ids.sha256, "signature or seal"),
        )
        self.assertEqual(len(record.evidence_ids.sha256), 64)

    def test_a_record_sheet_is_for_those_who_see_the_callback(self):
        record = self._finished()
        with self.assertRaises(AccessError):
            self._print("report_callback_record", record, self.other_caller)
        self.customer.callback_level = "top_secret"
        with self.assertRaises(AccessError):
            self._print("report_callback_record", record, self.caller)
        self.customer.callback_level = False
        self._print("report_callback_record", record, self.caller)
        line = self.env["callback.access.log"].search(
            [("user_id", "=", self.caller.id)]
        )
        self.assertEqual((line.operation, line.row_count), ("print", 1))

    def test_an_unfinished_callback_prints_an_empty_sheet(self):
        page = self._print("report_callback_record", self._create_record(), self.caller)
        self.assertIn("Planned", page)

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        record = self._finished()
        page = self._print("report_callback_record", record, self.caller, lang="zh_CN")
        self._assert_holds(page, "满意", "已完成")

    def test_the_policy_lists_clauses_rules_and_what_was_measured(self):
        page = self._print("report_callback_policy", self.policy, self.supervisor)
        self._assert_holds(page, "TP-1", "In time", "Test rule", "24", "Missed")
        self._assert_holds(page, "Statement day", "Valid attempts before unreachable")
        page = self._print("report_callback_policy", self.policy, self.caller)
        self.assertIn("TP-1", page)
        self.assertNotIn("Missed", page)

    def test_the_parts_of_a_clause_are_all_that_name_it(self):
        parts = self.policy._get_paper_parts()[self.policy.clause_ids]
        self.assertIn("Test rule", [name for _kind, name in parts])

    def test_the_plan(self):
        plan = self.env["callback.plan"].create(
            {
                "name": "Spring visits",
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-03-01",
                "date_to": "2026-05-31",
                "purpose": "Hear the large customers",
                "user_ids": [Command.set(self.caller.ids)],
                "budget": 1200,
                "task_ids": [Command.create({"name": "Safety booklets"})],
            }
        )
        page = self._print("report_callback_plan", plan, self.supervisor)
        self._assert_holds(
            page,
            *("Spring visits", "Hear the large customers", "Safety booklets"),
            *("1,200.00", self.caller.name, "2026-05-31"),
        )

    def test_the_sample_protocol_lets_anyone_draw_again(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Sampled {n}", "ref": "SMP"} for n in range(20)]
        )
        sample = self.env["callback.sample"].create(
            {
                "name": "Twenty",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain": "[('ref', '=', 'SMP')]",
                "rate": 0.25,
            }
        )
        sample.action_draw()
        self.assertEqual(sample.picked_count, 5)
        with self.assertRaisesRegex(AccessError, "confidential"):
            self._print("report_callback_sample", sample, self.manager)
        self._allow_export(self.manager)
        page = self._print("report_callback_sample", sample, self.manager)
        drawn = partners.browse(sample.member_ids.mapped("res_id"))
        self._assert_holds(
            page,
            *(sample.seed, sample.frame_digest, sample.picked_digest, "Drawn (5)"),
            *drawn.mapped("name"),
        )
        for partner in partners - drawn:
            self.assertNotIn(f"{partner.name}<", page)

    def test_the_archive_certificate_checks_the_file(self):
        record = self._finished()
        record.action_archive()
        file = record.archive_id
        with self.assertRaisesRegex(AccessError, "confidential"):
            self._print("report_callback_archive_certificate", file, self.manager)
        self._allow_export(self.manager)
        name = "report_callback_archive_certificate"
        page = self._print(name, file, self.manager)
        self._assert_holds(page, file.name, file.digest, file.leaf, "The seal fits")
        self.env.cr.execute(
            "UPDATE callback_record SET problem = 'None at all' WHERE id = %s",
            [record.id],
        )
        self.env.invalidate_all()
        page = self._print(name, file, self.manager)
        self.assertNotIn("The seal fits", page)
        self.assertTrue(file._get_paper_check())

    def test_the_files_of_a_chain_continue_each_other(self):
        files = self.env["callback.archive"]
        for _time in range(3):
            record = self._finished()
            record.action_archive()
            files |= record.archive_id
        for file in files:
            self.assertEqual(file._get_paper_check(), [])

    def test_forms_become_pdf(self):
        record = self._finished()
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        # There is no server here to fetch the style from.
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            pdf, kind = reports._render_qweb_pdf(
                "callback_base.report_callback_record", record.ids
            )
        self.assertEqual((kind, pdf[:4]), ("pdf", b"%PDF"))


@tagged("post_install", "-at_install")
class TestStatementForm(FormCase):
    """The statement as sent, whom it went to, and its amendments (U1-31, T-14)."""

    def _amended(self):
        with freeze_time("2026-03-10 02:00:00"):
            record = self._create_record()
            self._finish(record)
            record.action_archive()
        statement = self.env["callback.statement"].create(
            {
                "policy_id": self.policy.id,
                "department_id": self.branch.id,
                "date_from": "2026-03-01",
            }
        )
        with freeze_time("2026-04-02 02:00:00"):
            statement.action_submit()
        self.env.cr.execute(
            "UPDATE callback_record SET satisfaction = 'dissatisfied' WHERE id = %s",
            [record.id],
        )
        self.env.invalidate_all()
        statement.action_amend("The customer rang again")
        return statement, record

    def test_paper_and_workbook_tell_the_same(self):
        statement, record = self._amended()
        page = self._print("report_callback_statement", statement, self.chief)
        texts = ["The customer rang again", record.name, "Dissatisfied"]
        anchor = statement._get_archive_anchor()
        texts.append(anchor.digest)
        texts += statement._get_paper_receipts().department_id.mapped("name")
        self._assert_holds(page, *texts)
        content, _kind = self.env["ir.actions.report"]._render_xlsx(
            "callback_base.statement_xlsx", statement.ids, {}
        )
        sheet = load_workbook(io.BytesIO(content)).active
        cells = "\n".join(
            str(cell) for row in sheet.iter_rows(values_only=True) for cell in row
        )
        self._assert_holds(cells, *texts)


@tagged("post_install", "-at_install")
class TestFeedbackForm(ComplaintCommon):
    """《信息反馈单》: handed to the responsible department, with its reply (E1-32)."""

    def test_matter_limit_and_reply(self):
        self._policy_with({"stages": [("result", 3, "day", "receipt")]})
        case = self._file(description="Water on the floor")
        reports = self.env["ir.actions.report"].with_user(self.supervisor)
        name = "callback_base.report_callback_feedback"
        page = reports._render_qweb_html(name, case.ids)[0].decode()
        for text in (case.name, "Water on the floor", "Measures and result"):
            self.assertIn(text, page)
        case.action_resolve("Pipe mended")
        page = reports._render_qweb_html(name, case.ids)[0].decode()
        self.assertIn("Pipe mended", page)
        self.assertNotIn("Measures and result", page)

    def test_not_for_those_who_may_not_see_the_case(self):
        self._policy_with({"kind": "misconduct", "is_confidential": True})
        case = self._file(kind="misconduct", concerned_user_ids=self.other_caller.ids)
        reports = self.env["ir.actions.report"].with_user(self.other_caller)
        with self.assertRaises(AccessError):
            reports._render_qweb_html(
                "callback_base.report_callback_feedback", case.ids
            )


@tagged("post_install", "-at_install")
class TestQuestionnaireForm(FormCase):
    """《客户满意度调查表》: empty, or with the answers that were given (U3)."""

    def test_empty_and_answered(self):
        survey = self.env["survey.survey"].create(
            {
                "title": "How was it",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "The staff",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create({"value": "Good"}),
                                Command.create({"value": "Bad"}),
                            ],
                        }
                    ),
                    Command.create({"title": "Why", "question_type": "text_box"}),
                ],
            }
        )
        page = self._print("callback_questionnaire_empty", survey, self.env.user)
        self._assert_holds(page, "How was it", "1. The staff", "Good", "Bad", "2. Why")
        self.assertNotIn("√", page)
        self.type.survey_id = survey
        record = self._create_record(user_id=self.caller.id)
        record.action_start()
        staff, why = survey.question_ids
        good = staff.suggested_answer_ids[0]
        record.save_answers(
            {staff.id: {"value": good.id}, why.id: {"value": "They were quick"}}
        )
        page = self._print("callback_questionnaire_sheet", record, self.caller)
        self.assertEqual(page.count("√"), 1)
        self._assert_holds(page, record.name, "They were quick")
        sheet = self._print("report_callback_record", record, self.caller)
        self._assert_holds(sheet, "The staff", "Good", "They were quick")
