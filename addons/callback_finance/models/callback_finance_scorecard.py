# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.callback_base.workday.zone import LocalZone

CRITERIA = ("score_solvency", "score_content", "score_efficiency", "score_quality")
SATISFIED = ("satisfied", "rather_satisfied", "basically_satisfied")


class CallbackFinanceScorecard(models.Model):
    """How an insurer did in the last year, for the choice at the renewal (F4-04)."""

    _name = "callback.finance.scorecard"
    _description = "Scorecard of an insurer"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "year desc, score desc, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"satisfaction_rate", "satisfaction_count", "state", "user_id"}
    )

    insurer_id = fields.Many2one(
        "res.partner", required=True, check_company=True, index=True, tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year - 1
    )
    score_solvency = fields.Float(string="Solvency", tracking=True)
    score_content = fields.Float(string="Service content", tracking=True)
    score_efficiency = fields.Float(string="Service efficiency", tracking=True)
    score_quality = fields.Float(string="Service quality", tracking=True)
    score = fields.Float(
        string="Average", compute="_compute_score", store=True, digits=(16, 2)
    )
    satisfaction_count = fields.Integer(
        string="Answers of customers", readonly=True, copy=False
    )
    satisfaction_rate = fields.Float(
        string="Satisfied customers", digits=(16, 4), readonly=True, copy=False
    )
    late_count = fields.Integer(
        string="Service lines too late", compute="_compute_late_count"
    )
    recommendation = fields.Selection(
        [
            ("renew", "Renew"),
            ("conditions", "Renew under conditions"),
            ("change", "Change the insurer"),
        ],
        string="Renewal",
        tracking=True,
    )
    note = fields.Text(string="Grounds")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Confirmed by", readonly=True, copy=False
    )

    _year_unique = models.UniqueIndex(
        "(insurer_id, year, company_id)",
        "There is a scorecard of this insurer and year already.",
    )
    _scores_in_range = models.Constraint(
        "CHECK (score_solvency BETWEEN 0 AND 100 AND score_content BETWEEN 0 AND 100"
        " AND score_efficiency BETWEEN 0 AND 100 AND score_quality BETWEEN 0 AND 100)",
        "Each criterion is rated from 0 to 100.",
    )

    @api.depends("insurer_id.name", "year")
    def _compute_display_name(self):
        for card in self:
            card.display_name = f"{card.insurer_id.name or ''} {card.year or ''}"

    @api.depends(*CRITERIA)
    def _compute_score(self):
        for card in self:
            card.score = sum(card[name] for name in CRITERIA) / len(CRITERIA)

    def _compute_late_count(self):
        lines = self.env["callback.finance.claim.line"]
        for card in self:
            first, last = card._get_span()
            card.late_count = lines.search_count(
                [
                    ("insurer_id", "=", card.insurer_id.id),
                    ("deadline", ">=", first),
                    ("deadline", "<=", last),
                    ("status", "in", ("late", "missed")),
                ]
            )

    def _get_span(self):
        """Return the first and the last moment of the year, by the local clock."""
        year = min(max(self.year, 1990), 9000)
        policy = self.env["callback.finance.claim.line"]._get_policy()
        zone = LocalZone(policy._get_calendar(self.company_id).tz or "UTC")
        return zone.midnight(date(year, 1, 1)), zone.day_end(date(year, 12, 31))

    def _get_insured(self, first, last):
        """Return whom the insurer insured at some time between two moments."""
        # sudo: the rate counts customers of every outlet; none of them is shown.
        contracts = self.env["callback.finance.contract"].sudo()
        domain = Domain("insurer_id", "=", self.insurer_id.id)
        domain &= Domain("company_id", "=", self.company_id.id)
        domain &= Domain("date_signed", "<=", last)
        domain &= Domain("date_ended", "=", False) | Domain("date_ended", ">=", first)
        domain &= Domain("date_to", "=", False) | Domain(
            "date_to", ">=", date(self.year, 1, 1)
        )
        return contracts.search(domain).partner_id

    @api.model_create_multi
    def create(self, vals_list):
        """Scorecards start as drafts."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """A confirmed scorecard was used for the renewal and stays."""
        self._check_guarded(vals)
        fixed = {n for n in vals if not n.startswith(("message_", "activity_"))}
        if fixed and not self.env.su and self.filtered(lambda c: c.state != "draft"):
            raise UserError(self.env._("A confirmed scorecard stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if self.filtered(lambda card: card.state != "draft"):
            raise UserError(self.env._("Only a draft scorecard can be deleted."))

    def action_compute(self):
        """Count the satisfied customers of the insurer in the year. RPC.

        By the broker's callbacks: what a customer says of other businesses, such as
        wealth management, is not about the insurer.
        """
        self.check_access("write")
        policy = self.env["callback.finance.claim.line"]._get_policy()
        # sudo: the rate counts callbacks of every outlet; no customer is shown.
        records = self.env["callback.record"].sudo()
        for card in self.filtered(lambda c: c.state == "draft"):
            first, last = card._get_span()
            answers = records._read_group(
                [
                    ("partner_id", "in", card._get_insured(first, last).ids),
                    ("policy_id.code", "=", policy.code),
                    ("company_id", "=", card.company_id.id),
                    ("state", "=", "done"),
                    ("satisfaction", "!=", False),
                    ("date_done", ">=", first),
                    ("date_done", "<=", last),
                ],
                ["satisfaction"],
                ["__count"],
            )
            counts = dict(answers)
            total = sum(counts.values())
            good = sum(counts.get(name, 0) for name in SATISFIED)
            # sudo: the figures are guarded; they are counted here.
            card.sudo().write(
                {
                    "satisfaction_count": total,
                    "satisfaction_rate": good / total if total else 0,
                }
            )
        return True

    def action_confirm(self):
        """Confirm scorecards that have a recommendation and its grounds. RPC.

        :raises AccessError: below manager
        :raises UserError: for what is no draft, or lacks recommendation or grounds
        """
        self.check_access("write")
        if not self.env.user.has_group("callback_base.callback_group_manager"):
            raise AccessError(self.env._("Managers confirm scorecards."))
        for card in self:
            if card.state != "draft" or not card.recommendation or not card.note:
                raise UserError(
                    self.env._(
                        "%(card)s: a draft with its recommendation and the grounds is "
                        "needed (F4-04).",
                        card=card.display_name,
                    )
                )
        self.action_compute()
        # sudo: the state is guarded; the right was checked above.
        self.sudo().write({"state": "confirmed", "user_id": self.env.uid})
        return True
