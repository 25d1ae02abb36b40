# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..occasion import Occasion

#: Documents of a batch, which is committed as a whole: as many callbacks at most are
#: made again after a failure. The context key ``callback_batch`` asks for fewer.
BATCH = 50000


class CallbackPlanLine(models.Model):
    """One rule of a plan on one occasion: a period, a date, a sample."""

    _name = "callback.plan.line"
    _description = "Work of a plan"
    _order = "plan_id, date_first, rule_id, occurrence"

    plan_id = fields.Many2one(
        "callback.plan", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    rule_id = fields.Many2one(
        "callback.rule", required=True, readonly=True, ondelete="restrict"
    )
    occurrence = fields.Integer(readonly=True)
    date_first = fields.Date(string="From", readonly=True)
    date_last = fields.Date(string="To", readonly=True)
    sample_id = fields.Many2one("callback.sample", readonly=True, ondelete="restrict")
    date_generated = fields.Datetime(
        string="Made on", readonly=True, help="When the last callbacks were made."
    )
    homeless_count = fields.Integer(
        string="Without a unit",
        readonly=True,
        help="Callbacks for which the routing table names no department.",
    )
    population_count = fields.Integer(string="Population", compute="_compute_coverage")
    excluded_count = fields.Integer(string="Excluded", compute="_compute_coverage")
    record_count = fields.Integer(string="Callbacks", compute="_compute_coverage")
    done_count = fields.Integer(string="Called", compute="_compute_coverage")
    missing_count = fields.Integer(string="Missing", compute="_compute_coverage")
    coverage = fields.Float(
        compute="_compute_coverage",
        help="Share of the population, without the excluded, that was called.",
    )

    _occasion_unique = models.UniqueIndex("(plan_id, rule_id, occurrence)")

    @api.depends("rule_id", "date_first", "date_last")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (
                f"{line.rule_id.name or ''} {line.date_first} – {line.date_last}"
            )

    # Making the work ------------------------------------------------------------------

    def _get_occasion(self):
        """Return the ``Occasion`` of the line."""
        self.ensure_one()
        plan = self.plan_id
        occasions = self.rule_id._get_occasions(
            plan.date_from, plan.date_to, plan.company_id
        )
        for occasion in occasions:
            if (occasion.occurrence or 0) == self.occurrence:
                return occasion
        # The calendar changed since: the dates of the line still tell it.
        zone = self.rule_id._get_zone(plan.company_id)
        first, last = self.date_first, self.date_last
        return Occasion(
            self.occurrence, first, last, zone.midnight(first), zone.midnight(last)
        )

    def _is_due(self, occasion):
        """Tell whether the population of the occasion is known by now.

        A sample of what happens in a period is drawn when the period is over; the
        sample of a whole plan is drawn when somebody has the plan carried out.
        """
        rule = self.rule_id
        if rule.trigger != "sample" or not rule.period:
            return True
        zone = rule._get_zone(self.plan_id.company_id)
        today = zone.local(fields.Datetime.now()).date()
        if rule.event_field:
            return occasion.last < today
        return occasion.first <= today

    def _generate(self, occasion):
        """Make the callbacks of the occasion; yields the number of each batch."""
        self.ensure_one()
        rule, plan = self.rule_id, self.plan_id
        domain = self._get_owed_domain(occasion)
        homeless, batch = 0, self._get_batch()
        for step in rule.step_ids:
            after, found = 0, batch
            while found == batch:
                records, found, after, without = step._create_owed(
                    occasion,
                    domain & self._get_due_domain(step, occasion),
                    batch,
                    after,
                    company=plan.company_id,
                    plan=plan,
                    sample=self.sample_id,
                )
                homeless += without
                if records:
                    self._count_made(homeless)
                    homeless = 0
                    yield len(records)
        if not self.date_generated:
            self._count_made(homeless)

    def _get_batch(self):
        return max(1, min(int(self.env.context.get("callback_batch", BATCH)), BATCH))

    def _count_made(self, homeless):
        self.write(
            {
                "date_generated": fields.Datetime.now(),
                "homeless_count": self.homeless_count + homeless,
            }
        )

    def _get_owed_domain(self, occasion):
        """Return which documents get a callback on this line."""
        rule, plan = self.rule_id, self.plan_id
        domain = rule._get_owing_domain(occasion, plan.company_id, plan.unit_ids)
        if rule.trigger == "event":
            domain &= rule._get_between(plan.date_from, plan.date_to)
            domain &= rule._get_validity_domain()
        if rule.trigger == "sample":
            if not self.sample_id and self._has_nobody(occasion):
                return Domain.FALSE
            if not self.sample_id:
                self.sample_id = self._draw(occasion)
            self.sample_id._settle(occasion.first)
            domain &= self._get_picked_domain()
        return domain

    def _get_picked_domain(self):
        """Return the condition that the sample of the line picked a document."""
        self.env["callback.sample.member"].flush_model()
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (SELECT res_id FROM callback_sample_member"
                " WHERE sample_id = %s AND is_picked)",
                SQL.identifier(alias, "id"),
                self.sample_id.id,
            )
        )

    def _get_due_domain(self, step, occasion):
        """Of what is repeated after the last time, only what ends in the plan."""
        if occasion.occurrence is None:
            ends = self.rule_id.policy_id.date_to
            last = min(filter(None, (self.plan_id.date_to, ends)))
            return self.rule_id._get_due_domain(step, last)
        if self.rule_id.trigger == "event":
            return self.rule_id._get_happened(fields.Datetime.now(), step)
        return Domain.TRUE

    def _has_nobody(self, occasion):
        """Tell whether there is nobody among whom shares could be divided (EX-019)."""
        if self.rule_id.strata_method != "share":
            return False
        population = self._get_population_domain(occasion)
        return not self.rule_id._get_source_model().search_count(population, limit=1)

    def _draw(self, occasion):
        """Return a new sample for the line, as the rule lays it down."""
        rule, plan = self.rule_id, self.plan_id
        domain = [
            _as_literal(term)
            for term in rule._get_population_domain(
                occasion, plan.company_id, plan.unit_ids
            )
        ]
        name = f"{plan.name} · {self.display_name}"
        values = rule._prepare_sample(name, plan.company_id, domain, plan.sample_rate)
        return self.env["callback.sample"].create(values)

    # What is shown ------------------------------------------------------------------

    def _get_record_domain(self):
        domain = [("rule_id", "=", self.rule_id.id), ("state", "!=", "cancelled")]
        if self.occurrence:
            domain.append(("occurrence", "=", self.occurrence))
        return [*domain, ("plan_id", "=", self.plan_id.id)]

    def action_view_records(self):
        """Open the callbacks of this line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_record_action"
        )
        return {**action, "domain": self._get_record_domain(), "context": {}}

    def action_view_sample(self):
        """Open the sample from which the callbacks were made."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.sample",
            "res_id": self.sample_id.id,
            "views": [(False, "form")],
        }

    def action_view_missing(self):
        """Open the documents of the population that were not called yet (BASE-08)."""
        self.ensure_one()
        rule, occasion = self.rule_id, self._get_occasion()
        missing = self._get_population_domain(occasion)
        missing &= ~rule._get_excluded_domain(occasion, self.company_id)
        missing &= ~rule._get_called_domain(occasion)
        if rule.new_member_excluded:
            missing &= ~rule._get_new_member_domain(occasion)
        return self._get_document_action(
            self.env._("Not called yet: %(rule)s", rule=rule.name), missing
        )

    def _get_document_action(self, name, domain):
        rule = self.rule_id
        # sudo: the numbers of the documents; what is shown of them follows their
        # own access rights.
        found = rule._get_source_model().search(domain)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": rule.model_name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", found.ids)],
        }


def _as_literal(term):
    """Return a term of a domain so that its text can be read again as it stands."""
    if not isinstance(term, tuple) or not isinstance(term[2], datetime.date):
        return term
    kind = fields.Datetime if isinstance(term[2], datetime.datetime) else fields.Date
    return (*term[:2], kind.to_string(term[2]))
