# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackSampleStratum(models.Model):
    """One group of the population that must be covered, with its own size."""

    _name = "callback.sample.stratum"
    _description = "Callback sample stratum"
    _inherit = ["callback.guard.mixin"]
    _order = "sample_id, sequence, id"
    _guarded_fields = frozenset(
        {"excluded_count", "picked_count", "population", "size"}
    )

    sample_id = fields.Many2one(
        "callback.sample", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Stratum", required=True)
    key = fields.Char(
        string="Value",
        help="Value of the stratum field as it is stored: the id of a linked record, "
        "the technical value of a selection.",
    )
    domain = fields.Char(
        string="Condition", default="[]", help="When the sample has no stratum field."
    )
    rate = fields.Float(digits=(16, 8), help="Empty: the rate of the sample.")
    share = fields.Float(digits=(16, 8))
    population = fields.Integer(readonly=True, copy=False)
    excluded_count = fields.Integer(string="Excluded", readonly=True, copy=False)
    size = fields.Integer(readonly=True, copy=False)
    picked_count = fields.Integer(string="Drawn", readonly=True, copy=False)
    is_short = fields.Boolean(string="Not covered", compute="_compute_is_short")

    _key_unique = models.UniqueIndex(
        "(sample_id, key)", "A sample has each stratum once only."
    )

    @api.depends(
        "population", "size", "share", "picked_count", "sample_id.strata_method"
    )
    def _compute_is_short(self):
        """Each stratum with members is covered, but those without a share (T-09)."""
        for stratum in self:
            needed = stratum.size
            method = stratum.sample_id.strata_method
            owed = method == "rate" or (method == "share" and stratum.share)
            if owed and stratum.population:
                needed = max(needed, 1)
            stratum.is_short = stratum.picked_count < needed

    @api.constrains("rate", "sample_id")
    def _check_rate(self):
        for stratum in self:
            if not 0 <= stratum.rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Sample “%(sample)s”, %(stratum)s: the rate %(rate)s %% is not "
                        "between 0 and 100 %%.",
                        sample=stratum.sample_id.name,
                        stratum=stratum.name,
                        rate=stratum.sample_id._percent(stratum.rate),
                    )
                )
            stratum.sample_id._check_rate_limits(stratum.rate, stratum.name)

    @api.constrains("domain")
    def _check_domain(self):
        for stratum in self.filtered(lambda s: s.sample_id.state == "draft"):
            sample = stratum.sample_id
            probe = not sample.rule_id
            sample._get_domain(stratum.domain, stratum.name, probe)

    @api.model_create_multi
    def create(self, vals_list):
        """Without a value the stratum goes by its name."""
        for vals in vals_list:
            self._check_guarded(vals)
            if vals.get("key", False) is False:
                vals["key"] = vals.get("name")
        strata = super().create(vals_list)
        strata._check_open({"key"})
        return strata

    def write(self, vals):
        """Conditions are frozen with the frame, rates and shares with the draw."""
        self._check_guarded(vals)
        self._check_open(vals)
        result = super().write(vals)
        if not self.env.su:
            self.sample_id._refresh_sizes()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_open({"key"})

    def _check_open(self, vals):
        if self.env.su:
            return
        closed = {"drawn", "confirmed"}
        if {"sample_id", "key", "domain"} & set(vals):
            closed.add("frozen")
        for sample in self.sample_id:
            if sample.state in closed:
                raise UserError(
                    self.env._("“%(sample)s” is frozen.", sample=sample.name)
                )
