# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CallbackCommon
from .workday_common import utc


class PolicyVersionCommon(CallbackCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._new_user("cb_manager2", "manager")

    def _new_version(self):
        action = self.policy.with_user(self.manager).action_new_version()
        return self.env["callback.policy"].browse(action["res_id"])

    def _difference(self, new, other=None, user=None):
        lines = new.with_user(user or self.manager).get_difference(other)
        return {
            (line["kind"], line["model"], line["part"], line["field"]): (
                line["old"],
                line["new"],
            )
            for line in lines
        }


@tagged("post_install", "-at_install")
class TestPolicyCompare(PolicyVersionCommon):
    """BASE-01, BASE-53: a reader sees what a version changes before approving it."""

    def test_a_fresh_copy_says_the_same(self):
        self.assertEqual(self._new_version().get_difference(), [])

    def test_changed_fields_in_words(self):
        new = self._new_version()
        new.write({"attempt_min": 5, "cutoff": "clock", "cutoff_hour": 16.5})
        new.rule_ids.write({"channel_id": self.letter.id})
        new.rule_ids.step_ids.write({"quantity": 3, "unit": "working_day"})
        new.clause_ids.name = "In good time"
        found = self._difference(new)
        name = new.display_name
        policy, rule, step = "callback.policy", "callback.rule", "callback.rule.step"
        self.assertEqual(
            found,
            {
                ("changed", policy, name, "attempt_min"): ("3", "5"),
                ("changed", policy, name, "cutoff"): (
                    "Working days with the working hours, others at midnight",
                    "At a clock time",
                ),
                ("changed", policy, name, "cutoff_hour"): ("00:00", "16:30"),
                ("changed", "callback.policy.clause", "TP-1", "name"): (
                    "In time",
                    "In good time",
                ),
                ("changed", rule, "Test rule", "channel_id"): ("Phone", "Letter"),
                ("changed", step, "Test rule: Callback", "quantity"): ("24", "3"),
                ("changed", step, "Test rule: Callback", "unit"): (
                    "Hours",
                    "Working days",
                ),
            },
        )
        [line] = [li for li in new.get_difference() if li["field"] == "quantity"]
        self.assertEqual(line["label"], "Quantity")
        self.assertEqual(line["type"], "Callback rule step")

    def test_added_and_removed_parts(self):
        new = self._new_version()
        new.evidence_rule_ids.unlink()
        new.clause_ids = [
            Command.create({"code": "TP-9", "name": "Also", "kind": "quota"})
        ]
        new.rule_ids.step_ids = [
            Command.create({"name": "Second", "quantity": 7, "unit": "day"})
        ]
        found = self._difference(new)
        kinds = sorted((key[0], key[1]) for key in found)
        self.assertEqual(
            kinds,
            [
                ("added", "callback.policy.clause"),
                ("added", "callback.rule.step"),
                ("removed", "callback.evidence.rule"),
            ],
        )
        added = found["added", "callback.rule.step", "Test rule: Second", ""]
        self.assertEqual(added[0], "")
        self.assertIn("Quantity: 7", added[1])
        self.assertIn("Time unit: Days", added[1])
        new.rule_ids.unlink()
        kinds = [key[:2] for key in self._difference(new)]
        self.assertIn(("removed", "callback.rule"), kinds)
        self.assertIn(("removed", "callback.rule.step"), kinds)

    def test_a_renamed_part_is_the_same_part(self):
        new = self._new_version()
        new.rule_ids.name = "Other name"
        new.clause_ids.code = "TP-1a"
        found = self._difference(new)
        self.assertEqual(
            found["changed", "callback.rule", "Other name", "name"],
            ("Test rule", "Other name"),
        )
        self.assertEqual(
            found["changed", "callback.policy.clause", "TP-1a", "code"],
            ("TP-1", "TP-1a"),
        )
        self.assertFalse([key for key in found if key[0] != "changed"])

    def test_the_third_version_still_knows_the_first(self):
        second = self._new_version()
        second.date_from = date(2026, 3, 16)
        second.rule_ids.name = "Second name"
        second.with_user(self.second).action_activate()
        action = second.with_user(self.manager).action_new_version()
        third = self.env["callback.policy"].browse(action["res_id"])
        fields = [line["field"] for line in third.get_difference()]
        self.assertEqual(fields, ["date_from"], "the validity alone is not copied")
        found = self._difference(third, self.policy.id)
        self.assertEqual(
            found["changed", "callback.rule", "Second name", "name"],
            ("Test rule", "Second name"),
        )
        self.assertFalse([key for key in found if key[0] != "changed"])

    def test_versions_entered_apart_are_matched_by_code_and_name(self):
        other = self.env["callback.policy"].create(
            {
                "name": "Test policy",
                "code": "TP",
                "version": 7,
                "attempt_min": 3,
                "clause_ids": [
                    Command.create(
                        {"code": "TP-1", "name": "In a day", "kind": "deadline"}
                    )
                ],
            }
        )
        found = self._difference(other, self.policy)
        self.assertEqual(
            found["changed", "callback.policy.clause", "TP-1", "name"],
            ("In time", "In a day"),
        )
        self.assertIn(("removed", "callback.rule", "Test rule", ""), found)

    def test_a_duplicated_rule_is_an_added_one(self):
        new = self._new_version()
        new.rule_ids.copy({"name": "Twin"})
        found = self._difference(new)
        self.assertIn(("added", "callback.rule", "Twin", ""), found)
        self.assertFalse([key for key in found if key[0] == "removed"])

    def test_settings_are_compared_in_words(self):
        new = self._new_version()
        setting = self.env["callback.setting"]._of_code("X-42")
        new.setting_ids = [Command.create({"setting_id": setting.id})]
        [line] = new.get_difference()
        self.assertEqual(line["kind"], "added")
        self.assertIn("Each successive pair", line["new"])

    def test_every_entered_field_of_every_part_is_compared(self):
        """Fields are found through the registry, not listed."""
        new = self._new_version()
        for part in (new.rule_ids, new.rule_ids.step_ids, new.clause_ids):
            names = new._get_compared_fields(part, "policy_id")
            entered = [
                name
                for name, field in part._fields.items()
                if field.store and field.copy
                if not (field.compute and field.readonly)
                if field.type != "one2many" and not field.related
            ]
            technical = {"id", "policy_id", "create_uid", "create_date"}
            technical |= {"write_uid", "write_date", "origin_id"}
            self.assertEqual(set(names), set(entered) - technical)
            self.assertGreater(len(names), 3)

    def test_the_screen(self):
        new = self._new_version()
        new.attempt_min = 4
        for user in (self.manager, self.auditor, self.supervisor):
            action = new.with_user(user).action_compare()
            shown = self.env[action["res_model"]].browse(action["res_id"])
            self.assertEqual(shown.other_id, self.policy)
            self.assertRecordValues(
                shown.line_ids, [{"kind": "changed", "old": "3", "new": "4"}]
            )
        with self.assertRaisesRegex(UserError, "TP v1.*no version before"):
            self.policy.action_compare()

    def test_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Other company"})
        foreign = self.env["callback.policy"].create(
            {"name": "Foreign", "code": "FO", "company_id": company.id}
        )
        with self.assertRaises(AccessError):
            self.policy.with_user(self.manager).get_difference(foreign.id)


@tagged("post_install", "-at_install")
class TestPolicyPreview(PolicyVersionCommon):
    """T-13, BASE-53: what putting a draft in force would change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.date_from = date(2026, 1, 1)
        cls.old = [
            cls._create_record(date_event=datetime(2026, 3, 10, 2)),
            cls._create_record(date_event=datetime(2026, 3, 15, 15, 59, 59)),
            cls._create_record(date_event=datetime(2026, 3, 15, 16)),
        ]
        cls.old[2].write({"res_model": "callback.record", "res_id": cls.old[0].id})

    def _preview(self, new, user=None):
        action = new.with_user(user or self.second).action_preview()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_t_13_open_callbacks_stay_and_are_counted(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        new.rule_ids.domain = "[]"
        preview = self._preview(new)
        self.assertFalse(preview.problems)
        self.assertEqual(preview.other_id, self.policy)
        [line] = preview.line_ids
        self.assertEqual(line.change, "changed")
        self.assertEqual(line.kept_count, 3)
        # 2026-03-15 16:00 UTC is the first moment of the 16th in Shanghai
        self.assertEqual(line.overlap_count, 1)
        documents = self.env["callback.record"].search_count(
            [("date_event", ">=", "2026-03-15 16:00:00"), ("partner_id", "!=", False)]
        )
        self.assertEqual(line.owed_count, documents)
        self.assertGreaterEqual(documents, 1)

    def test_nothing_is_written(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        count = self.env["callback.record"].search_count([])
        self._preview(new)
        self.assertEqual(new.state, "draft")
        self.assertEqual(self.policy.state, "in_force")
        self.assertFalse(self.policy.date_to)
        self.assertEqual(self.env["callback.record"].search_count([]), count)
        self.assertEqual(self.old[2].policy_id, self.policy)

    def test_new_rules_and_rules_that_end(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        new.rule_ids.copy({"name": "Twin"})
        new.rule_ids.filtered(lambda rule: rule.name == "Test rule").unlink()
        lines = self._preview(new).line_ids
        # the copy stems from the rule of the version before: it goes on under a name
        self.assertRecordValues(lines, [{"change": "changed", "name": "Twin"}])
        new.rule_ids.origin_id = 0
        lines = self._preview(new).line_ids
        self.assertRecordValues(
            lines,
            [
                {"change": "new", "name": "Twin", "kept_count": 0},
                {"change": "gone", "name": "Test rule", "kept_count": 3},
            ],
        )

    def test_ex_075_sample_deadlines_of_both_versions(self):
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        new.rule_ids.step_ids.write({"quantity": 2, "unit": "day"})
        lines = self._preview(new).deadline_ids
        self.assertTrue(lines)
        for line in lines:
            old = self.step._get_deadline(line.date_event, self.env.company)
            self.assertEqual(line.deadline_old, old)
            self.assertEqual((line.deadline_old - line.date_event).days, 1)
            self.assertGreater(line.deadline_new, line.deadline_old)
            self.assertTrue(line.is_changed)

    def test_everything_that_blocks_is_listed_at_once(self):
        new = self._new_version()
        new.rule_ids.step_ids.unlink()
        setting = self.env["callback.setting"]._of_code("X-34")
        new.setting_ids = [Command.create({"setting_id": setting.id})]
        problems = self._preview(new, self.manager).problems
        for said in ("second person", "Test rule", "first day", "X-34"):
            self.assertIn(said, problems)
        with self.assertRaises(UserError) as caught:
            new.with_user(self.manager).action_activate()
        self.assertEqual(str(caught.exception), problems)

    def test_who_may_preview(self):
        new = self._new_version()
        for user in (self.caller, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                new.with_user(user).action_preview()
        with self.assertRaisesRegex(UserError, "TP v1.*not a draft"):
            self.policy.with_user(self.manager).action_preview()

    def test_ex_075_versions_apply_by_the_date_of_the_event(self):
        """Version 2 holds from 2026-03-16; unapproved it has no effect."""
        self.step.write({"quantity": 3, "unit": "day"})
        new = self._new_version()
        new.date_from = date(2026, 3, 16)
        new.rule_ids.step_ids.quantity = 2
        rules = (self.rule | new.rule_ids).sudo()
        self.assertEqual(rules._get_sweep_rules(), self.rule)
        new.with_user(self.second).action_activate()
        self.assertEqual(rules._get_sweep_rules(), rules)
        company = self.env.company
        due = utc("2026-03-18T23:59:59")
        first = self.step._get_deadline(utc("2026-03-15T09:00:00"), company)
        second = new.rule_ids.step_ids._get_deadline(
            utc("2026-03-16T09:00:00"), company
        )
        self.assertEqual((first, second), (due, due))
        model = self.env["callback.record"]
        events = self.old[1] | self.old[2]
        for rule, expected in ((self.rule, events[0]), (new.rule_ids, events[1])):
            domain = rule._get_validity_domain()
            self.assertEqual(events & model.search(domain), expected)
