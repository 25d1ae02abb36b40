# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from lxml import etree
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import CallbackCommon


@tagged("post_install", "-at_install")
class TestScript(CallbackCommon):
    """What the caller says: BASE-35, F1-02, L1-06, R2-13, X-28."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type.script_step_ids = [
            Command.create({"sequence": n, "kind": kind, "text": text})
            for n, (kind, text) in enumerate(
                (
                    ("greeting", "Good day {customer}, {caller} ({staff_number})."),
                    ("convenience", "Does it suit you?"),
                    ("risk", "About {document} of {date}: mind the risk."),
                    ("promotion", "We also offer …"),
                    ("closing", "Good bye."),
                )
            )
        ]
        cls.caller.employee_id.barcode = "CB0417"
        cls.record = cls._create_record(
            date_event=datetime(2026, 3, 2, 20), source_name="GD-8841"
        )
        cls.mine = cls.record.with_user(cls.caller)
        cls.mine.action_start()
        cls.lines = cls.mine.script_line_ids

    def _line(self, kind):
        return self.lines.filtered(lambda line: line.kind == kind)

    def _fill(self):
        self.mine.log_attempt("phone", "answered")
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})

    def test_r2_13_the_texts_name_caller_customer_and_call(self):
        self.assertEqual(
            self._line("greeting").text,
            f"Good day Customer, {self.caller.name} (CB0417).",
        )
        # 20:00 UTC is the next day in Shanghai.
        self.assertRegex(self._line("risk").text, "GD-8841.*0?3/0?3|GD-8841.*03")
        self.assertEqual(self.lines.mapped("is_said"), [False] * 5)

    def test_base_35_a_mandatory_step_left_out_is_named(self):
        self._fill()
        with self.assertRaisesRegex(UserError, "TP.*Greeting “Good day Customer"):
            self.mine.action_done()
        (self.lines - self._line("risk") - self._line("promotion")).is_said = True
        with self.assertRaisesRegex(UserError, "Risk notice “About GD-8841"):
            self.mine.action_done()
        self._line("risk").is_said = True
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_one_click_ticks_what_was_to_be_said(self):
        with freeze_time("2026-03-03 02:10:00"):
            self.mine.action_script_said()
        said = self.lines.filtered("is_said")
        self.assertEqual(said, self.lines - self._line("promotion"))
        self.assertEqual(set(said.mapped("date_said")), {datetime(2026, 3, 3, 2, 10)})
        self.assertEqual(said.user_id, self.caller)
        self.assertEqual(self.mine.script_text, "4 of 4")

    def test_x_28_promotion_is_consented_separately(self):
        promotion = self._line("promotion")
        self.assertFalse(promotion.is_mandatory)
        with self.assertRaisesRegex(UserError, "consent"):
            promotion.is_said = True
        self.mine.promotion_consent = "no"
        with self.assertRaisesRegex(UserError, "consent"):
            promotion.is_said = True
        self.mine.promotion_consent = "yes"
        promotion.is_said = True
        step = promotion.sudo().step_id
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            with self.env.cr.savepoint():
                step.is_mandatory = True
                step.flush_recordset()

    def test_a_later_text_does_not_rewrite_what_was_said(self):
        steps = self.type.script_step_ids
        steps[0].text = "Hello."
        steps[2].unlink()
        self.assertIn("Good day", self._line("greeting").text)
        self.assertIn("mind the risk", self._line("risk").text)
        self.assertTrue(self._line("risk").applies)
        other = self._create_record().with_user(self.caller)
        other.action_start()
        self.assertEqual(other.script_line_ids[0].text, "Hello.")
        self.assertEqual(len(other.script_line_ids), 4)

    def test_steps_of_other_channels_are_not_asked_for(self):
        self._line("risk").sudo().step_id.channel_ids = self.letter
        self._fill()
        self.mine.action_script_said()
        self.assertFalse(self._line("risk").is_said)
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_ticks_are_evidence(self):
        self._fill()
        line = self._line("greeting")
        for values in ({"text": "Hi"}, {"is_mandatory": False}, {"date_said": False}):
            with self.assertRaises(AccessError, msg=values):
                line.write(values)
        with self.assertRaises(AccessError):
            self.lines.create(
                {"record_id": self.record.id, "text": "x", "kind": "risk"}
            )
        with self.assertRaises(UserError):
            line.sudo().unlink()
        with self.assertRaises(AccessError):
            line.with_user(self.other_caller).is_said = True
        with self.assertRaises(AccessError):
            line.with_user(self.auditor).is_said = True
        self.assertEqual(line.with_user(self.auditor).text, line.text)
        self.mine.action_script_said()
        self.mine.action_done()
        with self.assertRaisesRegex(UserError, "closed"):
            line.is_said = False

    def test_unknown_placeholders_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "wife.*customer"):
            self.type.script_step_ids[0].text = "Good day {wife}"

    def test_a_callback_that_is_called_at_once_has_its_script(self):
        record = self._create_record().with_user(self.caller)
        record.log_attempt("phone", "busy")
        self.assertEqual(len(record.script_line_ids), 5)

    def test_the_form_ticks(self):
        with Form(self.mine) as form:
            with form.script_line_ids.edit(0) as line:
                line.is_said = True
        self.assertTrue(self.lines[0].is_said)

    def test_what_was_said_goes_into_the_file(self):
        self.mine.action_script_said()
        content = self.record._get_archive_content()["script"]
        self.assertEqual(len(content), 5)
        self.assertEqual(content[0]["text"], self.lines[0].text)
        self.assertTrue(content[0]["is_said"])


@tagged("post_install", "-at_install")
class TestCallerKeys(CallbackCommon):
    """A satisfied callback by phone takes few keys, from the queue to the archive."""

    #: The caller's way, one key each.
    WAY = (
        "action_start",
        "action_dial",
        "action_log_answered",
        "action_script_said",
        "action_fill_satisfied",
        "action_hang_up",
        "action_done",
        "action_archive",
    )

    def _buttons(self, record):
        """Return the hotkeys of the buttons of the form that show: {action: key}."""
        arch = etree.fromstring(record.get_view(view_type="form")["arch"])
        values = {
            name: record[name].id if field.type == "many2one" else record[name]
            for name, field in record._fields.items()
            if field.type not in ("one2many", "many2many", "binary")
        }
        values["uid"] = record.env.uid
        buttons = {}
        for button in arch.iterfind("header/button"):
            key = button.get("data-hotkey")
            hidden = button.get("invisible") or "False"
            if key and not safe_eval(hidden, values):
                self.assertNotIn(key, buttons.values(), button.get("string"))
                buttons[button.get("name")] = key
        return buttons

    def test_each_step_is_one_key(self):
        self.type.script_step_ids = [
            Command.create({"kind": "greeting", "text": "Good day {customer}."}),
            Command.create({"kind": "closing", "text": "Good bye."}),
        ]
        record = self._create_record().with_user(self.caller)
        for action in self.WAY:
            self.assertIn(action, self._buttons(record))
            getattr(record, action)()
        self.assertTrue(record.archive_id)
        self.assertEqual(record.result, "Satisfied")
        self.assertLessEqual(len(self.WAY), 12)
