# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """Opportunity behind which lines of the visit register stand."""

    _inherit = "crm.lead"

    callback_visit_ids = fields.One2many(
        "callback.property.visit",
        "lead_id",
        string="Visits",
        groups="callback_property.group_sales_agent",
    )
    callback_visit_count = fields.Integer(
        string="Number of visits",
        compute="_compute_callback_visit_count",
        groups="callback_property.group_sales_agent",
    )

    def _compute_callback_visit_count(self):
        groups = self.env["callback.property.visit"]._read_group(
            [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
        )
        counts = dict(groups)
        for lead in self:
            lead.callback_visit_count = counts.get(lead, 0)

    def write(self, vals):
        """Keep the salesperson to whom the register gives the customer (S2-04).

        :raises UserError: naming that person
        """
        if "user_id" in vals and not self.env.su:
            # sudo: whose customer it is binds everybody who works in the pipeline.
            register = self.env["callback.property.visit"].sudo()
            visits = register.search(
                [("lead_id", "in", self.ids), ("owner_id", "!=", False)],
                order="date desc, id desc",
            )
            for lead, lines in visits.grouped("lead_id").items():
                owner = lines[:1].owner_id
                if owner.id != vals["user_id"]:
                    raise UserError(
                        self.env._(
                            "%(lead)s belongs to %(owner)s in the visit register: "
                            "give the customer to somebody else there (S2-04).",
                            lead=lead.name,
                            owner=owner.name,
                        )
                    )
        return super().write(vals)

    def action_view_callback_visits(self):
        """Open the lines of the register behind these opportunities. RPC."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_property.callback_property_visit_action"
        )
        return action | {"domain": [("lead_id", "in", self.ids)], "context": {}}
