# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..models.complaint_selections import KINDS
from ..models.period_selections import UNITS


class CallbackComplaintAct(models.TransientModel):
    """Asks what an action on complaints needs to know, then carries it out."""

    _name = "callback.complaint.act"
    _description = "Work on complaints"

    act = fields.Selection(
        [
            ("assign", "Pass on to the department"),
            ("resolve", "Record the result"),
            ("inform", "Customer informed"),
            ("promise", "Agree on a new time"),
            ("extend", "Ask for more time"),
            ("escalate", "Report to the department above"),
            ("waive", "Waive the callback"),
            ("final", "Give the final opinion"),
            ("classify", "Change the class"),
            ("merge", "Merge into the same matter"),
            ("cancel", "Cancel"),
        ],
        string="Action",
        required=True,
        default="resolve",
    )
    complaint_ids = fields.Many2many(
        "callback.complaint", default=lambda self: self.env.context.get("active_ids")
    )
    department_id = fields.Many2one("hr.department", ondelete="cascade")
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        ondelete="cascade",
        domain="[('share', '=', False)]",
        help="Empty: the callers of the department take it from there.",
    )
    text = fields.Text()
    channel_id = fields.Many2one("callback.channel", ondelete="cascade")
    new_time = fields.Datetime(string="New agreed time")
    quantity = fields.Integer(string="New length of the limit")
    unit = fields.Selection(UNITS, string="Time unit")
    waiver = fields.Selection(
        selection=lambda self: (
            self.env["callback.complaint"]
            ._fields["waiver"]
            ._description_selection(self.env)
        ),
        string="No callback because",
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Reply on file")
    kind = fields.Selection(KINDS)
    category_id = fields.Many2one(
        "callback.complaint.category",
        ondelete="cascade",
        domain="[('is_offered', '=', True)]",
    )
    severity_id = fields.Many2one("callback.complaint.severity", ondelete="cascade")
    policy_id = fields.Many2one(
        "callback.policy",
        ondelete="cascade",
        domain="[('state', '=', 'in_force'), ('complaint_process_ids', '!=', False)]",
    )
    other_id = fields.Many2one(
        "callback.complaint",
        string="Same matter as",
        ondelete="cascade",
        domain="[('id', 'not in', complaint_ids), ('state', 'not in', "
        "['closed', 'cancelled', 'merged'])]",
    )

    def action_confirm(self):
        """Carry out what was chosen; the complaints check who may."""
        self.ensure_one()
        getattr(self, f"_do_{self.act}")(self.complaint_ids)
        return {"type": "ir.actions.act_window_close"}

    def _do_assign(self, complaints):
        complaints.action_assign(self.department_id, self.user_id)

    def _do_resolve(self, complaints):
        complaints.action_resolve(self.text)

    def _do_inform(self, complaints):
        complaints.action_inform(self.channel_id.code, self.text)

    def _do_promise(self, complaints):
        complaints.action_promise(self.new_time, self.text)

    def _do_extend(self, complaints):
        for complaint in complaints:
            complaint.request_extension(self.quantity, self.unit, self.text)

    def _do_escalate(self, complaints):
        complaints.action_escalate(self.text)

    def _do_waive(self, complaints):
        if self.attachment_ids:
            complaints.check_access("write")
            self.attachment_ids._hand_to_complaint(complaints[:1])
            complaints.reply_attachment_ids |= self.attachment_ids
        complaints.action_waive(self.waiver)

    def _do_final(self, complaints):
        complaints.action_final_opinion(self.text)

    def _do_classify(self, complaints):
        complaints.action_reclassify(
            self.kind, self.category_id, self.severity_id, self.policy_id
        )

    def _do_merge(self, complaints):
        complaints.merge_into(self.other_id)

    def _do_cancel(self, complaints):
        complaints.action_cancel(self.text)
