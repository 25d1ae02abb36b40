# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..sampling import sizes
from .period_selections import STRATUM_TYPES

#: Fields of a rule that become those of each sample it draws.
COPIED = {
    "sample_rate": "rate",
    "sample_rate_min": "rate_min",
    "sample_rate_max": "rate_max",
    "sample_floor": "floor",
    "sample_cap": "cap",
    "sample_cap_rate": "cap_rate",
    "strata_method": "strata_method",
    "stratum_field": "stratum_field",
    "keep_total": "keep_total",
}


class CallbackRule(models.Model):
    """What a sample rule lays down: rate, floor, cap, strata, methods (T-08 … T-10)."""

    _inherit = "callback.rule"

    sample_rate = fields.Float(
        digits=(16, 8),
        help="Not less than this share is drawn: 0.1 is 10 %. Empty: the rates of the "
        "strata.",
    )
    sample_rate_min = fields.Float(
        string="Lowest rate",
        digits=(16, 8),
        help="A plan may choose another rate, but no lower one. Zero: no lowest rate.",
    )
    sample_rate_max = fields.Float(
        string="Highest rate",
        digits=(16, 8),
        help="A plan may choose another rate, but no higher one. "
        "Zero: no highest rate.",
    )
    sample_floor = fields.Integer(
        string="Floor", help="At least so many are drawn, or the whole population."
    )
    sample_cap = fields.Integer(
        string="Cap", help="At most so many are drawn. Zero: no limit."
    )
    sample_cap_rate = fields.Float(
        string="Cap rate",
        digits=(16, 8),
        help="At most this share of the number that is counted for the cap is drawn.",
    )
    sample_cap_model_id = fields.Many2one(
        "ir.model",
        string="Counted for the cap",
        ondelete="set null",
        domain="[('transient', '=', False)]",
        help="What the cap rate is a share of, for example all households.",
    )
    sample_cap_model_name = fields.Char(related="sample_cap_model_id.model")
    sample_cap_domain = fields.Char(string="Condition of the cap", default="[]")
    strata_method = fields.Selection(
        [("none", "No strata"), ("rate", "Own rates"), ("share", "Shares of the size")],
        default="none",
        required=True,
        string="Strata",
        help="Own rates: each stratum at its rate, at least one of each. "
        "Shares of the size: the rate gives the size, the shares divide it.",
    )
    stratum_field = fields.Char(
        help="Stored field of the document whose values are the strata. "
        "Empty: each stratum has its own condition, the first that is met counts.",
    )
    keep_total = fields.Boolean(
        string="Keep the total",
        help="Divide the size by largest remainder, not by rounding up each stratum.",
    )
    stratum_ids = fields.One2many("callback.rule.stratum", "rule_id", copy=True)
    split_ids = fields.One2many("callback.rule.split", "rule_id", copy=True)

    @api.constrains(
        "trigger",
        "sample_rate",
        "sample_rate_min",
        "sample_rate_max",
        "sample_cap_rate",
        "sample_floor",
        "sample_cap",
        "strata_method",
        "stratum_field",
        "stratum_ids",
    )
    def _check_sample(self):
        """Refuse a rate of 0 or 140 %, and shares that do not make a whole."""
        for rule in self.filtered(lambda r: r.trigger == "sample"):
            own_rates = rule.strata_method == "rate" and all(
                rule.stratum_ids.mapped("rate") or [0]
            )
            rule._check_fraction("sample_rate", zero=own_rates)
            for name in ("sample_rate_min", "sample_rate_max", "sample_cap_rate"):
                rule._check_fraction(name, zero=True)
            for name in ("sample_floor", "sample_cap"):
                if rule[name] < 0:
                    rule._refuse_value(name, rule[name])
            high = rule.sample_rate_max or 1
            if rule.sample_rate and not (
                rule.sample_rate_min <= rule.sample_rate <= high
            ):
                rule._refuse_value("sample_rate", f"{rule.sample_rate * 100:.10g} %")
            if rule.sample_cap_rate and not rule.sample_cap_model_id:
                rule._refuse_value("sample_cap_model_id", "–")
            if rule.strata_method == "share":
                rule._check_share_sum(rule.stratum_ids)
            if rule.strata_method != "none" and rule.stratum_field:
                rule._check_stratum_field()

    def _check_strata_given(self):
        """Refuse strata that nothing tells apart; asked when all of them are there."""
        for rule in self.filtered(lambda rule: rule.trigger == "sample"):
            named = rule.stratum_field or rule.stratum_ids
            if rule.strata_method != "none" and not named:
                rule._refuse_value("stratum_ids", "–")

    def _check_stratum_field(self):
        source = self.env.get(self.model_name or "")
        if source is None:
            return
        field = source._fields.get(self.stratum_field)
        if field is None or not field.store or field.type not in STRATUM_TYPES:
            self._refuse_value("stratum_field", f"“{self.stratum_field}”")

    @api.constrains("sample_cap_domain", "sample_cap_model_id", "sample_cap_rate")
    def _check_cap_domain(self):
        for rule in self.filtered("sample_cap_model_id"):
            if rule.sample_cap_model_name in self.env:
                rule._get_cap_domain(probe=True)

    def _get_cap_domain(self, probe=False):
        """Return the condition of what the cap is counted of, as a checked ``Domain``.

        :raises ValidationError: naming the rule, when it cannot be read
        """
        # sudo: the name of the model, which not every role may read.
        name = self.sudo().sample_cap_model_id.model
        return self._parse_domain(
            self.sample_cap_domain, self.env._("condition of the cap"), name, probe
        )

    @api.constrains("split_ids")
    def _check_split(self):
        for rule in self.filtered("split_ids"):
            rule._check_share_sum(rule.split_ids)

    def _check_fraction(self, name, zero=False):
        value = self[name]
        if not (0 < value <= 1 or (zero and not value)):
            self._refuse_value(name, f"{value * 100:.10g} %")

    def _refuse_value(self, name, value):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise ValidationError(
            self.env._(
                "Rule “%(rule)s”, %(label)s: %(value)s is not allowed.",
                rule=self.name,
                label=label,
                value=value,
            )
        )

    def _check_share_sum(self, parts):
        total = sum(sizes.exact(part.share) for part in parts)
        for part in parts.filtered(lambda part: part.share < 0):
            self._refuse_value(
                "stratum_ids", f"{part.display_name} {part.share * 100:.10g} %"
            )
        if total != 1:
            raise ValidationError(
                self.env._(
                    "Rule “%(rule)s”: the shares sum to %(total)s %%, not to 100 %%: "
                    "%(shares)s.",
                    rule=self.name,
                    total=format(float(total * 100), ".10g"),
                    shares=", ".join(
                        f"{part.display_name} {part.share * 100:.10g} %"
                        for part in parts
                    ),
                )
            )

    def _prepare_sample(self, name, company, domain, rate=0):
        """Return the values of a sample that is drawn as this rule lays down.

        :param domain: list form of the condition on the population
        :param rate: rate that the plan chose; 0: that of the rule
        """
        self.ensure_one()
        values = {target: self[source] for source, target in COPIED.items()}
        return {
            **values,
            "rate": rate or self.sample_rate,
            "name": name,
            "company_id": company.id,
            "policy_id": self.policy_id.id,
            "rule_id": self.id,
            "clause_ids": [fields.Command.set(self._get_clauses().ids)],
            "model_id": self.model_id.id,
            "domain": repr(domain),
            "cap_base": self._count_cap_base(company),
            "stratum_ids": [
                fields.Command.create(
                    {
                        "name": stratum.name,
                        "sequence": stratum.sequence,
                        "key": stratum.key,
                        "domain": stratum.domain,
                        "rate": stratum.rate,
                        "share": stratum.share,
                    }
                )
                for stratum in self.stratum_ids
            ],
            "split_ids": [
                fields.Command.create(
                    {
                        "sequence": split.sequence,
                        "channel_id": split.channel_id.id,
                        "share": split.share,
                    }
                )
                for split in self.split_ids
            ],
        }

    def _count_cap_base(self, company):
        if not self.sample_cap_rate:
            return 0
        # sudo: only the number that the policy takes the cap of is used.
        model = self.env[self.sample_cap_model_id.sudo().model].sudo()
        domain = self._get_cap_domain()
        if "company_id" in model._fields:
            domain &= Domain("company_id", "in", [company.id, False])
        return model.search_count(domain)
