# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.callback_base.tests.access_matrix import AccessMatrixCase


@tagged("post_install", "-at_install")
class TestAssessmentAccessMatrix(AccessMatrixCase):
    """The models of the assessment: each role, operation and scope (ASMT-13)."""

    addon = "callback_assessment"
    own_roles = {
        "reviewer": "callback_assessment.callback_group_reviewer",
        "hr": "callback_assessment.callback_group_hr",
        "informant": "callback_assessment.callback_group_informant",
    }
    table_path = Path(__file__).with_name("access_matrix.csv")

    def test_the_access_matrix(self):
        self._check_matrix()
