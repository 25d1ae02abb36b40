# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.i18n import format_list

from .callback_record import OPEN_STATES

#: Counters of the queue stop here: nobody needs a longer number, and counting is
#: not free among a million.
COUNT_LIMIT = 1000
#: The counters above the queue; the filters of the same names say the same.
COUNTERS = {
    "overdue": [("deadline", "<", "now")],
    "due_today": [("deadline", ">=", "now"), ("deadline", "<", "today +1d")],
    "due_this_week": [
        ("deadline", ">=", "now"),
        ("deadline", "<", "=week_start +7d"),
    ],
    "window_closed": [("is_window_closed", "=", True)],
}


class CallbackRecord(models.Model):
    """The caller's queue: its counters and columns."""

    _inherit = "callback.record"

    clause_text = fields.Char(
        string="Basis",
        compute="_compute_clause_text",
        compute_sudo=True,
        help="The clauses that demand this callback.",
    )
    attempt_next = fields.Integer(
        string="Attempt no.",
        compute="_compute_attempt_next",
        help="Which try the next call will be.",
    )
    is_window_closed = fields.Boolean(
        string="Outside the contact windows now",
        compute="_compute_is_window_closed",
        search="_search_is_window_closed",
        help="The customer may not be contacted at this moment.",
    )

    @api.depends("step_id", "rule_id")
    def _compute_clause_text(self):
        """Name the clauses, once for each step."""
        for step, records in self.grouped("step_id").items():
            codes = (step.clause_ids or step.rule_id.clause_ids).mapped("code")
            # One name needs no grammar.
            listed = len(codes) > 1
            records.clause_text = (
                format_list(self.env, codes, "unit") if listed else "".join(codes)
            )

    @api.depends("attempt_count")
    def _compute_attempt_next(self):
        for count, records in self.grouped("attempt_count").items():
            records.attempt_next = count + 1

    @api.depends("policy_id", "partner_id", "company_id")
    def _compute_is_window_closed(self):
        now = fields.Datetime.now()
        for (policy, company, *_rest), records in self._group_by_window().items():
            records.is_window_closed = bool(policy) and not policy._is_in_window(
                now, records[:1].partner_id, company
            )

    def _search_is_window_closed(self, operator, value):
        if operator != "in":
            return NotImplemented
        closed = self._get_window_closed_domain(fields.Datetime.now())
        return closed if True in value else ~closed

    @api.model
    def _get_window_closed_domain(self, now):
        """Domain of the callbacks whose customers may not be contacted at a moment.

        :param now: naive UTC
        """
        # sudo: the hours of every policy; only whether they are open leaves here.
        windows = self.env["callback.contact.window"].sudo()
        partner = self.env["res.partner"].sudo()  # see above
        closed = Domain.FALSE
        for policy, lines in (
            windows.search([("policy_id", "!=", False)]).grouped("policy_id").items()
        ):
            named = lines.category_id
            for category in [named.browse(), *named]:
                customer = partner.new({"callback_category_id": category.id})
                if policy._is_in_window(now, customer, self.env.company):
                    continue
                whose = Domain("partner_id.callback_category_id", "=", category.id)
                if not category:
                    whose = Domain.TRUE
                    if named:
                        whose = ~Domain(
                            "partner_id.callback_category_id", "in", named.ids
                        )
                closed |= Domain("policy_id", "=", policy.id) & whose
        return closed

    @api.model
    @api.readonly
    def queue_counts(self):
        """Count the user's queue by urgency, each up to a limit. RPC.

        :returns: dict with the keys of ``COUNTERS``, and ``limit``
        """
        opened = Domain("state", "in", OPEN_STATES)
        parts = [(user, part & opened) for user, part in self._get_queue_parts()]
        counts = {
            name: self._count_parts(parts, Domain(domain), COUNT_LIMIT)
            for name, domain in COUNTERS.items()
        }
        return {**counts, "limit": COUNT_LIMIT}
