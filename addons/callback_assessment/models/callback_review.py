# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .callback_review_rule import LEVELS, METHODS

KINDS = [
    ("drawn", "Drawn"),
    ("extra", "Extra"),
    ("second", "Second, blind"),
]
FINISHED = ("done", "released", "signed")
#: What the inspector writes himself, while the check is under way.
OPEN_FIELDS = frozenset({"opinion", "person_signature", "customer_signature"})


class CallbackReview(models.Model):
    """One sheet of a spot check: a callback, its inspector, what was found.

    Made by a draw (``callback_review_quota_deal.py``) or, marked as such, as an extra
    check; never typed in, so that nobody can pick the easy ones. The actions are in
    ``callback_review_flow.py``.
    """

    _name = "callback.review"
    _description = "Spot check"
    _inherit = ["callback.trace.mixin", "callback.guarded.mixin"]
    _order = "date_due, id"
    _rec_names_search = ["name"]

    name = fields.Char(string="Callback number", readonly=True, index="trigram")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        [
            ("drawn", "To be checked"),
            ("ongoing", "Under way"),
            ("done", "Checked"),
            ("released", "Result released"),
            ("signed", "Seen"),
        ],
        required=True,
        readonly=True,
        default="drawn",
        tracking=True,
    )
    quota_id = fields.Many2one(
        "callback.review.quota",
        string="Draw",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    rule_id = fields.Many2one(
        "callback.review.rule",
        string="Spot check",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    policy_id = fields.Many2one(
        "callback.policy", required=True, readonly=True, ondelete="restrict"
    )
    checklist_id = fields.Many2one(
        "callback.review.checklist",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    level = fields.Selection(LEVELS, required=True, readonly=True)
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Of the callback when it was drawn.",
    )
    person_id = fields.Many2one(
        "res.users",
        string="Person checked",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The caller when it was drawn.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Inspector",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty: any reviewer of the unit who may check it takes it.",
    )
    method = fields.Selection(
        METHODS, string="Way of checking", required=True, readonly=True
    )
    reason = fields.Text(string="Why an extra check", readonly=True)
    date_drawn = fields.Datetime(string="Drawn on", required=True, readonly=True)
    date_due = fields.Datetime(string="To be checked by", readonly=True, index=True)
    date_start = fields.Datetime(string="Begun", readonly=True)
    date_finished = fields.Datetime(string="Checked on", readonly=True)
    date_release = fields.Datetime(string="To be released on", readonly=True)
    date_released = fields.Datetime(string="Released on", readonly=True)
    date_signed = fields.Datetime(string="Seen on", readonly=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    line_ids = fields.One2many("callback.review.line", "review_id", string="Items")
    opinion = fields.Text(
        help="Opinion or solution; needed as soon as something was found (G1-59)."
    )
    person_signature = fields.Binary(string="Signature of the person checked")
    customer_signature = fields.Binary(string="Signature of the customer")
    needs_person_signature = fields.Boolean(compute="_compute_needs_signature")
    needs_customer_signature = fields.Boolean(compute="_compute_needs_signature")
    is_scored = fields.Boolean(
        readonly=True, help="Not set when no item applied: then there is no score."
    )
    score = fields.Float(digits=(16, 2), readonly=True, help="Of 100.")
    result = fields.Selection(
        [("passed", "Passed"), ("failed", "Failed"), ("none", "Not assessed")],
        readonly=True,
        tracking=True,
    )
    finding_count = fields.Integer(string="Findings", readonly=True)
    rectification_ids = fields.One2many(
        "callback.rectification", "review_id", string="Rectifications"
    )

    pair_id = fields.Many2one(
        "callback.review",
        string="Other check of the pair",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    pair_user_id = fields.Many2one(
        "res.users", string="Other inspector", readonly=True, ondelete="restrict"
    )
    is_blind = fields.Boolean(
        readonly=True,
        help="One of two checks that are not both finished: neither inspector sees "
        "the other one.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_checked = fields.Boolean(
        compute="_compute_is_mine", help="The user is the person checked."
    )

    _record_unique = models.UniqueIndex(
        "(record_id, rule_id, kind) WHERE kind != 'extra'",
        "This callback is drawn already.",
    )

    @api.depends("name", "rule_id")
    def _compute_display_name(self):
        for review in self:
            # sudo: the name of the check is part of every sheet.
            rule = review.sudo().rule_id
            review.display_name = f"{review.name or ''} {rule.name or ''}".strip()

    @api.depends("date_due", "date_finished")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for review in self:
            due = review.date_due
            review.is_overdue = bool(due and (review.date_finished or now) > due)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_ = Domain("date_finished", "=", False)
        overdue = open_ & Domain("date_due", "<", fields.Datetime.now())
        return overdue if True in value else ~overdue

    @api.depends("rule_id", "method")
    def _compute_needs_signature(self):
        for review in self:
            # sudo: what is demanded is told to who checks.
            rule, on_site = review.sudo().rule_id, review.method == "on_site"
            review.needs_person_signature = on_site and rule.needs_person_signature
            review.needs_customer_signature = on_site and rule.needs_customer_signature

    @api.depends_context("uid")
    @api.depends("user_id", "person_id")
    def _compute_is_mine(self):
        for review in self:
            review.is_mine = review.user_id == self.env.user
            review.is_checked = review.person_id == self.env.user

    # CRUD -------------------------------------------------------------------------

    @api.model
    def _get_guarded_fields(self):
        """Everything but what the inspector writes is set by the actions."""
        chatter = ("message_", "rating_", "website_message_")
        return frozenset(
            name
            for name in self._fields
            if name not in OPEN_FIELDS and not name.startswith(chatter)
        ) - {"line_ids", "rectification_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        """Checks are drawn, or made by the wizard for an extra one."""
        if not self.env.su:
            raise AccessError(
                self.env._("Spot checks are drawn: nobody chooses what is checked.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """The sheet is open while its check is under way."""
        if not self.env.su and (OPEN_FIELDS | {"line_ids"}) & set(vals):
            self._check_state("ongoing")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A spot check stays on file (G1-57)."))

    def _check_state(self, *states):
        for review in self:
            if review.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(review)s is in the state “%(state)s”.",
                        review=review.display_name,
                        state=labels[review.state],
                    )
                )
