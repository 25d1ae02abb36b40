# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackInformant(models.Model):
    """Who reported something and stays unknown to everybody else (G1-87).

    Only one group reads these rows; every other document and person knows the number.
    There is no chatter, and the display name is the number.
    """

    _name = "callback.informant"
    _description = "Protected reporter"
    _inherit = ["callback.guarded.mixin"]
    _order = "name desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"name"})

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    person = fields.Char(string="Who it is", required=True)
    phone = fields.Char()
    account = fields.Char(
        string="Paid to", help="Bank account, or how the reward is handed over."
    )
    note = fields.Text(string="Remark")
    reward_ids = fields.One2many("callback.reward", "informant_id", string="Rewards")

    _name_unique = models.UniqueIndex(
        "(name) WHERE name <> '/'", "Each reporter has a number of his own."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A reporter gets a number, which tells nothing about the person."""
        for vals in vals_list:
            if not (vals.get("person") or "").strip():
                raise UserError(self.env._("Say who reported it (G1-87)."))
        persons = super().create(vals_list)
        sequences = self.env["ir.sequence"].sudo()  # numbers are the system's
        for person in persons.sudo():
            person.name = sequences.with_company(person.company_id).next_by_code(
                self._name
            )
        return persons

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A reporter stays on file."))
