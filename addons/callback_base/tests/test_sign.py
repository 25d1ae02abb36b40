# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .questionnaire_common import QuestionnaireCommon
from .quota_common import QuotaCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20 04:00:00")
class TestSign(QuotaCommon, QuestionnaireCommon):
    """Signs are asked about from the policy's limits on; each opens what it counts."""

    def _signs(self, user=None, **domain):
        self.env.flush_all()
        self.env.invalidate_all()
        signs = self.env["callback.sign"].with_user(user or self.auditor)
        return signs.search(
            [("policy_id", "=", self.policy.id)]
            + [(name, "=", value) for name, value in domain.items()]
        )

    def _opened(self, sign):
        action = sign.action_open_documents()
        return (
            self.env[action["res_model"]]
            .with_user(self.auditor)
            .search(action["domain"])
        )

    def _mine(self, number, user, **values):
        return self._make(number, self.phone, user_id=user.id, **values)

    def test_nothing_is_looked_at_without_limits(self):
        """Zero means: not looked at."""
        records = self._mine(10, self.caller)
        self._set(records, state="cancelled")
        self.assertFalse(self._signs())

    def test_more_excused_than_the_others(self):
        """The share of a caller and of a unit is compared with all others."""
        self.policy.sudo().sign_excused_gap = 0.25
        june = datetime(2026, 6, 10)
        mine = self._mine(10, self.caller, deadline=june)
        self._set(mine[:4], state="cancelled")
        others = self._mine(
            10,
            self.other_caller,
            deadline=june,
            department_id=self.other_branch.id,
        )
        self._set(others[:1], state="cancelled")
        signs = self._signs(kind="excused")
        self.assertEqual(signs.user_id, self.caller)
        self.assertEqual(signs.department_id, self.branch)
        for sign in signs:
            self.assertEqual((sign.count, sign.population), (4, 10))
            self.assertEqual((sign.share, sign.others), (40, 10))
            self.assertEqual(self._opened(sign), mine[:4])
            self.assertIn("documented", sign.question)
        # Exactly the limit is not above it.
        self.policy.sudo().sign_excused_gap = 0.3
        self.assertFalse(self._signs(kind="excused"))
        self.policy.sudo().write({"sign_excused_gap": 0.25, "sign_count_min": 11})
        self.assertFalse(self._signs(), "too few to say anything")

    def test_very_short_calls(self):
        """Calls nobody measured are no short calls."""
        records = self._mine(5, self.caller, done=None)
        for record, seconds in zip(records, (5, 8, 90, 0, 60), strict=True):
            self._set(record, state="ongoing")
            record.with_user(self.caller).log_attempt(
                "phone", "answered", talk_seconds=seconds
            )
        self.policy.sudo().write({"sign_talk_seconds": 10, "sign_talk_rate": 0.4})
        sign = self._signs(kind="short")
        self.assertEqual((sign.count, sign.population, sign.share), (2, 4, 50))
        self.assertEqual(sorted(self._opened(sign).mapped("talk_seconds")), [5, 8])
        self.policy.sudo().sign_talk_rate = 0.5
        self.assertFalse(self._signs(kind="short"))

    def test_bunching_in_local_time(self):
        """The last days are those of the local month."""
        self.policy.sudo().write({"sign_end_days": 3, "sign_end_rate": 0.5})
        # 28 May 24:00 in Shanghai is 16:00 UTC.
        late = self._mine(3, self.caller, done="2026-05-28 16:00:00")
        self._mine(2, self.caller, done="2026-05-28 15:59:59")
        self._mine(4, self.other_caller, done="2026-05-10 04:00:00")
        sign = self._signs(kind="end")
        self.assertEqual(sign.user_id, self.caller)
        self.assertEqual((sign.count, sign.population), (3, 5))
        self.assertEqual(str(sign.month), "2026-05-01")
        self.assertEqual(self._opened(sign), late)

    def test_same_answers_in_a_row(self):
        """Another answer in between ends the row."""
        self.policy.sudo().sign_same_run = 3
        grades = ["satisfied"] * 2 + ["rather_satisfied"] + ["satisfied"] * 3
        records = self._mine(6, self.caller, done=None)
        start = datetime(2026, 6, 10, 4)
        for place, (record, grade) in enumerate(zip(records, grades, strict=True)):
            self._answer(record, grade)
            self._set(record, state="done", date_done=start + timedelta(minutes=place))
        sign = self._signs(kind="same")
        self.assertEqual(sign.count, 3)
        self.assertEqual(self._opened(sign), records[3:])
        self.policy.sudo().sign_same_run = 4
        self.assertFalse(self._signs(kind="same"))

    def test_each_role(self):
        """A supervisor sees signs of the own tree, a caller none."""
        self.policy.sudo().write({"sign_end_days": 30, "sign_end_rate": 0})
        self._mine(2, self.caller)
        self._mine(3, self.other_caller, department_id=self.other_branch.id)
        self.assertEqual(self._signs().user_id, self.caller | self.other_caller)
        self.assertEqual(self._signs(self.supervisor).user_id, self.caller)
        with self.assertRaises(AccessError):
            self._signs(self.caller)

    def test_beside_the_rate(self):
        """The compliance screen counts the signs of its period."""
        self.policy.sudo().write({"sign_end_days": 30})
        self._mine(2, self.caller)
        self._mine(2, self.other_caller, done="2026-05-20 04:00:00")
        clause = self.policy.clause_ids.with_user(self.auditor)
        month = clause.with_context(callback_period="this_month")
        self.env.flush_all()
        self.assertEqual(month.sign_count, 1)
        action = month.action_open_signs()
        signs = self.env["callback.sign"].with_user(self.auditor)
        self.assertEqual(signs.search(action["domain"]).user_id, self.caller)
        year = clause.with_context(callback_period="this_year")
        self.assertEqual(year.sign_count, 2)

    def test_limits_are_policy(self):
        """They are fixed in force, and sensible."""
        with self.assertRaises(UserError):
            self.policy.with_user(self.manager).sign_end_days = 3
        for values in ({"sign_talk_rate": 1.5}, {"sign_same_run": -1}):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.policy.sudo().write(values)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30 04:00:00")
