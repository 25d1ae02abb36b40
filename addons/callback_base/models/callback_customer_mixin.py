# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..conditions import check_searchable


class CallbackCustomerMixin(models.AbstractModel):
    """A condition that chooses customers, read safely and checked when it is saved.

    Overriders extend ``_get_customer_condition``.
    """

    _name = "callback.customer.mixin"
    _description = "Condition that chooses customers"

    domain = fields.Char(
        string="Condition",
        help="Customers who meet it are called. Checked when it is saved.",
    )
    customer_model = fields.Char(compute="_compute_customer_model")

    def _compute_customer_model(self):
        """The screen's condition editor asks for the model by a field."""
        self.customer_model = "res.partner"

    @api.constrains("domain")
    def _check_domain(self):
        for record in self.filtered("domain"):
            record._get_customer_condition(probe=True)

    def _get_customer_condition(self, probe=False):
        """Return the condition as a checked ``Domain`` on customers.

        :param probe: ask the database too whether it can compare the values
        :raises ValidationError: naming the record, when it cannot be read
        """
        self.ensure_one()
        try:
            domain = Domain(ast.literal_eval((self.domain or "[]").strip()))
            domain.validate(self.env["res.partner"])
            if probe:
                check_searchable(self.env["res.partner"], domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "“%(record)s”, condition: %(error)s",
                    record=self.display_name,
                    error=error,
                )
            ) from error
        return domain

    @api.model
    def _get_company_customers(self, company):
        """Return the ``Domain`` of the customers a company may call."""
        return Domain("company_id", "in", [company.id, False])
