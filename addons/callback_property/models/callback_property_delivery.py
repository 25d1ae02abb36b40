# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CallbackPropertyDelivery(models.Model):
    """The house is handed over to its buyer, in person or by proxy (S7-04 … S7-06)."""

    _name = "callback.property.delivery"
    _description = "Delivery of a house"
    _inherit = ["mail.thread", "callback.guarded.mixin", "callback.source.mixin"]
    _order = "date_planned desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset({"date_done", "done_user_id"})

    unit_id = fields.Many2one(
        "callback.property.unit",
        string="House or flat",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    department_id = fields.Many2one(
        "hr.department",
        string="Sales centre",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id.department_id,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Buyer", required=True, index=True, tracking=True
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", index=True, default=lambda self: self.env.uid
    )
    method = fields.Selection(
        [("own", "In person"), ("proxy", "By proxy")],
        default="own",
        required=True,
        tracking=True,
    )
    date_notice = fields.Datetime(
        string="Notice received on",
        tracking=True,
        help="Without the hand-over notice nothing is handed over (S7-04).",
    )
    date_planned = fields.Datetime(string="Planned for", tracking=True)
    is_company_told = fields.Boolean(string="Property company told", tracking=True)
    flight = fields.Char(string="Flight and departure")
    person_count = fields.Integer(string="Number of persons", default=1)
    needs_lodging = fields.Boolean(string="Lodging")
    needs_pickup = fields.Boolean(string="Pick-up")
    currency_id = fields.Many2one(related="company_id.currency_id")
    pickup_cost = fields.Monetary(string="Cost of lodging and pick-up")
    rule_id = fields.Many2one(
        "callback.property.handover.rule",
        string="Papers of the proxy",
        ondelete="restrict",
        index="btree_not_null",
        default=lambda self: self._default_rule(),
        domain="[('policy_id.state', '=', 'in_force'), ('kind', '=', 'delivery')]",
    )
    date_papers_due = fields.Datetime(
        string="Papers ready by",
        compute="_compute_date_papers_due",
        store=True,
        help="Power of attorney, papers and money, by the fixed day of the year of the "
        "hand-over (S7-06).",
    )
    date_papers = fields.Datetime(string="Papers complete on", tracking=True)
    date_done = fields.Datetime(
        string="House handed over on", readonly=True, copy=False, tracking=True
    )
    done_user_id = fields.Many2one(
        "res.users", string="House handed over by", readonly=True, copy=False
    )

    @api.model
    def _default_rule(self):
        """Return the one rule in force for the papers of a proxy."""
        # sudo: a policy tells everybody what it lays down.
        rules = self.env["callback.property.handover.rule"].sudo()
        found = rules.search(
            [("kind", "=", "delivery"), ("policy_id.state", "=", "in_force")]
        )
        return found if len(found) == 1 else rules

    @api.depends("unit_id", "partner_id")
    def _compute_display_name(self):
        for delivery in self:
            names = (delivery.unit_id.display_name, delivery.partner_id.name)
            delivery.display_name = " · ".join(name for name in names if name)

    @api.depends("method", "date_notice", "date_planned", "rule_id", "unit_id")
    def _compute_date_papers_due(self):
        for delivery in self:
            # sudo: the limit is the policy's, whoever enters the delivery.
            rule = delivery.rule_id.sudo()
            planned = delivery.date_planned
            start = delivery.method == "proxy" and (delivery.date_notice or planned)
            delivery.date_papers_due = (
                start
                and rule
                and rule._get_deadline(start, delivery.company_id, planned)[0]
            )

    def action_done(self):
        """The house is handed over now. RPC.

        :raises UserError: without the notice, by proxy without the papers (S7-04, 06)
        """
        self.check_access("write")
        now = fields.Datetime.now()
        for delivery in self:
            if delivery.date_done:
                raise UserError(
                    self.env._(
                        "%(house)s is handed over already.", house=delivery.display_name
                    )
                )
            if not delivery.date_notice or delivery.date_notice > now:
                raise UserError(
                    self.env._(
                        "S7-04: %(house)s waits for the hand-over notice.",
                        house=delivery.display_name,
                    )
                )
            papers = delivery.date_papers
            if delivery.method == "proxy" and not (papers and papers <= now):
                raise UserError(
                    self.env._(
                        "S7-06: the power of attorney and the papers for %(house)s are "
                        "not complete.",
                        house=delivery.display_name,
                    )
                )
            # sudo: the time is guarded; who may write was checked above.
            delivery.sudo().write({"date_done": now, "done_user_id": self.env.uid})
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(delivery.date_done for delivery in self):
            raise UserError(self.env._("A hand-over that was made stays on file."))
