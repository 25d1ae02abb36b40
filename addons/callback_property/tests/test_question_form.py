# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form, tagged

from .property_common import PropertyCommon


@tagged("post_install", "-at_install")
class TestQuestionForm(PropertyCommon):
    """S4-01: the stage follows the estate, none before one is chosen."""

    def test_new_question(self):
        self.estate.date_sales_from = "2026-01-05"
        questions = self.env["callback.property.question"].with_user(self.caller)
        with self._at("2026-03-02 10:00:00"), Form(questions) as form:
            self.assertFalse(form.stage)
            form.name = "When are the houses on sale?"
            form.estate_id = self.estate
            self.assertEqual(form.stage, "sales")
