# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..workday.zone import LocalZone
from .callback_compliance_mixin import FIGURES

#: Rules that name the clauses they carry out, and the documents they make.
RULES = {
    "callback.complaint.process": "callback.complaint.clock",
    "callback.duty.rule": "callback.duty",
    "callback.satisfaction.rule": "callback.satisfaction.round",
    "callback.service.rule": "callback.service.copy",
}
#: The documents of all models.
REPORT = "callback.compliance"
READERS = (
    "callback_base.callback_group_supervisor",
    "callback_base.callback_group_auditor",
)


class CallbackPolicyClause(models.Model):
    """What became of each demand of a policy: measured, never typed in."""

    _inherit = "callback.policy.clause"

    def compliance(self, date_from, date_to, department=None):
        """Return how far the clause was kept in a period. RPC.

        A document belongs to the period in which its time limit lies, in the time
        zone of the policy's calendar. The reader gets figures of the documents the
        reader may see, in the companies chosen.

        :param date_from: first local date, or its text
        :param date_to: last local date, or its text
        :param department: ``hr.department`` or its id, with all below it; None: all
        :returns: dict with the numbers ``population``, ``met``, ``late``, ``missed``,
            ``excused`` and ``open`` (the five always add up to the population);
            ``rate``, the share of ``met`` in what is due and not excused, and
            ``rate_text`` (None and empty when nothing is); ``model``, by whose
            documents the clause is measured (``callback.compliance``: by several
            models'), or False when nothing measures it;
            ``domain``: ``{figure: domain of those documents}``; and ``quotas``: the
            values of its quotas in the period that holds ``date_to``
        :raises AccessError: for others than supervisors and auditors
        :raises UserError: for a period reversed, in the future or unreadable, and for
            an unknown department
        """
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        if not (self.env.su or any(user.has_group(group) for group in READERS)):
            raise AccessError(
                self.env._("Compliance is worked out for supervisors and auditors.")
            )
        units = department and self._browse_department(department)
        first, last = self._get_period(date_from, date_to)
        value = self._get_compliance(first, last, units)[self]
        model = self._get_compliance_model()
        domains = {}
        if model:
            documents = self.env[model]
            base = self._get_compliance_base(first, last, units)
            domains = documents._get_compliance_domains()
            domains = {
                name: list(base & domain)
                for name, domain in {"population": Domain.TRUE, **domains}.items()
            }
        return {
            **value,
            "model": model,
            "domain": domains,
            "quotas": self._get_quota_values(last, units),
        }

    # Figures ----------------------------------------------------------------------

    def _get_compliance(self, first, last, units=None):
        """Return ``{clause: figures}`` of a period, in one query for each zone.

        :param first: local date
        :param last: local date
        :param units: ``hr.department``, with all below; None: all
        """
        counts = {clause: dict.fromkeys(FIGURES, 0) for clause in self}
        for zone, clauses in self._group_by_zone().items():
            start, end = self._get_moments(first, last, zone)
            domain = (
                Domain("clause_id", "in", clauses.ids)
                & Domain("date", ">=", start)
                & Domain("date", "<", end)
                & Domain("company_id", "in", self.env.companies.ids)
            )
            if units:
                domain &= Domain("department_id", "child_of", units.ids)
            groups = self.env["callback.compliance"]._read_group(
                domain, ["clause_id", "status"], ["__count"]
            )
            for clause, status, count in groups:
                counts[clause][status] = count
        return {clause: self._judge(count) for clause, count in counts.items()}

    def _judge(self, count):
        """Add population and rate; zero due is no rate, never 100 %."""
        due = count["met"] + count["late"] + count["missed"]
        rate = count["met"] / due if due else None
        # Cut, not rounded: 99.999 % must not look like everything.
        shown = count["met"] * 10_000 // due / 100 if due else None
        return {
            "population": sum(count.values()),
            **count,
            "rate": rate,
            "rate_text": f"{formatLang(self.env, shown, digits=2)} %" if due else "",
        }

    def _get_quota_values(self, day, units=None):
        """Return the values of the quotas that carry the clause out."""
        quotas = self.env["callback.quota"].search([("clause_ids", "in", self.ids)])
        values = quotas._get_values(day, units)
        return [
            {"name": quota.name, "limit_text": quota.limit_text, **value}
            for quota, value in values.items()
        ]

    def _get_compliance_models(self):
        """Return ``{clause: [models by whose documents it is measured]}``."""
        models_by = {clause: [] for clause in self}
        for clause in self:
            if clause.rule_ids or clause.step_ids:
                models_by[clause].append("callback.record")
        for rule, document in RULES.items():
            linked = self.env[rule].search([("clause_ids", "in", self.ids)])
            for clause in linked.clause_ids & self:
                models_by[clause].append(document)
        # A round that a period demands and nobody held is told by its breach.
        demanded = self.env["callback.satisfaction.rule"].search(
            [("clause_ids", "in", self.ids), ("round_count", ">", 0)]
        )
        for clause in demanded.clause_ids & self:
            models_by[clause].append("callback.breach")
        for clause in self:
            if clause.kind == "submission" and clause.policy_id.statement_day:
                models_by[clause].append("callback.statement")
        return models_by

    def _get_compliance_model(self):
        """Return the model of the documents that measure the clause, or False.

        Documents of several models are told by the report over all of them.
        """
        self.ensure_one()
        names = self._get_compliance_models()[self]
        return REPORT if len(names) > 1 else names[0] if names else False

    def _get_compliance_base(self, first, last, units=None):
        """Return the documents of a period that the clause is about as a ``Domain``."""
        self.ensure_one()
        documents = self.env[self._get_compliance_model()]
        [zone] = self._group_by_zone()
        start, end = self._get_moments(first, last, zone)
        whole = documents._name == REPORT
        date = "date" if whole else documents._compliance_date
        clock = documents._name == "callback.complaint.clock"
        path = "complaint_id." if clock else ""
        domain = (
            Domain("clause_id", "=", self.id)
            if whole
            else documents._get_compliance_scope(self)
        )
        domain &= (
            Domain(date, ">=", start)
            & Domain(date, "<", end)
            & Domain("company_id", "in", self.env.companies.ids)
        )
        if units:
            domain &= Domain(f"{path}department_id", "child_of", units.ids)
        return domain

    # Period -----------------------------------------------------------------------

    def _group_by_zone(self):
        """Return ``{time zone: clauses}``, by the calendar of their policies."""
        zones = {}
        for policy, clauses in self.grouped("policy_id").items():
            company = policy.company_id or self.env.company
            name = policy._get_calendar(company).tz or "UTC"
            zones[name] = zones.get(name, self.browse()) | clauses
        return zones

    @api.model
    def _get_moments(self, first, last, zone):
        """Return the first moment of a period and the first after it, naive UTC."""
        local = LocalZone(zone)
        following = last + datetime.timedelta(days=1)
        return local.midnight(first), local.midnight(following)

    def _get_period(self, date_from, date_to):
        """Return the two dates, or raise ``UserError`` saying what is wrong."""
        try:
            first = fields.Date.to_date(date_from)
            last = fields.Date.to_date(date_to)
        except (TypeError, ValueError):
            first = last = None
        if not first or not last:
            raise UserError(
                self.env._(
                    "“%(first)s” to “%(last)s” is no period. Write dates as "
                    "2026-12-31.",
                    first=date_from,
                    last=date_to,
                )
            )
        if last < first:
            raise UserError(
                self.env._(
                    "The period ends on %(last)s, before it begins on %(first)s.",
                    first=first,
                    last=last,
                )
            )
        [zone, *_others] = self._group_by_zone()
        today = LocalZone(zone).local(fields.Datetime.now()).date()
        if first > today:
            raise UserError(
                self.env._(
                    "The period begins on %(first)s, in the future: nothing has been "
                    "measured yet.",
                    first=first,
                )
            )
        return first, last

    def _browse_department(self, department):
        """Return the department an argument names, given as record or id."""
        named = isinstance(department, models.BaseModel)
        units = department if named else self.env["hr.department"]
        if isinstance(department, int):
            units = units.browse(department)
        if units._name != "hr.department" or len(units.exists()) != 1:
            raise UserError(
                self.env._("“%(value)s” is no department.", value=department)
            )
        return units
