# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.callback_base.sampling import sizes


class CallbackReviewRule(models.Model):
    """How many are checked, in exact numbers (P1-05, P1-06, G1-32 … G1-49)."""

    _inherit = "callback.review.rule"

    size_kind = fields.Selection(
        [("share", "A share"), ("fixed", "A fixed number"), ("all", "All of them")],
        string="How many",
        required=True,
        default="share",
    )
    rate = fields.Float(
        digits=(16, 8), help="Not less than this share is checked: 0.02 is 2 %."
    )
    rate_min = fields.Float(string="Lowest rate", digits=(16, 8))
    rate_max = fields.Float(string="Highest rate", digits=(16, 8))
    number = fields.Integer(help="So many, or all if there are fewer.")
    floor = fields.Integer(help="At least so many, or all if there are fewer.")
    cap = fields.Integer(help="At most so many. 0: no limit.")
    cap_rate = fields.Float(
        string="Cap rate",
        digits=(16, 8),
        help="At most this share of the number that is counted for the cap.",
    )
    cap_model_id = fields.Many2one(
        "ir.model",
        string="Counted for the cap",
        ondelete="set null",
        domain="[('transient', '=', False)]",
        help="What the cap rate is a share of, for example all households.",
    )
    cap_model_name = fields.Char(related="cap_model_id.model")
    size_text = fields.Char(string="Size", compute="_compute_size_text")

    @api.depends("size_kind", "rate", "number", "floor", "cap", "cap_rate")
    def _compute_size_text(self):
        for rule in self:
            if rule.size_kind == "all":
                rule.size_text = "100 %"
            elif rule.size_kind == "fixed":
                rule.size_text = str(rule.number)
            else:
                parts = [rule._percent("rate")]
                parts += [f"≥ {rule.floor}"] if rule.floor else []
                parts += [f"≤ {rule.cap}"] if rule.cap else []
                parts += [f"≤ {rule._percent('cap_rate')}"] if rule.cap_rate else []
                rule.size_text = ", ".join(parts)

    @api.constrains(
        *("size_kind", "rate", "rate_min", "rate_max", "number", "floor", "cap"),
        *("cap_rate", "cap_model_id", "second_share", "double_rate", "pass_score"),
    )
    def _check_size(self):
        """Refuse a rate outside its range, and a cap below the floor."""
        for rule in self:
            fractions = ["rate_min", "rate_max", "cap_rate", "second_share"]
            for name in (*fractions, "double_rate"):
                if not 0 <= rule[name] <= 1:
                    rule._refuse(name, rule._percent(name))
            if rule.size_kind == "share" and not (
                0 < rule.rate <= 1
                and rule.rate_min <= rule.rate <= (rule.rate_max or 1)
            ):
                rule._refuse("rate", rule._percent("rate"))
            if rule.size_kind == "fixed" and rule.number < 1:
                rule._refuse("number", rule.number)
            for name in ("floor", "cap"):
                if rule[name] < 0:
                    rule._refuse(name, rule[name])
            if rule.cap and rule.cap < rule.floor:
                rule._refuse("cap", f"{rule.cap} < {rule.floor}")
            if bool(rule.cap_rate) != bool(rule.cap_model_id):
                rule._refuse("cap_model_id", rule.cap_model_id.name or "–")
            if not 0 <= rule.pass_score <= 100:
                rule._refuse("pass_score", f"{rule.pass_score:g}")

    def _percent(self, name):
        """Return a fraction of one as the text of its exact percentage."""
        percent = (Decimal(str(self[name])) * 100).normalize()
        return f"{percent:f} %"

    def _get_cap(self, company):
        """Return the upper limit of the size, or None; 0 is a limit too."""
        self.ensure_one()
        limits = [self.cap] if self.cap and self.size_kind == "share" else []
        if self.cap_rate:
            limits.append(sizes.at_most(self.cap_rate, self._count_base(company)))
        return min(limits, default=None)

    def _count_base(self, company):
        # sudo: only the number that the policy takes the cap of is used.
        model = self.env[self.sudo().cap_model_id.model].sudo()
        own = "company_id" in model._fields
        domain = Domain("company_id", "in", [company.id, False]) if own else Domain.TRUE
        return model.search_count(domain)

    def _get_sample_size(self, company):
        """Return rate, floor and cap as ``callback.sample`` has them.

        A fixed number is all of them, capped.
        """
        self.ensure_one()
        cap = self._get_cap(company)
        if self.size_kind == "share":
            return {"rate": self.rate, "floor": self.floor, "cap": cap or 0}
        if self.size_kind == "fixed":
            limits = [self.number] + ([cap] if cap is not None else [])
            return {"rate": 1, "floor": 0, "cap": min(limits)}
        return {"rate": 1, "floor": 0, "cap": cap or 0}
