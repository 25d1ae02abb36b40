# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

#: What ``open_complaint`` takes from its caller.
TAKEN = frozenset(
    {
        "category_id",
        "concerned_user_ids",
        "date_reply_by",
        "department_id",
        "description",
        "kind",
        "onsite_required",
        "reply_by_letter",
        "severity_id",
        "subject",
    }
)


class CallbackRecord(models.Model):
    """Issues opened from a callback in one step (BASE-25, E1-26, F3-11)."""

    _inherit = "callback.record"

    def open_complaint(self, values=None):
        """Open an issue from this callback in one step (BASE-25, F3-43). RPC.

        From the callback about a complaint it is a new demand: a case that follows
        the first one (R2-12).

        :param values: dict of subject, description, kind, category_id, severity_id,
            department_id, date_reply_by, reply_by_letter, onsite_required,
            concerned_user_ids; what is missing is taken from the callback
        :returns: the ``callback.complaint``
        :raises UserError: for other values
        """
        self.ensure_one()
        self.check_access("write")
        values = values or {}
        if not isinstance(values, dict):
            values = {str(values): True}
        unknown = sorted(set(values) - TAKEN) or self._find_wrong_values(values)
        if unknown:
            raise UserError(
                self.env._(
                    "An issue of %(record)s does not take: %(fields)s.",
                    record=self.name,
                    fields=unknown,
                )
            )
        # sudo: whoever does the callback may file what comes up in it, also what
        # only the superior sees afterwards.
        complaint = self.sudo()._open_complaint(values)
        return complaint.with_env(self.env)

    def _find_wrong_values(self, values):
        """Return which values of an issue are none, as “field: value”."""
        model, wrong = self.env["callback.complaint"], []
        for name, value in values.items():
            field = model._fields[name]
            if not value:
                continue
            try:
                if field.type in ("many2one", "many2many"):
                    ids = value if field.type == "many2many" else [value]
                    # Commands are looked at by whoever carries them out.
                    ids = {i for i in ids if not isinstance(i, list | tuple)}
                    known = {i for i in ids if isinstance(i, int)}
                    # sudo: only whether it exists
                    linked = self.env[field.comodel_name].sudo().browse(known)
                    right = known == ids and len(linked.exists()) == len(ids)
                elif field.type == "selection":
                    right = value in field.get_values(self.env)
                else:
                    right = field.convert_to_cache(value, model) is not None
            except (TypeError, ValueError):
                right = False
            if not right:
                wrong.append(f"{name}: {value}")
        return wrong

    def _open_complaint(self, values):
        complaint = self.env["callback.complaint"].create(
            {
                **self._prepare_complaint(),
                **{name: value for name, value in values.items() if value},
            }
        )
        complaint._check_reply_time()
        return complaint

    def _prepare_complaint(self):
        """Return the values an issue takes over from its callback; for overriders."""
        text = self.dissatisfaction_reason or self.problem or ""
        return {
            "company_id": self.company_id.id,
            "record_id": self.id,
            "parent_id": self.complaint_id.id,
            "partner_id": self.partner_id.id,
            "subject": text.strip().split("\n")[0][:80] or self.display_name,
            "description": text,
            "service_department_id": self.department_id.id
            or self.env.user.callback_unit_ids[:1].id,
        }

    def action_open_complaint(self):
        """Ask for the matter of the issue, in a dialog."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open an issue"),
            "res_model": "callback.complaint.intake",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_record_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_description": self.dissatisfaction_reason or self.problem,
            },
        }

    def report_misconduct(self, values=None):
        """Report misconduct met in a callback to the superior (F3-11). RPC.

        :returns: the number of the case, which the reporter does not see any more
        """
        complaint = self.open_complaint({**(values or {}), "kind": "misconduct"})
        return complaint.sudo().name  # the number is the receipt of the reporter

    def action_view_complaints(self):
        """Open the issues that this callback brought up."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_complaint_action"
        )
        # As the user sees them: what was read for the system before may be more.
        issues = self.env["callback.complaint"].search([("record_id", "=", self.id)])
        if len(issues) == 1:
            views = {"views": [(False, "form")], "res_id": issues.id}
            return {**action, **views}
        return {**action, "domain": [("record_id", "=", self.id)], "context": {}}

    # Dissatisfaction ----------------------------------------------------------

    def _open_issue_for_dissatisfaction(self):
        """Open the issue that the policy asks for, once for each callback (E1-26).

        :returns: the issues opened or found
        """
        issues = self.env["callback.complaint"]
        # Nothing is read where the policy does not ask for it.
        asked = self.filtered(
            lambda record: record.policy_id._get_dissatisfaction_process_id()
        )
        for record in asked._get_unhappy().sudo():  # see open_complaint
            process = self.env["callback.complaint.process"].sudo()
            process = process.browse(record.policy_id._get_dissatisfaction_process_id())
            if record.complaint_id or not process:
                continue
            known = record.complaint_ids.filtered("is_from_dissatisfaction")
            if not known:
                known = record.complaint_ids.create(
                    {
                        **record._prepare_complaint(),
                        "kind": process.kind,
                        "category_id": process.category_ids[:1].id,
                        "severity_id": process.severity_ids[:1].id,
                        "is_from_dissatisfaction": True,
                    }
                )
            issues |= known
        return issues

    def _get_unhappy(self):
        """Return those whose customer is dissatisfied; for overriders."""
        return self.filtered(lambda record: record.satisfaction == "dissatisfied")
