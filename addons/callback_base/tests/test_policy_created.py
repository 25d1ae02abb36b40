# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestPolicyCreated(CallbackCommon):
    """The first line of a policy's chatter is in one language (BASE-53)."""

    def test_base_53_data_without_language(self):
        """BASE-53: data is loaded in no language; the line is in the user's."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["callback_base"], ["zh_CN"])
        self.manager.lang = "zh_CN"
        policies = self.env["callback.policy"].with_user(self.manager)
        policy = policies.with_context(
            lang=None, tracking_disable=False, mail_create_nolog=False
        ).create({"name": "Test", "code": "CREATED"})
        self.assertIn("回访制度已创建", policy.message_ids[-1].body)
