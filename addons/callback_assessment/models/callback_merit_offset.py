# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .callback_merit import LEVELS
from .callback_sanction_flow import HR

MERIT_LEVELS = [("1", "Commendation – criticism"), ("2", "Minor"), ("3", "Major")]


class CallbackMeritOffset(models.Model):
    """A merit set against a demerit of the same level, one for one (G1-81).

    At the company's discretion: asked for by one person, approved by another.
    """

    _name = "callback.merit.offset"
    _description = "Merit against demerit"
    _inherit = ["mail.thread", "callback.guarded.mixin"]
    _order = "id desc"
    _rec_name = "employee_id"
    _guarded_fields = frozenset({"state", "user_id", "decision_user_id"})

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, index=True
    )
    merit = fields.Selection(
        [
            ("commendation", "Commendation"),
            ("minor_merit", "Minor merit"),
            ("major_merit", "Major merit"),
        ],
        required=True,
    )
    demerit = fields.Selection(
        [
            ("criticism", "Public criticism"),
            ("minor_demerit", "Minor demerit"),
            ("major_demerit", "Major demerit"),
        ],
        required=True,
    )
    reason = fields.Text(required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        readonly=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, tracking=True
    )
    state = fields.Selection(
        [("requested", "Requested"), ("approved", "Approved"), ("refused", "Rejected")],
        default="requested",
        required=True,
        readonly=True,
        tracking=True,
    )

    @api.constrains("merit", "demerit")
    def _check_levels(self):
        for offset in self:
            if LEVELS[offset.merit] != LEVELS[offset.demerit]:
                labels = dict(self._fields["merit"]._description_selection(self.env))
                labels |= dict(self._fields["demerit"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(merit)s” and “%(demerit)s” are different levels: only the "
                        "same level is offset (%(rule)s).",
                        merit=labels[offset.merit],
                        demerit=labels[offset.demerit],
                        rule="G1-81",
                    )
                )

    def write(self, vals):
        """A request stays as it was made."""
        if not self.env.su and any(offset.state != "requested" for offset in self):
            mail = ("message_", "activity_")
            if not all(name.startswith(mail) for name in vals):
                raise UserError(self.env._("This request has been decided."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_requested(self):
        if any(offset.state != "requested" for offset in self):
            raise UserError(self.env._("This request has been decided."))

    def action_approve(self):
        """Set one against the other. RPC.

        :raises UserError: by who asked, by the person, or without both in the ledger
        """
        self._check_decider()
        merits = self.env["callback.merit"].sudo()  # entries are the system's
        # Two offsets of one merit at the same time go one after the other.
        self.env["callback.violation"]._touch_people(self.employee_id.ids)
        # sudo: who may decide is checked above, the state is guarded.
        for offset in self.sudo():
            balance = merits.get_balance(offset.employee_id)
            for measure in (offset.merit, offset.demerit):
                if balance[measure] < 1:
                    raise UserError(
                        self.env._(
                            "%(person)s has nothing of that level to offset "
                            "(%(rule)s).",
                            person=offset.employee_id.name,
                            rule="G1-81",
                        )
                    )
            merits.create(
                [
                    {
                        "employee_id": offset.employee_id.id,
                        "company_id": offset.company_id.id,
                        "department_id": offset.employee_id.department_id.id,
                        "measure": measure,
                        "quantity": -1,
                        "date": fields.Date.context_today(self),
                        "kind": "offset",
                        "source_key": f"offset:{offset.id}:{measure}",
                        "offset_id": offset.id,
                        "note": offset.reason,
                    }
                    for measure in (offset.merit, offset.demerit)
                ]
            )
            offset.write({"state": "approved", "decision_user_id": self.env.uid})
        return True

    def action_refuse(self):
        """Leave both as they are. RPC."""
        self._check_decider()
        # sudo: guarded; checked above.
        self.sudo().write({"state": "refused", "decision_user_id": self.env.uid})
        return True

    def _check_decider(self):
        self.check_access("write")
        user = self.env.user
        if not (user.has_group(HR) or self.env.su):
            raise AccessError(self.env._("Human resources decide on offsets."))
        for offset in self.sudo():  # users only
            if offset.state != "requested":
                raise UserError(self.env._("This request has been decided."))
            if user in offset.user_id | offset.employee_id.user_id:
                raise UserError(self.env._("A request is decided by a second person."))
