# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

BUSINESSES = [
    ("wealth", "Wealth management"),
    ("brokerage", "Brokerage"),
    ("fund", "Private fund"),
    ("insurance", "Insurance broking"),
]


class CallbackFinanceAccount(models.Model):
    """Account of a customer: who looks after it, and what suits the customer (F1-01).

    The line of business decides which policy calls back; the wealth manager is kept
    away from the callbacks of the account (F3-06).
    """

    _name = "callback.finance.account"
    _description = "Account"
    _inherit = ["mail.thread", "callback.source.mixin", "callback.import.mixin"]
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "partner_id"]
    _import_unique_fields = ("name",)
    _import_template_fields = (
        "name",
        "partner_id",
        "business",
        "department_id",
        "manager_id",
        "customer_group",
        "risk_level",
        "investment_wish",
        "asset_range",
        "date_opened",
        "date_closed",
    )

    name = fields.Char(string="Account number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    phone = fields.Char(related="partner_id.phone")
    business = fields.Selection(
        BUSINESSES, default="wealth", required=True, index=True, tracking=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Outlet",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id.department_id,
        help="Carries out the callbacks; its head is responsible for them (F2-03).",
    )
    manager_id = fields.Many2one(
        "hr.employee",
        string="Wealth manager",
        check_company=True,
        index=True,
        tracking=True,
        help="Adviser or account manager: neither calls nor reviews these callbacks "
        "(F3-06).",
    )
    customer_group = fields.Selection(
        [
            ("person", "Person"),
            ("wealthy", "High net worth"),
            ("institution", "Institution"),
        ],
        default="person",
        required=True,
        help="Plans choose the groups in balance (F1-03).",
    )
    risk_level = fields.Selection(
        [
            ("c1", "C1 conservative"),
            ("c2", "C2 cautious"),
            ("c3", "C3 balanced"),
            ("c4", "C4 positive"),
            ("c5", "C5 aggressive"),
        ],
        string="Risk tolerance",
        tracking=True,
    )
    investment_wish = fields.Selection(
        [
            ("hold", "Keep what is there"),
            ("more", "Invest more"),
            ("less", "Reduce"),
            ("none", "No wish"),
        ],
        tracking=True,
    )
    asset_range = fields.Selection(
        [
            ("a1", "Below 1 million"),
            ("a2", "1 to 3 million"),
            ("a3", "3 to 10 million"),
            ("a4", "10 million and more"),
        ],
        string="Financial assets",
        tracking=True,
    )
    date_opened = fields.Date(
        string="Opened on", required=True, default=fields.Date.context_today
    )
    date_closed = fields.Date(string="Closed on", tracking=True, copy=False)
    state = fields.Selection(
        [("active", "Active"), ("closed", "Closed")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )
    is_customer_account = fields.Boolean(
        string="Stands for the customer",
        compute="_compute_is_customer_account",
        search="_search_is_customer_account",
        help="Of the accounts of a customer in one line of business the one that is "
        "called about: an active one first, then the oldest.",
    )
    note = fields.Text(help="What suits the customer, in words.")
    contract_ids = fields.One2many(
        "callback.finance.contract", "account_id", string="Contracts"
    )
    contract_count = fields.Integer(compute="_compute_contract_count")

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This account number exists already."
    )

    @api.depends("date_closed")
    def _compute_state(self):
        for account in self:
            account.state = "closed" if account.date_closed else "active"

    def _compute_is_customer_account(self):
        first = self.search(
            [("id", "in", self.ids), ("is_customer_account", "=", True)]
        )
        for account in self:
            account.is_customer_account = account in first

    def _search_is_customer_account(self, operator, value):
        """Each customer is counted and called once, whatever the accounts (F3-33)."""
        if operator != "in":
            return NotImplemented
        self.flush_model(["partner_id", "business", "date_closed", "date_opened"])

        def _condition(model, alias, query):
            return SQL(
                """NOT EXISTS (SELECT FROM callback_finance_account o
                JOIN callback_finance_account a ON a.id = %s
                WHERE o.partner_id = a.partner_id AND o.business = a.business
                    AND o.company_id = a.company_id AND o.active
                    AND (o.date_closed IS NOT NULL, o.date_opened, o.id)
                        < (a.date_closed IS NOT NULL, a.date_opened, a.id))""",
                SQL.identifier(alias, "id"),
            )

        first = Domain.custom(to_sql=_condition)
        wanted = set(value)
        if wanted >= {True, False}:
            return Domain.TRUE
        return first if True in wanted else ~first

    def _compute_contract_count(self):
        groups = self.env["callback.finance.contract"]._read_group(
            [("account_id", "in", self.ids)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in groups}
        for account in self:
            account.contract_count = counts.get(account.id, 0)

    @api.constrains("date_opened", "date_closed")
    def _check_dates(self):
        for account in self:
            if account.date_closed and account.date_closed < account.date_opened:
                raise ValidationError(
                    self.env._(
                        "Account %(name)s: it cannot be closed before it was opened.",
                        name=account.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called_back(self):
        """Keep the document that grounds a callback."""
        # sudo: callbacks of other units count as well; only whether there is one
        records = self.env["callback.record"].sudo()
        if records.search_count(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], limit=1
        ):
            raise UserError(self.env._("An account with callbacks cannot be deleted."))

    def action_view_contracts(self):
        """Open the contracts of these accounts."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_finance.callback_finance_contract_action"
        )
        action["domain"] = [("account_id", "in", self.ids)]
        action["context"] = {"default_account_id": self[:1].id}
        return action

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of a closing before the opening."""
        yield from super()._check_import_values(values, is_new)
        opened, closed = (
            fields.Date.to_date(values.get(name))
            for name in ("date_opened", "date_closed")
        )
        if opened and closed and closed < opened:
            yield (
                "date_closed",
                self.env._("The account would be closed before it was opened"),
            )

    @api.model
    def _get_import_aliases(self):
        """Other names that exports of brokers give columns and values."""
        return {
            "name": self.env._("Account no., Fund account, Customer account"),
            "partner_id": self.env._("Customer name, Account name"),
            "department_id": self.env._("Branch office, Sales department"),
            "manager_id": self.env._("Adviser, Investment adviser, Account manager"),
            "date_opened": self.env._("Opening date, Date opened"),
            "business": self.env._("Line of business, Business type"),
            "business:wealth": self.env._("Wealth"),
            "business:brokerage": self.env._("Securities brokerage"),
            "business:insurance": self.env._("Insurance"),
        }
