# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .period_selections import UNITS


class CallbackExtensionMixin(models.AbstractModel):
    """Request for a longer limit, decided by a second person (BASE-06, U1-20).

    Both deadlines, the reason and who decided stay on file. A model says what it
    extends: ``_get_new_deadline``, ``_get_extended`` and ``_approve``.
    """

    _name = "callback.extension.mixin"
    _description = "Request for a longer limit"
    _inherit = ["callback.guard.mixin"]
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_decided",
            "deadline_after",
            "deadline_before",
            "state",
            "user_id",
        }
    )

    quantity = fields.Integer(
        required=True, help="New length of the whole limit, counted from its start."
    )
    unit = fields.Selection(UNITS, string="Time unit", required=True)
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("requested", "Requested"), ("approved", "Approved"), ("refused", "Rejected")],
        default="requested",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        default=lambda self: self.env.uid,
        ondelete="restrict",
        readonly=True,
        required=True,
    )
    approver_id = fields.Many2one(
        "res.users", string="Decided by", ondelete="restrict", readonly=True
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    deadline_before = fields.Datetime(readonly=True)
    deadline_after = fields.Datetime(readonly=True)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "An extension needs a length."
    )

    @api.depends("quantity", "unit")
    def _compute_display_name(self):
        labels = dict(self._fields["unit"]._description_selection(self.env))
        for extension in self:
            extension.display_name = (
                f"{extension._get_extended().name or ''} → {extension.quantity} "
                f"{labels.get(extension.unit, '')}"
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse at once what the policy could never allow."""
        for vals in vals_list:
            self._check_guarded(vals)
        extensions = super().create(vals_list)
        for extension in extensions:
            extension._get_new_deadline()
        return extensions

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An extension request stays on file."))

    def _get_new_deadline(self):
        """Return the deadline the request leads to; every model implements it.

        :raises UserError: with the clause, when none or none so long is allowed
        """
        raise NotImplementedError

    def _get_extended(self):
        """Return the document whose limit it is; every model implements it."""
        raise NotImplementedError

    def _approve(self, approver):
        """Move the limits and decide the requests; every model implements it."""
        raise NotImplementedError

    def action_approve(self):
        """Move the limits; by a supervisor who did not ask for it. RPC."""
        self._check_decider()
        if any(extension.user_id == self.env.user for extension in self):
            raise UserError(self.env._("An extension is approved by a second person."))
        self._approve(self.env.user)
        return True

    def action_refuse(self):
        """Refuse requests; the limits stay. RPC."""
        self._check_decider()
        self._decide({"state": "refused"}, self.env.user)
        return True

    def _check_decider(self):
        self.check_access("read")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise UserError(self.env._("Only a supervisor decides on an extension."))
        if any(extension.state != "requested" for extension in self):
            raise UserError(self.env._("This request has been decided."))

    def _decide(self, values, approver):
        # sudo: the decision fields are closed to every role; who may decide was
        # checked by the caller of this private method.
        self.sudo().write(
            {
                **values,
                "approver_id": approver.id,
                "date_decided": fields.Datetime.now(),
            }
        )
