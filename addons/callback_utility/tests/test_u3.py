# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .supply_common import SupplyCommon
from .utility_common import china


@tagged("post_install", "-at_install")
class TestU3(SupplyCommon):
    """The satisfaction sheet, the limits it quotes, and the rest of U1 and U2."""

    def test_u3_01_ten_questions(self):
        """U3-01, U3-02, U3-04: nine with four choices, the tenth open."""
        survey = self.env.ref("callback_utility.survey_u3")
        questions = survey.question_ids
        self.assertEqual(len(questions), 10)
        for question in questions[:9]:
            self.assertEqual(question.question_type, "simple_choice")
            self.assertEqual(
                question.suggested_answer_ids.mapped("callback_is_dissatisfied"),
                [False, False, False, True],
            )
        self.assertEqual(questions[9].question_type, "text_box")

    def test_u3_05_question_nine_by_means(self):
        """U3-05, X-15: by link the question offers means, on paper the scale."""
        policy = self.env.ref("callback_utility.policy_u3")
        kind = self.env.ref("callback_utility.type_satisfaction_sheet")
        channels = "callback_base.callback_channel_"
        link = policy._get_questionnaire(kind, self.env.ref(channels + "e_survey"))[0]
        paper = policy._get_questionnaire(kind, self.env.ref(channels + "visit"))[0]
        self.assertEqual(link.question_ids[8].question_type, "multiple_choice")
        self.assertEqual(paper.question_ids[8].question_type, "simple_choice")

    def test_u3_03_the_limit_by_the_kind_of_area(self):
        """U3-03: 45, 90 and 120 minutes; the minute itself is in time."""
        cases = (
            ("urban", "09:45", 45, False),
            ("urban", "09:46", 45, True),
            ("rural", "10:30", 90, False),
            ("remote", "11:01", 120, True),
        )
        for zone, arrived, minutes, late in cases:
            self.area.zone = zone
            order = self._order(
                "fault_repair",
                None,
                name=f"{zone} {arrived}",
                date_accepted=china("2026-03-02 09:00"),
                date_arrived=china(f"2026-03-02 {arrived}"),
                area_id=self.area.id,
            )
            with self.subTest(zone, arrived=arrived):
                self.assertEqual(order.arrival_minutes, minutes)
                self.assertEqual(order.is_arrival_late, late)
        order.kind = "change"
        self.assertFalse(order.arrival_minutes)

    def test_u3_06_a_sheet_is_signed(self):
        """U3-06: on paper the customer's signature is asked for."""
        rule = self.env.ref("callback_utility.evidence_rule_u3_visit")
        self.assertEqual(rule.kind_ids.mapped("code"), ["customer_signature"])

    def test_u1_02_u1_07_key_persons_get_a_letter(self):
        """U1-02, U1-07: delegates and media, ten working days, no phone call."""
        order = self._order("key_matter", None, date_accepted=china("2026-04-30 10:00"))
        with freeze_time(china("2026-05-06 09:00")):
            record = self._sweep(order)
            record = record.filtered(lambda r: r.policy_id == self.policy_u1)
            self.assertEqual(record.deadline, china("2026-05-19 18:00"))
            with self.assertRaises(UserError), self.cr.savepoint():
                record.log_attempt("phone", "answered")
                record.write({"content": "a", "problem": "b", "result": "c"})
                record.channel_id = self.phone
                record.action_done()

    def test_u1_06_phone_complaints(self):
        """U1-02, U1-06: called back by phone, five working days unless decided."""
        order = self._order(
            "phone_complaint", None, date_accepted=china("2026-03-02 10:00")
        )
        with freeze_time(china("2026-03-02 11:00")):
            record = self._sweep(order)
            record = record.filtered(lambda r: r.policy_id == self.policy_u1)
            self.assertEqual(record.deadline, china("2026-03-09 18:00"))
            self._finish(record)
        self.assertEqual(record.state, "done")

    def test_u1_26_cards(self):
        """U1-26…U1-29, U2-18…U2-20: two rounds, one month, 10 % and 1 %."""
        for code in ("u1", "u2"):
            card = self.env.ref(f"callback_utility.card_{code}")
            self.assertEqual(
                (card.period, card.round_count, card.quantity, card.unit),
                ("year", 2, 1, "month"),
            )
            self.assertEqual(card.group_ids.mapped("rate"), [0.1, 0.01])
            self.assertEqual(len(card.survey_id.question_ids), 8)

    def test_u2_letters(self):
        """U2-05, U2-14…U2-16: five and ten working days."""
        policy = self._in_force("u2")
        for kind, due in (
            ("letter_complaint", "2026-05-12 18:00"),
            ("letter_report", "2026-05-19 18:00"),
        ):
            order = self._order(kind, None, date_accepted=china("2026-04-30 09:00"))
            with freeze_time(china("2026-05-06 09:00")):
                record = self._sweep(order)
            record = record.filtered(lambda r, p=policy: r.policy_id == p)
            self.assertEqual(record.deadline, china(due))

    def test_gas_and_water_are_not_in_the_samples_of_electricity(self):
        """U1-04, U2-04: other customers of the power company only."""
        self._points(3, "PW", use_type="commercial")
        self._points(5, "GA", supply_kind="gas", use_type="commercial")
        self._points(5, "WA", supply_kind="water", use_type="commercial")
        plan = self._plan(self._rule("u1_sample"), "2026-03-01", "2026-03-31")
        self.assertEqual(plan.sudo().line_ids.sample_id.population, 4)
