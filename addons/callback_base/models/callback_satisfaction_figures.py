# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sampling import sizes

#: Figures that are entered where the forms are paper.
TYPED = ("typed_issued", "typed_returned", "typed_checked", "typed_true")


class CallbackSatisfactionRound(models.Model):
    """Counters, rates and the deduction of a round: exact, never rounded (P3-12)."""

    _inherit = "callback.satisfaction.round"

    recovery_target = fields.Float(
        string="Target of the recovery rate",
        digits=(16, 8),
        compute="_compute_recovery_target",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="From the policy where it says one. Without it the round cannot be "
        "confirmed (P3-04).",
    )
    has_recovery_target = fields.Boolean(related="rule_id.has_recovery_target")
    typed_issued = fields.Integer(string="Issued (entered)")
    typed_returned = fields.Integer(string="Returned (entered)")
    typed_checked = fields.Integer(string="Checked (entered)")
    typed_true = fields.Integer(string="True (entered)")
    typed_rate = fields.Float(
        string="Raw satisfaction (entered)", digits=(16, 8), aggregator="avg"
    )
    typed_note = fields.Text(string="Where the figures come from")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "callback_satisfaction_evidence_rel",
        bypass_search_access=True,
        help="Tally sheets and protocols from which the figures were entered.",
    )
    issue_reason = fields.Text(
        string="Why fewer were issued",
        help="With a reason a round goes on with fewer forms; it stays flagged.",
    )

    population = fields.Integer(compute="_compute_targets", store=True)
    target_count = fields.Integer(
        string="To be issued", compute="_compute_targets", store=True
    )
    issued_count = fields.Integer(
        string="Issued", compute="_compute_counts", store=True
    )
    returned_count = fields.Integer(
        string="Forms returned", compute="_compute_counts", store=True
    )
    check_size = fields.Integer(
        string="To be checked",
        compute="_compute_counts",
        store=True,
        help="The share of the returned forms, rounded up.",
    )
    checked_count = fields.Integer(
        string="Checked", compute="_compute_counts", store=True
    )
    true_count = fields.Integer(string="True", compute="_compute_counts", store=True)
    cheating_count = fields.Integer(
        string="Cheating found", compute="_compute_counts", store=True
    )
    issue_rate = fields.Float(
        string="Issued out of all",
        compute="_compute_rates",
        store=True,
        digits=(16, 8),
        aggregator="avg",
    )
    recovery_rate = fields.Float(
        compute="_compute_rates", store=True, digits=(16, 8), aggregator="avg"
    )
    truth_rate = fields.Float(
        compute="_compute_rates", store=True, digits=(16, 8), aggregator="avg"
    )
    raw_rate = fields.Float(
        string="Raw satisfaction",
        compute="_compute_rates",
        store=True,
        digits=(16, 8),
        aggregator="avg",
    )
    shortfall = fields.Float(
        string="Recovery short by (points)",
        compute="_compute_rates",
        store=True,
        digits=(16, 4),
        aggregator="avg",
    )
    deducted = fields.Float(
        string="Points deducted",
        compute="_compute_rates",
        store=True,
        digits=(16, 4),
        aggregator="avg",
    )
    final_rate = fields.Float(
        string="Overall satisfaction",
        compute="_compute_rates",
        store=True,
        digits=(16, 8),
        aggregator="avg",
    )
    has_result = fields.Boolean(
        string="Satisfaction known", compute="_compute_rates", store=True
    )
    is_issue_short = fields.Boolean(
        string="Too few issued", compute="_compute_rates", store=True
    )
    is_recovery_short = fields.Boolean(
        string="Recovery below target", compute="_compute_rates", store=True
    )
    is_truth_short = fields.Boolean(
        string="Truth rate below target", compute="_compute_rates", store=True
    )

    @api.depends("rule_id")
    def _compute_recovery_target(self):
        for survey in self:
            rule = survey.rule_id
            survey.recovery_target = rule and rule._get_recovery_target()

    @api.constrains("rule_id", "recovery_target")
    def _check_recovery_target(self):
        for survey in self:
            laid_down = survey.rule_id._get_recovery_target()
            target = survey.recovery_target
            if not 0 <= target <= 1 or (laid_down and target != laid_down):
                raise ValidationError(
                    self.env._(
                        "%(rule)s: the target of the recovery rate is %(target)s %% "
                        "and not for the round to change.",
                        rule=survey.rule_id._cite("quota"),
                        target=f"{laid_down * 100:g}" if laid_down else "0–100",
                    )
                )

    @api.constrains("typed_rate", *TYPED)
    def _check_typed(self):
        for survey in self:
            issued, returned, checked, true = (survey[name] for name in TYPED)
            ordered = 0 <= true <= checked <= returned <= issued
            if not ordered or not 0 <= survey.typed_rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Survey round “%(round)s”: of %(issued)s forms issued, "
                        "%(returned)s returned, %(checked)s checked and %(true)s true "
                        "none can exceed the one before, and a rate lies between 0 "
                        "and 100 %%.",
                        round=survey.name,
                        issued=issued,
                        returned=returned,
                        checked=checked,
                        true=true,
                    )
                )

    @api.depends("group_ids.population", "group_ids.target")
    def _compute_targets(self):
        for survey in self:
            survey.population = sum(survey.group_ids.mapped("population"))
            survey.target_count = sum(survey.group_ids.mapped("target"))

    @api.depends(
        "source",
        "rule_id.check_rate",
        "form_ids.date_issued",
        "form_ids.date_returned",
        "form_ids.check_state",
        *TYPED,
    )
    def _compute_counts(self):
        """Count the forms of all rounds in one query."""
        counted = self._count_forms()
        for survey in self:
            if survey.source == "typed":
                values = [survey[name] for name in TYPED] + [0]
            else:
                values = counted.get(survey._origin.id, (0, 0, 0, 0, 0))
            survey.issued_count, survey.returned_count = values[:2]
            survey.checked_count, survey.true_count, survey.cheating_count = values[2:]
            survey.check_size = sizes.at_least(
                survey.rule_id.check_rate, survey.returned_count
            )

    def _count_forms(self):
        """Return ``{id: (issued, returned, checked, true, cheating)}``."""
        # sudo: figures of a round count every form and show none.
        groups = (
            self.env["callback.satisfaction.form"]
            .sudo()  # as said above
            ._read_group(
                [("round_id", "in", self._origin.ids)],
                ["round_id", "check_state"],
                ["date_issued:count", "date_returned:count", "__count"],
            )
        )
        found = {}
        for survey, state, issued, returned, count in groups:
            row = found.setdefault(survey.id, [0, 0, 0, 0, 0])
            row[0] += issued
            row[1] += returned
            if state:
                row[2] += count
                row[3] += count if state == "true" else 0
                row[4] += count if state == "cheating" else 0
        return found

    @api.depends(
        "check_size",
        "checked_count",
        "form_ids.check_state",
        "form_ids.satisfaction",
        "issued_count",
        "question_ids.satisfied_rate",
        "question_ids.answered",
        "recovery_target",
        "returned_count",
        "rule_id.deduction",
        "rule_id.rate_basis",
        "rule_id.satisfied_from",
        "rule_id.truth_target",
        "source",
        "target_count",
        "true_count",
        "typed_rate",
    )
    def _compute_rates(self):
        for survey in self:
            survey.update(survey._get_rates())
