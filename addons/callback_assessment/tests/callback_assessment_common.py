# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command, Date

from .callback_sanction_common import SanctionCommon

#: code, lower, upper, lower counts, upper counts: the scale of A1.
A1 = [
    ("A", 90, 100, False, True),
    ("B", 80, 90, False, True),
    ("C", 70, 80, False, True),
    ("D", 60, 70, False, True),
    ("E", 0, 60, True, True),
]


class AssessmentCommon(SanctionCommon):
    """Scales and scorecards of the test, by hand and from records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scale = cls._new_scale(A1)

    @classmethod
    def _new_scale(cls, rows, **values):
        return cls.env["callback.grade.scale"].create(
            {
                "name": "Test scale",
                "grade_ids": [
                    Command.create(
                        {
                            "code": code,
                            "name": f"Grade {code}",
                            "sequence": place,
                            "lower": lower,
                            "upper": upper,
                            "lower_closed": lower_closed,
                            "upper_closed": upper_closed,
                        }
                    )
                    for place, (code, lower, upper, lower_closed, upper_closed) in (
                        enumerate(rows)
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _new_card(cls, code, criteria, rules=(), activate=True, **values):
        """Return a scorecard: (name, weight, source) each; dicts of consequences."""
        grades = {grade.code: grade.id for grade in cls.scale.grade_ids}
        card = cls.env["callback.scorecard"].create(
            {
                "name": f"Card {code}",
                "code": code,
                "scale_id": cls.scale.id,
                "department_ids": [Command.set(cls.head_office.ids)],
                "criterion_ids": [
                    Command.create({"name": name, "weight": weight, "source": source})
                    for name, weight, source in criteria
                ],
                "consequence_ids": [
                    Command.create(
                        {
                            **rule,
                            "grade_ids": [
                                Command.set(
                                    [grades[code] for code in rule["grade_ids"]]
                                )
                            ],
                        }
                    )
                    for rule in rules
                ],
                **values,
            }
        )
        if activate:
            card.with_user(cls.manager).action_activate()
        return card

    @classmethod
    def _new_assessment(cls, card, first, employee=None, user=None):
        return (
            cls.env["callback.assessment"]
            .with_user(user or cls.chief)
            .create(
                {
                    "scorecard_id": card.id,
                    "employee_id": (employee or cls.employee).id,
                    "date_from": Date.to_date(first),
                }
            )
        )

    @classmethod
    def _type(cls, assessment, *scores):
        for line, score in zip(assessment.line_ids, scores, strict=True):
            line.typed_score = score

    @classmethod
    def _assess(cls, card, first, *scores, employee=None):
        """Return a closed assessment with entered scores."""
        one = cls._new_assessment(card, first, employee)
        cls._type(one, *scores)
        one.with_user(cls.manager).action_confirm()
        return one.sudo()

    def _lines(self, assessment):
        """Return what was proposed, in the order of the rules."""
        assessment.invalidate_recordset(["sanction_ids"])
        lines = assessment.sudo().sanction_ids
        return lines.sorted("source_key")
