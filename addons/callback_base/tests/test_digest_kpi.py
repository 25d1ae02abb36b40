# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo.tests import tagged

from .test_dashboard import DashboardCommon


@tagged("post_install", "-at_install")
class TestDigestKpi(DashboardCommon):
    """The periodic e-mail tells each reader what that reader may see."""

    def _kpis(self, user, day="2026-06-08"):
        self.env.flush_all()
        self.env.invalidate_all()
        start = datetime.fromisoformat(day)
        digest = self.env.ref("callback_base.callback_digest_weekly")
        digest = (
            digest.with_context(start_datetime=start, end_datetime=start + timedelta(1))
            .with_user(user)
            .with_company(self.company)
        )
        return {
            name: digest[f"kpi_callback_{name}_value"]
            for name in ("done", "late", "rate", "dissatisfied")
        }

    def test_figures_by_reader(self):
        """Finished, not in time, share and dissatisfied of one day."""
        self._fill()
        digest = self.env.ref("callback_base.callback_digest_weekly")
        digest.company_id = self.company
        self.assertEqual(
            self._kpis(self.manager),
            {"done": 5, "late": 2, "rate": 66.66, "dissatisfied": 1},
        )
        self.assertEqual(self._kpis(self.supervisor)["done"], 4)
        self.assertEqual(self._kpis(self.manager, "2026-01-01")["rate"], 0)

    def test_callers_get_none(self):
        """The e-mail of somebody who does not lead leaves the figures out."""
        digest = self.env.ref("callback_base.callback_digest_weekly").sudo()
        names = {
            k["kpi_name"] for k in digest._compute_kpis(self.company, self.manager)
        }
        self.assertIn("kpi_callback_rate", names)
        kpis = digest._compute_kpis(self.company, self.caller)
        self.assertFalse([k for k in kpis if k["kpi_name"].startswith("kpi_callback")])
