# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackFinanceChange(models.Model):
    """Change or termination of a contract, which the customer confirms (F3-28)."""

    _name = "callback.finance.change"
    _description = "Change of a contract"
    _inherit = ["mail.thread", "callback.source.mixin", "callback.import.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _import_template_fields = (
        "contract_id",
        "kind",
        "date",
        "value_before",
        "value_after",
        "reason",
    )

    contract_id = fields.Many2one(
        "callback.finance.contract",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    name = fields.Char(related="contract_id.name", store=True, string="Contract number")
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, string="Customer", index=True
    )
    business = fields.Selection(related="contract_id.business", store=True, index=True)
    department_id = fields.Many2one(
        related="contract_id.department_id", store=True, string="Outlet", index=True
    )
    manager_id = fields.Many2one(
        related="contract_id.manager_id",
        store=True,
        string="Wealth manager",
        index="btree_not_null",
    )
    kind = fields.Selection(
        [
            ("commission", "Commission rate"),
            ("term", "Term of validity"),
            ("termination", "Termination"),
        ],
        string="What changes",
        required=True,
        tracking=True,
    )
    date = fields.Datetime(string="Changed on", required=True, tracking=True)
    value_before = fields.Char(string="Before")
    value_after = fields.Char(string="Afterwards")
    reason = fields.Text(help="What the customer gave as the reason.")

    _termination_once = models.UniqueIndex(
        "(contract_id) WHERE kind = 'termination'",
        "A contract is terminated once only.",
    )
    _kind_date = models.Index("(kind, date)")

    @api.depends("contract_id.name", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for change in self:
            parts = (change.contract_id.name, labels.get(change.kind))
            change.display_name = " ".join(filter(None, parts))

    @api.constrains("date", "contract_id")
    def _check_date(self):
        for change in self:
            contract = change.contract_id
            if change.date < contract.date_signed:
                raise ValidationError(
                    self.env._(
                        "Contract %(name)s: it cannot change before it was signed.",
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
            raise UserError(self.env._("A change with callbacks cannot be deleted."))

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of a change before the signing."""
        yield from super()._check_import_values(values, is_new)
        contract = self.env["callback.finance.contract"].browse(
            values.get("contract_id") or ()
        )
        date = fields.Datetime.to_datetime(values.get("date"))
        if contract and date and date < contract.date_signed:
            yield "date", self.env._("The change would be before the signing")
