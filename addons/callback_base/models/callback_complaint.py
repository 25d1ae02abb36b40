# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .complaint_selections import KINDS


class CallbackComplaint(models.Model):
    """A complaint, suggestion, enquiry, quality problem or misconduct report.

    Filed by anyone (S3-03), worked through with ``action_accept``,
    ``action_assign``, ``action_resolve``, ``action_inform`` and
    ``action_close``; see ``callback_complaint_flow.py``. The process of the
    policy gives each stage a clock.
    """

    _name = "callback.complaint"
    _description = "Complaint or issue"
    _inherit = ["callback.trace.mixin", "mail.activity.mixin", "callback.guard.mixin"]
    _order = "priority, deadline, id"
    _rec_names_search = ["name", "subject", "partner_id"]
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "archive_id",
            "cancel_reason",
            "date_accepted",
            "date_archived",
            "date_assigned",
            "date_closed",
            "date_informed",
            "date_resolved",
            "deadline",
            "gate",
            "inform_channel_id",
            "intake_user_id",
            "is_confidential",
            "is_counted",
            "is_from_dissatisfaction",
            "master_id",
            "name",
            "policy_id",
            "priority",
            "process_id",
            "resolution",
            "resolver_id",
            "round",
            "stage_code",
            "state",
        }
    )
    #: Set when the complaint is filed, never changed afterwards.
    _fixed_fields = frozenset({"company_id", "date_received", "parent_id", "record_id"})
    #: Who handles it is decided by supervisors and by the actions.
    _led_fields = frozenset(
        {"concerned_user_ids", "department_id", "service_department_id", "user_id"}
    )

    name = fields.Char(
        string="Number", readonly=True, copy=False, default="/", index="trigram"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(KINDS, required=True, default="complaint", tracking=True)
    category_id = fields.Many2one(
        "callback.complaint.category",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    severity_id = fields.Many2one(
        "callback.complaint.severity", ondelete="restrict", tracking=True
    )
    subject = fields.Char(required=True, tracking=True)
    description = fields.Text(
        string="Matter", help="What happened and what the customer asks for."
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Empty: the complaint is anonymous.",
    )
    phone = fields.Char(related="partner_id.phone", string="Phone")
    is_anonymous = fields.Boolean(
        string="Anonymous", compute="_compute_is_anonymous", store=True
    )
    reply_by_letter = fields.Boolean(
        string="Written reply only",
        tracking=True,
        help="The customer, or the superior unit that passed it on, asks for a "
        "written reply only.",
    )
    onsite_required = fields.Boolean(
        string="Callback on site",
        tracking=True,
        help="It cannot be solved by phone, or the case is representative: the "
        "customer is called back on site (E1-27, T1-14).",
    )
    source_ids = fields.One2many(
        "callback.complaint.source", "complaint_id", string="Sources", copy=False
    )
    source_count = fields.Integer(
        string="Times received", compute="_compute_source_count"
    )

    policy_id = fields.Many2one(
        "callback.policy", ondelete="restrict", readonly=True, index="btree_not_null"
    )
    process_id = fields.Many2one(
        "callback.complaint.process",
        ondelete="restrict",
        readonly=True,
        index="btree_not_null",
        tracking=True,
    )
    gate = fields.Selection(
        selection=lambda self: (
            self.env["callback.complaint.process"]
            ._fields["gate"]
            ._description_selection(self.env)
        ),
        string="Closes when",
        readonly=True,
        copy=False,
    )
    priority = fields.Integer(
        default=50, readonly=True, aggregator=False, help="From the process (H2-05)."
    )
    service_department_id = fields.Many2one(
        "hr.department",
        string="Led by",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="Unit that received or leads the case and follows it to the end.",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Responsible department",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    intake_user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        ondelete="restrict",
        readonly=True,
        index="btree_not_null",
        default=lambda self: self.env.uid,
    )
    concerned_user_ids = fields.Many2many(
        "res.users",
        "callback_complaint_concerned_rel",
        "complaint_id",
        "user_id",
        string="Concerned persons",
        copy=False,
        tracking=True,
        help="Whom it is about: they neither handle, call back nor see it.",
    )

    state = fields.Selection(
        [
            ("new", "Newly filed"),
            ("accepted", "Accepted"),
            ("assigned", "Assigned"),
            ("resolved", "Resolved"),
            ("informed", "Customer informed"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
            ("merged", "Merged"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    date_received = fields.Datetime(
        string="Received on",
        required=True,
        default=fields.Datetime.now,
        index=True,
        help="When the first unit received it: the clocks count from here.",
    )
    date_reply_by = fields.Datetime(
        string="Reply promised by",
        copy=False,
        tracking=True,
        help="What the customer was told in the callback (P1-11).",
    )
    is_confidential = fields.Boolean(
        string="Confidential", readonly=True, index="btree_not_null"
    )
    is_counted = fields.Integer(
        string="Count",
        compute="_compute_is_counted",
        store=True,
        help="1 for each matter: what was merged into another counts there.",
    )

    record_id = fields.Many2one(
        "callback.record",
        string="Brought up in",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        copy=False,
    )
    is_from_dissatisfaction = fields.Boolean(
        string="Opened for dissatisfaction", readonly=True, copy=False
    )
    callback_ids = fields.One2many(
        "callback.record", "complaint_id", string="Callbacks", copy=False
    )
    parent_id = fields.Many2one(
        "callback.complaint",
        string="Follows the case",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
    )
    child_ids = fields.One2many(
        "callback.complaint", "parent_id", string="New demands", copy=False
    )
    master_id = fields.Many2one(
        "callback.complaint",
        string="Merged into",
        ondelete="restrict",
        readonly=True,
        index="btree_not_null",
        copy=False,
    )
    merged_ids = fields.One2many("callback.complaint", "master_id", copy=False)
    round = fields.Integer(
        default=1, readonly=True, copy=False, aggregator="max", tracking=True
    )
    round_ids = fields.One2many(
        "callback.complaint.round", "complaint_id", string="Rounds", copy=False
    )
    clock_ids = fields.One2many(
        "callback.complaint.clock", "complaint_id", string="Clocks", copy=False
    )
    archive_id = fields.Many2one(
        "callback.archive",
        string="Archive file",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _origin_unique = models.UniqueIndex(
        "(record_id) WHERE is_from_dissatisfaction",
        "The dissatisfaction of a callback opens one issue.",
    )

    # Computes ---------------------------------------------------------------

    @api.depends("partner_id")
    def _compute_is_anonymous(self):
        for complaint in self:
            complaint.is_anonymous = not complaint.partner_id

    @api.depends("source_ids")
    def _compute_source_count(self):
        for complaint in self:
            complaint.source_count = len(complaint.source_ids)

    @api.depends("state")
    def _compute_is_counted(self):
        for complaint in self:
            complaint.is_counted = int(complaint.state not in ("merged", "cancelled"))

    @api.depends("name", "subject", "is_confidential")
    def _compute_display_name(self):
        for complaint in self:
            # The name is shown where the case itself may not be read.
            subject = "" if complaint.is_confidential else complaint.subject or ""
            complaint.display_name = f"{complaint.name} {subject}".strip()

    @api.constrains("date_received")
    def _check_date_received(self):
        now = fields.Datetime.now()
        for complaint in self:
            if complaint.date_received > now:
                raise ValidationError(
                    self.env._(
                        "%(complaint)s: it cannot have been received in the future.",
                        complaint=complaint.name,
                    )
                )
