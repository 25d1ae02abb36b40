# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.callback_base.tests.common import PICTURE

from .callback_sanction_common import SanctionCommon


@tagged("post_install", "-at_install")
class TestAttacks(SanctionCommon):
    """What somebody might try to get round the second person (ASMT-13 … 15)."""

    R2 = (
        {"number": 1},
        {"number": 2, "factor": 2},
        {"number": 3, "measure": "warning"},
    )

    def _file(self, user=None):
        files = self.env["ir.attachment"].with_user(user or self.supervisor)
        return files.create({"name": "Proof", "datas": base64.b64encode(PICTURE)})

    def test_second_user_of_the_same_person(self):
        """BASE-18: another login of who proposed or is concerned is no other."""
        line = self._propose(self._new_rule("S", amount=5))
        groups = self.env.ref("callback_base.callback_group_supervisor")
        groups |= self.env.ref("callback_assessment.callback_group_hr")
        for owner in (self.supervisor, self.caller):
            twin = self.env["res.users"].create(
                {
                    "name": "Twin",
                    "login": f"twin_{owner.login}",
                    "partner_id": owner.partner_id.id,
                    "group_ids": [Command.set(groups.ids)],
                }
            )
            for step in ("action_confirm", "action_reject", "action_cancel"):
                act = getattr(line.with_user(twin), step)
                with self.assertRaises(UserError), self.cr.savepoint():
                    act(*([] if step == "action_confirm" else ["Why not"]))
        self.assertEqual(self._confirm(line).state, "confirmed")

    def test_reported_late(self):
        """ASMT-09, ASMT-11: the third event is the third, in any order."""
        rule = self._new_rule("L", amount=33.33, steps=self.R2, window="calendar_year")
        days = ("2026-03-01", "2026-01-05", "2025-12-31", "2026-02-28")
        lines = [self._propose(rule, date=day) for day in days]
        self.assertEqual([x[0].occurrence for x in lines], [1, 2, 1, 3])
        self.assertEqual([x[0].amount for x in lines], [33.33, 66.66, 33.33, 33.33])
        self.assertEqual(lines[3].filtered("measure").measure, "warning")

    def test_rolling_window_in_any_order(self):
        """X-30: events count together when one window of months holds them."""
        rule = self._new_rule(
            "W", amount=10, steps=self.R2[:2], window="months", window_months=12
        )
        days = ("2026-03-01", "2025-03-01", "2025-03-02", "2024-02-29")
        found = [self._propose(rule, date=day)[0].occurrence for day in days]
        # A year holds 2025-03-02 and 2026-03-01, but not 2025-03-01 with the latter.
        self.assertEqual(found, [1, 1, 2, 1])

    def test_warnings_confirmed_in_any_order(self):
        """EX-065, G1-67: two warnings of a year, the later one confirmed first."""
        self.env["callback.penalty.threshold"].search([]).active = False
        self.env["callback.penalty.threshold"].create(
            {"name": "Two", "measure": "warning", "result_measure": "transfer"}
        )
        rule = self._new_rule("G", kind="measure", measure="warning")
        domain = [("measure", "=", "transfer"), ("employee_id", "=", self.employee.id)]
        proposals = self.env["callback.sanction"]
        for day, count in (
            ("2026-10-08", 0), ("2025-10-08", 0), ("2026-03-01", 1), ("2026-05-01", 1),
            ("2026-01-01", 2),
        ):  # fmt: skip
            self._confirm(self._propose(rule, date=day))
            self.assertEqual(proposals.search_count(domain), count, day)
        both = self._propose(rule, date="2024-02-29")
        both |= self._propose(rule, date="2024-12-31")
        self._confirm(both)
        self.assertEqual(proposals.search_count(domain), 3)

    def test_evidence_stays(self):
        """ASMT-13: what proves a line is neither removed, nor replaced, nor renamed."""
        file = self._file()
        report = self._report(
            self._new_rule("E", amount=5), evidence_ids=[Command.set(file.ids)]
        )
        report.action_confirm()
        for commands in (
            [Command.clear()], [Command.delete(file.id)],
            [Command.set(self._file().ids)], [Command.update(file.id, {"name": "x"})],
        ):  # fmt: skip
            with self.assertRaises(UserError), self.cr.savepoint():
                report.write({"evidence_ids": commands})
        line = report.sudo().sanction_ids.with_env(self.env)
        proof = self._file(self.hr)
        line.with_user(self.hr).write({"evidence_ids": [Command.link(proof.id)]})
        self._confirm(line, self.other_hr)
        for mine, user in ((file, self.supervisor), (proof, self.hr)):
            mine = mine.with_user(user)
            for act in (
                mine.unlink,
                lambda mine=mine: mine.write({"datas": base64.b64encode(b"other")}),
                lambda mine=mine: mine.write({"res_id": 0, "res_model": False}),
                lambda mine=mine: mine.write({"name": "other"}),
            ):
                with self.assertRaises(UserError), self.cr.savepoint():
                    act()
        with self.assertRaises(UserError), self.cr.savepoint():
            line.with_user(self.hr).write({"evidence_ids": [Command.clear()]})
        self.assertTrue(file.exists() and proof.exists())

    def test_lines_through_their_parents(self):
        """Lines are not changed by commands on the report, the main line, the rule."""
        joint = {"who": "head", "mode": "multiple", "factor": 2}
        rule = self._new_rule("P", amount=5, joints=[joint], steps=self.R2)
        main, head = self._propose(rule)
        report = main.violation_id
        for user in (self.supervisor, self.hr, self.manager):
            for record, name, line in (
                (report, "sanction_ids", main),
                (main, "linked_ids", head),
            ):
                for command in (
                    Command.update(line.id, {"state": "final"}),
                    Command.update(line.id, {"amount": 1}),
                    Command.delete(line.id),
                    Command.unlink(line.id),
                    Command.clear(),
                ):
                    with (
                        self.assertRaises(UserError),
                        self.cr.savepoint(),
                    ):
                        record.with_user(user).write({name: [command]})
                        self.env.flush_all()
        boss = rule.with_user(self.manager)
        for vals in (
            {"amount": 500},
            {"step_ids": [Command.update(rule.step_ids[0].id, {"factor": 9})]},
            {"joint_ids": [Command.delete(rule.joint_ids.id)]},
            {"state": "draft"},
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                boss.write(vals)
        self.assertEqual((main.amount, head.amount), (5, 10))

    def test_archived_in_between(self):
        """An employee who left still gets what is final, with the head's line."""
        joint = {"who": "head", "mode": "fixed", "amount": 3.03}
        lines = self._propose(self._new_rule("A", amount=7.07, joints=[joint]))
        self.employee.action_archive()
        self._finish(lines)
        handover = (
            self.env["callback.sanction.handover"]
            .with_user(self.hr)
            .hand_over("2026-03-31")
        )
        self.assertLessEqual(lines, handover.sanction_ids)
        self.assertFalse(
            self.env["callback.sanction.handover"]
            .with_user(self.hr)
            .hand_over("2026-03-31")
        )

    def test_own_appeal(self):
        """ASMT-14: nobody admits, shifts or decides an appeal of one's own."""
        rule = self._new_rule("O", amount=5)
        person = self.other_hr.employee_ids
        line = self._propose(rule, employee_id=person.id)
        self._confirm(line).with_user(self.hr).action_notify()
        self._expire(line)
        appeal = (
            self.env["callback.appeal"]
            .with_user(self.other_hr)
            .create(
                {
                    "sanction_id": line.id,
                    "facts": "Not I",
                    "late_reason": "I admit myself",
                    "evidence_ids": [Command.link(self._file(self.other_hr).id)],
                }
            )
        )
        with self.assertRaisesRegex(UserError, "ended on"), self.cr.savepoint():
            appeal.action_submit()
        for record, vals in (
            (line, {"appeal_deadline": "2099-01-01 00:00:00"}),
            (appeal, {"date_submitted": "2026-01-01 00:00:00"}),
            (appeal, {"state": "submitted"}),
            (appeal, {"level": 2}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                record.with_user(self.other_hr).write(vals)
        appeal.with_user(self.hr).action_submit()
        self.other_hr.group_ids += self.env.ref("callback_base.callback_group_manager")
        with self.assertRaisesRegex(UserError, "no part in it"):
            appeal.with_user(self.other_hr).action_decide("cancel")

    def test_numbers_that_are_none(self):
        """T-12: no amount, too large, negative or infinite: refused with the field."""
        for wrong in (float("inf"), float("nan"), 1e30, -1, 0.001, 1e13):
            with (
                self.assertRaisesRegex(ValidationError, "Amount"),
                self.cr.savepoint(),
            ):
                self._new_rule("N", amount=wrong, activate=False)
