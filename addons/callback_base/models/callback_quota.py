# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast
from decimal import Decimal

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .period_selections import PERIODS

CONDITIONS = ("numerator_domain", "denominator_domain")


class CallbackQuota(models.Model):
    """A share or a number of callbacks that a policy demands (BASE-08, BASE-46).

    Each quota has a numerator and a denominator of its own: limits of one policy need
    not complement each other (X-13). The figures are in
    ``callback_quota_value.py``.
    """

    _name = "callback.quota"
    _description = "Quota"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    clause_ids = fields.Many2many(
        "callback.policy.clause",
        string="Clauses",
        domain="[('policy_id', '=', policy_id)]",
    )
    kind = fields.Selection(
        [("share", "Share of callbacks"), ("count", "Number in the period")],
        default="share",
        required=True,
    )
    direction = fields.Selection(
        [("at_least", "At least"), ("at_most", "At most")],
        default="at_least",
        required=True,
        help="The limit itself is still allowed.",
    )
    rate = fields.Float(
        string="Limit of the share",
        digits=(16, 8),
        help="Fraction of one: 0.4 is 40 %. Compared exactly, never rounded.",
    )
    count = fields.Integer(string="Limit of the number")
    counted = fields.Selection(
        [("callback", "Callbacks"), ("round", "Rounds")],
        string="What is numbered",
        default="callback",
        required=True,
        help="A round is all that one rule asks for on one date or in one period.",
    )
    period = fields.Selection(PERIODS, default="year", required=True)
    basis = fields.Selection(
        [
            ("date_done", "Time of finishing"),
            ("date_archived", "Time of archiving"),
            ("date_event", "Time of the event"),
            ("deadline", "Deadline"),
        ],
        string="Period is that of",
        default="date_done",
        required=True,
        help="Which time decides the period a callback is counted in. By event or "
        "deadline, callbacks that are not finished yet are counted as well.",
    )
    numerator_domain = fields.Char(
        string="What counts",
        default="[]",
        help="Condition on the callbacks that meet the demand, among those on which "
        "it is made.",
    )
    denominator_domain = fields.Char(
        string="Out of which",
        default="[]",
        help="Condition on the callbacks on which the demand is made. Empty: all of "
        "the policy. Cancelled ones never count.",
    )
    limit_text = fields.Char(string="Limit", compute="_compute_limit_text")

    @api.depends("kind", "direction", "rate", "count")
    def _compute_limit_text(self):
        for quota in self:
            sign = "≤" if quota.direction == "at_most" else "≥"
            if quota.kind == "count":
                quota.limit_text = f"{sign} {quota.count}"
            else:
                percent = (Decimal(str(quota.rate)) * 100).normalize()
                quota.limit_text = f"{sign} {percent:f} %"

    @api.constrains("kind", "rate", "count")
    def _check_limit(self):
        for quota in self:
            place = {
                "policy": quota.policy_id.display_name,
                "quota": quota.name,
            }
            if quota.kind == "share" and not 0 < quota.rate <= 1:
                raise ValidationError(
                    self.env._(
                        "%(policy)s, quota “%(quota)s”: the limit of the share must "
                        "be above 0 and not above 1 (0.4 for 40 %%), not %(rate)s.",
                        rate=quota.rate,
                        **place,
                    )
                )
            if quota.kind == "count" and quota.count < 0:
                raise ValidationError(
                    self.env._(
                        "%(policy)s, quota “%(quota)s”: the limit of the number "
                        "cannot be negative: %(count)s.",
                        count=quota.count,
                        **place,
                    )
                )

    @api.constrains("kind", *CONDITIONS)
    def _check_conditions(self):
        for quota in self:
            for name in CONDITIONS:
                quota._get_condition(name, probe=True)
            if quota.kind == "share" and quota._is_whole():
                raise ValidationError(
                    self.env._(
                        "%(policy)s, quota “%(quota)s”: without a condition under "
                        "“%(field)s” the share would always be 100 %%.",
                        policy=quota.policy_id.display_name,
                        quota=quota.name,
                        field=quota._get_label("numerator_domain"),
                    )
                )

    def _is_whole(self):
        """Tell whether every callback of the denominator is in the numerator."""
        return self._get_condition("numerator_domain").is_true()

    def _get_condition(self, name, probe=False):
        """Return a typed condition as a checked ``Domain`` on callbacks.

        :param name: numerator_domain or denominator_domain
        :param probe: also ask the database, which alone knows that a text is no
            number
        :raises ValidationError: naming quota and field, when it cannot be read
        """
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval((self[name] or "[]").strip()))
            # sudo: whether it can be read does not depend on the reader.
            records = self.env["callback.record"].sudo()
            domain.validate(records)
            if probe:
                with self.env.cr.savepoint(flush=False):
                    records.search(domain, limit=1)
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            MemoryError,
            RecursionError,
            SyntaxError,
            TypeError,
            ValueError,
            psycopg2.DataError,
            psycopg2.ProgrammingError,
        ) as error:
            raise ValidationError(
                self.env._(
                    "%(policy)s, quota “%(quota)s”, %(field)s: %(error)s",
                    policy=self.policy_id.display_name,
                    quota=self.name,
                    field=self._get_label(name),
                    error=error,
                )
            ) from error
        return domain

    def _get_label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]
