# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CallbackBreach(models.Model):
    """The two clocks of a callback: its deadline and the first contact."""

    _inherit = "callback.breach"

    partner_id = fields.Many2one(related="record_id.partner_id", string="Customer")
    type_id = fields.Many2one(related="record_id.type_id", string="Callback type")

    @api.model
    def _get_sources(self, now):
        return super()._get_sources(now) + self._get_record_sources(now)

    @api.model
    def _get_record_sources(self, now, ids=None):
        """Return the statements that find late callbacks, of all or of some.

        A callback is late one second after its deadline (T-06), also when it was
        finished in between, and when its deadline was moved only after it had passed.
        """
        clauses = self._get_step_clauses()
        only = SQL("AND r.id = ANY(%s)", list(ids)) if ids is not None else SQL()
        kept = SQL("r.on_time IS NOT TRUE AND r.state <> 'cancelled'")
        started = SQL("r.start_on_time IS NOT TRUE AND r.state <> 'cancelled'")
        clocks = [
            ("deadline", SQL("r.deadline_breached"), kept),
            ("deadline", SQL("r.deadline"), kept),
            ("start", SQL("r.deadline_start"), started),
        ]
        return [
            SQL(
                """SELECT 'callback.record', r.id, r.id, %(kind)s, '', r.name,
                    r.company_id, r.department_id, r.user_id, r.policy_id, c.clause_id,
                    %(limit)s
                FROM callback_record r
                LEFT JOIN unnest(%(steps)s::int[], %(clauses)s::int[])
                    AS c (step_id, clause_id) ON c.step_id = r.step_id
                WHERE %(limit)s < %(now)s AND %(missed)s %(only)s AND %(new)s""",
                kind=kind,
                limit=limit,
                missed=missed,
                now=now,
                steps=list(clauses),
                clauses=list(clauses.values()),
                only=only,
                new=self._is_new("callback.record", SQL("r.id"), kind),
            )
            for kind, limit, missed in clocks
        ]

    @api.model
    def _get_step_clauses(self):
        """Return the clause that a late callback of a step breaks: {step: clause}.

        The one about the deadline, of the step or of its rule.
        """
        # sudo: the sweep cites every policy.
        steps = self.env["callback.rule.step"].sudo().search([("rule_id", "!=", False)])
        clauses = {}
        for step in steps.with_context(active_test=False):
            linked = step.clause_ids or step.rule_id.clause_ids
            limits = linked.filtered(lambda clause: clause.kind == "deadline")
            clause = (limits or linked)[:1]
            if clause:
                clauses[step.id] = clause.id
        return clauses
