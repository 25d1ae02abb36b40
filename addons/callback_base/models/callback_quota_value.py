# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from fractions import Fraction
from math import ceil

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from ..sampling.sizes import exact

READERS = (
    "callback_base.callback_group_supervisor",
    "callback_base.callback_group_auditor",
)
GROUPS = ",".join(READERS)
#: Bases by which callbacks that are still owed are in the denominator already.
OWED = ("date_event", "deadline")
#: Digits of a shown percentage: more than the first when it would mislead.
DIGITS = range(2, 9)


class CallbackQuota(models.Model):
    """What a quota amounts to in a period: exact, live, each figure with its list.

    Figures are those of the callbacks the reader may see: a supervisor's are those of
    the own department tree.
    """

    _inherit = "callback.quota"

    numerator_count = fields.Integer(
        string="Count so far", compute="_compute_value", groups=GROUPS
    )
    denominator_count = fields.Integer(
        string="Of callbacks", compute="_compute_value", groups=GROUPS
    )
    rate_text = fields.Char(
        string="Share so far", compute="_compute_value", groups=GROUPS
    )
    status = fields.Selection(
        [
            ("holds", "Holds"),
            ("broken", "Does not hold so far"),
            ("none", "Nothing to count"),
        ],
        compute="_compute_value",
        groups=GROUPS,
    )
    needed_text = fields.Char(
        string="Still needed",
        compute="_compute_value",
        groups=GROUPS,
        help="At least: so many more callbacks that count. At most: so many more that "
        "do not.",
    )
    period_from = fields.Date(
        string="Period from", compute="_compute_value", groups=GROUPS
    )
    period_to = fields.Date(string="Period to", compute="_compute_value", groups=GROUPS)

    @api.depends(
        "basis",
        "count",
        "counted",
        "denominator_domain",
        "direction",
        "kind",
        "numerator_domain",
        "period",
        "policy_id.calendar_id",
        "policy_id.code",
        "policy_id.company_id",
        "rate",
    )
    @api.depends_context("uid", "company", "lang", "allowed_company_ids")
    def _compute_value(self):
        """Figures of the current period and company, all quotas in one query."""
        saved = self.filtered(lambda quota: isinstance(quota.id, int))
        for quota in self - saved:
            quota.update(dict.fromkeys(self._get_value_fields(), False))
        for quota, value in saved._get_values().items():
            holds = {True: "holds", False: "broken", None: "none"}[value["holds"]]
            quota.numerator_count = value["numerator"]
            quota.denominator_count = value["denominator"] or 0
            quota.rate_text = value["rate_text"]
            quota.status = holds
            quota.needed_text = quota._get_needed_text(value["needed"])
            quota.period_from = value["period_from"]
            quota.period_to = value["period_to"]

    @api.model
    def _get_value_fields(self):
        return [
            name
            for name, field in self._fields.items()
            if field.compute == "_compute_value"
        ]

    def _get_needed_text(self, needed):
        if needed is None:
            return self.env._("cannot be made good")
        return str(needed) if needed else ""

    # Figures ----------------------------------------------------------------------

    def get_value(self, day=None, department=None, company=None):
        """Return what the quota amounts to in the period around a day. RPC.

        For supervisors and auditors, who see the callbacks they may read.

        :param day: local date, or its text. Default: today
        :param department: ``hr.department`` or its id, with all below it; None: all
        :param company: ``res.company`` or its id. Default: that of the policy, else
            the user's
        :returns: dict with ``period_from``, ``period_to``, ``is_over``,
            ``numerator``, ``denominator`` (None for a number), ``rate`` (None when
            nothing counts), ``rate_text``, ``holds`` (True, False; None when nothing
            counts), ``needed`` (None when more callbacks cannot help) and
            ``numerator_domain``, ``denominator_domain``, ``missing_domain`` of
            callbacks
        :raises AccessError: for other roles
        :raises UserError: naming the quota and what cannot be read
        """
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        if not (self.env.su or any(user.has_group(group) for group in READERS)):
            raise AccessError(
                self.env._("Quotas are worked out for supervisors and auditors.")
            )
        return self._get_values(day, department, company)[self]

    def _get_values(self, day=None, department=None, company=None):
        """Return ``{quota: value}`` as of ``get_value``, in one query."""
        scopes = {q: q._get_scope(day, department, company) for q in self}
        counts = self._count_callbacks(
            [
                (domain, quota.kind == "count" and quota.counted == "round")
                for quota, scope in scopes.items()
                for domain in (scope["numerator_domain"], scope["denominator_domain"])
            ]
        )
        values = {}
        for number, (quota, scope) in enumerate(scopes.items()):
            pair = counts[2 * number : 2 * number + 2]
            domains = {
                name: list(value) if isinstance(value, Domain) else value
                for name, value in scope.items()
            }
            values[quota] = {**domains, **quota._judge(*pair)}
        return values

    def _count_callbacks(self, wanted):
        """Count callbacks, as the user may see them, by many conditions at once.

        :param wanted: list of (``Domain``, whether rounds are counted)
        :returns: list of numbers
        """
        if not wanted:
            return []
        model = self.env["callback.record"]
        query = model._search(Domain.OR(domain for domain, _rounds in wanted))
        what = {
            True: SQL(
                "DISTINCT (%s, %s)",
                model._field_to_sql(query.table, "rule_id", query),
                model._field_to_sql(query.table, "occurrence", query),
            ),
            False: SQL("*"),
        }
        columns = [
            SQL(
                "COUNT(%s) FILTER (WHERE %s)",
                what[rounds],
                domain.optimize_full(model)._to_sql(model, query.table, query),
            )
            for domain, rounds in wanted
        ]
        return self.env.execute_query(query.select(*columns))[0]

    def _judge(self, numerator, denominator):
        """Compare figures with the limit, exactly (T-10)."""
        self.ensure_one()
        if self.kind == "count":
            missing = self.count - numerator
            holds = missing >= 0 if self.direction == "at_most" else missing <= 0
            rate, denominator = None, None
            # What is too much already does not become less.
            needed = None if self.direction == "at_most" else missing
        else:
            holds = self._holds(numerator, denominator)
            rate = numerator / denominator if denominator else None
            needed = None if holds else self._get_needed(numerator, denominator)
        return {
            "numerator": numerator,
            "denominator": denominator,
            "rate": rate,
            "rate_text": self._get_rate_text(numerator, denominator),
            "holds": holds,
            "needed": needed if holds is False else 0,
        }

    def _holds(self, numerator, denominator):
        """Tell whether a share keeps the limit; None when there is no share."""
        if not denominator:
            return None
        limit = exact(self.rate) * denominator
        return numerator <= limit if self.direction == "at_most" else numerator >= limit

    def _get_needed(self, numerator, denominator):
        """Return how many more callbacks make a share hold; None: no number does.

        By event or deadline the callbacks are there already and only have to be
        made; otherwise each one that counts makes the denominator larger as well.
        """
        limit = exact(self.rate)
        if self.direction == "at_most":
            return ceil(numerator / limit) - denominator
        gap = limit * denominator - numerator
        if self.basis in OWED:
            return ceil(gap)
        return ceil(gap / (1 - limit)) if limit < 1 else None

    def _get_rate_text(self, numerator, denominator):
        """Return the share with so many digits that it does not seem to hold."""
        if not denominator:
            return ""
        share, holds = Fraction(numerator, denominator), None
        for digits in DIGITS:
            shown = round(share * 100, digits)
            holds = self._holds(shown / 100, 1)
            if holds == self._holds(numerator, denominator):
                break
        return f"{formatLang(self.env, float(shown), digits=digits)} %"
