# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.callback_base.conditions import check_searchable


class CallbackPenaltyRule(models.Model):
    """Which complaints a rule is about, if any (F3-15)."""

    _inherit = "callback.penalty.rule"

    is_for_complaints = fields.Boolean(
        string="From complaints",
        help="A complaint that fits can be reported as a case of this rule. Nothing is "
        "proposed by itself.",
    )
    complaint_domain = fields.Char(
        string="Which complaints",
        default="[]",
        help="Condition on the complaints of the policy, for example their kind.",
    )

    @api.constrains("complaint_domain")
    def _check_complaint_domain(self):
        for rule in self:
            rule._get_complaint_condition(probe=True)

    def _get_complaint_condition(self, probe=False):
        """Return the typed condition as a checked ``Domain`` on complaints.

        :raises ValidationError: naming the rule, when it cannot be read
        """
        self.ensure_one()
        # sudo: whether it can be read does not depend on the reader.
        complaints = self.env["callback.complaint"].sudo()
        try:
            domain = Domain(ast.literal_eval((self.complaint_domain or "[]").strip()))
            domain.validate(complaints)
            if probe:
                check_searchable(complaints, domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "%(rule)s, which complaints: %(error)s",
                    rule=self.display_name,
                    error=error,
                )
            ) from error
        return domain

    def _fits_complaint(self, complaint):
        """Tell whether a complaint is one of those that the rule is about."""
        self.ensure_one()
        codes = (complaint.policy_id | complaint.record_id.policy_id).mapped("code")
        return bool(
            (not self.policy_id or self.policy_id.code in codes)
            and (not self.company_id or self.company_id == complaint.company_id)
            and complaint.filtered_domain(self._get_complaint_condition())
        )
