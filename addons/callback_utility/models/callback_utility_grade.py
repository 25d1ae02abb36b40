# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .callback_utility_supply_point_importance import GRADES

DECIDED = {"grade", "reason", "supply_point_id", "year"}


class CallbackUtilityGrade(models.Model):
    """What grade a customer has in a year, and who agreed (U5-01 to U5-03).

    The customer declares; the government's power department approves; the regulator
    gets it on file; the customer confirms the notice. Only then it holds.
    """

    _name = "callback.utility.grade"
    _description = "Grade of an important customer"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "year desc, supply_point_id, id"
    _rec_name = "supply_point_id"
    _check_company_auto = True
    _guarded_fields = frozenset({"state"})

    year = fields.Char(
        required=True,
        default=lambda self: str(fields.Date.context_today(self).year),
        tracking=True,
    )
    supply_point_id = fields.Many2one(
        "callback.utility.supply.point",
        string="Account number",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        related="supply_point_id.partner_id", store=True, index=True
    )
    department_id = fields.Many2one(
        related="supply_point_id.department_id", store=True, index=True
    )
    grade = fields.Selection(GRADES, required=True, tracking=True)
    reason = fields.Char(required=True, tracking=True)
    date_declared = fields.Date(string="Declared on", tracking=True)
    date_approved = fields.Date(string="Approved by the power department on")
    date_filed = fields.Date(string="Filed with the regulator on")
    date_notice = fields.Date(string="Notice handed over on")
    date_confirmed = fields.Date(string="Confirmed by the customer on")
    objection = fields.Text(help="Objections follow the opinion of the government.")
    state = fields.Selection(
        [("draft", "In review"), ("valid", "Holds")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _year_unique = models.Constraint(
        "UNIQUE (supply_point_id, year)", "The customer has a grade of this year."
    )

    @api.constrains("year")
    def _check_year(self):
        for grade in self:
            if not re.fullmatch(r"(19|20)[0-9]{2}", grade.year):
                raise ValidationError(
                    self.env._(
                        "U5-02: “%(year)s” is no year of four digits.", year=grade.year
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Grades begin in review."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What holds is not rewritten; next year has a review of its own."""
        self._check_guarded(vals)
        valid = self.filtered(lambda grade: grade.state == "valid")
        if valid and DECIDED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "U5-02: the grade of %(point)s for %(year)s holds. Review it next "
                    "year.",
                    point=valid[0].supply_point_id.name,
                    year=valid[0].year,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_valid(self):
        if self.filtered(lambda grade: grade.state == "valid"):
            raise UserError(self.env._("A grade that holds cannot be deleted."))

    def action_confirm(self):
        """Let grades hold that were approved, filed and told to the customer. RPC.

        :raises AccessError: for users below manager
        :raises UserError: while one of the steps has no day (U5-02, U5-03)
        """
        if not self.env.user.has_group("callback_base.callback_group_manager"):
            raise AccessError(self.env._("Only a manager lets a grade hold."))
        steps = {
            "date_declared": "U5-03",
            "date_approved": "U5-02",
            "date_filed": "U5-02",
            "date_notice": "U5-03",
            "date_confirmed": "U5-03",
        }
        for grade in self:
            for name, clause in steps.items():
                if grade[name]:
                    continue
                if name == "date_confirmed" and (grade.objection or "").strip():
                    continue  # the opinion of the government decides then
                label = self._fields[name].get_description(self.env, ["string"])
                raise UserError(
                    self.env._(
                        "%(clause)s: grade of %(point)s, “%(field)s” is empty.",
                        clause=clause,
                        point=grade.supply_point_id.name,
                        field=label["string"],
                    )
                )
        # sudo: the state is guarded; a manager confirms
        self.sudo().write({"state": "valid"})
        for grade in self:
            grade.supply_point_id.write(
                {"importance": grade.grade, "importance_reason": grade.reason}
            )
        return True