class TestQuotaForecast(QuotaCommon):
    """Where a quota will end: needed of what is still to come (EX-035, EX-039)."""

    def _forecast(self, quota):
        [value] = quota._get_values().values()
        return quota._get_forecast(value), quota.forecast_text

    def test_signed_visits(self):
        """19 of 50 in half a year: of about 51 to come 22 must be visits."""
        quota = self._quota("Visits", 0.4, self.is_visit)
        self._make(19, self.visit)
        self._make(31, self.phone)
        found, text = self._forecast(quota)
        self.assertEqual(found, {"remaining": 51, "needed": 22, "possible": True})
        self.assertIn("22 of about 51", text)

    def test_out_of_reach(self):
        """More needed than will come."""
        quota = self._quota("Visits", 0.9, self.is_visit, period="month")
        self._make(5, self.phone)
        found, text = self._forecast(quota)
        self.assertEqual((found["remaining"], found["needed"]), (0, 5))
        self.assertFalse(found["possible"])
        self.assertIn("Out of reach", text)

    def test_at_most(self):
        """Of what is to come so many may count, and not one more."""
        quota = self._quota(
            "Phone", 0.7, [("channel_id", "=", self.phone.id)], direction="at_most"
        )
        self._make(30, self.phone)
        self._make(20, self.visit)
        found, text = self._forecast(quota)
        # 0.7 of 101 is 70.7.
        self.assertEqual(found, {"remaining": 51, "allowed": 40, "possible": True})
        self.assertIn("40 may count", text)

    def test_coverage(self):
        """By deadline the callbacks are known: those that are missing count them."""
        quota = self._quota("All", 1, [("state", "=", "done")], basis="deadline")
        self._make(118, self.phone, deadline="2026-12-01 04:00:00")
        self._make(2, self.phone, done=None, deadline="2026-12-01 04:00:00")
        found, text = self._forecast(quota)
        self.assertEqual((found["needed"], found["possible"]), (2, True))
        self.assertIn("2 of the 2", text)

    def test_twice_a_year(self):
        """A number of rounds says how many are missing."""
        quota = self._quota("Twice", kind="count", count=2, counted="round")
        self._make(3, self.phone)
        found, text = self._forecast(quota)
        self.assertEqual(found["needed"], 1)
        self.assertIn("Still needs 1", text)

    def test_nothing_to_say(self):
        """No callback, or a period that is over: no forecast."""
        quota = self._quota("Visits", 0.4, self.is_visit)
        self.assertEqual(self._forecast(quota), (None, ""))
        self._make(5, self.phone, done="2025-06-15 04:00:00")
        [value] = quota._get_values("2025-06-30").values()
        self.assertIsNone(quota._get_forecast(value))
