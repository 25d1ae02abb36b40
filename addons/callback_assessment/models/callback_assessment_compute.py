# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fractions import Fraction

from odoo import api, fields, models
from odoo.tools import SQL

from .callback_grade_numbers import FULL, exact


class CallbackAssessment(models.Model):
    """From facts to score and grade, for any number of people at once.

    Facts are counted and stored in one statement for each cycle; the score is exact
    until it is rounded once, see ``_get_total``.
    """

    _inherit = "callback.assessment"

    def action_compute(self):
        """Fetch the facts of open assessments and compute score and grade. RPC.

        :raises AccessError: for users who may not assess these people
        :raises UserError: for closed assessments and for the own one
        """
        self._check_open()
        self._check_assessor()
        # sudo: facts and totals are derived; who may ask for them was checked above.
        self.sudo()._compute_facts()
        return True

    def _insert_lines(self):
        """Add the line of each criterion that is not there yet; private."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "INSERT INTO callback_assessment_line (assessment_id, criterion_id,"
                " sequence, weight, numerator, denominator, score, points,"
                " is_assessed, is_left_out, create_uid, write_uid, create_date,"
                " write_date)"
                " SELECT a.id, c.id, c.sequence, c.weight, 0, 0, 0, 0, FALSE, FALSE,"
                " %(uid)s, %(uid)s, %(now)s, %(now)s"
                " FROM callback_assessment a"
                " JOIN callback_criterion c ON c.scorecard_id = a.scorecard_id"
                " WHERE a.id = ANY(%(ids)s) ORDER BY a.id, c.sequence, c.id"
                " ON CONFLICT DO NOTHING RETURNING id",
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=self.ids,
            )
        )
        self.env["callback.assessment.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])

    def _compute_facts(self):
        """Store the facts of the lines, then the totals."""
        self.env.flush_all()
        frames = {}
        for one in self:
            key = (one.company_id, one.date_from, one.date_to, one.scorecard_id)
            frames.setdefault(key, []).append(one.id)
        for (company, _first, _last, card), ids in frames.items():
            part = self.browse(ids)
            start, stop = part[0]._get_moments()
            sources = {criterion._get_fact_key() for criterion in card.criterion_ids}
            statements = self._get_fact_statements(
                part._get_frame(), company, start, stop, sources
            )
            if statements:
                part._store_facts(statements)
            part._store_points(card)
        self.env["callback.assessment.line"].invalidate_model()
        self._score()

    def _store_facts(self, statements):
        """Write the facts of the lines, and what follows from them, where they changed.

        What is counted again and found equal is not written again.
        """
        self.env.execute_query(
            SQL(
                "UPDATE callback_assessment_line l SET numerator = n.numerator,"
                " denominator = n.denominator, is_assessed = n.denominator > 0,"
                " score = %(score)s, points = %(points)s"
                " FROM (SELECT o.id, o.weight, CASE c.source WHEN 'workload'"
                "   THEN LEAST(COALESCE(x.reached, 0), c.target)"
                "   ELSE COALESCE(x.reached, 0) END AS numerator,"
                "  CASE c.source WHEN 'workload' THEN c.target"
                "   ELSE COALESCE(x.total, 0) END AS denominator"
                "  FROM callback_assessment_line o"
                "  JOIN callback_criterion c ON c.id = o.criterion_id"
                "  LEFT JOIN (%(facts)s) x (id, source, reached, total)"
                "   ON x.id = o.assessment_id AND x.source"
                "   = c.source || COALESCE(':' || c.checklist_id, '')"
                "  WHERE o.assessment_id = ANY(%(ids)s) AND c.source <> 'manual') n"
                " WHERE l.id = n.id AND (l.numerator, l.denominator)"
                "  IS DISTINCT FROM (n.numerator, n.denominator) RETURNING l.id",
                score=self._get_line_share(SQL("100"), SQL("n")),
                points=self._get_line_share(SQL("n.weight"), SQL("n")),
                facts=SQL(" UNION ALL ").join(statements),
                ids=self.ids,
            )
        )

    @api.model
    def _get_line_share(self, whole, line):
        """Return the share of a whole that a line reached, as ``SQL``."""
        return SQL(
            "COALESCE(round(%s * %s.numerator / NULLIF(%s.denominator, 0), 4), 0)",
            whole,
            line,
            line,
        )

    def _store_points(self, card):
        """Add up the final points of rewards and fines in the cycle (G1-77)."""
        points = {}
        if card.takes_points:
            groups = self.env["callback.sanction"]._read_group(
                [
                    ("kind", "=", "points"),
                    ("state", "in", ("final", "handed_over")),
                    ("employee_id", "in", self.employee_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("date", ">=", self[0].date_from),
                    ("date", "<=", self[0].date_to),
                ],
                ["employee_id", "direction"],
                ["points:sum"],
            )
            for employee, direction, total in groups:
                sign = 1 if direction == "award" else -1
                before = points.get(employee, 0)
                points[employee] = before + sign * exact(total)
        for one in self:
            value = float(points.get(one.employee_id, 0))
            if one.points != value:
                one.points = value

    # Score ----------------------------------------------------------------------------

    def _score(self):
        """Compute totals and grades from the lines, in a few statements; private."""
        self.env.flush_all()
        lines = {}
        for assessment, line, *values in self.env.execute_query(
            SQL(
                "SELECT l.assessment_id, c.id, l.weight, l.numerator, l.denominator"
                " FROM callback_assessment_line l"
                " JOIN callback_criterion c ON c.id = l.criterion_id"
                " WHERE l.assessment_id = ANY(%s) ORDER BY l.sequence, l.id",
                self.ids,
            )
        ):
            lines.setdefault(assessment, []).append((line, *values))
        # The bands of a scale are made once, not for each person.
        scales = self.scorecard_id.scale_id
        bands = {scale: scale._get_bands() for scale in scales}
        # People with the same facts have the same result: it is worked out once.
        results, rows = {}, []
        for one in self:
            card, facts = one.scorecard_id, tuple(lines.get(one.id, ()))
            key = card, one.points, facts
            if key not in results:
                results[key] = one._get_result(facts, bands[card.scale_id])
            rows.append(results[key])
        self.env.execute_query(
            SQL(
                "UPDATE callback_assessment a SET is_assessed = n.assessed,"
                " score = n.score, grade_id = n.grade, explanation = n.explanation,"
                " date_computed = %s, write_uid = %s, write_date = %s"
                " FROM unnest(%s::int[], %s::bool[], %s::numeric[], %s::int[],"
                " %s::text[]) AS n (id, assessed, score, grade, explanation)"
                " WHERE a.id = n.id RETURNING a.id",
                fields.Datetime.now(),
                self.env.uid,
                self.env.cr.now(),
                self.ids,
                *[list(column) for column in zip(*rows, strict=True)],
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE callback_assessment_line l SET is_assessed = denominator > 0,"
                " score = %(score)s, points = %(points)s"
                " WHERE assessment_id = ANY(%(ids)s) AND (is_assessed, score, points)"
                "  IS DISTINCT FROM (denominator > 0, %(score)s, %(points)s)"
                " RETURNING id",
                score=self._get_line_share(SQL("100"), SQL("l")),
                points=self._get_line_share(SQL("l.weight"), SQL("l")),
                ids=self.ids,
            )
        )
        self.invalidate_recordset()
        self.env["callback.assessment.line"].invalidate_model()

    def _get_result(self, lines, bands):
        """Return (assessed, score, id of the grade, explanation) from the lines."""
        card = self.scorecard_id
        absent = [line for line, _weight, _n, total in lines if not total]
        missing = self.env["callback.criterion"].browse(absent).mapped("name")
        parts = [line[1:] for line in lines]
        total = self._get_total(parts, card.missing_rule, self.points)
        said = []
        if total is None:
            said.append(
                self.env._(
                    "Not assessed: nothing to assess in %(criteria)s.",
                    criteria=", ".join(missing),
                )
            )
            return False, 0.0, None, "\n".join(said)
        if missing:
            weights = sum(exact(w) for w, _n, total_ in parts if total_)
            said.append(
                self.env._(
                    "Nothing to assess in %(criteria)s: left out, the other weights of "
                    "%(weights)s count for 100.",
                    criteria=", ".join(missing),
                    weights=f"{float(weights):g}",
                )
            )
        if self.points:
            said.append(
                self.env._("Points of rewards and fines: %(n)s.", n=f"{self.points:+g}")
            )
        scale = card.scale_id
        score = scale._round(total)
        grade = scale._get_grade(score, bands)
        return True, float(score), grade.id, "\n".join(said) or None

    @api.model
    def _get_total(self, parts, missing_rule, points=0):
        """Return the exact score before it is rounded; None: not assessed.

        Each part is (weight, numerator, denominator); what has the denominator 0 was
        not assessed. Order: fraction × weight, the sum, the weights left out, the
        points, the limits 0 and 100. Earned and deducted points give the same sum: a
        deduction is what is missing of the weight.
        """
        weights = reached = Fraction(0)
        for weight, numerator, denominator in parts:
            if not denominator:
                if missing_rule == "none":
                    return None
                continue
            weights += exact(weight)
            reached += exact(weight) * exact(numerator) / exact(denominator)
        if not weights:
            return None
        total = reached * FULL / weights + exact(points or 0)
        return min(max(total, Fraction(0)), Fraction(FULL))
