# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackCampaignApproval(models.Model):
    """One signature under a campaign and its budget (T1-22, T1-23)."""

    _name = "callback.campaign.approval"
    _description = "Campaign approval"
    _order = "campaign_id, id"
    _rec_name = "role"

    campaign_id = fields.Many2one(
        "callback.campaign", required=True, index=True, ondelete="cascade"
    )
    role = fields.Selection(
        [
            ("supervisor", "Supervisor"),
            ("leader", "Leader in charge"),
            ("excess", "Expense above the limit"),
        ],
        required=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Approved by", required=True, ondelete="restrict"
    )
    date = fields.Datetime(string="Approved on", required=True)
    currency_id = fields.Many2one(related="campaign_id.currency_id")
    amount = fields.Monetary(string="Approved amount")

    _role_unique = models.UniqueIndex(
        "(campaign_id, role)", "This approval has been given already."
    )
    _person_unique = models.UniqueIndex(
        "(campaign_id, user_id)", "One person approves a campaign once."
    )
