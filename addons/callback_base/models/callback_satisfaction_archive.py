# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackSatisfactionRound(models.Model):
    """Archiving a reported round: plan, and forms with report (P3-15 … P3-17)."""

    _inherit = "callback.satisfaction.round"
    _guarded_fields = frozenset({"file_ids"})

    file_ids = fields.One2many(
        "callback.satisfaction.file", "round_id", string="Archived papers"
    )
    is_archived = fields.Boolean(string="In the archive", compute="_compute_archived")

    @api.depends("file_ids")
    def _compute_archived(self):
        for survey in self:
            survey.is_archived = bool(survey.sudo().file_ids)  # only whether there are

    def action_archive_papers(self):
        """Seal the plan, and the forms with the report, as two files. RPC.

        :returns: the ``callback.archive`` records
        :raises UserError: twice, before the report, or without classes in the policy
        """
        self._begin("reported")
        for survey in self:
            rule = survey.rule_id
            if survey.is_archived:
                raise UserError(
                    self.env._(
                        "%(record)s is archived already.", record=survey.display_name
                    )
                )
            if not (rule.plan_category_id and rule.report_category_id):
                raise UserError(
                    self.env._(
                        "%(rule)s: say in the policy under which class of the archive "
                        "the papers of the survey are kept.",
                        rule=rule._cite("retention"),
                    )
                )
        # sudo: papers and files are written by the system alone; rights are checked.
        files = (
            self.env["callback.satisfaction.file"]
            .sudo()  # as said above
            .create(
                [
                    {
                        "round_id": survey.id,
                        "part": part,
                        "name": f"{survey.name}-{number}",
                    }
                    for survey in self
                    for number, part in enumerate(("plan", "report"), 1)
                ]
            )
        )
        archives = self.env["callback.archive"].sudo()  # as above
        return archives._create_from_records(files, fields.Datetime.now())
