# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.callback_base.tests.common import CallbackCommon
from odoo.addons.callback_base.tests.plan_common import china

REVIEWER = "callback_assessment.callback_group_reviewer"


class ReviewCommon(CallbackCommon):
    """A policy with spot checks in force from 2026, and finished callbacks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviewer, cls.second_reviewer, cls.far_reviewer = cls._new_users(
            ("rv_reviewer", REVIEWER, cls.branch),
            ("rv_second", REVIEWER, cls.branch),
            ("rv_far", REVIEWER, cls.other_branch),
        )
        cls.branch.manager_id = cls.supervisor.employee_id
        cls.head_office.manager_id = cls.chief.employee_id
        cls.number = 0

    @classmethod
    def _draft(cls, *rules, items=({},), date_from="2026-01-01"):
        """Return a draft policy with these spot checks by one checklist."""
        cls.number += 1
        code = f"RP{cls.number}"
        policy = cls.policy.copy({"code": code, "name": code, "date_from": date_from})
        checklist = cls.env["callback.review.checklist"].create(
            {
                "name": "List",
                "policy_id": policy.id,
                "item_ids": [
                    Command.create({"name": f"Item {i}", "points": 10, **item})
                    for i, item in enumerate(items)
                ],
            }
        )
        policy.review_rule_ids = [
            Command.create(cls._rule_values(policy, checklist, **rule))
            for rule in rules
        ]
        return policy

    @classmethod
    def _rule_values(cls, policy, checklist, **values):
        return {
            "name": "Check",
            "checklist_id": checklist.id,
            "clause_ids": [Command.set(policy.clause_ids.ids)],
            "scope": "company",
            "inspector_ids": [Command.set(cls.reviewer.ids)],
            "rate": 0.05,
            **values,
        }

    @classmethod
    def _lay_down(cls, *rules, **values):
        """Return the rules of a policy in force with these spot checks."""
        policy = cls._draft(*(rules or ({},)), **values)
        policy.action_activate()
        return policy.review_rule_ids

    @classmethod
    def _work(
        cls, rule, count, day="2026-03-10", user=None, unit=None, tried_by=None
    ):
        """Return so many callbacks of the policy that were finished on a day.

        :param tried_by: user who made an attempt of each
        """
        step = rule.policy_id.rule_ids.step_ids
        records = cls.env["callback.record"].create(
            [
                {
                    "step_id": step.id,
                    "partner_id": cls.customer.id,
                    "department_id": (unit or cls.branch).id,
                    "user_id": (user or cls.caller).id,
                }
                for _number in range(count)
            ]
        )
        if tried_by:
            cls.env["callback.attempt"].create(
                [
                    {
                        "record_id": record.id,
                        "channel_id": cls.phone.id,
                        "outcome": "no_answer",
                        "user_id": tried_by.id,
                    }
                    for record in records
                ]
            )
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE callback_record SET state = 'done', date_done = %s"
            " WHERE id = ANY(%s)",
            [china(f"{day} 10:00"), records.ids],
        )
        cls.env.invalidate_all()
        return records

    @classmethod
    def _draw(cls, rule, moment="2026-04-01 02:00"):
        """Draw what has ended by a Shanghai time; return the new quotas."""
        return rule.sudo()._draw(china(moment))

    @classmethod
    def _drawn(cls, count=1, items=({},), **values):
        """Return checks of the reviewer, all of so many callbacks."""
        rule = cls._lay_down({"size_kind": "all", **values}, items=items)
        cls._work(rule, count, tried_by=cls.caller)
        return cls._draw(rule).review_ids

    def _fill(self, review, *answers, remark="Found"):
        """Fill a sheet under way: yes, no, na, or points as text."""
        for line, answer in zip(review.line_ids, answers, strict=True):
            typed = answer not in ("yes", "no", "na")
            line.write(
                {
                    "given" if typed else "answer": answer,
                    "remark": remark,
                }
            )

    def _check(self, review, *answers, user=None, moment="2026-04-02 10:00"):
        """Do a whole check as its inspector."""
        with freeze_time(china(moment)):
            mine = review.with_user(user or review.user_id)
            mine.action_start()
            self._fill(mine, *answers)
            mine.opinion = "Talk it over"
            mine.action_finish()
        return mine
