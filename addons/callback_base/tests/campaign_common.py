# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .common import CallbackCommon


class CampaignCommon(CallbackCommon):
    """Rules by hand and by order, key customers K… and new customers N…"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_manager = cls._new_user("cb_manager2", "manager", cls.head_office)
        cls.campaign_policy = cls._campaign_policy("CP")
        cls.manual_rule, cls.order_rule = cls.campaign_policy.rule_ids

    @classmethod
    def _campaign_policy(cls, code, **values):
        """Return a policy in force with a rule by hand and one by order."""
        policy = cls.env["callback.policy"].create(
            {
                "name": "Campaigns",
                "code": code,
                "calendar_id": cls.calendar.id,
                "clause_ids": [
                    Command.create(
                        {"code": f"{code}-1", "name": "On time", "kind": "deadline"}
                    )
                ],
                "evidence_rule_ids": [Command.create({"channel_id": cls.phone.id})],
                **values,
            }
        )
        for trigger in ("manual", "order"):
            cls.env["callback.rule"].create(
                {
                    "name": f"Rule {trigger}",
                    "policy_id": policy.id,
                    "trigger": trigger,
                    "type_id": cls.type.id,
                    "channel_id": cls.phone.id,
                    "clause_ids": [Command.set(policy.clause_ids.ids)],
                    "step_ids": [
                        Command.create({"name": "Call", "quantity": 0, "unit": "day"})
                    ],
                }
            )
        policy.action_activate()
        return policy

    @classmethod
    def _customers(cls, prefix, count):
        return cls.env["res.partner"].create(
            [{"name": f"{prefix} {number}", "ref": prefix} for number in range(count)]
        )

    @classmethod
    def _segment(cls, *prefixes, **values):
        """Return the command of a segment of the customers with these references."""
        return Command.create(
            {
                "name": "+".join(prefixes),
                "domain": repr([("ref", "in", list(prefixes))]),
                **values,
            }
        )

    @classmethod
    def _campaign(cls, **values):
        """Return a draft that the supervisor wrote; by default once, on one day."""
        values.setdefault("segment_ids", [cls._segment("K")])
        return (
            cls.env["callback.campaign"]
            .with_user(cls.supervisor)
            .create(
                {
                    "name": "Campaign",
                    "rule_id": cls.manual_rule.id,
                    "department_id": cls.branch.id,
                    "leader_id": cls.manager.id,
                    "purpose": "Thank them",
                    "content": "Ask how it was",
                    "schedule_pattern": "once",
                    "schedule_start": "2026-03-10",
                    **values,
                }
            )
        )

    @classmethod
    def _approve(cls, campaign):
        """Submit and approve as supervisor and leader; returns the campaign."""
        campaign.with_user(cls.supervisor).action_submit()
        campaign.with_user(cls.chief).action_approve()
        campaign.with_user(cls.manager).action_approve()
        return campaign
