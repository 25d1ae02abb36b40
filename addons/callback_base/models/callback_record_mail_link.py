# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .callback_record import OPEN_STATES
from .callback_record_survey import LINK_CHANNEL

MAIL_CHANNEL = "email"


class CallbackRecord(models.Model):
    """The link to the questionnaire sent to the customer by e-mail (L1-02, L1-03).

    When the customer answered is ``date_answer``.
    """

    _inherit = "callback.record"
    _guarded_fields = frozenset({"date_link_sent", "link_sent_to"})

    date_link_sent = fields.Datetime(string="Link sent on", readonly=True, copy=False)
    link_sent_to = fields.Char(string="Sent to", readonly=True, copy=False)

    def action_send_answer_link(self):
        """Mail the customers the link to their questionnaire. RPC.

        Where the rule allows the e-mail channel, this is an attempt on it.

        :raises UserError: for a closed callback or one without a questionnaire, for a
            customer without e-mail address or who does not want to be contacted so,
            and whatever ``log_attempt`` refuses
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("answered"))
        channels = self.env["callback.channel"]
        mail, link = map(channels._get_by_code, (MAIL_CHANNEL, LINK_CHANNEL))
        for record in self:
            address = record._get_link_address()
            record._check_contact(mail, self.env.user, fields.Datetime.now())
            record._check_channel_accepted(link)
            record._ensure_answer(link)
            if mail in record.allowed_channel_ids:
                note = self.env._(
                    "Link to the questionnaire sent to %(address)s", address=address
                )
                record.log_attempt(MAIL_CHANNEL, "other", note=note)
            record._send_link(address)
        return True

    def _get_link_address(self):
        address = email_normalize(self.partner_id.email or "")
        if not address:
            raise UserError(
                self.env._(
                    "%(record)s: %(customer)s has no valid e-mail address. Enter one "
                    "on the customer, or copy the link into a message.",
                    record=self.name,
                    customer=self.partner_id.name,
                )
            )
        return address

    def _send_link(self, address):
        # sudo: callers have no rights of mail templates; theirs to send was checked.
        template = self.env.ref("callback_base.callback_mail_template_link").sudo()
        template.send_mail(
            self.id,
            email_values={"email_to": address, "recipient_ids": []},
            email_layout_xmlid="mail.mail_notification_light",
        )
        record = self.sudo()  # as above, and what is written is not the user's choice
        record.write({"date_link_sent": fields.Datetime.now(), "link_sent_to": address})
