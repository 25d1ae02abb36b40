# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.callback_base.workday.zone import LocalZone

#: Fields that decide about callbacks: once called back only managers correct them.
SEALED_FIELDS = ("account_id", "date_signed", "department_id")
#: A signing further ahead than this is a slip of the keyboard.
MAX_DAYS_AHEAD = 366


class CallbackFinanceContract(models.Model):
    """Contract with a customer: its signing owes a callback (F3-24, F2-12, F4-03)."""

    _name = "callback.finance.contract"
    _description = "Contract"
    _inherit = ["mail.thread", "callback.source.mixin", "callback.import.mixin"]
    _order = "date_signed desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "account_id"]
    _import_template_fields = (
        "name",
        "account_id",
        "product",
        "manager_id",
        "date_signed",
        "date_to",
    )

    name = fields.Char(string="Contract number", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    account_id = fields.Many2one(
        "callback.finance.account",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="account_id.partner_id", store=True, string="Customer", index=True
    )
    phone = fields.Char(related="partner_id.phone")
    business = fields.Selection(related="account_id.business", store=True, index=True)
    department_id = fields.Many2one(
        "hr.department",
        string="Outlet",
        compute="_compute_from_account",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    manager_id = fields.Many2one(
        "hr.employee",
        string="Wealth manager",
        compute="_compute_from_account",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    product = fields.Char(help="Product, fund or kind of insurance.")
    date_signed = fields.Datetime(
        string="Signed on",
        required=True,
        tracking=True,
        help="Both clocks of the callback count from here: its start (F3-24) and its "
        "end (F3-31).",
    )
    date_to = fields.Date(string="Runs until", tracking=True)
    date_ended = fields.Datetime(
        string="Terminated on", compute="_compute_date_ended", store=True
    )
    state = fields.Selection(
        [("running", "Running"), ("terminated", "Terminated")],
        compute="_compute_date_ended",
        store=True,
    )
    insurer_id = fields.Many2one(
        "res.partner", check_company=True, index="btree_not_null"
    )
    term_ids = fields.One2many(
        "callback.finance.term", "contract_id", string="Service lines", copy=True
    )
    change_ids = fields.One2many(
        "callback.finance.change", "contract_id", string="Changes"
    )

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This contract number exists already."
    )
    _business_signed = models.Index("(business, date_signed)")

    @api.depends("account_id")
    def _compute_from_account(self):
        for contract in self:
            account = contract.account_id
            contract.department_id = account.department_id or contract.department_id
            contract.manager_id = account.manager_id or contract.manager_id

    @api.depends("change_ids.kind", "change_ids.date")
    def _compute_date_ended(self):
        for contract in self:
            ends = contract.change_ids.filtered(lambda c: c.kind == "termination")
            contract.date_ended = min(ends.mapped("date"), default=False)
            contract.state = "terminated" if ends else "running"

    @api.constrains("date_signed", "manager_id", "insurer_id", "account_id")
    def _check_signed(self):
        """Refuse signings out of this world and by who had left."""
        for contract in self:
            problem = self._get_signing_problem(
                contract.date_signed, contract.manager_id
            )
            if problem:
                raise ValidationError(
                    self.env._(
                        "Contract %(name)s: %(reason)s.",
                        name=contract.name,
                        reason=problem[1],
                    )
                )

    @api.model
    def _get_signing_problem(self, signed, manager):
        """Return ``(field name, reason)`` when the signing cannot be true."""
        latest = fields.Datetime.now() + timedelta(days=MAX_DAYS_AHEAD)
        if signed and (signed > latest or signed.year < 1990):
            return "date_signed", self.env._("This time cannot be right")
        # sudo: only name and last day, with which the document must agree.
        left = self.env["callback.finance.departure"].sudo()._get_left_on(manager)
        if left and signed and left < self._get_local_day(signed):
            # sudo: only the name, whoever may read the employee.
            person = manager.sudo().name
            return "manager_id", self.env._(
                "%(person)s had left on %(day)s, before the signing",
                person=person,
                day=str(left),
            )
        return None

    @api.model
    def _get_local_day(self, moment):
        """Return the day of a moment where the policies count, whoever enters it."""
        # sudo: only the time zone of a calendar.
        policy = self.env.ref("callback_finance.policy_f3").sudo()
        zone = LocalZone(policy._get_calendar(self.env.company).tz or "UTC")
        return zone.local(moment).date()

    def write(self, vals):
        """Let managers alone correct what a callback was made from."""
        names = [name for name in SEALED_FIELDS if name in vals]
        has_group = self.env.user.has_group
        if names and not (
            self.env.su or has_group("callback_base.callback_group_manager")
        ):
            self._check_not_called_back(names, vals)
        return super().write(vals)

    def _check_not_called_back(self, names, vals):
        # sudo: callbacks of other units count as well; only whether there is one
        records = self.env["callback.record"].sudo()
        called = records.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        numbers = set(called.mapped("res_id"))
        for contract in self.filtered(lambda c: c.id in numbers):
            for name in names:
                field = self._fields[name]
                before = field.convert_to_write(contract[name], contract)
                after = field.convert_to_cache(vals[name], contract)
                if before != (after or False):
                    raise AccessError(
                        self.env._(
                            "Contract %(name)s has a callback: only a manager can "
                            "correct its account, outlet or signing.",
                            name=contract.name,
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
            raise UserError(self.env._("A contract with callbacks cannot be deleted."))
