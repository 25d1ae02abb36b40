# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CallbackSatisfactionRound(models.Model):
    """What verifying a round brings to light: breaches, serious opinions."""

    _inherit = "callback.satisfaction.round"

    def _note_truth(self):
        """Note too low a truth rate and each faked form, once (P3-05, P3-11)."""
        self.ensure_one()
        # sudo: a breach is a fact that the system notes.
        survey = self.sudo()
        breaches, now = survey.env["callback.breach"], fields.Datetime.now()
        base = {
            "company_id": survey.company_id.id,
            "department_id": survey.department_id.id,
            "policy_id": survey.policy_id.id,
            "date_limit": now,
        }
        values = []
        if survey.is_truth_short:
            values.append(
                {
                    **base,
                    "res_model": survey._name,
                    "res_id": survey.id,
                    "kind": "truth",
                    "name": survey.name,
                    "user_id": survey.user_id.id,
                    "clause_id": survey._get_clause("quota").id,
                }
            )
        faked = survey.form_ids.filtered(lambda f: f.check_state == "cheating")
        values += [
            {
                **base,
                "res_model": form._name,
                "res_id": form.id,
                "kind": "cheating",
                "name": f"{survey.name} {form.name}",
                "user_id": form.user_id.id,
                "clause_id": survey._get_clause("penalty").id,
            }
            for form in faked
        ]
        breaches._note(values, now)

    def _get_clause(self, kind):
        """Return the clause of the survey of a kind, else its first one."""
        clauses = self.rule_id.clause_ids
        return clauses.filtered(lambda clause: clause.kind == kind)[:1] or clauses[:1]

    def _open_serious(self):
        """Open an improvement for each serious opinion, once (P3-13)."""
        self.ensure_one()
        # sudo: opened by the system, for forms hidden from the user as well.
        survey = self.sudo()
        known = survey.improvement_ids.form_id
        serious = survey.form_ids.filtered("is_serious") - known
        survey.env["callback.improvement"].create(
            [
                {
                    "subject": survey.env._(
                        "Serious problem on form %(form)s", form=form.name
                    ),
                    "opinion": form.opinion,
                    "form_id": form.id,
                    "round_id": survey.id,
                    "record_id": form.record_id.id,
                    "partner_id": form.partner_id.id,
                    "company_id": survey.company_id.id,
                    "department_id": survey.department_id.id,
                    "policy_id": survey.policy_id.id,
                    "is_serious": True,
                }
                for form in serious
            ]
        )

    def _get_breach_met_dates(self, kind):
        """Return when late rounds were reported after all: {id: naive UTC}."""
        late = kind == "round"
        return {survey.id: late and survey.date_reported for survey in self}

    def action_view_forms(self):
        """Open the forms of the round. RPC."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "callback_base.callback_satisfaction_form_action"
        )
        return {
            **action,
            "domain": [("round_id", "=", self.id)],
            "context": {"default_round_id": self.id},
        }

    def action_view_sample(self):
        """Open the draw of the authenticity check. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.sample",
            "res_id": self.sample_id.id,
            "views": [(False, "form")],
        }
