# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CallbackCommon

NOW = datetime(2026, 5, 13, 2)
COLUMNS = ("name", "deadline", "timing", "is_overdue", "state", "attempt_next")
WINDOWS = ("window_text", "is_window_closed", "clause_text", "on_time")
NAMED = ("partner_id", "policy_id", "type_id", "channel_id", "user_id", "reviewer_id")


@tagged("post_install", "-at_install")
class TestRecordList(CallbackCommon):
    """A list that is read in few steps says what any list says (BASE-51)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_record(
            user_id=cls.caller.id, date_event=NOW - timedelta(hours=30)
        )
        cls.later = cls._create_record(
            user_id=cls.caller.id, date_event=NOW + timedelta(hours=7)
        )
        cls.free = cls._create_record(date_event=NOW)
        cls.foreign = cls._create_record(
            department_id=cls.other_branch.id, date_event=NOW
        )
        cls.all = cls.own | cls.later | cls.free | cls.foreign
        cls.specification = {
            **{name: {} for name in COLUMNS + WINDOWS},
            **{name: {"fields": {"display_name": {}}} for name in NAMED},
        }

    def _list(self, user, extra=None, **options):
        self.env.invalidate_all()
        with freeze_time(NOW):
            return (
                self.env["callback.record"]
                .with_user(user)
                .web_search_read(
                    [("id", "in", self.all.ids)],
                    {**self.specification, **(extra or {})},
                    **options,
                )
            )

    def test_says_what_the_usual_way_says(self):
        short = self._list(self.caller)
        # A column of many documents is read the usual way.
        usual = self._list(self.caller, {"evidence_ids": {}})
        for row in usual["records"]:
            row.pop("evidence_ids")
        self.assertEqual(short, usual)
        self.assertEqual(
            [row["id"] for row in short["records"]],
            [self.own.id, self.free.id, self.later.id],
        )
        row = short["records"][0]
        self.assertTrue(row["is_overdue"])
        self.assertEqual(row["partner_id"]["display_name"], self.own.partner_id.name)
        self.assertFalse(row["reviewer_id"])

    def test_pages_and_their_length(self):
        page = self._list(self.caller, limit=2, offset=1)
        self.assertEqual(page["length"], 3)
        self.assertEqual(
            [row["id"] for row in page["records"]], [self.free.id, self.later.id]
        )
        self.assertEqual(self._list(self.caller, offset=5)["length"], 0)

    def test_cases_of_another_unit_are_not_listed(self):
        listed = [row["id"] for row in self._list(self.other_caller)["records"]]
        self.assertEqual(listed, [self.foreign.id])

    def test_declared_interest_hides_the_case(self):
        self.env["callback.conflict"].create(
            {
                "user_id": self.caller.id,
                "partner_id": self.own.partner_id.id,
                "reason": "family",
                "date_from": NOW.date(),
            }
        )
        listed = self._list(self.caller)["records"]
        shown = self.all.browse(row["id"] for row in listed)
        self.assertNotIn(self.own, shown)

    def test_mine_or_nobodys_in_parts(self):
        """The queue, read by two indexes, is what one search finds, page by page."""
        priority = [str(number % 2) for number in range(8)]
        self.all |= self.all.concat(
            *(
                self._create_record(
                    user_id=number % 3 and self.caller.id,
                    date_event=NOW + timedelta(hours=number % 4),
                    priority=priority[number],
                )
                for number in range(8)
            )
        )
        hidden = self.all[-1]
        hidden.sudo().partner_id = self.env["res.partner"].create({"name": "Friend"})
        self.env["callback.conflict"].create(
            {
                "user_id": self.caller.id,
                "partner_id": hidden.partner_id.id,
                "reason": "family",
                "date_from": NOW.date(),
            }
        )
        Record = self.env["callback.record"]
        mine = [("user_id", "=", self.caller.id)]
        for user, whose in (
            (self.caller, ["|", *mine, ("user_id", "=", False)]),
            (self.supervisor, ["|", *mine, ("user_id", "=", False)]),
            (self.other_caller, ["|", *mine, ("user_id", "=", False)]),
            (self.caller, [("user_id", "in", [self.caller.id, False])]),
            (self.caller, ["!", ("user_id", "not in", [self.caller.id, False])]),
        ):
            domain = [("id", "in", self.all.ids), *whose]
            with freeze_time(NOW):
                reader = Record.with_user(user)
                found = reader.search(domain)
                for offset in (0, 3, 20):
                    page = reader.web_search_read(
                        domain, self.specification, offset=offset, limit=4
                    )
                    self.assertEqual(
                        [row["id"] for row in page["records"]],
                        found[offset : offset + 4].ids,
                        (user.name, whose, offset),
                    )
                    if page["records"]:
                        self.assertEqual(page["length"], len(found))
        self.assertNotIn(hidden, Record.with_user(self.caller).search(domain))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_without_a_role_nothing_is_read(self):
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger.list",
                "group_ids": [(6, 0, [self.env.ref("base.group_user").id])],
            }
        )
        with self.assertRaises(AccessError):
            self._list(stranger)
