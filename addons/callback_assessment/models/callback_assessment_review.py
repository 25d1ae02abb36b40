# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Spot checks that gave a score.
SCORED = ("done", "released", "signed")


class CallbackAssessment(models.Model):
    """Scores of the spot checks of a cycle as facts (A1-02, ASMT-04).

    The mean of the scores: their sum out of 100 for each check that was finished in the
    cycle. A check without score, because nothing in it applied, does not count.
    """

    _inherit = "callback.assessment"

    @api.model
    def _get_fact_statements(self, frame, company, start, stop, sources):
        statements = super()._get_fact_statements(frame, company, start, stop, sources)
        for source in sources:
            name, _colon, checklist = source.partition(":")
            if name != "review":
                continue
            statements.append(
                SQL(
                    "SELECT f.id, %s, sum(v.score)::numeric, 100 * count(*)::numeric"
                    " FROM %s JOIN callback_review v ON v.person_id = f.user_id"
                    " WHERE v.company_id = %s AND v.state IN %s AND v.is_scored"
                    " AND v.date_finished >= %s AND v.date_finished < %s %s"
                    " GROUP BY f.id",
                    source,
                    frame,
                    company.id,
                    SCORED,
                    start,
                    stop,
                    SQL("AND v.checklist_id = %s", int(checklist))
                    if checklist
                    else SQL(),
                )
            )
        return statements

    @api.model
    def _get_fact_domains(self):
        scored = Domain("state", "in", SCORED) & Domain("is_scored", "=", True)
        passed = Domain("result", "=", "passed")
        return {
            **super()._get_fact_domains(),
            "review": ("callback.review", scored, passed),
        }

    def _get_fact_scope(self, model, source=None):
        if model != "callback.review":
            return super()._get_fact_scope(model, source)
        start, stop = self._get_moments()
        return (
            Domain("person_id", "=", self.user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_finished", ">=", start)
            & Domain("date_finished", "<", stop)
        )
