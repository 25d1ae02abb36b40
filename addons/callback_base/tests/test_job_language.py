# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.tests import tagged

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestJobLanguage(CallbackCommon):
    """What nightly jobs write is read by people of the company (BASE-02)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env.company.partner_id.lang = "zh_CN"

    def _run(self, cron):
        """Run a job as the server does, without a language; return what it spoke."""
        spoken = []

        def run(action):
            spoken.append(action.env.lang)

        cron = cron.with_context(lang=None)
        actions = self.registry["ir.actions.server"]
        with (
            patch.object(actions, "run", run),
            patch.object(self.env.cr, "commit", lambda: None),
        ):
            cron._callback(cron.cron_name, cron.ir_actions_server_id.id)
        return spoken

    def test_our_jobs_speak_the_language_of_the_company(self):
        sweep = self.env.ref("callback_base.callback_rule_cron_sweep")
        self.assertEqual(self._run(sweep), ["zh_CN"])

    def test_other_jobs_are_left_alone(self):
        other = self.env.ref("base.autovacuum_job")
        self.assertEqual(self._run(other), [None])
