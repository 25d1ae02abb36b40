# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class CallbackPermission(models.Model):
    """Permission, training or certificate of a person (BASE-50, F2-05, E2-07).

    Granted by a manager to somebody else, for a time; afterwards only its end and its
    documents change. ``_filter_allowed`` and ``_get_lack`` answer who may call.
    """

    _name = "callback.permission"
    _description = "Callback qualification"
    _inherit = ["mail.thread", "callback.guard.mixin"]
    _order = "user_id, date_from desc, id"
    _guarded_fields = frozenset({"granted_by_id"})
    #: What a manager may still change: how long it lasts, and its proof.
    _open_fields = frozenset({"attachment_ids", "date_to", "reference"})

    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: in every company.",
    )
    kind = fields.Selection(
        [
            ("permission", "System permission"),
            ("training", "Training"),
            ("certificate", "Certificate"),
        ],
        default="permission",
        required=True,
        tracking=True,
    )
    date_from = fields.Date(
        string="Valid from",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_to = fields.Date(string="Valid to", tracking=True, help="Empty: until ended.")
    policy_id = fields.Many2one(
        "callback.policy",
        ondelete="restrict",
        help="Holds for every version of this policy. Empty: for all policies.",
    )
    type_id = fields.Many2one(
        "callback.type", ondelete="restrict", help="Empty: for all types."
    )
    reference = fields.Char(help="Number of the certificate or of the course.")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Proof files", bypass_search_access=True
    )
    granted_by_id = fields.Many2one(
        "res.users",
        string="Granted by",
        default=lambda self: self.env.uid,
        required=True,
        readonly=True,
        ondelete="restrict",
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A qualification cannot end before it begins.",
    )

    @api.depends("user_id", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for permission in self:
            kind = labels.get(permission.kind, "")
            permission.display_name = f"{permission.user_id.name or ''} {kind}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody grants anything to oneself."""
        for vals in vals_list:
            self._check_guarded(vals)
        permissions = super().create(vals_list)
        permissions._check_not_own()
        return permissions

    def write(self, vals):
        """What was granted stays; it is ended, or granted anew."""
        self._check_guarded(vals)
        fixed = {
            name
            for name in vals
            if name not in self._open_fields
            and not name.startswith(("message_", "activity_"))
        }
        if fixed and not self.env.su:
            raise UserError(
                self.env._(
                    "%(qualification)s stays as it was granted. End it and grant "
                    "another one.",
                    qualification=self[:1].display_name,
                )
            )
        self._check_not_own()
        return super().write(vals)

    def _check_not_own(self):
        if not self.env.su and self.env.user in self.user_id:
            raise AccessError(
                self.env._(
                    "%(person)s: your own qualifications are granted and changed by "
                    "another manager.",
                    person=self.env.user.name,
                )
            )

    @api.model
    def _filter_allowed(self, users, policy, day, type=None, company=None):
        """Return the users who may call under a policy on a local day.

        One query, whatever the number of users.

        :param type: ``callback.type``; without it only unlimited permissions count
        """
        needed = self._get_needed_kinds(policy)
        if not needed:
            return users
        company = company or policy.company_id or self.env.company
        granted = self._get_granted(users)
        valid = granted.filtered(lambda p: p._covers(policy, type, company))
        by_user = valid.grouped("user_id")
        return users.filtered(
            lambda user: (
                not by_user.get(user, self.browse())._get_lack(
                    user, policy, day, needed
                )
            )
        )

    def _get_lack(self, user, policy, day, needed):
        """Say what these qualifications of a user do not cover on a day, or nothing.

        :param needed: groups of kinds, one of each must be valid
        """
        for kinds in needed:
            of_kind = self.filtered(lambda p, kinds=kinds: p.kind in kinds)
            if not any(permission._is_valid(day) for permission in of_kind):
                return of_kind._describe_lack(user, policy, day, kinds)
        return ""

    @api.model
    def _get_needed_kinds(self, policy, reviewing=False):
        """Return the groups of kinds of which one each must be valid."""
        needed = []
        if policy._get_kept("permission_required"):
            needed.append(("permission",))
        if policy._get_kept("training_required") and not reviewing:
            needed.append(("training", "certificate"))
        return needed

    @api.model
    def _get_granted(self, users):
        """Return everything these users were ever granted, in one query."""
        # sudo: colleagues do not read each other's qualifications; what is made of
        # them tells only whether a person may call.
        return self.sudo().search([("user_id", "in", users.ids)])

    def _covers(self, policy, type, company):
        """Tell whether this holds for a policy in any version, a type, a company."""
        return (
            (not self.policy_id or self.policy_id.code == policy.code)
            and (not self.type_id or self.type_id == type)
            and (not self.company_id or self.company_id == company)
        )

    def _is_valid(self, day):
        return self.date_from <= day and (not self.date_to or day <= self.date_to)

    def _describe_lack(self, user, policy, day, kinds):
        """Say what a person lacks on a day, and from or until when it is valid."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        values = {
            "rule": policy._cite("approval"),
            "person": user.name,
            "kinds": " / ".join(labels[kind] for kind in kinds),
            "day": format_date(self.env, day),
        }
        later = [p.date_from for p in self if p.date_from > day]
        if later:
            return self.env._(
                "%(rule)s: %(person)s is not qualified on %(day)s. %(kinds)s is "
                "valid from %(start)s only.",
                **values,
                start=format_date(self.env, min(later)),
            )
        if self:
            return self.env._(
                "%(rule)s: %(person)s is not qualified on %(day)s. %(kinds)s ended "
                "on %(end)s.",
                **values,
                end=format_date(self.env, max(self.mapped("date_to"))),
            )
        return self.env._(
            "%(rule)s: %(person)s is not qualified on %(day)s. Nothing has been "
            "granted: %(kinds)s.",
            **values,
        )
