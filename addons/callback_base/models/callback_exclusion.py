# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .callback_record import OPEN_STATES


class CallbackExclusion(models.Model):
    """A document that a rule leaves out, on evidence and by a second person.

    What is left out is shown beside every rate; it is never simply missing.
    """

    _name = "callback.exclusion"
    _description = "Callback exclusion"
    _inherit = ["mail.thread", "callback.request.mixin"]
    _order = "id desc"

    rule_id = fields.Many2one(
        "callback.rule", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    model_name = fields.Char(related="rule_id.model_name")
    res_id = fields.Many2oneReference(
        string="Document", model_field="model_name", required=True
    )
    source_name = fields.Char(
        string="Document name", compute="_compute_source_name", store=True
    )
    reason = fields.Text(required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Proof")
    date_to = fields.Date(
        string="Until", help="Last day on which it is left out. Empty: for good."
    )
    state = fields.Selection(tracking=True)

    _document_unique = models.UniqueIndex(
        "(rule_id, res_id, company_id) WHERE state != 'refused'",
        "There is an exclusion of this document already.",
    )

    @api.depends("rule_id", "res_id")
    def _compute_source_name(self):
        for exclusion in self:
            model = exclusion.model_name
            exclusion.source_name = False
            if model in self.env and exclusion.res_id:
                # sudo: only the name of the document, which heads the request.
                document = self.env[model].sudo().browse(exclusion.res_id).exists()
                exclusion.source_name = document.display_name

    @api.depends("source_name", "rule_id.name")
    def _compute_display_name(self):
        for exclusion in self:
            name = exclusion.source_name or f"#{exclusion.res_id}"
            exclusion.display_name = f"{name}: {exclusion.rule_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """A request names an existing document, a reason and what proves it."""
        exclusions = super().create(vals_list)
        for exclusion in exclusions:
            if not (exclusion.reason.strip() and exclusion.evidence.strip()):
                raise UserError(
                    self.env._("An exclusion needs its reason and its evidence.")
                )
            if not exclusion.source_name or exclusion._is_foreign():
                raise UserError(
                    self.env._(
                        "Rule “%(rule)s” has no document with the number %(number)s.",
                        rule=exclusion.rule_id.name,
                        number=exclusion.res_id,
                    )
                )
        return exclusions

    def _is_foreign(self):
        """Tell whether the document belongs to another company."""
        self.ensure_one()
        # sudo: only its company is compared; it is refused like one that is missing.
        document = self.env[self.model_name].sudo().browse(self.res_id)
        owner = "company_id" in document._fields and document.company_id
        return bool(owner and owner != self.company_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An exclusion is evidence and stays on file."))

    def action_approve(self):
        """Leave the documents out and give up their open callbacks. RPC.

        :raises UserError: by who asked for it, or when it was decided already
        """
        self._decide("approved")
        # sudo: the state of a callback is guarded; a second person decided.
        records = self.env["callback.record"].sudo()
        open_records = records.search(
            [
                ("rule_id", "in", self.rule_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("res_id", "in", self.mapped("res_id")),
                ("state", "in", OPEN_STATES),
            ]
        ).grouped(lambda r: (r.rule_id, r.company_id, r.res_id))
        for exclusion in self:
            key = (exclusion.rule_id, exclusion.company_id, exclusion.res_id)
            reason = self.env._("Excluded: %(reason)s", reason=exclusion.reason)
            open_records.get(key, records).write(
                {"state": "cancelled", "cancel_reason": reason}
            )
        return True

    @api.model
    def _get_excluded_domain(self, rule, day, company=None):
        """Return the condition that a document of the rule is left out on a day.

        :param company: of documents that belong to none; default: the current one
        """
        self.flush_model(["rule_id", "company_id", "res_id", "state", "date_to"])
        company = rule.policy_id.company_id or company or self.env.company

        def _condition(model, alias, query):
            owner = SQL("%s::int4", company.id)
            if "company_id" in model._fields:
                column = model._field_to_sql(alias, "company_id", query)
                owner = SQL("COALESCE(%s, %s)", column, company.id)
            return SQL(
                "(%s, %s) IN (SELECT res_id, company_id FROM callback_exclusion"
                " WHERE rule_id = %s AND state = 'approved'"
                " AND (date_to IS NULL OR date_to >= %s))",
                SQL.identifier(alias, "id"),
                owner,
                rule.id,
                day,
            )

        return Domain.custom(to_sql=_condition)
