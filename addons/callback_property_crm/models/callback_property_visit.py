# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackPropertyVisit(models.Model):
    """The line of the register leads its opportunity (S5-10, S5-13, S2-04)."""

    _inherit = "callback.property.visit"
    _guarded_fields = frozenset({"lead_id"})

    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A returning customer goes on with his opportunity."""
        visits = super().create(vals_list)
        # sudo: the first visit may be in a colleague's part of the register, and the
        # link, which is guarded, follows from it.
        for first, group in visits.sudo().grouped("parent_id").items():
            if first.lead_id:
                group.lead_id = first.lead_id
        return visits

    def write(self, vals):
        """The salesperson of the opportunity follows whose customer it is."""
        done = super().write(vals)
        if "owner_id" in vals:
            # sudo: who changes the register need not see the pipeline.
            for owner, group in self.sudo().grouped("owner_id").items():
                group.lead_id.write({"user_id": owner.id})
        return done

    def action_open_opportunity(self):
        """Open the opportunity of this customer; make it when there is none. RPC.

        :raises UserError: for public customers (S5-09)
        :raises AccessError: for whom Odoo's pipeline does not let make one
        """
        self.ensure_one()
        self.check_access("read")
        if not self.lead_id:
            # Two clicks at once make one opportunity.
            self.lock_for_update()
            self.invalidate_recordset(["lead_id"])
        if not self.lead_id:
            # sudo: as above.
            lead = self.parent_id.sudo().lead_id or self.env["crm.lead"].create(
                self._get_opportunity_values()
            )
            # sudo: the link is guarded; it is no part of the register (S1-02).
            self.sudo().lead_id = lead
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
        )
        return action | {
            "views": [(False, "form")],
            "res_id": self.lead_id.id,
            "domain": [],
            "context": {},
        }

    def _get_opportunity_values(self):
        """Return what the register knows, as values of ``crm.lead``."""
        if self.visitor == "public":
            raise UserError(
                self.env._(
                    "%(visit)s is a public customer and belongs to nobody (S5-09).",
                    visit=self.display_name,
                )
            )
        about = self.intention or self.estate_id.display_name
        return {
            "type": "opportunity",
            "name": f"{self.name} – {about}" if about else self.name,
            "contact_name": self.name,
            "partner_id": self.partner_id.id,
            "phone": self.phone or self.partner_id.phone,
            "user_id": self.owner_id.id,
            "company_id": self.company_id.id,
            "referred": self.information_source,
        }
