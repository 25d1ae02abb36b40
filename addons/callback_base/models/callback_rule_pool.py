# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

SCORE_TYPES = ("integer", "float", "monetary")


class CallbackRule(models.Model):
    """The core pool: the best x % of a population by a score (Y1-01, Y1-02, Y1-04).

    The share is exact and rounded up (T-08); of two with the same score the older
    document comes first, so that the pool is the same each time it is worked out. A
    second tier leaves the best ones out.
    """

    _inherit = "callback.rule"

    pool_field = fields.Char(
        string="Core pool by",
        help="Number field of the document with its score. Only the best of the "
        "population are called; documents without a score come last.",
    )
    pool_rate = fields.Float(
        string="The best",
        digits=(16, 8),
        help="At least this share of the population, rounded up: 0.16 is 16 %.",
    )
    pool_rate_skipped = fields.Float(
        string="Without the best",
        digits=(16, 8),
        help="Share of a higher tier that has a rule of its own and is left out here.",
    )

    @api.constrains(
        "pool_field", "pool_rate", "pool_rate_skipped", "trigger", "model_id"
    )
    def _check_pool(self):
        for rule in self.filtered("pool_field"):
            if rule.trigger == "sample" or not rule._has_population():
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: a core pool is called as a whole, by event, "
                        "coverage or calendar.",
                        rule=rule.name,
                    )
                )
            if rule.model_name in self.env:
                rule._check_source_field("pool_field", SCORE_TYPES)
            if not 0 <= rule.pool_rate_skipped < rule.pool_rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: the core pool is the best %(rate)s %% "
                        "without the best %(skipped)s %%. Give a share above 0 and not "
                        "above 100 %%, and leave out less.",
                        rule=rule.name,
                        rate=f"{rule.pool_rate * 100:.10g}",
                        skipped=f"{rule.pool_rate_skipped * 100:.10g}",
                    )
                )

    def _get_population_domain(self, occasion, company=None, units=None):
        """Only the pool, chosen among all units: a plan of one calls its share."""
        domain = super()._get_population_domain(occasion, company, units)
        return domain & self._get_pool_domain(company) if self.pool_field else domain

    def _get_pool_base(self, company=None):
        """Return the condition of the population of which the pool is a share."""
        model, domain = self._get_source_model(), self._get_source_domain()
        if self.partner_field != "id":
            domain &= Domain(self.partner_field, "!=", False)
        company = self.policy_id.company_id or company
        if company and "company_id" in model._fields:
            domain &= Domain("company_id", "in", [company.id, False])
        return domain

    def _get_pool_domain(self, company=None):
        """Return the condition that a document is in the pool, as one subquery."""
        self.ensure_one()
        source = self._get_source_model()
        base = source._search(self._get_pool_base(company))
        scored = base.select(
            SQL("%s AS id", SQL.identifier(base.table, "id")),
            SQL("%s AS score", source._field_to_sql(base.table, self.pool_field, base)),
        )
        low, high = (
            SQL("ceil(%s::numeric * total)", str(rate))
            for rate in (self.pool_rate_skipped, self.pool_rate)
        )

        def _condition(_model, alias, _query):
            return SQL(
                """%s IN (
                    SELECT placed.id FROM (
                        SELECT scored.id, count(*) OVER () AS total, row_number()
                            OVER (ORDER BY score DESC NULLS LAST, id) AS place
                        FROM (%s) scored
                    ) placed
                    WHERE place > %s AND place <= %s)""",
                SQL.identifier(alias, "id"),
                scored,
                low,
                high,
            )

        return Domain.custom(to_sql=_condition)

    def _get_source_fields(self):
        """A changed score changes the pool."""
        return (super()._get_source_fields() | {self.pool_field}) - {False}
