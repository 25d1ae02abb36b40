# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What the customer signed: from issuing on it stays.
SIGNED_FIELDS = {"demand", "hazard", "kind", "name", "signed_by", "supply_point_id"}
#: What was found when somebody looked again: it stays once the hazard is gone.
FOLLOW_FIELDS = {"date_follow", "date_limit", "follow_result"}


class CallbackUtilityNotice(models.Model):
    """Written opinion on a hazard with its time limit (U4-09, U5-06, U5-10, G1-30).

    Issued when the customer has signed; rectified when somebody looked again; when
    the limit is over and it endangers the grid, an outage may be asked for only after
    government, safety department and regulator were told (U4-10, U5-10).
    """

    _name = "callback.utility.notice"
    _description = "Rectification notice"
    _inherit = [
        "mail.thread",
        "callback.guard.mixin",
        "callback.source.mixin",
        "callback.import.mixin",
    ]
    _order = "date_limit, id"
    _check_company_auto = True
    _import_unique_fields = ("name",)
    _guarded_fields = frozenset({"state", "date_issued", "date_rectified"})
    _import_template_fields = (
        "name",
        "kind",
        "supply_point_id",
        "hazard",
        "demand",
        "user_id",
        "date_limit",
    )

    name = fields.Char(string="Notice number", required=True, copy=False, tracking=True)
    kind = fields.Selection(
        [
            ("rectification", "Rectification opinion"),
            ("limit", "Rectification within a limit"),
            ("defect", "Defect notice"),
            ("serious", "Serious hazard"),
            ("gas", "Gas hazard notice"),
        ],
        default="rectification",
        required=True,
        tracking=True,
    )
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
    department_id = fields.Many2one(
        related="supply_point_id.department_id", store=True, index=True
    )
    inspection_id = fields.Many2one(
        "callback.utility.inspection", index="btree_not_null", check_company=True
    )
    hazard = fields.Text(required=True)
    demand = fields.Text(string="What is to be done")
    user_id = fields.Many2one(
        "res.users",
        string="Reported by",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    receiver_id = fields.Many2one("res.users", string="Handed over to", tracking=True)
    date_handover = fields.Datetime(string="Handed over on", tracking=True)
    signed_by = fields.Char(string="Signed by", copy=False, tracking=True)
    date_issued = fields.Datetime(string="Issued on", readonly=True, copy=False)
    date_limit = fields.Date(string="Rectify by", required=True, tracking=True)
    date_follow = fields.Datetime(string="Looked again on", copy=False)
    follow_result = fields.Text(string="Found then", copy=False)
    date_rectified = fields.Datetime(string="Rectified on", readonly=True, copy=False)
    date_government = fields.Date(string="Government told on", copy=False)
    date_safety = fields.Date(string="Safety department told on", copy=False)
    date_regulator = fields.Date(string="Regulator told on", copy=False)
    endangers_grid = fields.Boolean(string="Endangers the grid", tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("outage", "Outage asked for"),
            ("rectified", "Rectified"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _name_unique = models.Constraint(
        "UNIQUE (name, company_id)", "This notice number exists already."
    )

    @api.depends("state", "date_limit")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for notice in self:
            running = notice.state in ("issued", "outage")
            late = notice.date_limit and notice.date_limit < today
            notice.is_overdue = bool(running and late)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            ("state", "in", ("issued", "outage")),
            ("date_limit", "<", fields.Date.context_today(self)),
        ]
        if True in value:
            return [(1, "=", 1)] if False in value else late
        return ["!", "&", *late]

    @api.constrains("date_limit", "date_issued")
    def _check_limit(self):
        for notice in self.filtered("date_issued"):
            if notice.date_limit < notice.date_issued.date():
                raise ValidationError(
                    self.env._(
                        "U5-06: notice %(notice)s is to be rectified before it is "
                        "issued.",
                        notice=notice.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Notices begin as drafts."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was signed is not rewritten, nor what was found after it."""
        self._check_guarded(vals)
        issued = self.filtered(lambda notice: notice.state != "draft")
        if issued and SIGNED_FIELDS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "Notice %(notice)s was signed and stays as it is.",
                    notice=issued[0].name,
                )
            )
        closed = issued.filtered(lambda notice: notice.state == "rectified")
        if closed and FOLLOW_FIELDS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "Notice %(notice)s is rectified and stays as it is.",
                    notice=closed[0].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        if self.filtered(lambda notice: notice.state != "draft"):
            raise UserError(self.env._("Only a draft notice can be deleted."))
