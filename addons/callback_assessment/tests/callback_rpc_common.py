# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger

from .callback_assessment_common import AssessmentCommon

INFORMANT = "callback_assessment.callback_group_informant"


class RpcCommon(AssessmentCommon, HttpCase):
    """Requests of each role by JSON-2 with a key, and by the web client's door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._new_user("cb_clerk", INFORMANT, cls.head_office)
        reviewer = "callback_assessment.callback_group_reviewer"
        cls.reviewer = cls._new_user("cb_reviewer", reviewer, cls.head_office)
        cls.plain = new_test_user(cls.env, "cb_plain", groups="base.group_user")
        users = cls.caller | cls.supervisor | cls.reviewer | cls.manager | cls.hr
        cls.roles = users | cls.auditor | cls.plain

    def setUp(self):
        super().setUp()
        self.keys = {}  # a key ends with its test

    def _ask(self, user, model, method, ids=None, **kwargs):
        """Return (whether it was done, the answer or the error) by JSON-2."""
        if user not in self.keys:
            keys = self.env(user=user)["res.users.apikeys"].sudo()
            expiry = datetime.now() + timedelta(days=1)
            self.keys[user] = keys._generate(None, "test", expiry)
        if ids is not None:
            kwargs["ids"] = ids
        self.env.flush_all()
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(kwargs),
                headers={
                    "Authorization": f"Bearer {self.keys[user]}",
                    "Content-Type": "application/json",
                },
            )
        self.env.invalidate_all()
        return answer.status_code == 200, answer.json()

    def _click(self, user, model, method, *args, **kwargs):
        """Return the same by the door of the web client."""
        self.authenticate(user.login, user.login.ljust(8, "x"))
        self.env.flush_all()
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                data=json.dumps({"jsonrpc": "2.0", "params": params}),
                headers={"Content-Type": "application/json"},
            ).json()
        self.env.invalidate_all()
        error = answer.get("error")
        return (False, error["data"]) if error else (True, answer.get("result"))

    def _refuse(self, found, pattern="."):
        """Check that a request was refused in words that say why, not by a crash."""
        done, error = found
        self.assertFalse(done, error)
        self.assertTrue(error["name"].startswith("odoo.exceptions."), error["name"])
        self.assertRegex(error["message"], pattern)

    def _make(self, user, model, values, context):
        """Return what both doors make of values and a forged context."""
        records = self.env[model]
        # Each door gets values of its own, where something is there once only.
        for door, vals in enumerate(values):
            if door:
                done, ids = self._click(user, model, "create", vals, context=context)
            else:
                done, ids = self._ask(
                    user, model, "create", vals_list=vals, context=context
                )
            self.assertTrue(done, ids)
            records |= records.browse(ids)
        return records
