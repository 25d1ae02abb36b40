# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .questionnaire_common import QuestionnaireCommon

SECTIONS = (
    "Purpose\nScope\nDuties\nTime\nSampled rooms\nDemands\nContent of the form\n"
    "Penalties for cheating"
)


class SatisfactionCommon(QuestionnaireCommon):
    """A policy with a half-yearly survey like P3, and a round of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey_rule = cls._survey_rule()

    @classmethod
    def _survey_policy(cls, code, **values):
        """Return a policy in force since 2020."""
        policy = cls.env["callback.policy"].create(
            {
                "name": code,
                "code": code,
                "company_id": cls.env.company.id,
                "calendar_id": cls.calendar.id,
                "date_from": "2020-01-01",
                "clause_ids": [
                    Command.create({"code": f"{code}-03", "name": "S", "kind": kind})
                    if kind == "sampling"
                    else Command.create(
                        {"code": f"{code}-{kind}", "name": kind, "kind": kind}
                    )
                    for kind in ("sampling", "quota", "form_field", "penalty")
                ],
                **values,
            }
        )
        return policy

    @classmethod
    def _survey_rule(cls, code="P3T", convention=None, **values):
        policy = cls._survey_policy(code)
        if convention:
            cls.env["callback.policy.setting"].create(
                {
                    "policy_id": policy.id,
                    "setting_id": cls.env.ref("callback_base.callback_setting_x_09").id,
                    "value": convention,
                }
            )
        rule = cls.env["callback.satisfaction.rule"].create(
            {
                "name": "Half-yearly survey",
                "policy_id": policy.id,
                "clause_ids": [Command.set(policy.clause_ids.ids)],
                "period": "half_year",
                "round_count": 1,
                "quantity": 1,
                "unit": "month",
                "has_recovery_target": True,
                "deduction": 1,
                "truth_target": 0.95,
                "check_rate": 0.05,
                "needs_notice": True,
                "needs_training": True,
                "section_names": SECTIONS,
                "survey_id": cls.survey.id,
                "group_ids": [
                    Command.create({"name": "Occupied households", "rate": 0.8})
                ],
                **values,
            }
        )
        policy.action_activate()
        return rule

    @classmethod
    def _round(cls, rule=None, population=1203, **values):
        """Return a draft of the supervisor, complete but for the target."""
        rule = rule or cls.survey_rule
        survey = (
            cls.env["callback.satisfaction.round"]
            .with_user(cls.supervisor)
            .create(
                {
                    "name": "Round",
                    "rule_id": rule.id,
                    "department_id": cls.branch.id,
                    **values,
                }
            )
        )
        survey.section_ids.write({"text": "Written down"})
        survey.group_ids.write({"population": population})
        return survey

    @classmethod
    def _to_issuing(cls, survey):
        """Publish, train, confirm by the second person and begin."""
        survey.write(
            {
                "date_notice": "2026-03-01",
                "is_trained": True,
                "date_training": "2026-03-02",
                "trained_names": "Li, Wang",
            }
        )
        survey.with_user(cls.chief).action_confirm()
        survey.action_issue()
        return survey

    @classmethod
    def _forms(cls, survey, count, returned=0, satisfied=None, user=None):
        """Return forms that the caller handed out; the first ones came back."""
        satisfied = returned if satisfied is None else satisfied
        return cls.env["callback.satisfaction.form"].create(
            [
                {
                    "round_id": survey.id,
                    "name": f"{survey.id}-{number:04}",
                    "user_id": (user or cls.caller).id,
                    "date_issued": "2026-03-05",
                    "date_returned": number < returned and "2026-03-10",
                    "satisfaction": number < returned
                    and ("satisfied" if number < satisfied else "dissatisfied"),
                }
                for number in range(count)
            ]
        )
