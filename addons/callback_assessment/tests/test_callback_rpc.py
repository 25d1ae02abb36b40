# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import json

from odoo.fields import Command
from odoo.tests import tagged

from .callback_rpc_common import RpcCommon


@tagged("post_install", "-at_install")
class TestRpc(RpcCommon):
    """Each role tries what its buttons do not offer; nothing changes."""

    def _state(self, records):
        self.env.flush_all()
        self.env.invalidate_all()
        names = [n for n, f in records._fields.items() if f.store and f.column_type]
        return records.sudo().read(names)

    def test_written_directly(self):
        """ASMT-13: nobody writes amount, state or people of a line, or makes one."""
        line = self._propose(self._new_rule("W", amount=12.34))
        before = self._state(line)
        model = line._name
        for user in self.roles:
            for vals in (
                {"state": "final"},
                {"amount": 0.01},
                {"user_id": self.chief.id},
                {"employee_id": self.head.id},
                {"appeal_deadline": "2026-01-01 00:00:00"},
                {"violation_id": False},
            ):
                found = self._ask(user, model, "write", line.ids, vals=vals)
                self._refuse(found)
            values = {"source_key": "x", "direction": "award", "kind": "money"}
            values |= {"employee_id": self.employee.id, "date": "2026-03-02"}
            for method, kwargs in (
                ("create", {"vals_list": [{**values, "amount": 99.99}]}),
                ("copy", {"ids": line.ids}),
                ("unlink", {"ids": line.ids}),
                ("load", {"fields": ["amount"], "data": [["1"]]}),
                ("_propose", {"vals_list": [values]}),
                ("_set_final", {"ids": line.ids}),
                ("_hand_over", {"period": "2026-03-01", "company": 1}),
            ):
                done, found = self._ask(user, model, method, **kwargs)
                if method == "load" and done:
                    self.assertFalse(found["ids"])
                else:
                    self._refuse((done, found))
        self.assertEqual(self._state(line), before)
        self.assertEqual(self.env[model].search_count([("amount", "=", 99.99)]), 0)

    def test_lines_of_others(self):
        """ASMT-16: neither read, found, counted, listed, exported nor appealed."""
        line = self._propose(self._new_rule("R", amount=12.34), facts="Late")
        model, ids = line._name, line.ids
        outsiders = self.plain | self.clerk | self.reviewer | self.caller
        for user in outsiders:
            self._refuse(self._ask(user, model, "read", ids, fields=["amount"]))
            self._refuse(
                self._ask(user, model, "export_data", ids, fields_to_export=["amount"]),
            )
            for method, kwargs in (
                ("search_read", {"domain": [("amount", "=", 12.34)]}),
                ("name_search", {"name": line.name}),
                (
                    "formatted_read_group",
                    {
                        "domain": [("id", "in", ids)],
                        "groupby": ["employee_id"],
                        "aggregates": ["amount:sum"],
                    },
                ),
                ("search_count", {"domain": [("id", "in", ids)]}),
            ):
                done, found = self._ask(user, model, method, **kwargs)
                self.assertTrue(done, found)
                self.assertFalse(found, (user.login, method))
            domain = [("model", "=", model), ("res_id", "in", ids)]
            found = self._ask(user, "mail.message", "search_read", domain=domain)
            self.assertEqual(found, (True, []))
            vals = {"sanction_id": line.id, "facts": "x"}
            self._refuse(self._ask(user, "callback.appeal", "create", vals_list=vals))

    def test_moved_to_a_line_not_told(self):
        """ASMT-14: a draft of an appeal is not moved to a line not told either."""
        told, secret = (
            self._propose(self._new_rule(code, amount=5)) for code in ("T", "S")
        )
        self._confirm(told).with_user(self.hr).action_notify()
        appeal = self.env["callback.appeal"].with_user(self.caller)
        appeal = appeal.create({"sanction_id": told.id, "facts": "Not I"})
        for line, done in ((secret, False), (told, True)):
            found = self._ask(
                *(self.caller, appeal._name, "write", appeal.ids),
                vals={"sanction_id": line.id},
            )
            self.assertEqual(found[0], done, found)
        self.assertEqual(appeal.sanction_id, told)

    def test_hand_over_twice(self):
        """ASMT-15: by human resources only, once, and never during an appeal."""
        line = self._finish(self._propose(self._new_rule("H", amount=12.34)))
        other = self._finish(self._propose(self._new_rule("HA", amount=43.21)))
        file = self.env["ir.attachment"].with_user(self.hr)
        file = file.create({"name": "Proof", "datas": base64.b64encode(b"At work")})
        appeal = self.env["callback.appeal"].with_user(self.hr)
        appeal = appeal.create(
            {
                "sanction_id": other.id,
                "facts": "Was ill",
                "late_reason": "In hospital",
                "evidence_ids": [Command.link(file.id)],
            }
        )
        appeal.action_submit()
        model = "callback.sanction.handover"
        for user in self.roles - self.hr:
            self._refuse(self._ask(user, model, "hand_over", period="2026-03-31"))
        for kwargs, pattern in (
            ({"period": "31.03.2026"}, "“31.03.2026” is no date"),
            ({"period": 20260331}, "“20260331” is no date"),
            ({"company": "Other"}, "“Other” is no number of a company"),
            ({"company": [1]}, "is no number of a company"),
            ({"company": 10**6}, "companies of your own"),
        ):
            self._refuse(self._ask(self.hr, model, "hand_over", **kwargs), pattern)
        self.assertEqual((line | other).mapped("state"), ["final", "final"])
        for count in (1, 0):
            done, _ids = self._ask(self.hr, model, "hand_over", period="2026-03-31")
            self.assertTrue(done)
            self.assertEqual(line.state, "handed_over")
            handovers = self.env[model].search([("sanction_ids", "in", line.ids)])
            self.assertEqual(len(handovers), 1, count)
        self.assertEqual((other.state, other.handover_id.ids), ("final", []))

    def test_closed_assessment(self):
        """ASMT-06: a closed assessment stays, whoever asks and through its lines."""
        card = self._new_card("CL", [("A", 100, "manual")])
        one = self._assess(card, "2026-03-01", 87.5)
        before = self._state(one), self._state(one.line_ids)
        line = one.line_ids.id
        for user in self.roles:
            for vals in (
                {"score": 100},
                {"state": "draft"},
                {"date_from": "2026-04-01"},
                {"line_ids": [[1, line, {"typed_score": 100}]]},
                {"line_ids": [[2, line, 0]]},
            ):
                found = self._ask(user, one._name, "write", one.ids, vals=vals)
                self._refuse(found)
            for model, method, kwargs in (
                ("callback.assessment", "action_confirm", {"ids": one.ids}),
                ("callback.assessment", "unlink", {"ids": one.ids}),
                (
                    "callback.assessment.line",
                    "write",
                    {"ids": [line], "vals": {"typed_score": 100}},
                ),
                ("callback.assessment.line", "unlink", {"ids": [line]}),
            ):
                self._refuse(self._ask(user, model, method, **kwargs))
        self.assertEqual((self._state(one), self._state(one.line_ids)), before)

    def test_cancelled_callback(self):
        """EX-071: no proposal for a cancelled callback; rule and number are named."""
        record = self._create_record(user_id=self.caller.id)
        report = self._report(self._new_rule("CR", amount=5), record_id=record.id)
        self.env.cr.execute(
            "UPDATE callback_record SET state = 'cancelled' WHERE id = %s", [record.id]
        )
        self._refuse(
            self._ask(self.supervisor, report._name, "action_confirm", report.ids),
            f"CR.*{record.name} was cancelled",
        )
        self.assertFalse(report.sudo().sanction_ids)

    def test_who_reported(self):
        """G1-87: no door tells who reported, not by files or followers either."""
        person = (
            self.env["callback.informant"]
            .with_user(self.clerk)
            .create({"person": "Zhang Secret", "phone": "13900001111"})
        )
        rule = self._new_rule("WR", amount=5, direction="award", target="outside")
        vals = {"rule_id": rule.id, "case_ref": "HZ-9", "date": "2026-03-02"}
        reward = self.env["callback.reward"].with_user(self.clerk)
        reward = reward.create({**vals, "informant_id": person.id})
        files = self.env["ir.attachment"].with_user(self.clerk)
        files.create(
            {
                "name": "Zhang Secret.txt",
                "datas": base64.b64encode(b"Zhang Secret"),
                "res_model": person._name,
                "res_id": person.id,
            }
        )
        reading = {"informant_id": {"fields": {"person": {}}}}
        doors = (
            (person._name, "read", {"ids": person.ids, "fields": ["person"]}),
            (person._name, "search_read", {"domain": []}),
            (person._name, "name_search", {"name": ""}),
            (reward._name, "read", {"ids": reward.ids}),
            (reward._name, "read", {"ids": reward.ids, "fields": ["informant_id"]}),
            (reward._name, "web_read", {"ids": reward.ids, "specification": reading}),
            (reward._name, "search_read", {"domain": [], "order": "informant_id"}),
            (
                reward._name,
                "search_count",
                {"domain": [("informant_id.person", "ilike", "Zhang")]},
            ),
            (
                reward._name,
                "formatted_read_group",
                {"domain": [], "groupby": ["informant_id"], "aggregates": ["__count"]},
            ),
            (
                reward._name,
                "export_data",
                {"ids": reward.ids, "fields_to_export": ["informant_id/person"]},
            ),
            (
                "mail.message",
                "search_read",
                {"domain": [("model", "like", "callback")]},
            ),
            ("mail.followers", "search_read", {"domain": []}),
            ("ir.attachment", "search_read", {"domain": [("name", "like", "Zhang")]}),
        )
        for user in self.roles:
            for model, method, kwargs in doors:
                with self.subTest(user=user.login, model=model, method=method):
                    done, found = self._ask(user, model, method, **kwargs)
                    if method == "search_count":
                        self.assertFalse(done)
                    if done:
                        self.assertNotIn("Zhang", json.dumps(found))
        done, found = self._ask(self.clerk, *doors[0][:2], **doors[0][2])
        self.assertEqual((done, found[0]["person"]), (True, "Zhang Secret"))
