# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time

from odoo.addons.callback_base.tests.plan_common import china
from odoo.addons.callback_base.tests.scenario_common import ScenarioCommon

MODELS = {
    "account": "callback.finance.account",
    "contract": "callback.finance.contract",
    "change": "callback.finance.change",
}


class FinanceCommon(ScenarioCommon):
    """The shipped policies on calendar A, an outlet with adviser Li and a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policies = {
            code: cls.env.ref(f"callback_finance.policy_{code}")
            for code in ("f1", "f2", "f3", "f4")
        }
        cls._use_calendar(cls.calendar_a)
        cls.li = cls._new_user("cb_li_adviser", "caller", cls.branch)
        cls.adviser = cls.li.employee_id
        cls.account = cls._account("T-100")

    @classmethod
    def _use_calendar(cls, calendar):
        for policy in cls.policies.values():
            policy.calendar_id = calendar

    @classmethod
    def _use_complaint_policy(cls, policy):
        """Complaints follow this policy alone, no other pack and no demonstration."""
        others = cls.env["callback.complaint.process"].search(
            [("policy_id", "!=", policy.id)]
        )
        others.policy_id.write({"state": "superseded", "date_to": False})

    @classmethod
    def _account(cls, name, **values):
        return cls.env[MODELS["account"]].create(
            {
                "name": name,
                "partner_id": cls.customer.id,
                "department_id": cls.branch.id,
                "manager_id": cls.adviser.id,
                "date_opened": "2025-01-02",
                **values,
            }
        )

    @classmethod
    def _contract(cls, name, signed, **values):
        """Return a contract signed at a Shanghai time."""
        return cls.env[MODELS["contract"]].create(
            {
                "name": name,
                "account_id": cls.account.id,
                "date_signed": china(signed),
                **values,
            }
        )

    @classmethod
    def _sweep(cls, document):
        """Sweep as a supervisor and return the callbacks of the document."""
        cls.env["callback.rule"].with_user(cls.supervisor).sweep()
        return cls._callbacks(document)

    @classmethod
    def _callbacks(cls, documents):
        return cls.env["callback.record"].search(
            [("res_model", "=", documents._name), ("res_id", "in", documents.ids)]
        )

    @classmethod
    def _answer_of(cls, record, **answers):
        """Enter answers by the last part of the XML ids of question and option."""
        survey = record.type_id.survey_id
        if not survey:
            return
        survey = survey.get_external_id()[survey.id]
        chosen = {}
        for question, answer in answers.items():
            name = f"{survey}_{question}"
            option = cls.env.ref(f"{name}_{answer}")
            chosen[cls.env.ref(name).id] = option.id
        record.save_answers(chosen)

    @classmethod
    def _talk(cls, record, **answers):
        """Say the script and enter the answers of a content customer."""
        usual = {
            "finance_contract": {
                **dict.fromkeys(("papers", "points", "understood", "answered"), "yes"),
                "education": "yes",
            },
            "finance_continuous": {
                **dict.fromkeys(("basis", "disclosed", "timely", "education"), "yes"),
                **dict.fromkeys(("guaranteed", "behalf"), "no"),
            },
        }
        kind = usual.get(record.type_id.code, {})
        cls._answer_of(record, **{**kind, "satisfaction": "satisfied", **answers})
        record.sudo().script_line_ids.write({"is_said": True})

    @classmethod
    def _call(cls, record, moment, finished=None, user=None, **values):
        """Reach the customer by phone and finish the callback at a Shanghai time."""
        with freeze_time(china(moment)):
            mine = record.with_user(user or cls.caller)
            mine.action_start()
            mine.log_attempt("phone", "answered", talk_seconds=60)
            cls._talk(mine)
            cls._add_evidence(mine, "recording")
            mine.write(
                {
                    "content": "Asked",
                    "problem": "None",
                    "result": "Fine",
                    "satisfaction": "satisfied",
                    **values,
                }
            )
        with freeze_time(china(finished or moment)):
            mine.action_done()
        return record

    def _local(self, moment):
        return str(moment + (moment - china(str(moment)))) if moment else ""
