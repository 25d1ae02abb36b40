# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .callback_grade_numbers import FULL, exact, has_more_digits, plain

#: What the assessor writes; the facts are the system's.
SCORE_FIELDS = frozenset({"typed_score", "is_left_out", "remark"})


class CallbackAssessmentLine(models.Model):
    """One criterion of an assessment: its fact or the score that was entered.

    A fact is kept as a fraction: ``numerator`` out of ``denominator``. Denominator 0
    means that there was nothing to assess, which is not the score zero.
    """

    _name = "callback.assessment.line"
    _description = "Criterion of an assessment"
    _inherit = ["callback.guarded.mixin"]
    _order = "assessment_id, sequence, id"
    _rec_name = "criterion_id"

    assessment_id = fields.Many2one(
        "callback.assessment", required=True, index=True, ondelete="cascade"
    )
    criterion_id = fields.Many2one(
        "callback.criterion", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="assessment_id.company_id")
    state = fields.Selection(related="assessment_id.state")
    sequence = fields.Integer()
    weight = fields.Float(digits=(16, 2))
    source = fields.Selection(related="criterion_id.source")
    standard = fields.Text(related="criterion_id.standard")
    numerator = fields.Float(string="Reached", digits=(16, 4))
    denominator = fields.Float(string="Out of", digits=(16, 4))
    typed_score = fields.Float(
        string="Score entered",
        digits=(16, 2),
        help="0 to 100; with points deducted, the points that are taken off.",
    )
    is_left_out = fields.Boolean(
        string="Nothing to assess", help="Say in the remark why."
    )
    is_assessed = fields.Boolean(string="Assessed")
    score = fields.Float(string="Score of 100", digits=(16, 4), aggregator="avg")
    points = fields.Float(digits=(16, 4))
    remark = fields.Text()
    user_id = fields.Many2one("res.users", string="Entered by")
    date_scored = fields.Datetime(string="Entered on")

    _criterion_unique = models.UniqueIndex(
        "(assessment_id, criterion_id)", "Each criterion is assessed once."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | (set(self._fields) - SCORE_FIELDS)

    @api.model_create_multi
    def create(self, vals_list):
        """Lines come with the assessment, one for each criterion."""
        if not self.env.su:
            raise UserError(
                self.env._("The criteria of an assessment come from its scorecard.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """Enter a score: by a manager or supervisor, in an open assessment (A1-02)."""
        given = SCORE_FIELDS & set(vals)
        if given:
            self.assessment_id._check_open()
            self.assessment_id._check_assessor()
            self._check_typed(vals)
        result = super().write(vals)
        if given:
            # sudo: who entered it and what follows from it are set by this only.
            self.sudo()._take_scores(self.env.user)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_with_assessment(self):
        if not self.env.su:
            raise UserError(
                self.env._("The criteria of an assessment come from its scorecard.")
            )

    def _check_typed(self, vals):
        """Raise for a score of a fact, out of its range or with too many decimals."""
        for line in self:
            facts = line.criterion_id.source != "manual"
            if facts and {"typed_score", "is_left_out"} & set(vals):
                raise UserError(
                    line._say(self.env._("its score comes from the records"))
                )
            if vals.get("typed_score") is None:
                continue
            deducts = line.assessment_id.scorecard_id.method == "deduct"
            most = exact(line.weight) if deducts else exact(FULL)
            value = vals["typed_score"]
            try:
                number = exact(value)
            except ValueError as error:
                raise ValidationError(line._say(str(error))) from error
            if not 0 <= number <= most or has_more_digits(number, 2):
                raise ValidationError(
                    line._say(
                        self.env._(
                            "%(score)s is no score from 0 to %(most)s with two "
                            "decimals at most",
                            score=value,
                            most=plain(most),
                        )
                    )
                )

    def _say(self, why):
        clause = self.criterion_id.clause_id.code or self.assessment_id.scheme_code
        return self.env._(
            "%(person)s, %(criterion)s (%(clause)s): %(why)s.",
            person=self.assessment_id.display_name,
            criterion=self.criterion_id.name,
            clause=clause,
            why=why,
        )

    def _take_scores(self, user):
        """Turn what was entered into fractions, and compute the totals again."""
        now = fields.Datetime.now()
        for line in self:
            values = {"user_id": user.id, "date_scored": now}
            if line.criterion_id.source == "manual":
                score = exact(line.typed_score)
                if line.assessment_id.scorecard_id.method == "deduct":
                    values["numerator"] = float(exact(line.weight) - score)
                    values["denominator"] = line.weight
                else:
                    values.update(numerator=float(score), denominator=FULL)
                if line.is_left_out:
                    values.update(numerator=0, denominator=0)
            line.write(values)
        self.assessment_id._score()

    # Evidence -------------------------------------------------------------------------

    def action_view_facts(self):
        """Open what the criterion was counted over. RPC."""
        return self._open_facts(reached=None)

    def action_view_misses(self):
        """Open what was counted and did not reach the standard. RPC."""
        return self._open_facts(reached=False)

    def _open_facts(self, reached):
        self.ensure_one()
        self.check_access("read")
        parts = self.assessment_id._get_fact_domains().get(self.criterion_id.source)
        if not parts:
            raise UserError(
                self._say(self.env._("there are no records behind an entered score"))
            )
        model, counted, good = parts
        domain = self.assessment_id._get_fact_scope(model, self.criterion_id.source)
        domain &= counted
        if self.criterion_id.checklist_id:
            domain &= Domain("checklist_id", "=", self.criterion_id.checklist_id.id)
        if reached is False:
            domain &= ~good
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(Domain(domain)),
        }
