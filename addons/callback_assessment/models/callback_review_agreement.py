# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..review_score import half_up, kappa, percent


class CallbackReviewAgreement(models.Model):
    """How far two inspectors agree on each item: share and Cohen's kappa.

    Of the pairs of blind checks that are both finished. With n pairs, a agreeing, and
    S the sum over the answers of (times the first gave it × times the second did),
    kappa is (n·a − S) / (n² − S): whole numbers until the last division. It is
    undefined when S is n², both always having given the same one answer.
    """

    _name = "callback.review.agreement"
    _description = "Agreement of inspectors"
    _auto = False
    _order = "rule_id, sequence, id"
    _depends = {
        "callback.review": ["pair_id", "kind", "is_blind", "rule_id"],
        "callback.review.line": ["review_id", "item_id", "answer_key", "sequence"],
    }

    rule_id = fields.Many2one("callback.review.rule", string="Spot check", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    item_id = fields.Many2one(
        "callback.review.checklist.item", string="Item", readonly=True
    )
    sequence = fields.Integer(readonly=True)
    pair_count = fields.Integer(string="Checked twice", readonly=True)
    agree_count = fields.Integer(string="Same answer", readonly=True)
    chance_count = fields.Integer(
        string="Sum of chance", readonly=True, export_string_translation=False
    )
    agree_text = fields.Char(string="Agreement", compute="_compute_texts")
    kappa_text = fields.Char(
        string="Cohen's kappa",
        compute="_compute_texts",
        help="1: full agreement; 0: no more than by chance. “–”: not defined, because "
        "both always gave the same one answer.",
    )

    @property
    def _table_query(self):
        return SQL(
            """WITH pair AS (
                SELECT one.item_id, one.sequence, first.rule_id, first.company_id,
                    one.answer_key AS a, two.answer_key AS b, one.id
                FROM callback_review second
                JOIN callback_review first ON first.id = second.pair_id
                JOIN callback_review_line one ON one.review_id = first.id
                JOIN callback_review_line two ON two.review_id = second.id
                    AND two.item_id = one.item_id
                WHERE second.kind = 'second' AND NOT second.is_blind
            ), firsts AS (
                SELECT item_id, rule_id, company_id, a AS answer, count(*) AS n
                FROM pair GROUP BY 1, 2, 3, 4
            ), seconds AS (
                SELECT item_id, rule_id, company_id, b AS answer, count(*) AS n
                FROM pair GROUP BY 1, 2, 3, 4
            ), chance AS (
                SELECT item_id, rule_id, company_id, sum(f.n * s.n) AS total
                FROM firsts f
                JOIN seconds s USING (item_id, rule_id, company_id, answer)
                GROUP BY 1, 2, 3
            )
            SELECT min(p.id) AS id, p.rule_id, p.company_id, p.item_id,
                min(p.sequence) AS sequence, count(*) AS pair_count,
                count(*) FILTER (WHERE p.a = p.b) AS agree_count,
                COALESCE(min(c.total), 0)::bigint AS chance_count
            FROM pair p LEFT JOIN chance c USING (item_id, rule_id, company_id)
            GROUP BY p.rule_id, p.company_id, p.item_id"""
        )

    @api.depends("pair_count", "agree_count", "chance_count")
    def _compute_texts(self):
        for row in self:
            share = percent(row.agree_count, row.pair_count)
            row.agree_text = "–" if share is None else f"{share} %"
            value = kappa(row.pair_count, row.agree_count, row.chance_count)
            row.kappa_text = "–" if value is None else str(half_up(value))

    def action_open_reviews(self):
        """Open the checks behind the figure. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "callback_assessment.callback_review_action"
        )
        domain = [
            ("pair_id", "!=", False),
            ("is_blind", "=", False),
            ("rule_id", "=", self.rule_id.id),
            ("company_id", "=", self.company_id.id),
            ("line_ids.item_id", "=", self.item_id.id),
        ]
        return action | {"domain": domain, "context": {}}
