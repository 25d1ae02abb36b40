# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

CLOCK = "callback.complaint.clock"


class CallbackBreach(models.Model):
    """Stages of complaints that were late (BASE-26), each clock once.

    A time that was promised or granted before the limit moves it; one that came
    afterwards does not undo the breach.
    """

    _inherit = "callback.breach"

    is_confidential = fields.Boolean(
        string="Confidential",
        compute="_compute_is_confidential",
        search="_search_is_confidential",
        compute_sudo=True,
        help="Of a case that only its superior and head office know of (BASE-31).",
    )

    @api.depends("res_model", "res_id")
    def _compute_is_confidential(self):
        secret = set(self._get_confidential_clocks().ids)
        for breach in self:
            breach.is_confidential = (
                breach.res_model == CLOCK and breach.res_id in secret
            )

    def _search_is_confidential(self, operator, value):
        if operator != "in":
            return NotImplemented
        secret = Domain("res_model", "=", CLOCK) & Domain(
            "res_id", "in", self._get_confidential_clocks().ids
        )
        return secret if True in value else ~secret

    @api.model
    def _get_confidential_clocks(self):
        # sudo: a record rule asks who may not read them.
        clocks = self.env[CLOCK].sudo()
        return clocks.search([("complaint_id.is_confidential", "=", True)])

    @api.model
    def _get_sources(self, now):
        limit = SQL("LEAST(k.deadline_breached, k.deadline)")
        source = SQL(
            """SELECT %(model)s, k.id, NULL::int, 'stage', '', p.name, p.company_id,
                CASE WHEN p.is_confidential THEN NULL
                    ELSE COALESCE(p.department_id, p.service_department_id) END,
                p.user_id, w.policy_id, c.id, %(limit)s
            FROM callback_complaint_clock k
            JOIN callback_complaint p ON p.id = k.complaint_id
            JOIN callback_complaint_process_stage s ON s.id = k.stage_id
            JOIN callback_complaint_process w ON w.id = s.process_id
            LEFT JOIN LATERAL (
                SELECT l.id FROM callback_complaint_process_callback_policy_clause_rel r
                JOIN callback_policy_clause l ON l.id = r.callback_policy_clause_id
                WHERE r.callback_complaint_process_id = w.id
                ORDER BY l.kind <> 'deadline', l.sequence, l.id LIMIT 1) c ON true
            WHERE %(limit)s < %(now)s
                AND (k.date_done IS NULL OR k.date_done > %(limit)s)
                AND p.state NOT IN ('merged', 'cancelled') AND %(new)s""",
            model=CLOCK,
            limit=limit,
            now=now,
            new=self._is_new(CLOCK, SQL("k.id"), "stage"),
        )
        return [*super()._get_sources(now), source]

    def action_open_document(self):
        """Open the complaint whose stage was late."""
        action = super().action_open_document()
        if self.res_model == CLOCK:
            complaint = self.env[CLOCK].browse(self.res_id).complaint_id
            action.update(res_model=complaint._name, res_id=complaint.id)
        return action
