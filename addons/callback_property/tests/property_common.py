# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time

from odoo.addons.callback_base.tests.common import CallbackCommon
from odoo.addons.callback_base.tests.plan_common import china


class PropertyCommon(CallbackCommon):
    """Two agents of a sales centre, their managers, and the shipped policies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "callback_property.group_"
        cls.agent_a, cls.agent_b, cls.agent_c, cls.keeper, cls.judge = cls._new_users(
            ("cb_agent_a", f"{group}sales_agent", cls.branch),
            ("cb_agent_b", f"{group}sales_agent", cls.branch),
            ("cb_agent_c", f"{group}sales_agent", cls.branch),
            ("cb_keeper", f"{group}project_manager", cls.branch),
            ("cb_judge", f"{group}sales_manager", cls.head_office),
        )
        # P1-07, P1-08: who makes the callbacks of the office
        officer = cls.env.ref("callback_property.job_housing_officer")
        (cls.caller | cls.supervisor).employee_ids.job_id = officer
        cls.s1 = cls.env.ref("callback_property.policy_s1")
        cls.s5 = cls.env.ref("callback_property.policy_s5")
        cls.estate = cls.env["callback.property.estate"].create(
            {"name": "Riverside", "code": "RS-T", "department_id": cls.branch.id}
        )

    @staticmethod
    def _at(text):
        return freeze_time(china(text))

    def _visit(self, agent, day, **values):
        """Return a line of the register, entered on that day by the keeper."""
        with self._at(f"{day} 10:00:00"):
            visits = self.env["callback.property.visit"].with_user(self.keeper)
            return visits.create(
                {
                    "name": "Wang Xiaoming",
                    "phone": "13800000001",
                    "user_id": agent.id,
                    "date": day,
                    "department_id": self.branch.id,
                    **values,
                }
            )

    def _claim(self, case, visit, original, day=None, policy=None, **values):
        """Return a claim that the keeper has decided."""
        claim = (
            self.env["callback.property.claim"]
            .with_user(self.keeper)
            .create(
                {
                    "policy_id": (policy or self.s5).id,
                    "case": case,
                    "visit_id": visit.id,
                    "original_id": original.id,
                    "date": day or visit.date,
                    **values,
                }
            )
        )
        claim.action_decide()
        return claim

    def _deal(self, case, commission, original=None, closed="2026-03-10", **values):
        """Return an undecided deal of agent B; agent A was there before."""
        visit = values.pop("visit", None) or self._visit(self.agent_b, "2026-03-01")
        return (
            self.env["callback.property.deal"]
            .with_user(self.keeper)
            .create(
                {
                    "name": "Wang Xiaoming",
                    "policy_id": self.s5.id,
                    "visit_id": visit.id,
                    "original_visit_id": original and original.id,
                    "closer_id": self.agent_b.id,
                    "case": case,
                    "commission": commission,
                    "date_deposit": closed,
                    "date_signed": closed,
                    **values,
                }
            )
        )

    def _shares(self, deal):
        """Return {login letter: amount} of a deal."""
        return {s.user_id.login[-1]: s.amount for s in deal.share_ids}
