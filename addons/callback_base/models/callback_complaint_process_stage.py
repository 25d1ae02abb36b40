# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..workday.table import CLOCK_UNITS
from .complaint_selections import STAGES
from .period_selections import SHIFTS, UNITS


class CallbackComplaintProcessStage(models.Model):
    """One stage of a complaint process with its time limit (S3-04 … S3-08, X-27)."""

    _name = "callback.complaint.process.stage"
    _description = "Stage of a complaint process"
    _inherit = ["callback.policy.part.mixin"]
    _order = "process_id, sequence, id"
    _policy_path = "process_id.policy_id"
    _free_fields = frozenset({"sequence"})

    process_id = fields.Many2one(
        "callback.complaint.process", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Selection(STAGES, string="Stage", required=True)
    anchor = fields.Selection(
        [
            ("receipt", "Receipt of the complaint"),
            ("previous", "The stage before"),
            ("stage", "Another stage"),
        ],
        string="Counted from",
        default="previous",
        required=True,
        help="In a later round the receipt is the time at which it was reopened.",
    )
    anchor_code = fields.Selection(STAGES, string="That stage")
    quantity = fields.Integer(
        required=True, help="Length of the time limit. 0 days: the same day."
    )
    unit = fields.Selection(UNITS, string="Time unit", required=True)
    shift = fields.Selection(
        SHIFTS, string="On a holiday", default="none", required=True
    )
    promise_max = fields.Integer(
        string="Promised times",
        help="How often the customer may be told a new agreed time, before the limit, "
        "when it cannot be solved in time (S3-08, S6-13). 0: never.",
    )
    extension_quantity = fields.Integer(
        string="Longest extension",
        help="The longest limit that an approved extension can give, counted from "
        "the start of the stage. 0: no extension.",
    )
    extension_unit = fields.Selection(UNITS, string="Extension unit")

    _code_unique = models.UniqueIndex(
        "(process_id, code)", "A process has each stage once only."
    )
    _numbers_positive = models.Constraint(
        "CHECK (quantity >= 0 AND promise_max >= 0 AND extension_quantity >= 0)",
        "A time limit cannot be negative.",
    )
    _extension_has_unit = models.Constraint(
        "CHECK (COALESCE(extension_quantity, 0) = 0 OR extension_unit IS NOT NULL)",
        "An extension needs its unit.",
    )

    @api.depends("code", "process_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for stage in self:
            stage.display_name = labels.get(stage.code, "")

    @api.constrains("anchor", "anchor_code", "code", "process_id")
    def _check_anchor(self):
        for stage in self.filtered(lambda s: s.anchor == "stage"):
            codes = stage.process_id.stage_ids.mapped("code")
            if stage.anchor_code == stage.code or stage.anchor_code not in codes:
                raise ValidationError(
                    self.env._(
                        "Complaint process “%(process)s”, stage “%(stage)s”: choose "
                        "another stage of the process to count from.",
                        process=stage.process_id.name,
                        stage=stage.display_name,
                    )
                )

    def _get_arguments(self, start, company, quantity=None, unit=None):
        """Return (arguments, keywords) for the deadline counted from a moment."""
        self.ensure_one()
        policy = self.process_id.policy_id
        unit = unit or self.unit
        shift = "none" if unit in CLOCK_UNITS else self.shift
        quantity = self.quantity if quantity is None else quantity
        arguments = (start, quantity, unit, policy._get_calendar(company), shift)
        return arguments, policy._get_deadline_options()

    def _get_limit(self, start, company, quantity=None, unit=None):
        """Return the deadline as naive UTC and its derivation as JSON.

        :param quantity: another length than that of the stage, with its unit
        """
        arguments, options = self._get_arguments(start, company, quantity, unit)
        workday = self.env["callback.workday"]
        return (
            workday.deadline(*arguments, **options),
            workday._basis(*arguments, **options),
        )
