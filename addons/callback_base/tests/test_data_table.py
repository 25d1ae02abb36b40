# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDataTable(TransactionCase):
    """Tables of a policy come with an addon once and are the customer's (T-13)."""

    def _load(self, model, fields, rows, mode="init"):
        """Load rows as the loader of data files does."""
        context = {
            "mode": mode,
            "module": "callback_base",
            "install_mode": True,
            "install_module": "callback_base",
            "install_filename": f"data/{model}.csv",
            "noupdate": False,
        }
        result = self.env[model].with_context(**context).load(fields, rows)
        self.assertFalse([m for m in result["messages"] if m["type"] == "error"])
        return self.env[model].browse(result["ids"])

    def _is_kept(self, record):
        data = self.env["ir.model.data"].search(
            [("model", "=", record._name), ("res_id", "=", record.id)]
        )
        return data.noupdate

    def test_an_upgrade_leaves_clauses(self):
        """A clause that was changed in a draft stays so when the addon is upgraded."""
        policy = self.env["callback.policy"].create({"name": "Table", "code": "TBL"})
        fields = ["id", "policy_id/.id", "code", "name", "kind"]
        row = ["clause_tbl_1", str(policy.id), "TBL-1", "As the addon says", "role"]
        clause = self._load("callback.policy.clause", fields, [row])
        self.assertEqual(clause.name, "As the addon says")
        self.assertTrue(self._is_kept(clause))
        clause.name = "As we decided"
        self._load("callback.policy.clause", fields, [row], mode="update")
        self.assertEqual(clause.name, "As we decided")

    def test_an_upgrade_leaves_questions(self):
        """BASE-23: what customers were asked is not reworded by an upgrade."""
        tables = (
            ("survey.survey", ["id", "title", "survey_type"]),
            ("survey.question", ["id", "survey_id/id", "title", "question_type"]),
            ("survey.question.answer", ["id", "question_id/id", "value"]),
        )
        rows = (
            ["survey_tbl", "Table", "callback"],
            ["survey_tbl_1", "survey_tbl", "All well?", "simple_choice"],
            ["survey_tbl_1_yes", "survey_tbl_1", "Yes"],
        )
        parts = [
            self._load(model, fields, [row])
            for (model, fields), row in zip(tables, rows, strict=True)
        ]
        self.assertEqual([self._is_kept(part) for part in parts], [True] * 3)
        parts[1].title = "Is all well?"
        for (model, fields), row in zip(tables, rows, strict=True):
            self._load(model, fields, [row], mode="update")
        self.assertEqual(parts[1].title, "Is all well?")
        self.assertEqual(parts[2].question_id, parts[1])

    def test_other_surveys_follow_their_addon(self):
        """Only questionnaires of callbacks are kept; a survey of others is not."""
        survey = self._load(
            "survey.survey",
            ["id", "title", "survey_type"],
            [["survey_tbl_other", "Other", "survey"]],
        )
        question = self._load(
            "survey.question",
            ["id", "survey_id/id", "title", "question_type"],
            [["survey_tbl_other_1", "survey_tbl_other", "Well?", "text_box"]],
        )
        self.assertFalse(self._is_kept(survey) or self._is_kept(question))

    def test_nobody_created_what_an_addon_brought(self):
        """The log of a policy begins with what a person did to it."""
        fields = ["id", "name", "code"]
        row = ["policy_tbl", "Table", "TBL"]
        policy = self._load("callback.policy", fields, [row])
        self.env.flush_all()
        self.assertFalse(policy.message_ids)
        created = self.env["callback.policy"].create({"name": "Own", "code": "OWN"})
        self.assertTrue(created.message_ids)
