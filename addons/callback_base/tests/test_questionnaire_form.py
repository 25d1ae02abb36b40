# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from .questionnaire_common import QuestionnaireCommon

#: Answers by digits: satisfied, rather satisfied, then dissatisfied with a reason.
KEYS = """
const find = (selector) => document.querySelectorAll(selector);
const until = async (what) => {
    while (!what()) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};
const press = (row, key) =>
    row.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
(async () => {
    find(".o_callback_question")[0].focus();
    press(document.activeElement, "1");
    await until(() => document.activeElement === find(".o_callback_question")[1]);
    press(document.activeElement, "2");
    await until(() => document.activeElement === find(".o_callback_question")[2]);
    press(document.activeElement, "4");
    await until(() => document.activeElement.matches(".o_callback_reason"));
    document.activeElement.value = "Came late";
    document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
    press(find(".o_callback_question")[3], "1");
    await until(() => find(".o_callback_question .btn-primary").length === 3);
    document.querySelector("button[name=action_done]").click();
    await until(() => find("button[name=action_archive]").length);
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestQuestionnaireForm(QuestionnaireCommon, HttpCase):
    """The caller answers inside the form of the callback, by the keyboard."""

    def test_answering_by_digits(self):
        """BASE-35: one row a question, digits answer it and go on to the next."""
        record = self._start_call()
        self.browser_js(
            f"/odoo/callback-queue/{record.id}",
            KEYS,
            ready="document.querySelectorAll('.o_callback_question').length === 4",
            login="cb_caller",
            timeout=60,
        )
        self.env.invalidate_all()
        record = record.sudo()
        self.assertEqual(record.state, "done")
        lines = record.answer_id.user_input_line_ids
        chosen = lines.suggested_answer_id.mapped("callback_satisfaction")
        self.assertEqual(
            chosen, ["satisfied", "rather_satisfied", "dissatisfied", "satisfied"]
        )
        self.assertEqual(record.satisfaction, "dissatisfied")
        self.assertEqual(record.dissatisfaction_reason, "Question 3 Came late")
