# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

ROUND_FIELDS = (
    "name",
    "company_id",
    "department_id",
    "user_id",
    "date_start",
    "deadline",
    "date_notice",
    "date_training",
    "trained_names",
    "date_issue",
    "date_reported",
    "source",
    "population",
    "target_count",
    "issued_count",
    "returned_count",
    "checked_count",
    "true_count",
    "recovery_target",
    "recovery_rate",
    "truth_rate",
    "raw_rate",
    "deducted",
    "final_rate",
    "conclusion",
)
SECTION_FIELDS = ("name", "text")
FORM_FIELDS = (
    "name",
    "partner_id",
    "record_id",
    "user_id",
    "satisfaction",
    "opinion",
    "check_state",
    "check_note",
)
QUESTION_FIELDS = ("name", "topic", "answered", "satisfied_rate", "mean")


class CallbackSatisfactionFile(models.Model):
    """The papers of a round in the archive: the plan, or forms and report (P3-15).

    They are kept for different times, so each is a file of its own.
    """

    _name = "callback.satisfaction.file"
    _description = "Papers of a survey round"
    _inherit = ["callback.archive.mixin", "callback.guard.mixin"]
    _order = "round_id, part, id"
    _guarded_fields = frozenset(
        {"archive_id", "date_archived", "name", "part", "round_id"}
    )

    name = fields.Char(string="Number", required=True)
    round_id = fields.Many2one(
        "callback.satisfaction.round",
        string="Survey round",
        required=True,
        index=True,
        ondelete="restrict",
    )
    part = fields.Selection(
        [("plan", "Plan paper"), ("report", "Forms and report")], required=True
    )
    company_id = fields.Many2one(related="round_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        related="round_id.department_id", store=True, index="btree_not_null"
    )
    section_ids = fields.One2many(related="round_id.section_ids")
    form_ids = fields.One2many(related="round_id.form_ids")
    question_ids = fields.One2many(related="round_id.question_ids")
    archive_id = fields.Many2one(
        "callback.archive",
        string="Archive file",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_archived = fields.Datetime(string="Archived on", readonly=True, copy=False)

    _part_unique = models.UniqueIndex(
        "(round_id, part)", "A round has each of its papers once."
    )

    @api.depends("round_id.name", "part")
    def _compute_display_name(self):
        labels = dict(self._fields["part"]._description_selection(self.env))
        for file in self:
            text = f"{file.round_id.name or ''} {labels.get(file.part, '')}"
            file.display_name = text.strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Papers come from archiving their round alone."""
        for vals in vals_list:
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Papers are closed to every role."""
        self._check_guarded(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Archived papers stay on file."))

    # What the archive asks ----------------------------------------------------------

    def _get_archive_category(self):
        """Return the class that the policy's survey names for this part."""
        rule = self[:1].round_id.rule_id
        plan = self[:1].part == "plan"
        return rule.plan_category_id if plan else rule.report_category_id

    def _get_archive_calendar(self):
        self.ensure_one()
        return self.round_id.policy_id._get_calendar(self.company_id)

    def _get_archive_parts(self):
        return {
            "round": (False, self.round_id._name, ROUND_FIELDS),
            "sections": ("section_ids", self.section_ids._name, SECTION_FIELDS),
            "forms": ("form_ids", self.form_ids._name, FORM_FIELDS),
            "questions": ("question_ids", self.question_ids._name, QUESTION_FIELDS),
        }

    def _get_archive_content(self):
        """Return the canonical content; a plan has no forms, a report no sections."""
        self.ensure_one()
        plan, survey = self.part == "plan", self.round_id
        content = {
            "round": self._plain_values(ROUND_FIELDS, survey),
            "sections": [],
            "forms": [],
            "questions": [],
            "policy": survey.policy_id.display_name,
        }
        if plan:
            content["sections"] = self._plain_lines(survey.section_ids, SECTION_FIELDS)
        else:
            content["forms"] = self._plain_lines(survey.form_ids, FORM_FIELDS)
            lines = survey.question_ids
            content["questions"] = self._plain_lines(lines, QUESTION_FIELDS)
        content["labels"] = self._get_content_labels([content])[0]
        return content

    def _destroy_archived(self):
        """Remove what is personal; the figures of the round stay."""
        for file in self.sudo():  # closed to roles; two persons destroyed the file
            if file.part == "plan":
                file.section_ids.write({"text": False})
            else:
                names = ("partner_id", "opinion", "check_note")
                file.form_ids.write(dict.fromkeys(names, False))
