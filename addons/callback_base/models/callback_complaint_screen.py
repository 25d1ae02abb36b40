# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackComplaint(models.Model):
    """Figures and links of the complaint's form."""

    _inherit = "callback.complaint"

    callback_count = fields.Integer(
        string="Number of callbacks", compute="_compute_callback_count"
    )
    child_count = fields.Integer(
        string="Number of new demands", compute="_compute_child_count"
    )
    can_promise = fields.Boolean(string="May be promised", compute="_compute_can_move")
    can_extend = fields.Boolean(string="May be extended", compute="_compute_can_move")

    @api.depends("callback_ids")
    def _compute_callback_count(self):
        for complaint in self:
            complaint.callback_count = len(complaint.callback_ids)

    @api.depends("child_ids")
    def _compute_child_count(self):
        for complaint in self:
            complaint.child_count = len(complaint.child_ids)

    @api.depends("clock_ids.date_done", "clock_ids.promise_count")
    def _compute_can_move(self):
        for complaint in self:
            stages = [
                (clock, clock.stage_id)
                for clock in complaint._get_open_clocks()
                if clock.deadline
            ]
            complaint.can_promise = any(
                clock.promise_count < stage.promise_max for clock, stage in stages
            )
            complaint.can_extend = any(s.extension_quantity for _clock, s in stages)

    def _open_records(self, name, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
        }

    def action_view_callbacks(self):
        """Open the callbacks about this complaint."""
        self.ensure_one()
        name = self.env._("Callbacks")
        domain = [("complaint_id", "=", self.id)]
        return self._open_records(name, "callback.record", domain)

    def action_make_callback(self):
        """Open the callback that the case waits for. RPC.

        :raises UserError: where there is none, or a colleague makes it
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: which callback it is and who makes it; it is opened as the user.
        record = self.sudo()._get_round_callback()
        if not record:
            raise UserError(
                self.env._("%(complaint)s waits for no callback.", complaint=self.name)
            )
        if not record.sudo(False).has_access("read"):
            raise UserError(
                self.env._(
                    "%(callback)s of %(complaint)s is made by %(user)s.",
                    callback=record.name,
                    complaint=self.name,
                    user=record.user_id.name or self.env._("nobody yet"),
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.record",
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_view_children(self):
        """Open the new demands that follow this complaint."""
        self.ensure_one()
        name = self.env._("New demands")
        return self._open_records(name, self._name, [("parent_id", "=", self.id)])

    def action_view_record(self):
        """Open the callback in which this was brought up."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.record",
            "res_id": self.record_id.id,
            "views": [(False, "form")],
        }

    def action_view_archive(self):
        """Open the sealed file of this complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.archive",
            "res_id": self.archive_id.id,
            "views": [(False, "form")],
        }
