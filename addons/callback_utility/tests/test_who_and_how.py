# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

from .supply_common import SupplyCommon
from .utility_common import china

RECEIVED = "2026-04-30 10:00"
NOW = "2026-05-06 09:00"


@tagged("post_install", "-at_install")
class TestWhoAndHow(SupplyCommon):
    """Who does a callback or a check, by which way, and with whose signature."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = {}
        for code in ("marketing", "service_centre", "sub_centre", "power_use"):
            cls.units[code] = cls.env["hr.department"].create({"name": code})
            unit = cls.env.ref(f"callback_utility.unit_{code}")
            unit.department_id = cls.units[code]

    def _sweep_of(self, policy, kind, archived=None, **values):
        values = {"name": kind, "date_accepted": china(RECEIVED), **values}
        order = self._order(kind, archived, **values)
        with freeze_time(china(NOW)):
            return self._sweep(order).filtered(lambda r: r.policy_id == policy)

    def test_u1_13_marketing_answers_letters(self):
        """U1-13: letters and key persons by marketing, the rest by who accepts."""
        for kind, unit in (
            ("letter_complaint", self.units["marketing"]),
            ("letter_report", self.units["marketing"]),
            ("key_matter", self.units["marketing"]),
            ("phone_complaint", self.branch),
        ):
            record = self._sweep_of(self.policy_u1, kind)
            self.assertEqual(record.department_id, unit, kind)
        letter = self._sweep_of(self.policy_u1, "letter_report", name="Second")
        with freeze_time(china(NOW)), self.assertRaisesRegex(UserError, "marketing"):
            letter.with_user(self.manager).action_start()
        with self.assertRaises(AccessError):
            letter.with_user(self.caller).action_start()

    def test_u2_02_u2_08_eight_categories_and_who_calls(self):
        """U2-02, U2-05, U2-08: each category has its rule, its way and its unit."""
        policy = self._in_force("u2")
        quota = self.env.ref("callback_utility.quota_u2_key")
        before = quota.get_value("2026-05-15")["denominator"]
        for kind, unit, way, due in (
            ("phone_complaint", "service_centre", "phone", "2026-05-12 18:00"),
            ("key_matter", "power_use", "letter", "2026-05-19 18:00"),
            ("letter_complaint", "power_use", "letter", "2026-05-12 18:00"),
            ("letter_report", "power_use", "letter", "2026-05-19 18:00"),
        ):
            record = self._sweep_of(policy, kind)
            self.assertEqual(record.department_id, self.units[unit], kind)
            self.assertEqual(record.channel_id.code, way)
            self.assertEqual(record.deadline, china(due))
        record = self._sweep_of(policy, "fault_repair", "2026-05-05 23:30")
        self.assertEqual(record.department_id, self.units["service_centre"])
        self.assertEqual(record.deadline, china("2026-05-06 23:30"))
        found = quota.get_value("2026-05-15")
        self.assertEqual(found["denominator"] - before, 5)

    def test_g1_14_g1_21_g1_48_ways_of_a_check(self):
        """G1-14, G1-21, G1-31, G1-48: by phone, by the ledgers and on site."""
        for name in ("read", "recheck", "repair_check", "inspectors"):
            codes = self._rule(f"g1_{name}")._get_channels().mapped("code")
            self.assertEqual(set(codes), {"phone", "check_ledger", "check_site"}, name)
        codes = self._rule("g1_safety")._get_channels().mapped("code")
        self.assertEqual(set(codes), {"phone", "check_site"})

    def test_g1_40_g1_58_a_check_on_site_is_signed(self):
        """G1-40, G1-58: nine answers; on site the person checked signs."""
        self._in_force("g1")
        [point] = self._points(1, prefix="SG", supply_kind="gas")
        with freeze_time(china("2026-02-20 12:00")):
            sheet = self._sheet(point, "2026-02-10 09:00", "gas_home")
            sheet.action_done()
        self._plan(self._rule("g1_safety"), "2026-02-01", "2026-02-28")
        record = self._records(self._rule("g1_safety"), sheet).with_user(self.caller)
        self.assertEqual(record.channel_id.code, "check_site")
        with freeze_time(china("2026-02-28 10:00")):
            record.log_attempt("check_site", "answered")
            record.write({"content": "Seen", "problem": "None", "result": "Fine"})
            with self.assertRaisesRegex(ValidationError, "Is the check plan followed"):
                record.action_done()
            questions = record.sudo().survey_id.question_ids
            self.assertEqual(len(questions), 9)
            record.save_answers(
                {
                    question.id: question.suggested_answer_ids[0].id
                    for question in questions
                }
            )
            with self.assertRaisesRegex(UserError, "Signature of the person checked"):
                record.action_done()
            kind = self.env.ref("callback_utility.evidence_kind_person_signature")
            self._add_evidence(record, "customer_signature", kind_id=kind.id)
            record.action_done()
        self.assertEqual(record.state, "done")


@tagged("post_install", "-at_install")
class TestWhoAndHowMigration(SupplyCommon):
    """U1-13, U2-02, U2-08, G1-14: what an upgrade changes, in drafts only."""

    SCRIPT = "callback_utility/migrations/19.0.1.6.0/post-migrate.py"

    def _migrate(self):
        script = load_script(file_path(self.SCRIPT), "callback_who")
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.5.0")
        self.env.invalidate_all()

    def _as_before(self):
        visit = self.env.ref("callback_base.callback_channel_visit")
        letter, repair, key = (
            self._rule(name) for name in ("u1_key", "u2_repair", "u2_key")
        )
        letter.write({"routing": "acceptor", "unit_id": False})
        repair.routing = "acceptor"
        key.active = True
        read, safety = self._rule("g1_read"), self._rule("g1_safety")
        read.channel_ids = self.phone | visit
        safety.write({"channel_ids": (self.phone | visit).ids, "channel_id": visit.id})
        safety.split_ids[0].channel_id = visit
        safety.type_id = self.env.ref("callback_utility.type_gas_sample")
        policies = letter.policy_id | repair.policy_id | read.policy_id
        return letter, repair, key, read, safety, policies

    def test_u1_13_g1_14_drafts_are_changed(self):
        letter, repair, key, read, safety, policies = self._as_before()
        policies.write({"state": "draft"})
        for _twice in range(2):
            self._migrate()
        self.assertEqual(letter.unit_id.code, "marketing")
        self.assertEqual(repair.routing, "table")
        self.assertTrue(key.active)
        ways = set(read.channel_ids.mapped("code"))
        self.assertEqual(ways, {"phone", "check_ledger", "check_site"})
        self.assertEqual(safety.channel_id.code, "check_site")
        self.assertNotIn("visit", safety.split_ids.channel_id.mapped("code"))
        self.assertEqual(safety.type_id.code, "g1_safety_check")

    def test_u2_02_what_is_in_force_stays(self):
        letter, repair, key, read, safety, policies = self._as_before()
        policies.write({"state": "in_force"})
        self._migrate()
        self.assertEqual((letter.routing, repair.routing), ("acceptor", "acceptor"))
        self.assertFalse(key.active)
        self.assertIn("visit", read.channel_ids.mapped("code"))
        self.assertEqual(safety.channel_id.code, "visit")
