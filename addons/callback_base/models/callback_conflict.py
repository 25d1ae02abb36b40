# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache


class CallbackConflict(models.Model):
    """Declared conflict of interest: who may not call whom, and why (BASE-18, F3-06).

    A customer or a document on one side, a person or a unit on the other.
    """

    _name = "callback.conflict"
    _description = "Conflict of interest"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    #: What may still change: how long it lasts, and its proof.
    _open_fields = frozenset({"attachment_ids", "date_to", "evidence"})

    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: in every company.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    document = fields.Reference(
        selection="_get_document_models", index=True, tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="All members of this department and of those below it.",
    )
    reason = fields.Char(required=True, tracking=True)
    evidence = fields.Text(help="What shows the interest.")
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Proof files", bypass_search_access=True
    )
    date_from = fields.Date(
        string="Valid from", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Valid to", tracking=True, help="Empty: until ended.")

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A conflict of interest cannot end before it begins.",
    )

    @api.model
    def _get_document_models(self):
        """Documents that rules call back about."""
        # sudo: only the names of the documents, which the form shows anyway.
        rules = self.env["callback.rule"].sudo()
        groups = rules._read_group([("model_id", "!=", False)], ["model_id"])
        return [(model.model, model.name) for (model,) in groups]

    @api.depends("partner_id", "document", "user_id", "department_id")
    def _compute_display_name(self):
        for conflict in self:
            case = conflict.partner_id or conflict.document
            person = conflict.user_id or conflict.department_id
            case_name = case.display_name if case else ""
            conflict.display_name = f"{person.display_name or ''} – {case_name}"

    @api.constrains("partner_id", "document", "user_id", "department_id")
    def _check_sides(self):
        for conflict in self:
            if not (conflict.partner_id or conflict.document):
                raise ValidationError(
                    self.env._(
                        "Conflict of interest: choose the customer or the document."
                    )
                )
            if not (conflict.user_id or conflict.department_id):
                raise ValidationError(
                    self.env._("Conflict of interest: choose the person or the unit.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Forget against whom there are declarations, see ``_get_declared_sides``."""
        conflicts = super().create(vals_list)
        self.env.registry.clear_cache()
        return conflicts

    def write(self, vals):
        """What was declared stays; others than the person concerned may end it."""
        fixed = {
            name
            for name in vals
            if name not in self._open_fields
            and not name.startswith(("message_", "activity_"))
        }
        if fixed and not self.env.su:
            raise UserError(
                self.env._(
                    "%(conflict)s stays as it was declared. End it and declare "
                    "another one.",
                    conflict=self[:1].display_name,
                )
            )
        if not self.env.su and self._filter_concerning(self.env.user):
            raise AccessError(
                self.env._(
                    "Your own conflict of interest is ended by somebody else.",
                )
            )
        result = super().write(vals)
        if fixed:
            self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A declaration stays on file (BASE-23): end it instead.")
        )

    def _filter_concerning(self, user):
        """Return the conflicts in which a person is concerned."""
        units = self._get_units_above(user)
        return self.filtered(
            lambda conflict: (
                conflict.user_id == user or conflict.department_id.id in units
            )
        )

    @api.model
    @ormcache("user.id")
    def _get_units_above(self, user):
        """Return the ids of the departments of a person and of all above them.

        Kept in memory until somebody or a department moves, as the record rules are.
        """
        # sudo: paths of departments only.
        paths = user.sudo().callback_unit_ids.mapped("parent_path")
        return frozenset(
            int(number) for path in paths for number in path.split("/") if number
        )

    @api.model
    @ormcache()
    def _get_declared_sides(self):
        """Return the ids of the persons and of the units somebody declared, ever.

        Most people are in no declaration: then nothing has to be looked up.
        """
        # sudo: kept for everybody; only whether there is a declaration leaves here.
        conflicts = self.sudo().with_context(active_test=False)
        users = conflicts._read_group([("user_id", "!=", False)], ["user_id"])
        units = conflicts._read_group(
            [("department_id", "!=", False)], ["department_id"]
        )
        return (
            frozenset(user.id for (user,) in users),
            frozenset(unit.id for (unit,) in units),
        )

    @api.model
    def _is_declared(self, user):
        """Tell whether any declaration, of any time, is about a person."""
        users, units = self._get_declared_sides()
        return user.id in users or bool(
            units and not units.isdisjoint(self._get_units_above(user))
        )

    @api.model
    def _get_valid(self, user):
        """Return the declarations that name a person, or the units, today."""
        # sudo: callers do not read declarations; they are hidden from what is found.
        conflicts = self.sudo()
        if not self._is_declared(user):
            return conflicts.browse()
        today = fields.Date.context_today(self)
        units = list(self._get_units_above(user))
        return conflicts.search(
            (Domain("user_id", "=", user.id) | Domain("department_id", "in", units))
            & Domain("date_from", "<=", today)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    @api.model
    def _get_for_caller(self, user, records):
        """Return the conflicts between a person and the cases of callbacks.

        One query; whether they are valid on a day is left to ``_matches``.
        """
        if not self._is_declared(user):
            return self.sudo().browse()  # as below
        partners = records.partner_id
        partners |= partners.commercial_partner_id
        documents = [f"{r.res_model},{r.res_id}" for r in records if r.res_id]
        person = Domain("user_id", "=", user.id) | Domain(
            "department_id", "in", list(self._get_units_above(user))
        )
        case = Domain("partner_id", "in", partners.ids) | Domain(
            "document", "in", documents
        )
        # sudo: callers do not read conflicts; they learn of those that stop them.
        return self.sudo().search(person & case)

    def _matches(self, record, day):
        """Tell whether this conflict stands on a local day between the sides."""
        partner = record.partner_id
        document = self.document
        return (
            self.company_id in (record.company_id, self.env["res.company"])
            and self.date_from <= day
            and (not self.date_to or day <= self.date_to)
            and (
                self.partner_id in (partner, partner.commercial_partner_id)
                or bool(
                    document
                    and document._name == record.res_model
                    and document.id == record.res_id
                )
            )
        )
