# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.complaint_selections import KINDS


class CallbackComplaintIntake(models.TransientModel):
    """Files a complaint in one step; whoever receives it may (S3-03, F3-11).

    Users who only file get the number of the case and see nothing else of it.
    """

    _name = "callback.complaint.intake"
    _description = "File a complaint"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(KINDS, required=True, default="complaint")
    category_id = fields.Many2one(
        "callback.complaint.category",
        ondelete="cascade",
        domain="[('is_offered', '=', True)]",
    )
    severity_id = fields.Many2one("callback.complaint.severity", ondelete="cascade")
    subject = fields.Char(required=True)
    description = fields.Text(string="Matter in the customer's words")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", ondelete="cascade", help="Empty: anonymous."
    )
    customer_name = fields.Char(
        string="Name of a new customer", help="A contact is made for the customer."
    )
    customer_phone = fields.Char(string="Phone of a new customer")
    date_received = fields.Datetime(
        string="Received on", required=True, default=fields.Datetime.now
    )
    origin = fields.Selection(
        selection=lambda self: (
            self.env["callback.complaint.source"]
            ._fields["origin"]
            ._description_selection(self.env)
        ),
        string="Came from",
        required=True,
        default=lambda self: (
            "callback" if self.env.context.get("default_record_id") else "direct"
        ),
    )
    origin_name = fields.Char(
        string="Received at", help="Hotline, website, sales office, superior unit …"
    )
    reply_by_letter = fields.Boolean(
        string="Written reply only",
        help="The customer, or the superior unit that passed it on, asks for a "
        "written reply only.",
    )
    onsite_required = fields.Boolean(string="Callback on site")
    date_reply_by = fields.Datetime(string="Reply promised by")
    concerned_user_ids = fields.Many2many(
        "res.users", string="Concerned persons", help="Colleagues whom it is about."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Attached files")
    record_id = fields.Many2one("callback.record", ondelete="cascade")

    def action_file(self):
        """File the complaint, and open it where the user may see it. RPC.

        :returns: an action: the case, or a message with its number
        """
        self.ensure_one()
        complaint = self._file()
        if complaint.has_access("read"):
            return {
                "type": "ir.actions.act_window",
                "res_model": complaint._name,
                "res_id": complaint.id,
                "views": [(False, "form")],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Filed under the number %(number)s. Thank you.",
                    number=complaint.sudo().name,  # the receipt of who filed it
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _file(self):
        if self.record_id:
            self.record_id.check_access("write")
        if not self.subject.strip():
            raise UserError(self.env._("Say in a few words what it is about."))
        # sudo: anyone may file a complaint, also one that only a superior sees
        # afterwards. What is filed comes from this form; the rest is derived.
        complaint = self.env["callback.complaint"].sudo().create(self._prepare())
        complaint._check_reply_time()
        self._keep_files(complaint)
        return complaint.with_env(self.env)

    def _prepare(self):
        unit = self.env.user.callback_unit_ids[:1]
        record = self.record_id.sudo()  # checked in _file
        return {
            "company_id": (record.company_id or self.company_id).id,
            "kind": self.kind,
            "category_id": self.category_id.id,
            "severity_id": self.severity_id.id,
            "subject": self.subject.strip(),
            "description": self.description,
            "partner_id": self._get_customer().id,
            "date_received": self.date_received,
            "date_reply_by": self.date_reply_by,
            "reply_by_letter": self.reply_by_letter,
            "onsite_required": self.onsite_required,
            "concerned_user_ids": [Command.set(self.concerned_user_ids.ids)],
            "record_id": record.id,
            "parent_id": record.complaint_id.id,
            "service_department_id": (record.department_id or unit).id,
            "source_ids": [Command.create(self._prepare_source(unit))],
        }

    def _prepare_source(self, unit):
        return {
            "date_received": self.date_received,
            "origin": self.origin,
            "origin_name": self.origin_name,
            "department_id": unit.id,
            "user_id": self.env.uid,
            "text": self.description or self.subject,
        }

    def _get_customer(self):
        """Return the customer; a new one is made from name and phone."""
        if self.partner_id or not (self.customer_name or "").strip():
            return self.partner_id
        # sudo: see _file; a name and a phone number only.
        partners = self.env["res.partner"].sudo()
        return partners.create(
            {"name": self.customer_name.strip(), "phone": self.customer_phone}
        )

    def _keep_files(self, complaint):
        """Files belong to the case, so that who sees the case can open them."""
        if self.attachment_ids:
            self.attachment_ids._hand_to_complaint(complaint)
            complaint.source_ids[:1].attachment_ids = self.attachment_ids
