# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

PROJECT_MANAGER = "callback_property.group_project_manager"
#: What a complete registration states (S5-04); the day and the agent are required.
NEEDED = ("employer", "phone", "intention", "information_source")


class CallbackPropertyVisit(models.Model):
    """A line of the visit register or the phone register (S1-01, S5-04, S5-06).

    The line is the first evidence for the commission (S5-28): it is never deleted, and
    what is changed keeps its old value in the history (S1-02).
    """

    _name = "callback.property.visit"
    _description = "Visit of a customer"
    _inherit = [
        "mail.thread",
        "callback.guard.mixin",
        "callback.source.mixin",
        "callback.import.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            *("owner_id", "state", "verifier_id", "turn_used", "roster_id"),
            *("consent_user_id", "date_consent", "consent_note"),
        }
    )

    name = fields.Char(string="Customer name", required=True, tracking=True)
    is_full_name = fields.Boolean(
        string="Full name",
        default=True,
        tracking=True,
        help="Only a full name proves who it was (S5-05), “Mr Wang” does not.",
    )
    surname = fields.Char(
        compute="_compute_surname",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    estate_id = fields.Many2one(
        "callback.property.estate", index=True, check_company=True, tracking=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Sales centre",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", check_company=True
    )
    kind = fields.Selection(
        [("visit", "Visit to the sales centre"), ("phone", "Phone enquiry")],
        default="visit",
        required=True,
        tracking=True,
    )
    visitor = fields.Selection(
        [
            ("new", "New customer"),
            ("returning", "Returning customer"),
            ("public", "Public customer"),
        ],
        default="new",
        required=True,
        tracking=True,
        help="New: the first visit. Public: belongs to nobody and takes no turn "
        "(S5-07, S5-09, S5-10).",
    )
    public_reason = fields.Selection(
        [
            ("peer", "Known as a peer"),
            ("party_a", "Led by the developer, no purchase"),
            ("party_b", "Special customer led by our marketing"),
            ("salesman", "Sells something, and says so"),
        ],
        string="Public because",
        tracking=True,
    )
    source = fields.Selection(
        [
            ("own", "Came by himself"),
            ("introduced", "Introduced by a customer"),
            ("company", "Referred by the company"),
            ("group", "Group purchase"),
        ],
        default="own",
        required=True,
        tracking=True,
    )
    date = fields.Date(
        string="Date of the visit",
        required=True,
        index=True,
        default=lambda self: self._get_today(),
        tracking=True,
    )
    date_registered = fields.Datetime(
        string="Registered on",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        tracking=True,
        help="When the line was entered; the earlier registration wins (S1-06).",
    )
    is_late = fields.Boolean(
        string="Registered late",
        compute="_compute_is_late",
        store=True,
        help="Not on the day of the visit (S1-01).",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Received by agent",
        required=True,
        index=True,
        default=lambda self: self.env.uid,
        tracking=True,
    )
    asked_user_id = fields.Many2one(
        "res.users",
        string="Asked for",
        index="btree_not_null",
        tracking=True,
        help="Named by the customer at any time during the first visit: the customer "
        "belongs to that agent and takes no turn (S5-13).",
    )
    owner_id = fields.Many2one(
        "res.users",
        string="Belongs to",
        readonly=True,
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    parent_id = fields.Many2one(
        "callback.property.visit",
        string="First visit",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    phone = fields.Char(index="btree_not_null", tracking=True)
    car_brand = fields.Char(string="Brand of the car", tracking=True)
    car_plate = fields.Char(string="Number plate", tracking=True)
    employer = fields.Char(string="Employer or address", tracking=True)
    intention = fields.Char(string="Intention to buy", tracking=True)
    information_source = fields.Char(string="Source of information", tracking=True)
    missing = fields.Char(
        string="Still missing",
        compute="_compute_missing",
        help="What the register asks for (S5-04).",
    )
    state = fields.Selection(
        [("registered", "Registered"), ("verified", "Verified")],
        default="registered",
        readonly=True,
        copy=False,
        tracking=True,
    )
    verifier_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False, tracking=True
    )
    roster_id = fields.Many2one(
        "callback.roster", string="Rotation", readonly=True, copy=False
    )
    turn_used = fields.Boolean(string="Took a turn", readonly=True, copy=False)
    consent_user_id = fields.Many2one(
        "res.users",
        string="May go on",
        readonly=True,
        copy=False,
        tracking=True,
        help="The colleague whom the owner lets go on with the customer (S2-04).",
    )
    date_consent = fields.Datetime(
        string="Consent given on", readonly=True, copy=False, tracking=True
    )
    consent_note = fields.Text(string="Told to the colleague", readonly=True)
    note = fields.Text(string="Follow-up", tracking=True)

    _asked_or_public = models.Constraint(
        "CHECK (visitor != 'public' OR public_reason IS NOT NULL)",
        "Say why the visitor is a public customer (S5-09).",
    )

    @api.depends("name")
    def _compute_surname(self):
        """The first character, as most Chinese surnames; others are corrected."""
        for visit in self:
            visit.surname = visit.surname or (visit.name or "").strip()[:1]

    @api.depends("date", "date_registered")
    def _compute_is_late(self):
        for visit in self:
            visit.is_late = bool(visit.date and visit.date_registered) and (
                visit._get_registration_day() > visit.date
            )

    @api.depends(*NEEDED)
    def _compute_missing(self):
        labels = self.fields_get(NEEDED, ["string"])
        for visit in self:
            empty = [labels[name]["string"] for name in NEEDED if not visit[name]]
            visit.missing = ", ".join(empty)

    @api.depends("name", "date")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.name or ''} {visit.date or ''}".strip()

    def _get_registration_day(self):
        """Return the local day on which the line was entered."""
        return self._to_local_day(self.date_registered)

    @api.model
    def _get_today(self):
        """Return the day it is at the sales centre, whatever the user's clock says."""
        return self._to_local_day(fields.Datetime.now())

    def _to_local_day(self, moment):
        """Return the day of a naive UTC moment at the sales centre (T-01)."""
        company = self.company_id or self.env.company
        calendar = company.callback_calendar_id or company.resource_calendar_id
        visit = self.with_context(tz=calendar.tz or "Asia/Shanghai")
        return fields.Datetime.context_timestamp(visit, moment).date()

    @api.model_create_multi
    def create(self, vals_list):
        """Enter visits; whose customer it is follows from what the line says.

        Only who keeps the register enters a visit for another day or another agent.
        """
        keeper = self.env.su or self.env.user.has_group(PROJECT_MANAGER)
        for vals in vals_list:
            self._check_guarded(vals)
            if not keeper and (
                vals.get("date_registered")
                or vals.get("user_id", self.env.uid) != self.env.uid
            ):
                raise AccessError(
                    self.env._(
                        "Agents enter their own visits, at the time they do so (S1-01)."
                    )
                )
        visits = super().create(vals_list)
        for visit in visits:
            # sudo: the owner is guarded and follows from the line.
            visit.sudo().owner_id = visit._get_first_owner()
        return visits

    def write(self, vals):
        """Change a line with its history; a verified one by its keeper only (S1-02)."""
        self._check_guarded(vals)
        if not self.env.su:
            if "date_registered" in vals:
                raise AccessError(
                    self.env._("The time of the registration is not changed (S1-02).")
                )
            if not self.env.user.has_group(PROJECT_MANAGER) and any(
                visit.state == "verified" for visit in self
            ):
                raise AccessError(
                    self.env._(
                        "Only the project manager changes a verified line (S1-02)."
                    )
                )
        # An import switches the history off; the register always keeps it.
        return super(
            CallbackPropertyVisit,
            self.with_context(tracking_disable=False, mail_notrack=False),
        ).write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("The register is neither altered nor destroyed (S1-02, S5-28).")
        )

    def _get_first_owner(self):
        """Return whose customer it is at the registration (S5-10, S5-13, S1-07)."""
        self.ensure_one()
        nobody = self.env["res.users"]
        if self.visitor == "public" or self.source in ("company", "group"):
            return nobody
        if self.parent_id and self.visitor == "returning":
            return self.parent_id.owner_id
        return self.asked_user_id or self.user_id
