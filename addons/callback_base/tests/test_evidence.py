# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PICTURE, RECORDING, CallbackCommon

MEGABYTE = 1024 * 1024


@tagged("post_install", "-at_install")
class TestEvidence(CallbackCommon):
    """What proves a callback on which channel (BASE-10, 39, 40)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls._create_record(user_id=cls.caller.id)
        cls.mine = cls.record.with_user(cls.caller)
        cls.visit = cls.env.ref("callback_base.callback_channel_visit")
        cls.type.channel_ids |= cls.visit
        cls.policy.state = "draft"
        cls.kinds = {
            kind.code: kind for kind in cls.env["callback.evidence.kind"].search([])
        }
        cls.letter_rule = cls.env["callback.evidence.rule"].create(
            {
                "policy_id": cls.policy.id,
                "channel_id": cls.letter.id,
                "kind_ids": [
                    Command.set([cls.kinds["receipt"].id, cls.kinds["envelope"].id])
                ],
                "need_ids": [
                    Command.create(
                        {
                            "kind_id": cls.kinds["customer_signature"].id,
                            "alternative_kind_ids": [
                                Command.set(cls.kinds["organisation_seal"].ids)
                            ],
                            "customer": "person",
                        }
                    ),
                    Command.create(
                        {
                            "kind_id": cls.kinds["organisation_seal"].id,
                            "customer": "company",
                        }
                    ),
                ],
            }
        )
        cls.phone_rule = cls.policy.evidence_rule_ids - cls.letter_rule
        cls.policy.state = "in_force"

    def _answer_by(self, channel, record=None):
        record = record or self.mine
        record.log_attempt(channel, "answered")
        record.write({"content": "Asked", "problem": "None", "result": "Fine"})
        return record

    def _ask_recording(self, **values):
        """Have the policy ask for recordings, whoever it was in force for."""
        self.phone_rule.kind_ids = self.kinds["recording"]
        self.policy.sudo().write(values)

    def test_ex_031_letter_from_an_institution(self):
        """F2-10: a company needs its seal, the receipt and the envelope."""
        self.customer.is_company = True
        record = self._answer_by("letter")
        self._add_evidence(record, "customer_signature")
        with self.assertRaisesRegex(UserError, "Organisation seal"):
            record.action_done()
        self._add_evidence(record, "organisation_seal")
        self._add_evidence(record, "receipt")
        with self.assertRaisesRegex(UserError, "missing: Envelope"):
            record.action_done()
        self._add_evidence(record, "envelope")
        record.action_done()
        self.assertEqual(self.record.state, "done")

    def test_f2_10_a_person_signs_or_seals(self):
        for kind in ("customer_signature", "organisation_seal"):
            record = self._answer_by(
                "letter",
                self._create_record(user_id=self.caller.id).with_user(self.caller),
            )
            self._add_evidence(record, "receipt")
            self._add_evidence(record, "envelope")
            with self.assertRaisesRegex(
                UserError, "Customer signature or Organisation seal"
            ):
                record.action_done()
            self._add_evidence(record, kind)
            record.action_done()
            self.assertEqual(record.state, "done")

    def test_base_10_evidence_by_customer_category(self):
        group = self.env["callback.customer.category"].create(
            {"name": "Group", "code": "grp"}
        )
        self.env["callback.evidence.need"].create(
            {
                "channel_id": self.visit.id,
                "kind_id": self.kinds["photo"].id,
                "category_ids": [Command.set(group.ids)],
            }
        )
        self.record.channel_id = self.visit
        self.assertEqual(self.record.evidence_missing, "Customer signature")
        self.customer.callback_category_id = group
        self.record.invalidate_recordset()
        self.assertIn("Customer signature", self.record.evidence_missing)
        self.assertIn("Photograph", self.record.evidence_missing)

    def test_base_10_checklist_of_the_form(self):
        self.customer.is_company = True
        self.record.channel_id = self.letter
        self._add_evidence(self.record, "receipt")
        self.assertEqual(
            [(line["label"], line["held"]) for line in self.mine.evidence_checklist],
            [("Receipt", True), ("Envelope", False), ("Organisation seal", False)],
        )

    def test_conditional_evidence_is_fixed_in_force(self):
        need = self.letter_rule.need_ids[0].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "in force"):
            need.customer = "all"
        with self.assertRaisesRegex(UserError, "in force"):
            need.unlink()
        copy = self.policy.copy({"code": "TP2"})
        rules = copy.evidence_rule_ids.filtered("need_ids")
        self.assertEqual(rules.need_ids.mapped("customer"), ["person", "company"])

    def test_ex_083_visit_in_person_and_signed(self):
        """T1-11, T1-15: a call does not finish it, nor a visit without signature."""
        self.rule.sudo().channel_ids = self.visit
        self._answer_by("phone")
        with self.assertRaisesRegex(UserError, "TP-1.*Phone.*On-site visit"):
            self.mine.action_done()
        self.mine.log_attempt("visit", "answered")
        with self.assertRaisesRegex(UserError, "missing: Customer signature"):
            self.mine.action_done()
        self._add_evidence(self.mine, "customer_signature")
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_f2_11_mail_needs_its_print(self):
        mail = self.env.ref("callback_base.callback_channel_email")
        self.type.channel_ids |= mail
        self._answer_by("email")
        with self.assertRaisesRegex(UserError, "missing: Printed e-mail"):
            self.mine.action_done()
        text = "From: a@example.com\nSubject: 回访\n\n满意".encode()
        self._add_evidence(
            self.mine, "mail_print", name="回访.txt", file=base64.b64encode(text)
        )
        self.mine.action_done()

    def test_base_40_signature_on_the_screen_is_kept_as_a_picture(self):
        evidence = self.env["callback.evidence"].with_user(self.caller)
        signed = evidence.create(
            {
                "record_id": self.record.id,
                "kind_id": self.kinds["customer_signature"].id,
                "signature": base64.b64encode(PICTURE),
            }
        )
        self.assertEqual(signed.name, "Customer signature.png")
        self.assertEqual(signed.mimetype, "image/png")
        self.assertEqual(signed.sha256, hashlib.sha256(PICTURE).hexdigest())
        self.assertEqual(base64.b64decode(signed.file), PICTURE)
        self._answer_by("visit").action_done()
        self.assertEqual(self.record.state, "done")

    def test_a_large_photograph_keeps_its_bytes(self):
        """Odoo makes pictures smaller when it stores them; evidence stays."""
        out = BytesIO()
        Image.new("RGB", (2500, 1800), "teal").save(out, "PNG")
        evidence = self._add_evidence(
            self.record, "photo", file=base64.b64encode(out.getvalue())
        )
        self.assertEqual(evidence.sha256, hashlib.sha256(out.getvalue()).hexdigest())
        self.assertEqual(evidence.file_size, len(out.getvalue()))

    # Files --------------------------------------------------------------------------

    def test_file_that_is_not_what_its_name_says_is_refused(self):
        refused = self.assertRaisesRegex(ValidationError, "call.wav.*WAV audio.*PNG")
        with refused, self.cr.savepoint():
            self._add_evidence(
                self.record,
                "recording",
                name="call.wav",
                file=base64.b64encode(PICTURE),
            )
        refused = self.assertRaisesRegex(ValidationError, r"\.exe.*PNG")
        with refused, self.cr.savepoint():
            self._add_evidence(self.record, "photo", name="photo.exe")
        self.assertFalse(self.record.evidence_ids)

    def test_renaming_does_not_get_round_the_check(self):
        evidence = self._add_evidence(self.record, "photo")
        with self.assertRaisesRegex(ValidationError, "not what its name says"):
            evidence.with_user(self.caller).name = "photo.pdf"

    def test_type_must_be_one_the_kind_accepts(self):
        with self.assertRaisesRegex(ValidationError, "PNG picture.*WAV audio"):
            self._add_evidence(
                self.record,
                "recording",
                name="proof.png",
                file=base64.b64encode(PICTURE),
            )
        self.kinds["recording"].file_type_ids = False
        self._add_evidence(
            self.record, "recording", name="no ending", file=base64.b64encode(PICTURE)
        )

    def test_size_limit_of_the_kind(self):
        self.kinds["recording"].size_limit = 1
        sound = RECORDING + bytes(MEGABYTE)
        with self.assertRaisesRegex(ValidationError, "1.0 MB.*Recording may have 1 MB"):
            self._add_evidence(self.record, "recording", file=base64.b64encode(sound))
        self.kinds["recording"].size_limit = 2
        self._add_evidence(self.record, "recording", file=base64.b64encode(sound))

    # Recordings -----------------------------------------------------------------------

    def _call(self, ring=20, talk=90):
        start = datetime(2026, 3, 3, 2, 5)
        self.mine.log_attempt("phone", "answered", start, ring, talk)
        self.mine.write({"content": "Asked", "problem": "None", "result": "Fine"})
        return start

    def _record_call(self, start, begin, end):
        return self._add_evidence(
            self.record,
            "recording",
            date_start=start + timedelta(seconds=begin),
            date_end=start + timedelta(seconds=end),
        )

    def test_f3_17_recording_must_cover_the_call(self):
        self._ask_recording(recording_tolerance=0)
        start = self._call(ring=20, talk=90)
        late = self._record_call(start, 21, 110)
        with self.assertRaisesRegex(UserError, "TP.*does not cover the call"):
            self.mine.action_done()
        late.write({"date_start": start + timedelta(seconds=20)})
        self.mine.action_done()
        self.assertEqual(self.record.state, "done")

    def test_f3_17_tolerance_is_the_policys(self):
        self._ask_recording(recording_tolerance=3)
        start = self._call(ring=0, talk=60)
        recording = self._record_call(start, 3, 56)
        with self.assertRaisesRegex(UserError, "does not cover"):
            self.mine.action_done()
        recording.date_end = start + timedelta(seconds=57)
        self.mine.action_done()

    def test_f3_17_two_recordings_without_a_gap_cover_together(self):
        self._ask_recording(recording_tolerance=0)
        start = self._call(ring=0, talk=60)
        self._record_call(start, 0, 30)
        second = self._record_call(start, 31, 70)
        with self.assertRaisesRegex(UserError, "does not cover"):
            self.mine.action_done()
        second.date_start = start + timedelta(seconds=30)
        self.mine.action_done()

    def test_f3_17_recording_without_times(self):
        self._ask_recording(recording_cover="must")
        self._call()
        recording = self._add_evidence(self.record, "recording")
        with self.assertRaisesRegex(UserError, "unknown times"):
            self.mine.action_done()
        recording.unlink()
        self.policy.sudo().recording_cover = "known"
        self._add_evidence(self.record, "recording")
        self.mine.action_done()

    def test_f3_01_policy_may_accept_no_missing_recording(self):
        self._ask_recording()
        self._call()
        self.env["callback.evidence"].with_user(self.caller).create(
            {
                "record_id": self.record.id,
                "kind_id": self.kinds["recording"].id,
                "state": "missing",
                "reason": "Recorder failed",
            }
        )
        self.phone_rule.accept_missing = False
        with self.assertRaisesRegex(UserError, "missing: Recording"):
            self.mine.action_done()
        self.phone_rule.accept_missing = True
        self.mine.action_done()

    def test_base_39_another_line_needs_a_reason(self):
        """F2-09, F3-20: and its recordings must be searchable."""
        other = self.env.ref("callback_base.callback_line_other")
        with self.assertRaisesRegex(ValidationError, "Give the reason"):
            self._add_evidence(
                self.record, "recording", line_id=other.id, is_searchable=True
            )
        with self.assertRaisesRegex(ValidationError, "searched and replayed"):
            self._add_evidence(
                self.record, "recording", line_id=other.id, line_reason="No answer"
            )
        self._add_evidence(
            self.record,
            "recording",
            line_id=other.id,
            line_reason="The customer did not answer the service number",
            is_searchable=True,
        )

    # Guards ---------------------------------------------------------------------------

    def test_evidence_of_a_finished_callback_stays(self):
        evidence = self._add_evidence(self.record, "recording")
        self._finish(self.mine)
        mine = evidence.with_user(self.caller)
        for user in (self.caller, self.supervisor, self.manager):
            with self.assertRaisesRegex(UserError, "is finished"):
                evidence.with_user(user).unlink()
            with self.assertRaisesRegex(UserError, "is finished"):
                evidence.with_user(user).name = "other.wav"
        self._add_evidence(self.mine, "photo")
        self.assertEqual(len(self.record.evidence_ids), 2)
        with self.assertRaisesRegex(UserError, "is finished"):
            mine.record_id = self._create_record(user_id=self.caller.id)

    def test_evidence_cannot_be_moved_into_an_archived_callback(self):
        sealed = self._create_record(user_id=self.caller.id).with_user(self.caller)
        self._finish(sealed).action_archive()
        evidence = self._add_evidence(self.record, "photo")
        with self.assertRaisesRegex(UserError, "archived"):
            evidence.with_user(self.caller).record_id = sealed
        with self.assertRaisesRegex(UserError, "archived"):
            evidence.sudo().record_id = sealed

    def test_evidence_needs_a_callback(self):
        with self.assertRaisesRegex(ValidationError, "to which callback"):
            self._add_evidence(self.env["callback.record"], "photo")

    def test_results_of_checks_are_not_given(self):
        evidence = self._add_evidence(self.record, "photo").with_user(self.caller)
        for values in (
            {"check_state": "intact"},
            {"external_ref": "x"},
            {"file_size": 3},
        ):
            with self.assertRaises(AccessError):
                evidence.write(values)

    def test_the_file_is_changed_on_the_evidence_only(self):
        evidence = self._add_evidence(self.record, "photo")
        attachment = evidence._get_attachments()[evidence].with_user(self.caller)
        other = base64.b64encode(RECORDING)
        with self.assertRaises(AccessError):
            attachment.write({"datas": other})
        with self.assertRaises(AccessError):
            attachment.write({"raw": RECORDING, "mimetype": attachment.mimetype})
        with self.assertRaises(AccessError):
            attachment.unlink()
        values = {
            "name": "file",
            "res_model": "callback.evidence",
            "res_id": evidence.id,
            "datas": other,
        }
        model = self.env["ir.attachment"].with_user(self.caller)
        with self.assertRaises(AccessError):
            model.create({**values, "res_field": "file"})
        with self.assertRaises(AccessError):
            model.create(values).write({"res_field": "file"})

    def test_files_may_move_to_another_storage(self):
        self._add_evidence(self.record, "recording")
        self._finish(self.mine)
        self.record.action_archive()
        evidence = self.record.evidence_ids
        admin = self.env.ref("base.user_admin")
        parameters = self.env["ir.config_parameter"].sudo()
        for storage in ("db", "file"):
            parameters.set_param("ir_attachment.location", storage)
            evidence._get_attachments()[evidence].with_user(admin)._migrate()
            self.env.invalidate_all()
            stored = evidence._get_attachments()[evidence]
            self.assertEqual(bool(stored.store_fname), storage == "file")
            self.assertEqual(evidence._verify(), {evidence: "intact"})

    def test_address_of_an_external_file(self):
        values = {"file": False, "sha256": "a" * 64}
        with self.assertRaisesRegex(ValidationError, "begins with one of"):
            self._add_evidence(
                self.record, "recording", url="javascript:alert(1)", **values
            )
        self._add_evidence(self.record, "recording", url="https://x/1", **values)
