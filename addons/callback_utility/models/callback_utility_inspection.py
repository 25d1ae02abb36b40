# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What the customer signed; when the sheet is finished nothing of it changes.
SHEET_FIELDS = {
    "date_check",
    "kind_ids",
    "name",
    "result",
    "signature",
    "signed_by",
    "supply_point_id",
    "user_id",
}


class CallbackUtilityInspection(models.Model):
    """An inspection on site with its sheet (U4-05 to U4-16, U5-08, G1-25 to G1-40).

    One visit may serve several plans at once (U4-15): a periodic check that is also
    the spring check has both kinds. When it is finished, the open callbacks that asked
    for the visit are done too.
    """

    _name = "callback.utility.inspection"
    _description = "Inspection"
    _inherit = [
        "mail.thread",
        "callback.guard.mixin",
        "callback.source.mixin",
        "callback.import.mixin",
    ]
    _order = "date_check desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"state", "date_done"})
    _import_unique_fields = ("name",)
    _import_template_fields = (
        "name",
        "supply_point_id",
        "kind_ids",
        "user_id",
        "participants",
        "date_check",
    )

    name = fields.Char(string="Sheet number", required=True, copy=False, tracking=True)
    supply_point_id = fields.Many2one(
        "callback.utility.supply.point",
        string="Account number",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        related="supply_point_id.partner_id", store=True, index=True
    )
    supply_kind = fields.Selection(related="supply_point_id.supply_kind", store=True)
    department_id = fields.Many2one(
        "hr.department",
        string="Inspecting unit",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
    )
    kind_ids = fields.Many2many(
        "callback.utility.inspection.kind",
        "callback_utility_inspection_kind_rel",
        string="Kinds",
        required=True,
        help="One visit may be several at once, for example periodic and spring check.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Inspector",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    participants = fields.Char(
        help="Safety, production, dispatch, contractor (U4-06).", tracking=True
    )
    date_check = fields.Datetime(
        string="Checked on", required=True, default=fields.Datetime.now, tracking=True
    )
    date_done = fields.Datetime(string="Finished on", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Finished")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many(
        "callback.utility.inspection.line", "inspection_id", string="Check list"
    )
    result = fields.Text()
    signed_by = fields.Char(string="Signed by", copy=False)
    signature = fields.Binary(copy=False, attachment=True)
    notice_ids = fields.One2many(
        "callback.utility.notice", "inspection_id", string="Rectification notices"
    )
    date_government = fields.Date(string="Sent to the power department", copy=False)
    date_safety = fields.Date(string="Sent to the safety department", copy=False)

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This sheet number exists already."
    )

    @api.depends("supply_point_id")
    def _compute_department_id(self):
        for sheet in self:
            sheet.department_id = (
                sheet.supply_point_id.department_id or sheet.department_id
            )

    @api.constrains("date_check")
    def _check_date(self):
        for sheet in self:
            if sheet.date_check > fields.Datetime.now() or sheet.date_check.year < 1990:
                raise ValidationError(
                    self.env._(
                        "Inspection %(sheet)s: an inspection lies in the past.",
                        sheet=sheet.name,
                    )
                )

    @api.model
    def _check_import_values(self, values, is_new):
        """Name the column of a time that cannot be right."""
        yield from super()._check_import_values(values, is_new)
        moment = fields.Datetime.to_datetime(values.get("date_check"))
        if moment and (moment > fields.Datetime.now() or moment.year < 1990):
            yield "date_check", self.env._("An inspection lies in the past")

    @api.constrains("kind_ids", "supply_point_id")
    def _check_kinds(self):
        for sheet in self:
            other = sheet.kind_ids.filtered(
                lambda kind, sheet=sheet: kind.supply_kind != sheet.supply_kind
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "Inspection %(sheet)s: “%(kind)s” is of another supply than "
                        "%(point)s.",
                        sheet=sheet.name,
                        kind=other[0].name,
                        point=sheet.supply_point_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """The sheet gets the check lists of its kinds."""
        for vals in vals_list:
            self._check_guarded(vals)
        sheets = super().create(vals_list)
        sheets._add_items()
        return sheets

    def write(self, vals):
        """A finished sheet stays as it was signed (G1-57)."""
        self._check_guarded(vals)
        done = self.filtered(lambda sheet: sheet.state == "done")
        if done and SHEET_FIELDS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "G1-57: the sheet %(sheet)s is finished and stays as it is.",
                    sheet=done[0].name,
                )
            )
        result = super().write(vals)
        if "kind_ids" in vals:
            self._add_items()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if self.filtered(lambda sheet: sheet.state == "done"):
            raise UserError(self.env._("A finished inspection cannot be deleted."))

    def _add_items(self):
        values = []
        for sheet in self.filtered(lambda sheet: sheet.state == "draft"):
            missing = sheet.kind_ids.item_ids - sheet.line_ids.item_id
            values += [
                {"inspection_id": sheet.id, "item_id": item.id, "sequence": number}
                for number, item in enumerate(missing)
            ]
        self.env["callback.utility.inspection.line"].create(values)
