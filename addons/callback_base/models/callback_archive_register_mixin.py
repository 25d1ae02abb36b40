# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ARCHIVIST = "callback_base.callback_group_archivist"
MANAGER = "callback_base.callback_group_manager"


class CallbackArchiveRegisterMixin(models.AbstractModel):
    """What the registers of the archive share: number, people, two-person rule.

    A model names its sequence after itself. Its state and its people are set by its
    actions only.
    """

    _name = "callback.archive.register.mixin"
    _description = "Register of the archive"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _guarded_fields = frozenset({"company_id", "name", "state", "user_id"})

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the entries; who makes one is who asks."""
        for vals in vals_list:
            self._check_guarded(vals)
            sequences = self.env["ir.sequence"].sudo()  # whoever may create, numbers
            vals["name"] = sequences.next_by_code(self._name) or "/"
        return super().create(vals_list)

    def write(self, vals):
        """Only the buttons set state and people."""
        self._check_guarded(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "%(entry)s stands in a register and cannot be deleted.",
                entry=self[:1].display_name,
            )
        )

    def _check_role(self, *groups):
        """Raise for users who have none of these groups."""
        if not self.env.user.has_groups(",".join(groups)):
            raise AccessError(
                self.env._("Only the archivist or a manager may do this.")
            )

    def _check_entry_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for entry in self:
            if entry.state not in states:
                raise UserError(
                    self.env._(
                        "%(entry)s is “%(state)s”: this cannot be done now.",
                        entry=entry.display_name,
                        state=labels[entry.state],
                    )
                )

    def _check_second_person(self, person):
        """Raise when the user is the one whose work this would confirm (BASE-20)."""
        for entry in self:
            if entry[person] == self.env.user:
                raise UserError(
                    self.env._(
                        "%(entry)s needs a second person: you entered it yourself.",
                        entry=entry.display_name,
                    )
                )
