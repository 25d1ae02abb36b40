# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from .callback_penalty_money import MEASURES, refuse_parts_of_cents

#: What the assessor types while a line is a proposal.
OPEN_FIELDS = frozenset(
    {"amount_reason", "evidence_ids", "follow_user_id", "typed_amount"}
)


class CallbackSanction(models.Model):
    """One fine, bonus, point or measure for one person or department (ASMT-13).

    proposed → confirmed by another person → notified → final → handed over; or
    rejected while proposed, cancelled later. ``amount`` is never negative:
    ``direction`` says whether it is deducted (``deduct``) or paid (``award``), and
    ``amount_signed`` is what the person gets, negative for deductions. A correction
    after the hand-over is a line of its own with the other direction
    (``reversal_of_id``), never a change.

    Lines are made by ``_propose`` only; the steps are in ``callback_sanction_flow.py``.
    """

    _name = "callback.sanction"
    _description = "Fine or reward"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "callback.guarded.mixin",
        "callback.attached.mixin",
        "callback.penalty.insert.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["name"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True)
    source_key = fields.Char(
        required=True, readonly=True, export_string_translation=False
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: the department bears it, through its cost centre.",
    )
    department_id = fields.Many2one(
        "hr.department", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    date = fields.Date(string="Happened on", required=True, readonly=True)
    period = fields.Date(
        string="Pay month",
        required=True,
        readonly=True,
        help="First day of the month whose pay it belongs to. What becomes final "
        "later goes into the next pay.",
    )
    direction = fields.Selection(
        [("deduct", "Deduction"), ("award", "Reward")], required=True, readonly=True
    )
    kind = fields.Selection(
        [
            ("money", "Money"),
            ("points", "Points"),
            ("measure", "Measure"),
            ("none", "No action"),
        ],
        required=True,
        readonly=True,
    )
    amount = fields.Monetary(readonly=True, tracking=True)
    amount_signed = fields.Monetary(
        string="Effect on pay", compute="_compute_signed", store=True
    )
    needs_amount = fields.Boolean(string="Amount to be typed", readonly=True)
    amount_min = fields.Monetary(string="From", readonly=True)
    amount_max = fields.Monetary(string="To", readonly=True)
    typed_amount = fields.Monetary(string="Amount within the range", tracking=True)
    amount_reason = fields.Text(string="Why this amount", tracking=True)
    explanation = fields.Char(string="Computed as", readonly=True)
    points = fields.Float(digits=(16, 2), readonly=True)
    measure = fields.Selection(MEASURES, readonly=True)
    is_hr = fields.Boolean(string="Decided by human resources", readonly=True)
    pay_code = fields.Char(readonly=True)
    facts = fields.Text(readonly=True)
    evidence_ids = fields.Many2many("ir.attachment")
    rule_id = fields.Many2one(
        "callback.penalty.rule", readonly=True, index=True, ondelete="restrict"
    )
    violation_id = fields.Many2one(
        "callback.violation", readonly=True, index=True, ondelete="restrict"
    )
    occurrence = fields.Integer(string="Which time", readonly=True)
    res_model = fields.Char(readonly=True, export_string_translation=False)
    res_id = fields.Many2oneReference(
        model_field="res_model", readonly=True, export_string_translation=False
    )
    main_id = fields.Many2one(
        "callback.sanction",
        string="Liable with",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    joint_id = fields.Many2one(
        "callback.penalty.joint",
        string="Joint liability",
        readonly=True,
        ondelete="restrict",
    )
    linked_ids = fields.One2many("callback.sanction", "main_id", string="Linked lines")
    reversal_of_id = fields.Many2one(
        "callback.sanction",
        string="Corrects",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    reversal_ids = fields.One2many(
        "callback.sanction", "reversal_of_id", string="Corrections"
    )
    user_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, ondelete="restrict"
    )
    confirm_user_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, tracking=True
    )
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True)
    follow_user_id = fields.Many2one("res.users", string="Followed up by")
    date_notified = fields.Datetime(string="Told on", readonly=True, tracking=True)
    appeal_deadline = fields.Datetime(
        string="Appeal until", readonly=True, index="btree_not_null"
    )
    date_final = fields.Datetime(string="Final since", readonly=True, tracking=True)
    date_handed_over = fields.Datetime(string="Handed over on", readonly=True)
    date_published = fields.Datetime(string="Published on", readonly=True)
    reason = fields.Text(string="Why rejected or cancelled", readonly=True)
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("confirmed", "Confirmed"),
            ("notified", "Employee told"),
            ("final", "Final"),
            ("handed_over", "Handed over"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )

    _source_unique = models.UniqueIndex("(source_key)", "This was proposed already.")
    _pay_index = models.Index(
        "(employee_id, period) WHERE state = 'final' AND kind = 'money'"
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount is not negative; the direction says who pays."
    )

    @api.model
    def _get_guarded_fields(self):
        """Everything but what the assessor types; extensions guard theirs too."""
        free = OPEN_FIELDS | {
            name
            for name in self._fields
            if name.startswith(("message_", "activity_", "website_message"))
        }
        return super()._get_guarded_fields() | (set(self._fields) - free)

    @api.depends("amount", "direction")
    def _compute_signed(self):
        for line in self:
            sign = 1 if line.direction == "award" else -1
            line.amount_signed = sign * line.amount

    @api.depends("name", "kind", "amount", "measure")
    def _compute_display_name(self):
        measures = dict(self._fields["measure"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            text = measures.get(line.measure) or kinds.get(line.kind, "")
            if line.kind == "money":
                text = format_amount(self.env, line.amount_signed, line.currency_id)
            line.display_name = f"{line.name or ''} {text}".strip()

    def write(self, vals):
        """What was confirmed stays; a typed amount lies within its range."""
        refuse_parts_of_cents(self, vals, ["amount", "typed_amount"])
        if OPEN_FIELDS & set(vals) and not self.env.su:
            self._check_state("proposed")
        result = super().write(vals)
        if "typed_amount" in vals:
            self._apply_typed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A fine or reward stays on file; reject it."))

    # Making lines -------------------------------------------------------------------

    @api.model
    def _get_pay_code(self, direction):
        """Return the common code of a direction for payroll."""
        return {"deduct": "CALLBACK_FINE", "award": "CALLBACK_BONUS"}[direction]

    @api.model
    def _propose(self, vals_list):
        """Make proposals as a set, at most one for each ``source_key``. Private.

        The caller has checked the rights; rows are inserted in one statement, so that
        running again, or twice at once, adds none. A line that was rejected keeps its
        key and is not proposed again.

        :param vals_list: dicts of stored fields, relations as ids. Needed:
            ``source_key`` (what it comes from, for example ``assessment:12:bonus``),
            ``company_id``, ``date``, ``direction`` (``deduct`` or ``award``),
            ``kind`` (``money``, ``points``, ``measure`` or ``none``), and
            ``employee_id`` or ``department_id`` (a line without person is charged to
            the cost centre). ``amount`` is positive, to the cent. Optional:
            ``user_id`` (who proposes and so cannot confirm), ``rule_id``, ``points``,
            ``measure``, ``facts``, ``explanation``, ``pay_code``, ``period``,
            ``res_model``/``res_id`` of the document, ``main_key`` (source key of the
            line it is linked to)
        :returns: the new ``callback.sanction``, without those that were there
        """
        rows = [self._complete(vals) for vals in vals_list]
        mains = [row for row in rows if not row.get("main_key")]
        linked = [row for row in rows if row.get("main_key")]
        made = self._insert_numbered(mains)
        if linked:
            keys = list({row["main_key"] for row in linked})
            # sudo: ids by key, of lines just made or made before.
            known = self.sudo().search_fetch(
                [("source_key", "in", keys)], ["source_key"]
            )
            known = {line.source_key: line.id for line in known}
            for row in linked:
                row["main_id"] = known[row["main_key"]]
            made |= self._insert_numbered(linked)
        return self.browse(made.values())

    @api.model
    def _insert_numbered(self, rows):
        """Insert the rows whose key is new, with a number each."""
        keys = [row["source_key"] for row in rows]
        # sudo: keys of lines that the user may not see count as well.
        known = self.sudo().search_fetch([("source_key", "in", keys)], ["source_key"])
        known = set(known.mapped("source_key"))
        rows = [row for row in rows if row["source_key"] not in known]
        if not rows:
            return {}
        company = self.env["res.company"].browse(rows[0]["company_id"])
        numbers = self._take_numbers(company, len(rows))
        return self._insert_rows(
            [
                {**{k: v for k, v in row.items() if k != "main_key"}, "name": number}
                for row, number in zip(rows, numbers, strict=True)
            ]
        )

    @api.model
    def _complete(self, vals):
        """Return the values of a row with what follows from them."""
        refuse_parts_of_cents(self, vals, ["amount"])
        date = fields.Date.to_date(vals["date"])
        sign = 1 if vals["direction"] == "award" else -1
        money = vals["kind"] == "money"
        return {
            "state": "proposed",
            "period": date.replace(day=1),
            "pay_code": self._get_pay_code(vals["direction"]) if money else None,
            **vals,
            "date": date,
            "amount_signed": sign * (vals.get("amount") or 0),
        }
