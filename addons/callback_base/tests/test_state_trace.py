# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CallbackCommon

#: Models whose state is traced by columns of their own: who, when, from one state only.
DECIDED_ONCE = {
    "callback.complaint.extension": {"approver_id", "date_decided"},
    "callback.sample.exclusion": {"user_id", "approver_id", "date_decided"},
}
#: States that say what a row is and are set with it.
SET_WITH_THE_ROW = {"callback.evidence"}
#: States that follow a document, by the field that names it: its trace is theirs.
FOLLOWS = {"callback.sanction.payment": "payslip_id"}
#: Registers that nobody deletes, not even a superuser through the ORM (BASE-23).
REGISTERS = (
    *("callback.access.log", "callback.archive", "callback.attempt"),
    *("callback.breach", "callback.conflict", "callback.exclusion"),
    "callback.extension",
)


@tagged("post_install", "-at_install")
class TestStateTrace(CallbackCommon):
    """Every change of state has user, time, old and new value (BASE-52, F2-01)."""

    def test_every_state_is_traced(self):
        checked = 0
        for name, model in self.env.items():
            field = model._fields.get("state")
            ours = name.startswith("callback.") and not model._abstract
            # Reports are read from other models, which keep the trace.
            if not ours or model._transient or not model._auto:
                continue
            if not field or not field.store:
                continue
            if field.compute or name in SET_WITH_THE_ROW:
                continue
            checked += 1
            with self.subTest(model=name):
                if name in FOLLOWS:
                    model = self.env[model._fields[FOLLOWS[name]].comodel_name]
                    field = model._fields["state"]
                if name in DECIDED_ONCE:
                    self.assertLessEqual(DECIDED_ONCE[name], set(model._fields))
                    continue
                self.assertIn("message_ids", model._fields)
                self.assertTrue(getattr(field, "tracking", None))
        self.assertGreater(checked, 8)

    def test_registers_are_not_deleted(self):
        for name in REGISTERS:
            with self.subTest(model=name):
                hooks = [
                    method
                    for method in dir(type(self.env[name]))
                    if method.startswith("_unlink_never")
                ]
                self.assertTrue(hooks)
                with self.assertRaises(UserError):
                    getattr(self.env[name], hooks[0])()
