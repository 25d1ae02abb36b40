# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .callback_record import OPEN_STATES
from .prefetch import LockedQuery

#: Set by the system alone: what came from outside, and what checking found.
SYSTEM_FIELDS = frozenset(
    {
        "agent",
        "attempt_id",
        "check_state",
        "company_id",
        "date_checked",
        "external_ref",
        "file_size",
        "mimetype",
        "phone",
        "ring_seconds",
        "talk_seconds",
    }
)
#: What a later check of the file writes; no part of the evidence itself.
CHECK_FIELDS = frozenset({"check_state", "date_checked"})
#: Where recordings that are kept elsewhere can be fetched from.
SCHEMES = ("https://", "http://", "sftp://", "ftp://")


class CallbackEvidence(models.Model):
    """Proof kept with a callback: a file with its SHA-256, or why there is none.

    Belongs to a callback, or to a document that closes many. What a call centre sent
    and no callback was found for belongs to neither, until a supervisor attaches it.
    The files themselves are looked at in ``callback_evidence_file.py``.
    """

    _name = "callback.evidence"
    _description = "Callback evidence"
    _inherit = ["callback.guard.mixin"]
    _order = "record_id, id"
    _guarded_fields = SYSTEM_FIELDS

    record_id = fields.Many2one(
        "callback.record", string="Callback", index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        "callback.document",
        string="Letter or meeting",
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
    )
    kind_id = fields.Many2one("callback.evidence.kind", required=True)
    name = fields.Char(string="File name")
    # attachment=True keeps recordings out of PostgreSQL; the digest below is ours
    # because the checksum of an attachment is SHA-1.
    file = fields.Binary(attachment=True)
    url = fields.Char(string="External address", help="Of a recording kept elsewhere.")
    sha256 = fields.Char(string="SHA-256")
    file_size = fields.Integer(string="File size", readonly=True, aggregator=False)
    mimetype = fields.Char(string="Content type", readonly=True)
    state = fields.Selection(
        [("present", "Present"), ("missing", "Missing")],
        default="present",
        required=True,
    )
    reason = fields.Char(string="Reason why missing")
    user_id = fields.Many2one(
        "res.users",
        string="Added by",
        ondelete="restrict",
        default=lambda self: self.env.uid,
        readonly=True,
    )
    date_start = fields.Datetime(string="Recorded from")
    date_end = fields.Datetime(string="Recorded to")
    line_id = fields.Many2one(
        "callback.line", string="Telephone line", ondelete="restrict"
    )
    line_needs_reason = fields.Boolean(related="line_id.needs_reason")
    line_needs_search = fields.Boolean(related="line_id.needs_search")
    line_reason = fields.Char(
        string="Reason for this line",
        help="Why not the usual line: fault, the customer did not answer it …",
    )
    is_searchable = fields.Boolean(string="Can be searched and replayed")
    tag = fields.Char(help="Under which the recording is filed.")

    kind_is_recording = fields.Boolean(related="kind_id.is_recording")
    kind_is_signature = fields.Boolean(related="kind_id.is_signature")
    kind_allow_missing = fields.Boolean(related="kind_id.allow_missing")

    _times_ordered = models.Constraint(
        "CHECK (date_end >= date_start)", "A recording cannot end before it begins."
    )

    @api.depends("record_id", "document_id")
    def _compute_company_id(self):
        for evidence in self:
            owner = evidence.record_id or evidence.document_id
            evidence.company_id = (
                owner.company_id or evidence.company_id or self.env.company
            )

    @api.depends("kind_id", "name")
    def _compute_display_name(self):
        for evidence in self:
            evidence.display_name = evidence.name or evidence.kind_id.name or ""

    @api.constrains("state", "file", "url", "sha256", "reason", "kind_id")
    def _check_content(self):
        for evidence in self:
            if evidence.state == "missing":
                if not evidence.kind_id.allow_missing:
                    raise ValidationError(
                        self.env._(
                            "%(kind)s cannot be stated as missing.",
                            kind=evidence.kind_id.name,
                        )
                    )
                if not (evidence.reason or "").strip():
                    raise ValidationError(
                        self.env._("Give the reason why the evidence is missing.")
                    )

    @api.constrains("url")
    def _check_url(self):
        for evidence in self.filtered("url"):
            if not evidence.url.lower().startswith(SCHEMES):
                raise ValidationError(
                    self.env._(
                        "%(evidence)s: the address begins with one of %(schemes)s.",
                        evidence=evidence.display_name,
                        schemes=list(SCHEMES),
                    )
                )

    @api.constrains("line_id", "line_reason", "is_searchable", "state")
    def _check_line(self):
        """Another line needs its reason, another recorder a search (F2-09, F3-20)."""
        for evidence in self.filtered("line_id"):
            line = evidence.line_id
            if line.needs_reason and not (evidence.line_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(evidence)s: %(line)s is not the usual line. Give the reason "
                        "why it was used.",
                        evidence=evidence.display_name,
                        line=line.name,
                    )
                )
            recorded = evidence.state == "present" and evidence.kind_id.is_recording
            if line.needs_search and recorded and not evidence.is_searchable:
                raise ValidationError(
                    self.env._(
                        "%(evidence)s: recordings of %(line)s are accepted only when "
                        "they can be searched and replayed. Tick that they can.",
                        evidence=evidence.display_name,
                        line=line.name,
                    )
                )

    @api.constrains("record_id", "document_id", "external_ref")
    def _check_owner(self):
        for evidence in self:
            if evidence.record_id and evidence.document_id:
                raise ValidationError(
                    self.env._(
                        "%(evidence)s belongs to a callback or to a document, not to "
                        "both.",
                        evidence=evidence.display_name,
                    )
                )
            owned = evidence.record_id or evidence.document_id
            if not owned and not evidence.external_ref:
                raise ValidationError(
                    self.env._(
                        "%(evidence)s: say to which callback the evidence belongs.",
                        evidence=evidence.display_name,
                    )
                )

    # CRUD -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Take evidence in; it cannot be slipped into an archived file."""
        vals_list = [self._prepare_file(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_guarded(vals)
            if vals.get("file"):
                # Computed, never given; what is stored is compared with it below.
                vals.update(self._get_file_facts(vals["file"]))
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        ids = {vals.get("record_id") for vals in vals_list}
        callbacks = self.env["callback.record"]
        callbacks = callbacks.browse(n for n in ids if isinstance(n, int) and n)
        held = callbacks._read_for_work(LockedQuery)
        records = self._create_rows(vals_list)
        records._check_not_archived(held)
        records._take_files()
        return records

    def _create_rows(self, vals_list):
        """Create evidence whose files are looked at by the caller of this method."""
        # Pictures are kept as they came: a smaller copy would be other bytes.
        model = self.with_context(image_no_postprocess=True)
        parent = super(CallbackEvidence, model)
        records = parent.create(vals_list)  # pylint: disable=super-method-mismatch
        return records.with_env(self.env)

    def _write_rows(self, vals):
        """Write what was found out about the files."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def write(self, vals):
        """Evidence of an archived or finished callback stays as it is."""
        self._check_guarded(vals)
        vals = self._prepare_file(vals)
        if not set(vals) <= CHECK_FIELDS:
            self._check_not_archived()
            self._check_changeable(vals)
        if "sha256" in vals and (
            vals.get("file") or any(evidence.file_size for evidence in self)
        ):
            vals.pop("sha256")
        model = self.with_context(image_no_postprocess=True)
        result = super(CallbackEvidence, model).write(vals)
        if {"record_id", "document_id"} & set(vals):
            self._check_not_archived()
        if {"file", "url", "sha256", "state", "kind_id", "name"} & set(vals):
            self._take_files()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_archived(self):
        self._check_not_archived()
        self._check_changeable({})

    def _check_not_archived(self, held=None):
        """Raise when evidence belongs to what is archived.

        :param held: callbacks that nobody can change meanwhile
        """
        # sudo: whether another callback of the document is archived decides too.
        records = self.record_id | self.document_id.sudo().record_ids
        archived = records.filtered("archive_id")
        if archived:
            raise UserError(
                self.env._(
                    "%(record)s is archived and its evidence cannot be changed.",
                    record=archived[0].name,
                )
            )

    def _check_changeable(self, vals):
        """Raise when evidence is part of what was finished, or came from outside.

        Evidence can still be added to a finished callback, not taken away.
        """
        if self.env.su:
            return
        for evidence in self:
            owner = evidence.record_id or evidence.document_id
            finished = owner and owner.state not in (*OPEN_STATES, "draft")
            if finished:
                raise UserError(
                    self.env._(
                        "%(record)s is finished: its evidence “%(evidence)s” stays as "
                        "it is. Add other evidence beside it.",
                        record=owner.display_name,
                        evidence=evidence.display_name,
                    )
                )
            attaching = set(vals) and set(vals) <= {"record_id", "document_id", "tag"}
            supervisor = self.env.user.has_group(
                "callback_base.callback_group_supervisor"
            )
            if evidence.external_ref and not (attaching and supervisor):
                raise AccessError(
                    self.env._(
                        "“%(evidence)s” came from the telephone system and stays as "
                        "it is; a supervisor can attach it to another callback.",
                        evidence=evidence.display_name,
                    )
                )
