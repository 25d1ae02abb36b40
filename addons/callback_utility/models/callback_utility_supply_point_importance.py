# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

GRADES = [
    ("special", "Special"),
    ("first", "First grade"),
    ("second", "Second grade"),
    ("temporary", "Temporary"),
]


class CallbackUtilitySupplyPoint(models.Model):
    """Important customers: grade, sources, permit and file (U5-01 to U5-17)."""

    _inherit = "callback.utility.supply.point"

    importance = fields.Selection(
        GRADES, string="Grade of importance", index="btree_not_null", tracking=True
    )
    importance_reason = fields.Char(string="Reason of the grade", tracking=True)
    source_count = fields.Integer(string="Supply routes")
    security_load_kw = fields.Float(string="Security load (kW)", digits=(12, 2))
    own_source_kw = fields.Float(string="Own emergency source (kW)", digits=(12, 2))
    own_source_text = fields.Char(
        string="Own source, of the security load", compute="_compute_source_warning"
    )
    source_warning = fields.Char(compute="_compute_source_warning")
    permit_number = fields.Char(string="Electrician's permit")
    permit_expiry = fields.Date(
        string="Permit expires on", help="Renewal is asked for before it (U5-11)."
    )
    outage_user_id = fields.Many2one(
        "res.users",
        string="Tells about outages",
        help="Named person who tells this customer about outages (U5-17).",
    )
    file_ids = fields.One2many(
        "callback.utility.file", "supply_point_id", string="Customer file"
    )
    file_missing = fields.Char(
        string="Missing in the file", compute="_compute_file_missing"
    )

    _numbers_positive = models.Constraint(
        "CHECK (source_count >= 0 AND security_load_kw >= 0 AND own_source_kw >= 0)",
        "Routes, loads and sources are not negative.",
    )

    @api.constrains("importance", "importance_reason")
    def _check_importance(self):
        for point in self:
            if point.importance and not (point.importance_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "U5-01: say why %(point)s is an important customer.",
                        point=point.name,
                    )
                )

    @api.depends("importance", "source_count", "security_load_kw", "own_source_kw")
    def _compute_source_warning(self):
        """Compare routes and own source with what the policy asks, exactly (T-10)."""
        needed = {
            "special": self._get_policy_number("U5-04a"),
            "first": self._get_policy_number("U5-04b"),
            "second": self._get_policy_number("U5-04c"),
        }
        percent = self._get_policy_number("U5-05")
        for point in self:
            warnings, text = [], False
            routes = needed.get(point.importance)
            if routes and point.source_count < routes:
                warnings.append(
                    self.env._(
                        "U5-04: %(routes)s supply routes are asked for.", routes=routes
                    )
                )
            if point.security_load_kw:
                load = Decimal(str(round(point.security_load_kw, 2)))
                source = Decimal(str(round(point.own_source_kw, 2)))
                text = f"{source * 100 / load:.2f} %"
                if percent and source * 100 < load * percent:
                    warnings.append(
                        self.env._(
                            "U5-05: the own source covers %(covered)s of the security "
                            "load, %(needed)s %% are asked for.",
                            covered=text,
                            needed=percent,
                        )
                    )
            point.own_source_text = text
            point.source_warning = " ".join(warnings) or False

    @api.model
    def _get_policy_number(self, code):
        """Return what the policy in force, or else the catalogue, says for a code."""
        # sudo: what a policy asks for is shown to whoever sees the supply point.
        lines = self.env["callback.policy.setting"].sudo()
        line = lines.search(
            [("setting_id.code", "=", code), ("policy_id.state", "=", "in_force")],
            limit=1,
        )
        setting = line.setting_id or line.setting_id.search(
            [("code", "=", code)], limit=1
        )
        value = line.value if line else setting.default_value
        return (setting._parse(value) if setting else 0) or 0

    @api.depends(
        "importance",
        "supply_kind",
        "voltage_level",
        "file_ids.kind_id",
        "file_ids.date_signed",
    )
    def _compute_file_missing(self):
        """Name what the file of the customer does not hold yet (U4-07, U5-12)."""
        # sudo: which papers a policy asks for is no secret.
        kinds = self.env["callback.utility.file.kind"].sudo()
        kinds = kinds.search([("policy_id", "!=", False)])
        missing = {point: [] for point in self}
        for kind in kinds:
            asked = self.filtered_domain(Domain(ast.literal_eval(kind.domain)))
            for point in asked:
                files = point.file_ids.filtered(lambda f, k=kind: f.kind_id == k)
                if kind.needs_signature:
                    files = files.filtered("date_signed")
                if not files:
                    missing[point].append(kind.name)
        for point, names in missing.items():
            point.file_missing = ", ".join(names)
