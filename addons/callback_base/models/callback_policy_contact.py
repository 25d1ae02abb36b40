# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list

from ..workday.windows import SEARCH_DAYS, contains, next_moment


class CallbackPolicy(models.Model):
    """Who may call under a policy, and at which hours (BASE-14, BASE-18, BASE-50)."""

    _inherit = "callback.policy"

    window_ids = fields.One2many(
        "callback.contact.window", "policy_id", string="Contact windows", copy=True
    )
    window_outside = fields.Selection(
        [("reason", "Needs a reason"), ("refused", "Is refused")],
        string="Planning outside a window",
        default="reason",
        required=True,
    )
    appointment_minutes = fields.Integer(
        string="Length of an appointment",
        default=30,
        required=True,
        help="Minutes that an appointment with a customer takes in the calendar.",
    )
    permission_required = fields.Boolean(
        string="System permission needed",
        help="Only persons with a permission valid on the day call and review.",
    )
    training_required = fields.Boolean(
        string="Training needed",
        help="Only persons with a training or certificate valid on the day call.",
    )
    exclude_salesperson = fields.Boolean(
        string="Not by the own salesperson",
        default=True,
        help="Who looks after a customer may not call this customer back.",
    )
    flagged_department_ids = fields.Many2many(
        "hr.department",
        "callback_policy_flagged_department_rel",
        "policy_id",
        "department_id",
        string="Units that may not call",
        help="Members of these departments, and of those below them, are concerned "
        "and may not call.",
    )

    _appointment_positive = models.Constraint(
        "CHECK (appointment_minutes > 0)", "An appointment takes at least a minute."
    )

    def _get_windows(self, partner):
        """Return the contact windows of a customer; none: at any time."""
        self.ensure_one()
        # sudo: the hours of a customer's category bind whoever plans the call.
        category = partner.sudo().callback_category_id
        own = self.window_ids.filtered(
            lambda window: category and window.category_id == category
        )
        return own or self.window_ids.filtered(lambda window: not window.category_id)

    def _is_in_window(self, moment, partner, company=None):
        """Tell whether a customer may be contacted at a moment (T-15).

        :param moment: naive UTC
        :param company: whose calendar counts when the policy has none
        """
        windows = self._get_windows(partner)._get_values()
        return not windows or self.env["callback.workday"]._with_table(
            self._get_calendar(company), lambda table: contains(windows, table, moment)
        )

    def _next_window(self, moment, partner, company=None):
        """Return the first moment from ``moment`` on in a window, as naive UTC.

        Without windows, ``moment`` itself.

        :raises UserError: when the windows never open
        """
        windows = self._get_windows(partner)._get_values()
        if not windows:
            return moment
        found = self.env["callback.workday"]._with_table(
            self._get_calendar(company),
            lambda table: next_moment(windows, table, moment),
        )
        if not found:
            raise UserError(
                self.env._(
                    "%(policy)s: none of the contact windows of %(customer)s opens "
                    "within %(days)s days. Check their weekdays and the calendar.",
                    policy=self.display_name,
                    customer=partner.display_name,
                    days=SEARCH_DAYS,
                )
            )
        return found

    def _get_window_text(self, partner):
        """Name the contact windows of a customer."""
        names = self._get_windows(partner).mapped("display_name")
        # One name needs no grammar.
        return (
            format_list(self.env, names, "unit") if len(names) > 1 else "".join(names)
        )

    def _cite(self, kind):
        """Name the clause behind a refusal: the only one of its kind, or the policy.

        :param kind: kind of ``callback.policy.clause``
        """
        self.ensure_one()
        clauses = self.clause_ids.filtered(lambda clause: clause.kind == kind)
        return clauses.code if len(clauses) == 1 else self.code
