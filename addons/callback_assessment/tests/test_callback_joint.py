# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestJointReading(SanctionCommon):
    """What the policy says about joint liability: each or shared (X-14)."""

    def _read_joint(self, code, value, first="2020-01-01", **values):
        """Return a policy that reads joint liability in one way, or says nothing."""
        return self.env["callback.policy"].create(
            {
                "name": f"Joint {value}",
                "code": code,
                "date_from": first,
                **values,
                "setting_ids": [
                    Command.create(
                        {
                            "setting_id": self.env.ref(
                                "callback_base.callback_setting_x_14"
                            ).id,
                            "value": value,
                        }
                    )
                ]
                if value
                else [],
            }
        )

    def test_the_policy_reads_joint_liability(self):
        """X-14, S6-14: the setting decides: 50.01 each, or 50.01 together."""
        jobs = self.env["hr.job"].create([{"name": "Director"}, {"name": "Assistant"}])
        self.head.job_id, self.second.employee_ids.job_id = jobs
        fixed = [
            {"who": "job", "job_id": job.id, "amount": 50.01, "sequence": place}
            for place, job in enumerate(jobs)
        ]
        expected = {
            ("each", False): [100, 50.01, 50.01],
            ("shared", False): [100, 25.01, 25],
            # The setting of the policy goes before the tick of the rule.
            ("each", True): [100, 50.01, 50.01],
            ("shared", True): [100, 25.01, 25],
            # Without the setting the tick of each line counts, for its own people.
            (False, True): [100, 50.01, 50.01],
            (False, False): [100, 50.01, 50.01],
        }
        for number, ((value, ticked), amounts) in enumerate(expected.items()):
            with self.subTest(setting=value, ticked=ticked):
                rule = self._new_rule(
                    f"X14-{number}",
                    amount=100,
                    policy_id=self._read_joint(f"J{number}", value).id,
                    joints=[{**joint, "is_shared": ticked} for joint in fixed],
                )
                lines = self._propose(rule)
                self.assertEqual(lines.mapped("amount"), amounts)
                self.assertEqual(lines[1].employee_id, self.head)

    def test_shared_by_items_and_others(self):
        """X-14: a share of each item; multiples and other amounts are not pooled."""
        jobs = self.env["hr.job"].create([{"name": "Director"}, {"name": "Assistant"}])
        self.head.job_id, self.second.employee_ids.job_id = jobs
        joints = [
            {"who": "job", "job_id": jobs[0].id, "amount": 33.33},
            {"who": "job", "job_id": jobs[1].id, "amount": 33.33},
            {"who": "job", "job_id": jobs[1].id, "amount": 7},
            {"who": "job", "job_id": jobs[0].id, "mode": "multiple", "factor": 2},
        ]
        policy = self._read_joint("JI", "shared")
        rule = self._new_rule(
            "X14-I", kind="item", amount=100, joints=joints, policy_id=policy.id
        )
        lines = self._propose(rule, quantity=3)
        self.assertEqual(lines.mapped("amount"), [300, 50, 49.99, 21, 600])
        self.assertEqual(round(sum(lines.mapped("amount")[1:3]), 2), 99.99)

    def test_the_version_of_the_day_reads_joint_liability(self):
        """X-14, T-13: a new version changes what happens from its first day on."""
        jobs = self.env["hr.job"].create([{"name": "Director"}, {"name": "Assistant"}])
        self.head.job_id, self.second.employee_ids.job_id = jobs
        old = self._read_joint("JV", "each", state="superseded")
        self._read_joint("JV", "shared", "2026-04-01", state="in_force", version=2)
        joints = [{"who": "job", "job_id": job.id, "amount": 50} for job in jobs]
        rule = self._new_rule("X14-V", amount=100, joints=joints, policy_id=old.id)
        for date, share in (("2026-03-31", 50), ("2026-04-01", 25)):
            lines = self._propose(rule, date=date)
            self.assertEqual(lines.mapped("amount"), [100, share, share])
