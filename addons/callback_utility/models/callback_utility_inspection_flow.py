# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackUtilityInspection(models.Model):
    """What finishing a sheet means: dates, callbacks, notices."""

    _inherit = "callback.utility.inspection"

    @api.model
    def _get_import_aliases(self):
        """Other names of the columns of a file of sheets."""
        return {
            "name": self.env._("Sheet no., Number of the sheet"),
            "supply_point_id": self.env._("Household number, Customer number"),
            "kind_ids": self.env._("Kind of inspection, Inspection kind"),
            "date_check": self.env._("Date of the inspection, Inspected on"),
            "user_id": self.env._("Inspected by, Inspecting person"),
            "result": self.env._("Result of the inspection, Findings"),
            "signed_by": self.env._("Customer's signature, Signature of"),
        }

    def action_done(self):
        """Finish sheets that are complete and signed. RPC.

        The time until the next safety check counts from the inspection, and open
        callbacks that asked for this visit are done.

        :raises UserError: for an open line (U4-16, G1-29), a defect without words, a
            missing result or a missing signature (U4-09, G1-58)
        """
        self.check_access("write")
        for sheet in self:
            sheet._check_complete()
        now = fields.Datetime.now()
        # sudo: state and time are guarded; what they need was checked above
        self.sudo().write({"state": "done", "date_done": now})
        for sheet in self:
            sheet._set_check_date()
            sheet._finish_callbacks()
        return True

    def action_fill_ok(self):
        """Note the lines without a result as in order. RPC.

        :raises UserError: for a finished sheet
        """
        self.check_access("write")
        for sheet in self:
            sheet._check_draft()
        self.line_ids.filtered(lambda line: not line.result).write({"result": "ok"})
        return True

    def action_new_notice(self):
        """Open a new rectification notice about the defects of the sheet. RPC."""
        self.ensure_one()
        self.check_access("read")
        defects = self.line_ids.filtered(lambda line: line.result == "defect")
        text = "\n".join(
            f"{line.item_id.name}: {line.note or ''}".strip() for line in defects
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rectification notice"),
            "res_model": "callback.utility.notice",
            "views": [(False, "form")],
            "context": {
                "default_inspection_id": self.id,
                "default_supply_point_id": self.supply_point_id.id,
                "default_hazard": text or self.result,
            },
        }

    def _check_draft(self):
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._("Inspection %(sheet)s is finished.", sheet=self.name)
            )

    def _check_complete(self):
        self._check_draft()
        for line in self.line_ids:
            clause = line.item_id.clause or ""
            if not line.result:
                raise UserError(
                    self.env._(
                        "%(clause)s: inspection %(sheet)s, “%(item)s” has no result.",
                        clause=clause,
                        sheet=self.name,
                        item=line.item_id.name,
                    )
                )
            if line.result == "defect" and not (line.note or "").strip():
                raise UserError(
                    self.env._(
                        "%(clause)s: inspection %(sheet)s, “%(item)s”: say what is "
                        "defective.",
                        clause=clause,
                        sheet=self.name,
                        item=line.item_id.name,
                    )
                )
        if not (self.result or "").strip():
            raise UserError(
                self.env._("Inspection %(sheet)s has no result.", sheet=self.name)
            )
        if not (self.signed_by or "").strip():
            raise UserError(
                self.env._(
                    "%(clause)s: inspection %(sheet)s was not signed by the person "
                    "checked.",
                    clause="G1-58" if self.supply_kind == "gas" else "U4-09",
                    sheet=self.name,
                )
            )

    def _set_check_date(self):
        """Let the next check count from this one, unless a later one is known."""
        self.ensure_one()
        if not any(self.kind_ids.mapped("sets_check_date")):
            return
        zone = self.with_context(tz=self.user_id.tz or self.env.user.tz)
        day = fields.Datetime.context_timestamp(zone, self.date_check).date()
        # sudo: who inspects need not look after the supply point
        point = self.supply_point_id.sudo()
        if not point.date_last_check or point.date_last_check < day:
            point.date_last_check = day

    def _finish_callbacks(self):
        """Do the open callbacks of the supply point that asked for this visit."""
        self.ensure_one()
        # sudo: the callbacks follow from the sheet, which its inspector may finish
        records = self.env["callback.record"].sudo()
        records = records.search(
            [
                ("res_model", "=", self.supply_point_id._name),
                ("res_id", "=", self.supply_point_id.id),
                ("rule_id", "in", self.kind_ids._get_rules().ids),
                ("state", "in", ("planned", "ongoing")),
                ("date_event", "<=", self.date_check),
            ]
        )
        visit = self.env.ref("callback_base.callback_channel_visit")
        for record in records:
            record.channel_id = visit
            record.log_attempt("visit", "answered")
            record.write(
                {
                    "content": self.env._("Inspection %(sheet)s", sheet=self.name),
                    "problem": self._get_defect_text(),
                    "result": self.result,
                }
            )
            record.action_done()

    def _get_defect_text(self):
        defects = self.line_ids.filtered(lambda line: line.result == "defect")
        return "\n".join(defects.mapped("note")) or self.env._("None")
