# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.i18n import format_list


class CallbackDocument(models.Model):
    """One document that closes many callbacks: a public letter, a meeting (BASE-47).

    The callbacks are chosen, the document is added once as evidence, and all are
    finished in one step, each checked as its own (P1-14, U1-08, S3-10). See
    ``callback_document_flow.py`` for the actions.
    """

    _name = "callback.document"
    _description = "Document for many callbacks"
    _inherit = ["mail.thread", "mail.activity.mixin", "callback.guard.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"name", "state", "date_done"})

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    title = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.user.employee_id.department_id,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Answered by",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    channel_id = fields.Many2one(
        "callback.channel",
        required=True,
        ondelete="restrict",
        domain="[('is_collective', '=', True)]",
        tracking=True,
    )
    date = fields.Datetime(
        string="Sent or held on",
        required=True,
        default=fields.Datetime.now,
        help="When the customers were reached by it.",
    )
    content = fields.Text(help="What was explained. Goes to each callback without own.")
    problem = fields.Text(string="Problems found")
    result = fields.Text(string="Handling result")
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_done = fields.Datetime(string="Finished", readonly=True, copy=False)
    record_ids = fields.One2many(
        "callback.record", "document_id", string="Callbacks", copy=False
    )
    record_count = fields.Integer(
        string="Number of callbacks", compute="_compute_record_count"
    )
    evidence_ids = fields.One2many("callback.evidence", "document_id", copy=False)
    evidence_missing = fields.Char(
        string="Evidence still missing", compute="_compute_evidence_missing"
    )

    @api.depends("record_ids")
    def _compute_record_count(self):
        groups = self.env["callback.record"]._read_group(
            [("document_id", "in", self.ids)], ["document_id"], ["__count"]
        )
        counts = {document.id: count for document, count in groups}
        for document in self:
            document.record_count = counts.get(document._origin.id, 0)

    @api.depends(
        "channel_id", "evidence_ids.kind_id", "evidence_ids.state", "record_ids"
    )
    def _compute_evidence_missing(self):
        """Name what the channel asks of any customer and the document lacks."""
        for document in self:
            asked = document.channel_id.evidence_kind_ids
            for rule in document.record_ids.policy_id.evidence_rule_ids:
                if rule.channel_id == document.channel_id:
                    asked |= rule.kind_ids
            missing = asked - document.evidence_ids.kind_id
            document.evidence_missing = format_list(
                self.env,
                missing.filtered(lambda kind: not kind.is_personal).mapped("name"),
            )

    @api.depends("name", "title")
    def _compute_display_name(self):
        for document in self:
            number = document.name if document.name != "/" else ""
            document.display_name = f"{number or ''} {document.title or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Number the documents."""
        # sudo: the sequence is closed to the roles
        sequences = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            self._check_guarded(vals)
            company = vals.get("company_id") or self.env.company.id
            vals["name"] = sequences.with_company(company).next_by_code(self._name)
        return super().create(vals_list)

    def write(self, vals):
        """A finished document stays as it was when it closed the callbacks."""
        self._check_guarded(vals)
        free = {
            name for name in self._fields if name.startswith(("activity_", "message_"))
        }
        if not self.env.su and not set(vals) <= free:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_draft()

    def _check_draft(self):
        finished = self.filtered(lambda document: document.state != "draft")
        if finished:
            raise UserError(
                self.env._(
                    "%(document)s closed its callbacks and stays as it is.",
                    document=finished[0].display_name,
                )
            )

    def _get_evidence_keepers(self):
        """Return who hears of broken evidence: the supervisor of the unit."""
        self.ensure_one()
        evidence = self.env["callback.evidence"]
        return evidence._get_supervisors(self.department_id, self.company_id)
