# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .questionnaire_common import QuestionnaireCommon


@tagged("post_install", "-at_install")
class TestQuestionnaireQuote(QuestionnaireCommon, HttpCase):
    """Questions quote time limits that the policy version decides: U3-03, BASE-35."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.env.ref("base.public_user").lang = "en_US"
        cls.town, cls.country = cls.env["callback.setting"].create(
            [
                {
                    "code": code,
                    "name": f"Limit {code}",
                    "kind": "number",
                    "unit": "min",
                    "default_value": value,
                }
                for code, value in (("TQ-town", "50"), ("TQ-land", "100"))
            ]
        )
        cls.quoting = cls._create_survey("Faults", 2)
        cls.question = cls.quoting.question_ids[1]
        cls.question.title = "In time (town {TQ-town}, country {TQ-land})?"
        cls.first = cls._new_policy("QP1", {cls.town: "45", cls.country: "90"})

    @classmethod
    def _new_policy(cls, code, values, survey=None):
        policy = cls.policy.copy({"code": code, "name": code})
        policy.setting_ids = [
            Command.create({"setting_id": setting.id, "value": value})
            for setting, value in values.items()
        ]
        survey = survey or cls.quoting
        policy.questionnaire_ids = [Command.create({"survey_id": survey.id})]
        policy.action_activate()
        return policy

    def _call(self, policy):
        return self._start_call(step_id=policy.rule_ids.step_ids.id)

    def test_u3_03_caller_print_and_answer_show_the_limits(self):
        record = self._call(self.first)
        shown = record.answer_sheet["questions"][1]["title"]
        self.assertEqual(shown, "In time (town 45 min, country 90 min)?")
        html = self.env["ir.qweb"]._render(
            "callback_base.callback_questionnaire_sheet", {"docs": record.sudo()}
        )
        self.assertIn("town 45 min, country 90 min", html)
        self._answer(record)
        record.action_done()
        record.action_archive()
        content = record.sudo()._get_answer_content()["answers"][1]
        self.assertEqual(content["question"], shown)

    def test_the_customer_reads_the_limits_on_the_page(self):
        record = self._call(self.first)
        self.type.channel_ids |= self.env.ref("callback_base.callback_channel_e_survey")
        record.action_make_answer_link()
        token = record.sudo().answer_id.access_token
        page = self.url_open(f"/callback/a/{token}").text
        start = self.url_open(f"/survey/start/{token}")  # the page before is static
        self.assertTrue(start.status_code)
        tokens = f"{self.quoting.access_token}/{token}"
        begun = self.make_jsonrpc_request(f"/survey/begin/{tokens}")
        self.assertIn("town 45 min, country 90 min", page + str(begun))
        self.assertNotIn("TQ-town", page + str(begun))

    def test_an_unknown_or_undecided_placeholder_is_refused_at_approval(self):
        unknown = self._create_survey("Odd", 1)
        unknown.question_ids.title = "Within {TQ-sea}?"
        with self.assertRaisesRegex(UserError, "QP2.*Odd.*{TQ-sea}"):
            self._new_policy("QP2", {self.town: "45"}, unknown)
        with self.assertRaisesRegex(UserError, "QP3.*Faults.*{TQ-land}"):
            self._new_policy("QP3", {self.town: "45"})
        # Nor does a later version of the questionnaire slip in.
        action = self.quoting.action_callback_new_version()
        later = self.quoting.browse(action["res_id"])
        later.question_ids[0].title = "Within {TQ-sea}?"
        with self.assertRaisesRegex(ValidationError, "TQ-sea"):
            self.first.questionnaire_ids.with_user(self.manager).survey_id = later

    def test_a_changed_value_is_another_question(self):
        first = self._call(self.first)
        self._answer(first)
        first.action_done()
        later = self._new_policy("QP4", {self.town: "30", self.country: "90"})
        second = self._call(later)
        self._answer(second)
        second.action_done()
        titles = [r.answer_sheet["questions"][1]["title"] for r in first | second]
        self.assertIn("town 45 min", titles[0])
        self.assertIn("town 30 min", titles[1])
        rates = self.env["callback.questionnaire"].with_user(self.auditor)
        with self.assertRaisesRegex(UserError, "town 30 min.*town 45 min"):
            rates.get_rate(self.question.id)
        # The question that quotes nothing is counted as before.
        self.assertEqual(rates.get_rate(self.quoting.question_ids[0])["answered"], 2)
        self.question.with_user(self.manager).callback_mixes_quotes = True
        self.assertEqual(rates.get_rate(self.question)["answered"], 2)

    def test_a_tampered_quote_is_noticed(self):
        record = self._call(self.first)
        self._answer(record)
        record.action_done()
        record.action_archive()
        archive = record.sudo().archive_id
        archive.action_seal()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE survey_user_input SET callback_parameters = "
            "replace(callback_parameters, '45', '450') WHERE id = %s",
            [record.sudo().answer_id.id],
        )
        self.env.invalidate_all()
        broken = self.env["callback.archive"].verify_chain()["broken"]
        self.assertIn(archive.name, [found["archive"] for found in broken])
