# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GROUP
from .complaint_common import ComplaintCommon

LINKED = ("callback.record", "callback.complaint")


@tagged("post_install", "-at_install")
class TestAccessHiddenLines(ComplaintCommon):
    """What belongs to a hidden callback is hidden in every model (BASE-18, BASE-19)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        policy = cls._policy_with({"stages": [("result", 3, "day", "receipt")]})
        cls.record = cls._create_record(
            step_id=policy.rule_ids.step_ids.id,
            user_id=cls.caller.id,
            date_event=datetime(2026, 5, 11),
        )
        cls.record.log_attempt("phone", "busy")
        cls._add_evidence(cls.record, "recording")
        link = {"record_id": cls.record.id}
        cls.env["callback.override"].create(
            {
                **link,
                "kind": "unit",
                "reason": "X",
                "user_id": cls.supervisor.id,
                "date": datetime(2026, 5, 11),
            }
        )
        cls.env["callback.record.script.line"].create(
            {**link, "kind": "greeting", "text": "Good day"}
        )
        cls.record._sweep_overdue(datetime(2026, 6, 1))
        cls.case = cls.record.open_complaint(
            {"subject": "Fee", "department_id": cls.branch.id}
        )

    def _get_lines(self):
        """Yield the lines of our models that name the callback or its issue."""
        for name, model in sorted(self.env.items()):
            ours = name.startswith("callback.") and model._auto
            if not ours or model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if field.store and field.type == "many2one":
                    if field.comodel_name in LINKED:
                        cases = (self.record, self.case)
                        case = cases[LINKED.index(field.comodel_name)]
                        yield model.search([(field.name, "=", case.id)])

    def _get_seen(self, user):
        """Return the models of which a user sees something of the case."""
        self.env.flush_all()
        self.env.invalidate_all()
        lines = [self.record, self.case, *self._get_lines()]
        seen = set()
        for line in lines:
            own = line.with_user(user)
            if own.browse().has_access("read"):
                seen |= {each._name for each in own.search([("id", "in", line.ids)])}
        return seen

    def _check_hidden(self, *users):
        for user in users:
            self.assertEqual(self._get_seen(user), set(), user.login)
            case = self.env["callback.complaint"].with_user(user)
            self.assertFalse(case.name_search(self.case.name))
            own = [("id", "=", self.case.id)]
            self.assertFalse(case.formatted_read_group(own, ["kind"], ["__count"]))
            self.assertFalse(self.customer.with_user(user).callback_complaint_count)
            with self.assertRaises(AccessError):
                self.case.with_user(user).read(["subject"])

    def test_without_a_reason_they_are_seen(self):
        seen = self._get_seen(self.manager)
        self.assertLessEqual(
            {
                *("callback.attempt", "callback.breach", "callback.complaint"),
                *("callback.complaint.clock", "callback.complaint.source"),
                *("callback.evidence", "callback.override", "callback.record"),
                "callback.record.script.line",
            },
            seen,
        )

    def test_h1_06_a_secret_type_hides_its_lines_and_its_issues(self):
        self.record.type_id.archive_category_id = self.category.copy(
            {"name": "Secret", "code": "SEC", "level": "top_secret"}
        )
        self.env.flush_all()
        self._check_hidden(self.caller, self.supervisor, self.chief, self.manager)
        self.assertIn("callback.complaint", self._get_seen(self.auditor))
        group = self.env.ref(f"{GROUP}top_secret")
        self.manager.group_ids = [Command.link(group.id)]
        self.assertIn("callback.complaint", self._get_seen(self.manager))

    def test_f3_06_a_declared_interest_hides_the_issue_too(self):
        conflict = self.env["callback.conflict"].create(
            {
                "partner_id": self.customer.id,
                "department_id": self.branch.id,
                "reason": "Family",
                "date_from": date(2026, 1, 1),
            }
        )
        self._check_hidden(self.caller, self.supervisor)
        self.assertIn("callback.complaint", self._get_seen(self.manager))
        conflict.date_to = date(2026, 1, 2)
        self.assertIn("callback.complaint", self._get_seen(self.supervisor))

    def test_r2_22_a_secret_customer_hides_the_lines(self):
        self.customer.callback_level = "secret"
        self._check_hidden(self.caller, self.supervisor, self.manager)
