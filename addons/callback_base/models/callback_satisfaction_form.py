# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallbackSatisfactionForm(models.Model):
    """One survey form: issued, returned, checked for authenticity (P3-09, P3-10)."""

    _name = "callback.satisfaction.form"
    _description = "Survey form"
    _inherit = ["callback.satisfaction.part.mixin", "callback.partner.hidden.mixin"]
    _order = "round_id, name, id"
    _open_states = ("confirmed", "issuing", "collecting")
    _guarded_fields = frozenset(
        {"check_note", "check_state", "check_user_id", "date_checked", "is_drawn"}
    )

    name = fields.Char(
        string="Number", required=True, help="Room, account or form number."
    )
    group_id = fields.Many2one(
        "callback.satisfaction.group",
        string="Customers",
        domain="[('round_id', '=', round_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", ondelete="restrict", index="btree_not_null"
    )
    record_id = fields.Many2one(
        "callback.record",
        string="Callback",
        ondelete="restrict",
        index="btree_not_null",
        help="The callback that was the form: it says what was answered.",
    )
    department_id = fields.Many2one(
        related="round_id.department_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handed out and collected by",
        ondelete="restrict",
        index="btree_not_null",
        default=lambda self: self.env.user,
    )
    date_issued = fields.Date(string="Issued on", default=fields.Date.context_today)
    date_returned = fields.Date(string="Returned on")
    satisfaction = fields.Selection(
        lambda self: self.env["callback.satisfaction.rule"]._get_satisfactions(),
        help="How satisfied the customer is on the whole.",
    )
    opinion = fields.Text(string="Opinions and suggestions")
    is_serious = fields.Boolean(
        string="Serious quality problem",
        help="An improvement with its cause is opened when the round is verified "
        "(P3-13).",
    )
    is_drawn = fields.Boolean(string="To be checked", readonly=True, copy=False)
    check_state = fields.Selection(
        [("true", "True"), ("untrue", "Not true"), ("cheating", "Cheating")],
        string="Result of the check",
        readonly=True,
        copy=False,
    )
    check_user_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False, ondelete="restrict"
    )
    date_checked = fields.Datetime(string="Checked on", readonly=True, copy=False)
    check_note = fields.Text(string="What was found", readonly=True, copy=False)
    round_state = fields.Selection(
        related="round_id.state", string="State of the round"
    )

    date_notice = fields.Date(related="round_id.date_notice", string="Notice")

    _name_unique = models.UniqueIndex("(round_id, name)", "A round has each form once.")
    _record_unique = models.UniqueIndex(
        "(round_id, record_id) WHERE record_id IS NOT NULL",
        "A callback is one form of a round.",
    )

    @api.constrains("date_issued", "date_returned", "satisfaction")
    def _check_dates(self):
        for form in self:
            today = form.round_id._get_today()
            issued, returned = form.date_issued, form.date_returned
            wrong = returned and (not issued or returned < issued or returned > today)
            early = issued and form.date_notice and issued <= form.date_notice
            if wrong or (issued and issued > today):
                raise ValidationError(
                    self.env._(
                        "Form %(form)s: issued on %(issued)s, returned on "
                        "%(returned)s: this is the wrong order or lies in the future.",
                        form=form.name,
                        issued=str(issued or "–"),
                        returned=str(returned or "–"),
                    )
                )
            if early and form.round_id.rule_id.needs_notice:
                raise ValidationError(
                    self.env._(
                        "Form %(form)s was issued on %(issued)s, not after the notice "
                        "of %(notice)s.",
                        form=form.name,
                        issued=str(issued),
                        notice=str(form.date_notice),
                    )
                )
            if form.satisfaction and not returned:
                raise ValidationError(
                    self.env._(
                        "Form %(form)s has an answer: enter when it was returned.",
                        form=form.name,
                    )
                )

    # Check of authenticity ----------------------------------------------------------

    def action_check_true(self):
        """The customer has filled the form in. RPC."""
        return self._check_form("true", "")

    def action_check_untrue(self, note=None):
        """The form does not say what the customer says. RPC.

        :raises UserError: without what was found
        """
        return self._check_form("untrue", note)

    def action_check_cheating(self, note=None):
        """Somebody of the staff filled the form in, or had it filled in (P3-11). RPC.

        :raises UserError: without what was found
        """
        return self._check_form("cheating", note)

    def _check_form(self, state, note):
        """Note the result; by another person than who handed the form out.

        :raises UserError: naming form and rule, nothing is changed then
        """
        self.check_access("write")
        note = (note or self.env.context.get("callback_reason") or "").strip()
        for form in self:
            if form.round_id.state != "collecting" or not form.is_drawn:
                raise UserError(
                    self.env._(
                        "Form %(form)s is not drawn for the check, or the check is "
                        "over.",
                        form=form.name,
                    )
                )
            if form.user_id == self.env.user and not self.env.su:
                raise UserError(
                    self.env._(
                        "Form %(form)s was handed out by you: another person checks "
                        "it.",
                        form=form.name,
                    )
                )
            if state != "true" and not note:
                raise UserError(
                    self.env._("Form %(form)s: say what was found.", form=form.name)
                )
        # sudo: the result is guarded; who may check was tested above.
        self.sudo().write(
            {
                "check_state": state,
                "check_note": note,
                "check_user_id": self.env.uid,
                "date_checked": fields.Datetime.now(),
            }
        )
        return True

    def _get_breach_met_dates(self, kind):
        """A faked form is not made good."""
        return {}
