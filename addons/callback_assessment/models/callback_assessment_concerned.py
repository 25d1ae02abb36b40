# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_assessment_facts import CLOSED

#: Sources about the persons whom callbacks concern, not about their callers.
CONCERNED = frozenset({"concerned", "concerned_satisfaction"})


class CallbackAssessment(models.Model):
    """What customers say in callbacks about a person, as facts (F3-53).

    Counted for whom a callback concerns, for example the wealth manager of the
    customer: were the customers content, and did they complain about the person.
    Confidential cases stay unknown here: a figure would give them away (BASE-31).
    """

    _inherit = "callback.assessment"

    @api.model
    def _get_fact_statements(self, frame, company, start, stop, sources):
        statements = super()._get_fact_statements(frame, company, start, stop, sources)
        for source in sorted(CONCERNED & set(sources)):
            if source == "concerned":
                total = SQL("r.state IN %s", CLOSED)
                reached = SQL(
                    "NOT EXISTS (SELECT FROM callback_complaint p"
                    " JOIN callback_complaint_concerned_rel y"
                    " ON y.complaint_id = p.id AND y.user_id = f.user_id"
                    " WHERE p.record_id = r.id AND p.is_counted = 1"
                    " AND p.is_confidential IS NOT TRUE)"
                )
            else:
                total = SQL("r.state = 'done' AND r.satisfaction IS NOT NULL")
                reached = SQL("r.satisfaction <> 'dissatisfied'")
            statements.append(
                SQL(
                    "SELECT f.id, %s, count(*) FILTER (WHERE %s)::numeric,"
                    " count(*)::numeric FROM %s"
                    " JOIN callback_record_concerned_rel x ON x.user_id = f.user_id"
                    " JOIN callback_record r ON r.id = x.record_id"
                    " WHERE r.company_id = %s AND r.deadline >= %s"
                    " AND r.deadline < %s AND r.is_confidential IS NOT TRUE"
                    " AND %s GROUP BY f.id",
                    source,
                    reached,
                    frame,
                    company.id,
                    start,
                    stop,
                    total,
                )
            )
        return statements

    @api.model
    def _get_fact_domains(self):
        about = Domain("is_counted", "=", 1) & Domain("is_confidential", "!=", True)
        about &= Domain("concerned_user_ids", "in", self.user_id.ids)
        asked = Domain("state", "=", "done") & Domain("satisfaction", "!=", False)
        content = Domain("satisfaction", "!=", "dissatisfied")
        return {
            **super()._get_fact_domains(),
            "concerned_satisfaction": ("callback.record", asked, content),
            "concerned": (
                "callback.record",
                Domain("state", "in", CLOSED),
                Domain("complaint_ids", "not any", about),
            ),
        }

    def _get_fact_scope(self, model, source=None):
        """The callbacks about the person, whoever made them."""
        if source not in CONCERNED:
            return super()._get_fact_scope(model, source)
        start, stop = self._get_moments()
        return (
            Domain("concerned_user_ids", "in", self.user_id.ids)
            & Domain("is_confidential", "!=", True)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("deadline", ">=", start)
            & Domain("deadline", "<", stop)
        )
