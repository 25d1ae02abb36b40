# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CallbackCampaignPublicity(models.Model):
    """One announcement of a campaign, planned and published (C1-07)."""

    _name = "callback.campaign.publicity"
    _description = "Campaign publicity"
    _inherit = ["callback.campaign.part.mixin"]
    _order = "campaign_id, date_planned, sequence, id"
    _free_fields = frozenset({"date_actual", "link", "sequence"})

    name = fields.Char(string="Title", required=True)
    medium = fields.Selection(
        [
            ("website", "Website"),
            ("wechat", "WeChat account"),
            ("sms", "Text message"),
            ("email", "E-mail"),
            ("letter", "Letter"),
            ("poster", "Poster"),
            ("other", "Other"),
        ],
        required=True,
    )
    date_planned = fields.Date(string="Planned for", required=True)
    date_actual = fields.Date(string="Published on")
    link = fields.Char(help="Address of the publication.")
    is_late = fields.Boolean(string="Late", compute="_compute_is_late")

    @api.depends("date_planned", "date_actual")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for line in self:
            done = line.date_actual or today
            line.is_late = bool(line.date_planned and line.date_planned < done)

    @api.constrains("date_actual")
    def _check_date_actual(self):
        today = fields.Date.context_today(self)
        for line in self:
            if line.date_actual and line.date_actual > today:
                raise ValidationError(
                    self.env._(
                        "Publicity “%(name)s”: it cannot have been published on "
                        "%(date)s already.",
                        name=line.name,
                        date=str(line.date_actual),
                    )
                )
