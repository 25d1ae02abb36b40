# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CallbackDashboard(models.AbstractModel):
    """Quotas of the policies in force, and where they will end."""

    _inherit = "callback.dashboard"

    @api.model
    def _add_figures(self, figures, frame):
        super()._add_figures(figures, frame)
        figures["quotas"] = []
        if frame["role"] == "caller":
            return
        quotas = self.env["callback.quota"].search(
            [("policy_id.state", "=", "in_force")]
        )
        for quota, value in quotas._get_values().items():
            drills = {}
            for name in ("numerator", "denominator", "missing"):
                drills[name] = f"quota_{quota.id}_{name}"
                domain = value[f"{name}_domain"]
                self._add_drill(figures, drills[name], "callback.record", domain)
            share = quota.kind == "share"
            figures["quotas"].append(
                {
                    "id": quota.id,
                    "name": quota.name,
                    "policy": quota.policy_id.code,
                    "limit_text": quota.limit_text,
                    "limit": quota.rate * 100 if share else quota.count,
                    "direction": quota.direction,
                    "is_share": share,
                    "rate_text": value["rate_text"],
                    "share": value["rate"] * 100 if value["rate"] is not None else None,
                    "holds": value["holds"],
                    "date_to": str(value["period_to"]),
                    "forecast": quota._get_forecast_text(value),
                    # Rounds are groups of callbacks: their list is longer.
                    "counts_rounds": not share and quota.counted == "round",
                    "numerator": self._number(value["numerator"], drills["numerator"]),
                    "denominator": self._number(
                        value["denominator"], drills["denominator"]
                    ),
                }
            )
