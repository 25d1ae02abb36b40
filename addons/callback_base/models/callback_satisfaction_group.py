# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..sampling import sizes


class CallbackSatisfactionGroup(models.Model):
    """Customers of a round: how many there are and how many get a form (U1-27)."""

    _name = "callback.satisfaction.group"
    _description = "Customers of a survey round"
    _inherit = ["callback.satisfaction.part.mixin"]
    _order = "round_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Customers", required=True)
    sample_id = fields.Many2one(
        "callback.sample",
        string="Draw",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="The draw whose members get a form: it says how many there are.",
    )
    population = fields.Integer(
        compute="_compute_population", store=True, readonly=False, precompute=True
    )
    rate = fields.Float(string="Issued to", digits=(16, 8), required=True)
    target = fields.Integer(
        string="To be issued",
        compute="_compute_target",
        store=True,
        help="The share of the population, rounded up.",
    )

    @api.depends("sample_id.population")
    def _compute_population(self):
        for group in self:
            if group.sample_id:
                group.population = group.sample_id.population

    @api.depends("population", "rate")
    def _compute_target(self):
        for group in self:
            group.target = sizes.at_least(group.rate, group.population)

    @api.constrains("population", "rate")
    def _check_numbers(self):
        for group in self:
            if group.population < 0 or not 0 < group.rate <= 1:
                raise ValidationError(
                    self.env._(
                        "Survey round “%(round)s”, %(group)s: neither a negative "
                        "number of customers nor a share outside 0 to 100 %% is "
                        "possible.",
                        round=group.round_id.name,
                        group=group.name,
                    )
                )
