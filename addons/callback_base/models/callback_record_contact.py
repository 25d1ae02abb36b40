# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .callback_record import OPEN_STATES


class CallbackRecord(models.Model):
    """When and by which channel a customer is contacted (BASE-14, BASE-15)."""

    _inherit = "callback.record"

    date_planned = fields.Datetime(
        string="Planned for",
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="When the customer is to be contacted; inside a contact window, or with "
        "a reason.",
    )
    window_reason = fields.Char(
        string="Reason for this time",
        copy=False,
        tracking=True,
        help="Why the customer is contacted outside the contact windows.",
    )
    window_text = fields.Char(string="Contact windows", compute="_compute_window")
    is_outside_window = fields.Boolean(compute="_compute_is_outside_window")
    date_calendar = fields.Datetime(
        string="Planned or due",
        compute="_compute_date_calendar",
        inverse="_inverse_date_calendar",
        search="_search_date_calendar",
        help="The planned time; without one, the deadline.",
    )
    customer_preference = fields.Text(
        string="Contact preferences", compute="_compute_refusal", compute_sudo=True
    )
    phone_refused = fields.Boolean(compute="_compute_refusal", compute_sudo=True)
    channel_refused = fields.Boolean(compute="_compute_refusal", compute_sudo=True)
    refused_channel_ids = fields.Many2many(
        "callback.channel",
        string="Do not contact by",
        compute="_compute_refusal",
        compute_sudo=True,
    )

    # Computes ---------------------------------------------------------------

    @api.depends("partner_id", "policy_id", "company_id")
    def _compute_window(self):
        """Name the hours, once for those who have the same."""
        for (policy, *_rest), records in self._group_by_window().items():
            records.window_text = (
                policy._get_window_text(records[:1].partner_id) if policy else ""
            )

    @api.depends("date_planned", "partner_id", "policy_id", "company_id")
    def _compute_is_outside_window(self):
        for record in self:
            policy, moment = record.policy_id, record.date_planned
            record.is_outside_window = bool(
                policy
                and moment
                and not policy._is_in_window(
                    moment, record.partner_id, record.company_id
                )
            )

    def _group_by_window(self):
        """Group callbacks that have the same contact windows.

        Customers are only looked at where a category has windows of its own.

        :returns: dict of (policy, company[, category]): callbacks
        """
        # sudo: the hours of a customer's category bind whoever plans the call.
        if not self.policy_id.sudo().window_ids.category_id:
            return self.grouped(lambda record: (record.policy_id, record.company_id))
        return self.grouped(
            lambda record: (
                record.policy_id,
                record.company_id,
                # sudo: see above
                record.partner_id.sudo().callback_category_id,
            )
        )

    @api.depends("date_planned", "deadline")
    def _compute_date_calendar(self):
        for record in self:
            record.date_calendar = record.date_planned or record.deadline

    def _inverse_date_calendar(self):
        """Moving a callback in the calendar plans it."""
        for record in self:
            record.date_planned = record.date_calendar

    def _search_date_calendar(self, operator, value):
        if operator not in ("<", "<=", ">", ">="):
            return NotImplemented
        unplanned = Domain("date_planned", "=", False)
        return Domain("date_planned", operator, value) | (
            unplanned & Domain("deadline", operator, value)
        )

    @api.depends("channel_id", "partner_id.callback_refused_channel_ids")
    def _compute_refusal(self):
        for record in self:
            refused = record._get_refused_channels()
            record.customer_preference = record.partner_id.callback_preference
            record.phone_refused = any(refused.mapped("has_ring"))
            record.channel_refused = record.channel_id in refused
            record.refused_channel_ids = refused

    # Planned time -----------------------------------------------------------

    @api.constrains("date_planned", "window_reason")
    def _check_window(self):
        """Outside the windows a planned time needs a reason, or is refused."""
        for record in self.filtered(
            lambda r: r.is_outside_window and r.state in OPEN_STATES
        ):
            policy = record.policy_id
            values = {
                "rule": policy._cite("contact_window"),
                "record": record.name,
                "time": record._format_local(record.date_planned),
                "windows": record.window_text,
            }
            if policy.window_outside == "refused":
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(record)s cannot be planned for %(time)s. Contact "
                        "windows: %(windows)s.",
                        **values,
                    )
                )
            if not (record.window_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(record)s is planned for %(time)s, outside the "
                        "contact windows %(windows)s. Give the reason.",
                        **values,
                    )
                )

    @api.onchange("date_planned")
    def _onchange_date_planned(self):
        """The reason belongs to the time it was given for."""
        self.window_reason = False

    def action_propose_time(self):
        """Plan callbacks for the next moment inside a contact window. RPC.

        :raises UserError: for a closed callback, or when the windows never open
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("planned"))
        now = fields.Datetime.now()
        by_moment = self.grouped(
            lambda record: record.policy_id._next_window(
                now, record.partner_id, record.company_id
            )
        )
        for moment, records in by_moment.items():
            records.write({"date_planned": moment, "window_reason": False})
        return True

    # Channels ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Take another channel when the customer refuses the first one (BASE-15).

        :raises UserError: for a refused channel that was asked for
        """
        asked = [bool(vals.get("channel_id")) for vals in vals_list]
        partners = self.env["res.partner"].sudo()  # the class only, see BASE-04
        for vals in vals_list:
            customer = partners.browse(vals.get("partner_id"))
            if customer.callback_class_id and "priority" not in vals:
                vals["priority"] = customer.callback_class_id.sequence
        records = super().create(vals_list)
        for record, is_asked in zip(records, asked, strict=True):
            if is_asked:
                record._check_channel_accepted(record.channel_id)
            elif record.channel_id in record._get_refused_channels():
                # Without another one the duty stays, and the form says so.
                other = record._get_alternative_channel()
                if other:
                    record.channel_id = other
        return records

    def write(self, vals):
        """Channels that the customer refuses are not chosen; a new time needs its
        own reason."""
        if "date_planned" in vals:
            planned = fields.Datetime.to_datetime(vals["date_planned"]) or False
            moved = self.filtered(lambda record: record.date_planned != planned)
            moved._check_state(OPEN_STATES, self.env._("planned"))
            if moved:
                vals = {"window_reason": False, **vals}
        if vals.get("channel_id"):
            channel = self.env["callback.channel"].browse(vals["channel_id"])
            changed = self.filtered(lambda record: record.channel_id != channel)
            changed._check_channel_accepted(channel)
        return super().write(vals)

    def _get_refused_channels(self):
        # sudo: who calls must know what the customer refuses.
        return self.partner_id.sudo().callback_refused_channel_ids

    def _get_alternative_channel(self):
        """Return the first allowed channel that the customer accepts, or none.

        First by the sequence of the channels among those of the rule, else of the
        type; nothing when neither limits the channels: then a person chooses.
        """
        self.ensure_one()
        return self._get_accepted_channels()[:1]

    def _get_accepted_channels(self):
        refused = self._get_refused_channels()
        return self.allowed_channel_ids.sorted("sequence, id").filtered(
            lambda channel: channel not in refused
        )

    def _check_channel_accepted(self, channel):
        """Raise when a customer refuses the channel, naming those left (F3-04)."""
        for record in self:
            if channel not in record._get_refused_channels():
                continue
            values = {
                "rule": record.policy_id._cite("channel"),
                "record": record.name,
                "customer": record.partner_id.name,
                "channel": channel.name,
            }
            accepted = record._get_accepted_channels()
            if not accepted and not record.allowed_channel_ids:
                accepted = (
                    channel.search([("active", "=", True)])
                    - record._get_refused_channels()
                )
            if not accepted:
                raise UserError(
                    self.env._(
                        "%(rule)s: %(customer)s refuses %(channel)s (contact "
                        "preferences) and every other channel allowed for %(record)s. "
                        "The callback stays due: ask a supervisor.",
                        **values,
                    )
                )
            raise UserError(
                self.env._(
                    "%(rule)s: %(customer)s refuses %(channel)s (contact preferences). "
                    "Use for %(record)s instead: %(accepted)s. The deadline stays.",
                    **values,
                    accepted=accepted.mapped("name"),
                )
            )

    def action_use_alternative(self):
        """Change to the first channel that the customer accepts. RPC.

        :raises UserError: when the customer refuses every allowed channel
        """
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("changed"))
        for record in self.filtered("channel_refused"):
            other = record._get_alternative_channel()
            if not other:
                record._check_channel_accepted(record.channel_id)
            record.channel_id = other
        return True

    def action_refuse_channel(self):
        """Note that the customer refuses the channel, and use another one. RPC."""
        self.check_access("write")
        self._check_state(OPEN_STATES, self.env._("changed"))
        for record in self:
            # sudo: callers do not edit contacts; this preference is what they hear.
            record.partner_id.sudo().callback_refused_channel_ids |= record.channel_id
            record.channel_id = record._get_alternative_channel() or record.channel_id
        return True
