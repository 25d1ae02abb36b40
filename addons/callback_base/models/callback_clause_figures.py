# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..schedule.periods import period_of
from .callback_clause_compliance import READERS
from .callback_compliance_mixin import FIGURES

GROUPS = ",".join(READERS)
#: Periods by the word of the search filter: (kind, how many back).
SPANS = {
    "this_month": ("month", 0),
    "last_month": ("month", 1),
    "this_quarter": ("quarter", 0),
    "last_quarter": ("quarter", 1),
    "this_year": ("year", 0),
    "last_year": ("year", 1),
}
BACK = {
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
#: The regulator asks for the month that is over.
USUAL = "last_month"


class CallbackPolicyClause(models.Model):
    """The figures of a clause on the screen; the filter says of which period."""

    _inherit = "callback.policy.clause"

    period_text = fields.Char(
        string="Period", compute="_compute_figures", groups=GROUPS
    )
    population_count = fields.Integer(
        string="Population", compute="_compute_figures", groups=GROUPS
    )
    met_count = fields.Integer(
        string="In time", compute="_compute_figures", groups=GROUPS
    )
    late_count = fields.Integer(
        string="Late", compute="_compute_figures", groups=GROUPS
    )
    missed_count = fields.Integer(
        string="Missed", compute="_compute_figures", groups=GROUPS
    )
    excused_count = fields.Integer(
        string="Excused", compute="_compute_figures", groups=GROUPS
    )
    open_count = fields.Integer(
        string="Not due yet", compute="_compute_figures", groups=GROUPS
    )
    rate_text = fields.Char(
        string="Share in time",
        compute="_compute_figures",
        groups=GROUPS,
        help="Of what is due and not excused. Empty: nothing was due.",
    )
    quota_text = fields.Char(string="Quotas", compute="_compute_figures", groups=GROUPS)
    is_measured = fields.Boolean(
        string="Measured",
        compute="_compute_is_measured",
        help="A rule, a complaint process, a regular duty, a survey, a service "
        "report, a statement or a quota carries it out. Otherwise only a person can "
        "say whether it was kept.",
    )

    @api.model
    def _get_span(self):
        """Return (first, last) local date of the period the screen asks for."""
        word = self.env.context.get("callback_period")
        kind, back = SPANS.get(word, SPANS[USUAL])
        today = fields.Date.context_today(self)
        return period_of(today - BACK[kind] * back, kind)

    @api.depends_context(
        "callback_period", "uid", "lang", "tz", "company", "allowed_company_ids"
    )
    def _compute_figures(self):
        first, last = self._get_span()
        saved = self.filtered(lambda clause: isinstance(clause.id, int))
        values = saved._get_compliance(first, last)
        quotas = saved._get_quota_texts(last)
        for clause in self:
            value = values.get(clause, {})
            clause.period_text = f"{first} – {last}"
            clause.population_count = value.get("population", 0)
            for figure in FIGURES:
                clause[f"{figure}_count"] = value.get(figure, 0)
            clause.rate_text = value.get("rate_text", "")
            clause.quota_text = quotas.get(clause, "")

    def _get_quota_texts(self, day):
        """Return ``{clause: what its quotas amount to}``, all in one query."""
        quotas = self.env["callback.quota"].search([("clause_ids", "in", self.ids)])
        texts = {}
        for quota, value in quotas._get_values(day).items():
            shown = value["rate_text"] or str(value["numerator"])
            text = f"{quota.name} {shown} ({quota.limit_text})"
            for clause in quota.clause_ids & self:
                texts[clause] = "; ".join(filter(None, (texts.get(clause), text)))
        return texts

    @api.depends("rule_ids", "step_ids", "kind", "policy_id.statement_day")
    def _compute_is_measured(self):
        models_by = self._get_compliance_models()
        quotas = self.env["callback.quota"].search([("clause_ids", "in", self.ids)])
        for clause in self:
            clause.is_measured = bool(models_by[clause] or clause in quotas.clause_ids)

    def action_open_figure(self):
        """Open the documents behind a figure of the form. RPC.

        The button says which by ``callback_figure`` in its context.
        """
        self.ensure_one()
        self.check_access("read")
        figure = self.env.context.get("callback_figure", "population")
        model = self._get_compliance_model()
        if not model:
            return self._open_nothing()
        domain = self._get_compliance_base(*self._get_span())
        if figure in FIGURES:
            domain &= self.env[model]._get_compliance_domains()[figure]
        return {
            "type": "ir.actions.act_window",
            "name": self.code,
            "res_model": model,
            "domain": list(domain),
            "views": [(False, "list"), (False, "form")],
            "help": self.env._("Nothing in this period."),
        }

    def _open_nothing(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Nothing in the system measures %(clause)s: no rule, complaint "
                    "process, regular duty, survey, service report or statement "
                    "carries it out.",
                    clause=self.code,
                ),
            },
        }
