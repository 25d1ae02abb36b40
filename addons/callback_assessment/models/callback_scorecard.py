# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_grade_numbers import exact

CYCLES = [("month", "Monthly"), ("quarter", "Quarterly"), ("year", "Yearly")]
FREE_FIELDS = frozenset({"note", "sequence"})


class CallbackScorecard(models.Model):
    """A scheme of assessment: whom, how often, by what, with which consequences.

    Draft, active, closed. The weights of its criteria make 100, its scale has neither
    holes nor overlaps and no amount is blank before it is put in force (ASMT-01,
    02, 06); then it stays as it is and is followed by a new version. Schemes of
    different cycles do not mix: each has assessments of its own (ASMT-05).
    """

    _name = "callback.scorecard"
    _description = "Scorecard"
    _inherit = ["callback.data.mixin", "mail.thread", "callback.guarded.mixin"]
    _order = "sequence, code, version desc, id"
    _rec_names_search = ["code", "name"]
    _guarded_fields = frozenset({"state", "version", "date_activated"})

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, tracking=True, help="Same in all versions.")
    version = fields.Integer(
        compute="_compute_version", store=True, precompute=True, readonly=True
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", help="Empty: every company.")
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", export_string_translation=False
    )
    policy_id = fields.Many2one(
        "callback.policy", ondelete="restrict", index="btree_not_null"
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("active", "In force"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_activated = fields.Datetime(string="In force since", readonly=True, copy=False)
    cycle = fields.Selection(CYCLES, default="month", required=True, tracking=True)
    group_id = fields.Many2one(
        "res.groups",
        string="People with the role",
        ondelete="restrict",
        default=lambda self: self.env.ref("callback_base.callback_group_caller"),
        help="Users who were given just this role. Empty: everybody in the units.",
    )
    department_ids = fields.Many2many(
        "hr.department", string="Units", help="With all below them. Empty: every unit."
    )
    method = fields.Selection(
        [("add", "Points are earned"), ("deduct", "Points are deducted from 100")],
        default="add",
        required=True,
    )
    scored_by = fields.Selection(
        [("supervisor", "Supervisors and managers"), ("manager", "Managers only")],
        string="Scores are entered by",
        default="supervisor",
        required=True,
        help="For the people of their own units, never for themselves (A1-02).",
    )
    needs_second = fields.Boolean(
        string="Confirmed by a second person",
        default=True,
        help="Who entered a score does not confirm the assessment.",
    )
    missing_rule = fields.Selection(
        [
            ("reweight", "Leave the criterion out, the others count for 100"),
            ("none", "The person is not assessed"),
        ],
        string="Nothing to assess in a criterion",
        default="reweight",
        required=True,
        help="What is absent is never counted as zero.",
    )
    scale_id = fields.Many2one(
        "callback.grade.scale", required=True, index=True, ondelete="restrict"
    )
    criterion_ids = fields.One2many(
        "callback.criterion", "scorecard_id", "Criteria", copy=True
    )
    consequence_ids = fields.One2many(
        "callback.grade.consequence", "scorecard_id", "Consequences", copy=True
    )
    weight_total = fields.Float(
        string="Sum of the weights", digits=(16, 2), compute="_compute_weight_total"
    )
    takes_points = fields.Boolean(
        string="Points of rewards and fines count",
        help="Final points of the cycle are added to or taken from the score (G1-77).",
    )
    note = fields.Text(string="Remark")
    assessment_count = fields.Integer(compute="_compute_assessment_count")

    _version_unique = models.UniqueIndex(
        "(code, version, COALESCE(company_id, 0))",
        "This version of the scorecard exists already.",
    )
    _active_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE state = 'active'",
        "Only one version of a scorecard is in force.",
    )

    @api.depends("code", "company_id")
    def _compute_version(self):
        """Number the versions of a code in the order they were begun."""
        # sudo: versions that the user may not see count as well.
        others = self.sudo().search_fetch(
            [("code", "in", self.mapped("code")), ("id", "not in", self.ids)],
            ["code", "company_id", "version"],
        )
        for card in self:
            same = others.filtered(
                lambda c, card=card: (
                    c.code == card.code and c.company_id == card.company_id
                )
            )
            card.version = max(same.mapped("version"), default=0) + 1

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for card in self:
            card.currency_id = (card.company_id or self.env.company).currency_id

    @api.depends("criterion_ids.weight")
    def _compute_weight_total(self):
        for card in self:
            card.weight_total = float(card._get_weight_total())

    def _get_weight_total(self):
        return sum(exact(weight) for weight in self.criterion_ids.mapped("weight"))

    @api.depends_context("uid")
    def _compute_assessment_count(self):
        groups = self.env["callback.assessment"]._read_group(
            [("scorecard_id", "in", self.ids)], ["scorecard_id"], ["__count"]
        )
        counts = {card.id: count for card, count in groups}
        for card in self:
            card.assessment_count = counts.get(card.id, 0)

    @api.depends("code", "version", "name")
    def _compute_display_name(self):
        for card in self:
            card.display_name = self.env._(
                "%(code)s v%(version)s %(name)s",
                code=card.code or "",
                version=card.version,
                name=card.name or "",
            ).strip()

    def write(self, vals):
        """A scorecard in force stays as it is."""
        if not set(vals) <= FREE_FIELDS:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    def _check_draft(self):
        """Raise for what is or was in force; data files are let through."""
        if self.env.su:
            return
        fixed = self.filtered(lambda card: card.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(card)s is or was in force and stays as it is. Make a new "
                    "version and change that.",
                    card=fixed[0].display_name,
                )
            )

    # Life -----------------------------------------------------------------------------

    def action_activate(self):
        """Put draft scorecards in force; the version before is closed. RPC.

        :raises AccessError: for users below manager
        :raises UserError: with everything that is missing: weights that do not make
            100, a faulty scale, blank amounts
        """
        self._check_manager()
        for card in self:
            problems = card._get_problems()
            if problems:
                raise UserError("\n".join(problems))
            before = self.search(
                [
                    ("code", "=", card.code),
                    ("company_id", "=", card.company_id.id),
                    ("state", "=", "active"),
                ]
            )
            # sudo: the state is locked; who may set it was checked above.
            before.sudo().write({"state": "closed"})
            before.flush_recordset(["state"])
            # sudo: as above.
            card.sudo().write(
                {"state": "active", "date_activated": fields.Datetime.now()}
            )
        return True

    def action_close(self):
        """Close scorecards in force: no further cycle is assessed by them. RPC."""
        self._check_manager()
        # sudo: the state is locked; who may set it was checked above.
        self.filtered(lambda c: c.state == "active").sudo().write({"state": "closed"})
        return True

    def action_new_version(self):
        """Open a draft that follows this version. RPC."""
        self.ensure_one()
        self._check_manager()
        new = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def _check_manager(self):
        self.check_access("write")
        manager = self.env.user.has_group("callback_base.callback_group_manager")
        if not (manager or self.env.su):
            raise AccessError(
                self.env._("Only a manager puts scorecards in force or closes them.")
            )

    def action_view_assessments(self):
        """Open the assessments by this scorecard. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_assessment.callback_assessment_action"
        )
        return {
            **action,
            "domain": [("scorecard_id", "=", self.id)],
            "context": {"default_scorecard_id": self.id},
        }

    def _creation_message(self):
        # Data is loaded in no language, in which the model has no other name.
        return self._fallback_lang().env._("Scorecard created")
