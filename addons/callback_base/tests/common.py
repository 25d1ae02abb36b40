# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon

GROUP = "callback_base.callback_group_"
#: The smallest files that are what their names say.
RECORDING = (
    b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0"
    b"data\0\0\0\0"
)
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class CallbackCommon(BaseCommon):
    """A small world: a department tree, a user for each role, one policy.

    Other addons build their tests on it. Times are Asia/Shanghai (UTC+8).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What is said is compared in English, whatever the database speaks.
        cls.env["res.lang"]._activate_lang("en_US")
        cls._set_up_people()
        cls._set_up_policy()

    @classmethod
    def _set_up_people(cls):
        department = cls.env["hr.department"]
        cls.head_office = department.create({"name": "Head office"})
        cls.branch = department.create(
            {"name": "Branch", "parent_id": cls.head_office.id}
        )
        cls.other_branch = department.create(
            {"name": "Other branch", "parent_id": cls.head_office.id}
        )
        (
            cls.caller,
            cls.other_caller,
            cls.supervisor,
            cls.chief,
            cls.manager,
            cls.auditor,
        ) = cls._new_users(
            ("cb_caller", "caller", cls.branch),
            ("cb_caller2", "caller", cls.other_branch),
            ("cb_supervisor", "supervisor", cls.branch),
            ("cb_chief", "supervisor", cls.head_office),
            ("cb_manager", "manager", cls.head_office),
            ("cb_auditor", "auditor", None),
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Customer", "phone": "+86 22 0000 0000", "lang": "en_US"}
        )

    @classmethod
    def _new_user(cls, login, role, department=None):
        """Return a new user; the password is the login, at least 8 letters."""
        return cls._new_users((login, role, department))

    @classmethod
    def _new_users(cls, *people):
        """Return new users, made at once: of (login, role, department) each.

        A role is the end of the XML id of a group of this addon, or a whole XML id.
        """
        users = cls.env["res.users"].create(
            [
                {
                    "name": f"{login} ({role})",
                    "login": login,
                    "password": login.ljust(8, "x"),
                    "email": f"{login}@example.com",
                    "group_ids": [
                        Command.set(
                            cls.env.ref(role if "." in role else GROUP + role).ids
                        )
                    ],
                    "tz": "Asia/Shanghai",
                    "lang": "en_US",
                }
                for login, role, _department in people
            ]
        )
        cls.env["hr.employee"].create(
            [
                {"name": login, "user_id": user.id, "department_id": department.id}
                for user, (login, _role, department) in zip(users, people, strict=True)
                if department
            ]
        )
        return users

    @classmethod
    def _set_up_policy(cls):
        cls.phone = cls.env.ref("callback_base.callback_channel_phone")
        cls.letter = cls.env.ref("callback_base.callback_channel_letter")
        cls.calendar = cls.env.ref("callback_base.calendar_standard")
        cls.category = cls.env["callback.archive.category"].create(
            {"name": "Test class", "code": "TST", "retention_years": 1}
        )
        cls.type = cls.env["callback.type"].create(
            {
                "name": "Test type",
                "code": "test",
                "archive_category_id": cls.category.id,
                "channel_ids": [Command.set([cls.phone.id, cls.letter.id])],
                "phrase_content": "Asked",
                "phrase_problem": "None",
                "phrase_result": "Satisfied",
            }
        )
        cls.policy = cls.env["callback.policy"].create(
            {
                "name": "Test policy",
                "code": "TP",
                "calendar_id": cls.calendar.id,
                "attempt_min": 3,
                "attempt_ring_seconds": 20,
                "statement_day": 5,
                "statement_hour": 16,
                "clause_ids": [
                    Command.create(
                        {"code": "TP-1", "name": "In time", "kind": "deadline"}
                    )
                ],
                "evidence_rule_ids": [Command.create({"channel_id": cls.phone.id})],
            }
        )
        cls.rule = cls.env["callback.rule"].create(
            {
                "name": "Test rule",
                "policy_id": cls.policy.id,
                "type_id": cls.type.id,
                "model_id": cls.env["ir.model"]._get_id("callback.record"),
                "domain": "[('id', '=', 0)]",
                "event_field": "date_event",
                "channel_id": cls.phone.id,
                "clause_ids": [Command.set(cls.policy.clause_ids.ids)],
                "step_ids": [
                    Command.create(
                        {
                            "name": "Callback",
                            "quantity": 24,
                            "unit": "hour",
                            "covers_archive": True,
                        }
                    )
                ],
            }
        )
        cls.step = cls.rule.step_ids
        cls.policy.action_activate()

    @classmethod
    def _create_record(cls, **values):
        """Return a new callback of the test policy, by default of the branch."""
        return cls.env["callback.record"].create(
            {
                "step_id": cls.step.id,
                "partner_id": cls.customer.id,
                "department_id": cls.branch.id,
                **values,
            }
        )

    @classmethod
    def _finish(cls, record, **values):
        """Reach the customer and finish the record as a caller would."""
        record.log_attempt("phone", "answered")
        record.write(
            {
                "content": "Asked",
                "problem": "None",
                "result": "Fine",
                "satisfaction": "satisfied",
                **values,
            }
        )
        record.action_done()
        return record

    @classmethod
    def _add_evidence(cls, record, code, **values):
        kind = cls.env.ref(f"callback_base.callback_evidence_kind_{code}")
        recorded = code == "recording"
        return cls.env["callback.evidence"].create(
            {
                "record_id": record.id,
                "kind_id": kind.id,
                "name": "proof.wav" if recorded else "proof.png",
                "file": base64.b64encode(RECORDING if recorded else PICTURE),
                **values,
            }
        )
