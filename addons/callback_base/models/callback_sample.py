# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

FRAME_FIELDS = frozenset(
    {"base_count", "company_id", "domain", "model_id", "strata_method", "stratum_field"}
)
SIZE_FIELDS = frozenset(
    {"cap", "cap_base", "cap_rate", "floor", "keep_total", "rate", "split_ids"}
    | {"rate_max", "rate_min"}
)


class CallbackSample(models.Model):
    """A draw that anyone can repeat: frozen frame, seed, sizes, chosen members.

    Rates and shares are fractions of one: 0.1 is 10 %. The frame is frozen first and
    the seed drawn afterwards, so that nobody can fit the frame to the seed.
    """

    _name = "callback.sample"
    _description = "Callback sample"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "algorithm",
            "date_drawn",
            "date_frozen",
            "draw_ids",
            "frame_digest",
            "frame_ids",
            "member_ids",
            "outside_count",
            "picked_digest",
            "population",
            "seed",
            "size",
            "size_uncut",
            "state",
            "user_id",
        }
    )

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    policy_id = fields.Many2one("callback.policy", index="btree_not_null")
    rule_id = fields.Many2one(
        "callback.rule", index="btree_not_null", ondelete="restrict"
    )
    clause_ids = fields.Many2many("callback.policy.clause", string="Clauses")
    model_id = fields.Many2one(
        "ir.model",
        string="Population",
        ondelete="set null",
        domain="[('transient', '=', False)]",
    )
    model_name = fields.Char(related="model_id.model", string="Population model")
    domain = fields.Char(string="Condition", default="[]", required=True)
    strata_method = fields.Selection(
        [("none", "No strata"), ("rate", "Own rates"), ("share", "Shares of the size")],
        default="none",
        required=True,
        string="Strata",
        help="Own rates: each stratum at its rate, at least one of each. "
        "Shares of the size: the rate gives the size, the shares divide it.",
    )
    stratum_field = fields.Char(
        help="Stored field of the population whose values are the strata. "
        "Empty: each stratum has its own condition, the first that is met counts.",
    )
    keep_total = fields.Boolean(
        string="Keep the total",
        help="Divide the size by largest remainder, not by rounding up each stratum.",
    )
    rate = fields.Float(
        digits=(16, 8),
        tracking=True,
        help="Not less than this share is drawn: 0.1 is 10 %.",
    )
    rate_min = fields.Float(
        string="Lowest rate", digits=(16, 8), help="Zero: no lowest rate."
    )
    rate_max = fields.Float(
        string="Highest rate", digits=(16, 8), help="Zero: no highest rate."
    )
    base_count = fields.Integer(
        string="Base",
        help="Number that the rate is taken of when the shares are divided. "
        "Zero: the population.",
    )
    floor = fields.Integer(
        tracking=True, help="Draw at least so many, or the whole population."
    )
    cap = fields.Integer(tracking=True, help="Draw at most so many. Zero: no limit.")
    cap_rate = fields.Float(
        string="Cap rate", digits=(16, 8), help="Draw at most this share of the base."
    )
    cap_base = fields.Integer(string="Base of the cap rate")
    date_frozen = fields.Datetime(string="Frozen on", readonly=True, copy=False)
    date_drawn = fields.Datetime(string="Drawn on", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Drawn by", readonly=True, copy=False, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("frozen", "Frozen"),
            ("drawn", "Drawn"),
            ("confirmed", "Confirmed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    seed = fields.Char(readonly=True, copy=False)
    algorithm = fields.Char(readonly=True, copy=False)
    frame_digest = fields.Char(readonly=True, copy=False)
    picked_digest = fields.Char(string="Digest of the draw", readonly=True, copy=False)
    population = fields.Integer(string="Population size", readonly=True, copy=False)
    outside_count = fields.Integer(
        string="In no stratum",
        readonly=True,
        copy=False,
        help="Documents that meet the condition of the sample and that of no stratum: "
        "none of them can be drawn.",
    )
    size = fields.Integer(readonly=True, copy=False)
    size_uncut = fields.Integer(
        string="Size without cap", readonly=True, copy=False, help="Before the cap."
    )
    excluded_count = fields.Integer(string="Excluded", compute="_compute_counts")
    picked_count = fields.Integer(string="Drawn members", compute="_compute_counts")
    picked_rate = fields.Float(string="Rate drawn", compute="_compute_counts")
    statement = fields.Text(compute="_compute_statement")
    stratum_ids = fields.One2many("callback.sample.stratum", "sample_id", copy=True)
    split_ids = fields.One2many("callback.sample.split", "sample_id", copy=True)
    exclusion_ids = fields.One2many("callback.sample.exclusion", "sample_id")
    draw_ids = fields.One2many("callback.sample.draw", "sample_id", readonly=True)
    frame_ids = fields.One2many("callback.sample.frame", "sample_id", readonly=True)
    member_ids = fields.One2many(
        "callback.sample.member",
        "sample_id",
        string="Picked members",
        domain=[("is_picked", "=", True)],
        readonly=True,
    )

    @api.depends(
        "population",
        "stratum_ids.picked_count",
        "stratum_ids.excluded_count",
    )
    def _compute_counts(self):
        for sample in self:
            strata = sample.stratum_ids
            sample.excluded_count = sum(strata.mapped("excluded_count"))
            sample.picked_count = sum(strata.mapped("picked_count"))
            sample.picked_rate = (
                sample.picked_count / sample.population if sample.population else 0
            )

    # Constraints ------------------------------------------------------------------

    @api.constrains("rate", "rate_min", "rate_max", "strata_method")
    def _check_rate(self):
        for sample in self:
            needed = sample.strata_method != "rate" or sample.rate
            sample._check_fraction("rate", sample.rate, zero=not needed)
            sample._check_fraction("rate_min", sample.rate_min, zero=True)
            sample._check_fraction("rate_max", sample.rate_max, zero=True)
            sample._check_rate_limits(sample.rate)

    def _check_rate_limits(self, rate, stratum=""):
        """Refuse a rate outside the range that is laid down for this sample."""
        self.ensure_one()
        low, high = self.rate_min, self.rate_max or 1
        if self.rule_id:
            # What the policy lays down is not for the sample to change.
            low = max(low, self.rule_id.sample_rate_min)
            high = min(high, self.rule_id.sample_rate_max or 1)
        if rate and not low <= rate <= high:
            raise ValidationError(
                self.env._(
                    "Sample “%(sample)s”%(stratum)s: the rate %(rate)s %% is outside "
                    "%(low)s %% to %(high)s %%.",
                    sample=self.name,
                    stratum=f", {stratum}" if stratum else "",
                    rate=self._percent(rate),
                    low=self._percent(low),
                    high=self._percent(high),
                )
            )

    @api.constrains("cap", "cap_base", "cap_rate", "floor", "base_count")
    def _check_limits(self):
        for sample in self:
            sample._check_fraction("cap_rate", sample.cap_rate, zero=True)
            for name in ("floor", "cap", "cap_base", "base_count"):
                if sample[name] < 0:
                    sample._refuse(name, sample[name])
            by_hand = sample.cap_rate and not sample.rule_id
            if by_hand and not sample.cap_base:
                # A share of nothing would draw nobody.
                sample._refuse("cap_base", sample.cap_base)

    @api.constrains("model_id", "domain", "stratum_field", "strata_method")
    def _check_population(self):
        for sample in self.filtered(lambda s: s.state == "draft"):
            sample._get_population()
            # Conditions of a rule were tried out when the rule was saved.
            sample._get_domain(sample.domain, probe=not sample.rule_id)
            if sample.strata_method != "none" and sample.stratum_field:
                sample._check_stratum_field()

    @api.constrains("strata_method", "stratum_ids")
    def _check_shares(self):
        for sample in self:
            if sample.strata_method == "share" and sample.stratum_ids:
                sample._check_share_sum(sample.stratum_ids)

    @api.constrains("split_ids")
    def _check_split(self):
        for sample in self.filtered("split_ids"):
            sample._check_share_sum(sample.split_ids)

    def _refuse(self, name, value):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        raise ValidationError(
            self.env._(
                "Sample “%(sample)s”, %(label)s: %(value)s is not allowed.",
                sample=self.name,
                label=label,
                value=value,
            )
        )

    def _check_fraction(self, name, value, zero=False):
        if not (0 < value <= 1 or (zero and value == 0)):
            self._refuse(name, f"{self._percent(value)} %")

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A sample starts as a draft; its figures come from its actions."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What a frozen frame or a draw rests on stays as it was."""
        self._check_guarded(vals)
        for sample in self:
            frozen = FRAME_FIELDS if sample.state == "frozen" else set()
            if sample.state in ("drawn", "confirmed"):
                frozen = FRAME_FIELDS | SIZE_FIELDS | {"stratum_ids"}
            if not self.env.su and frozen & set(vals):
                raise UserError(
                    self.env._("“%(sample)s” is frozen.", sample=sample.name)
                )
        result = super().write(vals)
        if (SIZE_FIELDS | {"stratum_ids"}) & set(vals):
            self._refresh_sizes()
        return result

    def unlink(self):
        """The members, which have no foreign keys, go with their samples."""
        result = super().unlink()
        self._forget_members()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_drawn(self):
        if any(sample.draw_ids for sample in self):
            raise UserError(self.env._("A sample that was drawn stays on file."))
