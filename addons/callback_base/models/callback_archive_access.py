# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .callback_archive_register_mixin import ARCHIVIST, MANAGER


class CallbackArchiveAccess(models.Model):
    """Request to read or borrow files of the archive (BASE-20, F3-60, F3-61, S6-04).

    Approved by a second person, for the named files and the named time only. The rows
    are the register of requests, of lendings and of what regulators were given.
    """

    _name = "callback.archive.access"
    _description = "Access to archive files"
    _inherit = ["callback.archive.register.mixin"]
    _order = "id desc"
    _guarded_fields = frozenset(
        {
            "approver_id",
            "date_decided",
            "date_lent",
            "date_returned",
            "lender_id",
            "receiver_id",
            "refusal_reason",
        }
    )
    _fixed_fields = frozenset(
        "archive_ids authority date_from date_to filing_number kind partner_id reason"
        " signature signed_by".split()
    )

    kind = fields.Selection(
        [
            ("read", "Reading by another department"),
            ("loan", "Borrowing the original"),
            ("regulator", "Request of a regulator"),
        ],
        default="read",
        required=True,
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Requesting department",
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    reason = fields.Text(required=True, tracking=True)
    file_names = fields.Char(
        string="Files asked for",
        help="Numbers of the files, for those who cannot see the archive yet.",
    )
    archive_ids = fields.Many2many(
        "callback.archive", "callback_archive_access_rel", string="Files"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        ondelete="restrict",
        help="All files that this customer has when the request is approved.",
    )
    date_from = fields.Datetime(
        string="From", required=True, default=fields.Datetime.now
    )
    date_to = fields.Datetime(string="Until", required=True, tracking=True)
    authority = fields.Char(help="The regulator that asks.")
    filing_number = fields.Char(
        help="Number under which the request of the regulator is registered (F3-61)."
    )
    signature = fields.Binary(string="Director's signature", copy=False)
    signed_by = fields.Char(string="Signed by", copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Rejected"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    approver_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="restrict"
    )
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    refusal_reason = fields.Text(readonly=True)
    lender_id = fields.Many2one(
        "res.users", string="Handed out by", readonly=True, ondelete="restrict"
    )
    date_lent = fields.Datetime(string="Handed out on", readonly=True)
    receiver_id = fields.Many2one(
        "res.users", string="Taken back by", readonly=True, ondelete="restrict"
    )
    date_returned = fields.Datetime(string="Returned on", readonly=True)
    is_late = fields.Boolean(
        string="Not returned in time",
        compute="_compute_is_late",
        search="_search_is_late",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to > date_from)", "The access must end after it begins."
    )

    @api.depends("date_lent", "date_returned", "date_to")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for access in self:
            access.is_late = bool(
                access.date_lent and not access.date_returned and access.date_to < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            ("date_lent", "!=", False),
            ("date_returned", "=", False),
            ("date_to", "<", fields.Datetime.now()),
        ]
        return late if True in value else ["!", "&", "&", *late]

    @api.constrains("kind", "filing_number", "authority")
    def _check_regulator(self):
        for access in self.filtered(lambda access: access.kind == "regulator"):
            if not (access.filing_number or "").strip() or not access.authority:
                raise ValidationError(
                    self.env._(
                        "%(entry)s: a request of a regulator needs the authority and "
                        "its filing number.",
                        entry=access.name,
                    )
                )

    def write(self, vals):
        """What was asked stays as it was asked; the archivist names the files."""
        if not self.env.su and self._fixed_fields & set(vals):
            free = {"archive_ids", "signature", "signed_by"}
            for access in self:
                states = ("draft", "requested") if set(vals) <= free else ("draft",)
                access._check_entry_state(*states)
                mine = access.user_id == self.env.user
                if not mine and not set(vals) <= free:
                    raise UserError(
                        self.env._("Only who asks may change what is asked.")
                    )
        return super().write(vals)

    def action_request(self):
        """Hand the request in. RPC.

        :raises UserError: when neither files nor a customer are named
        """
        self.check_access("write")
        self._check_entry_state("draft")
        for access in self:
            # sudo: who asks may not see the files yet, only whether there are any.
            named = access.sudo().archive_ids or access.partner_id or access.file_names
            if not named:
                raise UserError(self.env._("Name the files or the customer."))
        self.sudo().write({"state": "requested"})  # guarded, checked above
        return True

    def action_approve(self):
        """Approve; by an archivist or manager who does not ask himself. RPC.

        :raises UserError: for the own request, without files, or without the
            signature that a class of the files demands
        """
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("requested")
        self._check_second_person("user_id")
        for access in self:
            access._resolve_files()
            access._check_signature()
        # sudo: guarded fields; who may decide is checked above.
        self.sudo().write(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        return True

    def _resolve_files(self):
        """Fix the files: those named, by number or by customer.

        The approver must be able to read each of them.
        """
        archives = self.env["callback.archive"]
        found = self.archive_ids
        if self.partner_id:
            found |= archives.search([("partner_id", "=", self.partner_id.id)])
        names = (self.file_names or "").replace(",", " ").replace("、", " ").split()
        by_name = archives.search([("name", "in", names)]) if names else archives
        missing = set(names) - set(by_name.mapped("name"))
        if missing:
            raise UserError(self.env._("There is no file %(name)s.", name=min(missing)))
        found |= by_name
        found.check_access("read")
        if not found:
            raise UserError(self.env._("Name the files or the customer."))
        self.sudo().archive_ids = found  # the approver lays down which

    def _check_signature(self):
        ordered = self.archive_ids.category_id.filtered("lending_signature")
        if self.kind == "loan" and ordered and not (self.signature and self.signed_by):
            raise UserError(
                self.env._(
                    "%(entry)s: files of class %(category)s are lent with the "
                    "director's signature only.",
                    entry=self.name,
                    category=ordered[0].name,
                )
            )

    def action_refuse(self, reason):
        """Reject with a reason; by an archivist or manager. RPC."""
        self.check_access("write")
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("requested")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for rejecting."))
        # sudo: as in ``action_approve``.
        self.sudo().write(
            {
                "state": "refused",
                "approver_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
                "refusal_reason": reason.strip(),
            }
        )
        return True

    def action_hand_out(self):
        """Note that the original was handed out. RPC."""
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("approved")
        for access in self:
            if access.kind != "loan" or access.date_lent:
                raise UserError(
                    self.env._("%(entry)s is no open lending.", entry=access.name)
                )
        # sudo: as in ``action_approve``.
        self.sudo().write(
            {"date_lent": fields.Datetime.now(), "lender_id": self.env.uid}
        )
        return True

    def action_return(self):
        """Note that the original came back; the access ends. RPC."""
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("approved")
        for access in self:
            if not access.date_lent:
                raise UserError(
                    self.env._("%(entry)s was not handed out.", entry=access.name)
                )
        # sudo: as in ``action_approve``.
        self.sudo().write(
            {
                "date_returned": fields.Datetime.now(),
                "receiver_id": self.env.uid,
                "state": "closed",
            }
        )
        return True

    def action_close(self):
        """End the access before its time. RPC."""
        self._check_role(ARCHIVIST, MANAGER)
        self._check_entry_state("approved")
        lent = self.filtered(lambda a: a.date_lent and not a.date_returned)
        if lent:
            raise UserError(
                self.env._("%(entry)s is not returned yet.", entry=lent[0].name)
            )
        self.sudo().write({"state": "closed"})  # as in ``action_approve``
        return True
