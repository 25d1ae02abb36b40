# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "callback_base.callback_group_supervisor"


class CallbackSatisfactionRound(models.Model):
    """The steps of a round; each names everything that is missing (P3-03 … P3-12)."""

    _inherit = "callback.satisfaction.round"

    def action_confirm(self):
        """Confirm the plan paper; by a second person where the policy asks it. RPC.

        :raises UserError: naming what the plan lacks
        """
        self._begin("draft")
        for survey in self:
            survey._raise_problems(survey._get_plan_problems())
        return self._go("confirmed", "confirm_user_id", "date_confirmed")

    def action_issue(self):
        """Begin to hand out forms. RPC.

        :raises UserError: before the notice was published or the staff was trained
        """
        self._begin("confirmed")
        for survey in self:
            survey._raise_problems(survey._get_issue_problems())
        for survey in self:
            # sudo: guarded; who may do it was checked at the beginning.
            survey.sudo().write({"state": "issuing", "date_issue": survey._get_today()})
        return True

    def action_collect(self):
        """All forms are out: only returned ones are entered from here on. RPC.

        :raises UserError: when fewer forms were issued than demanded, without a reason
        """
        self._begin("issuing")
        for survey in self:
            short = survey.is_issue_short and not (survey.issue_reason or "").strip()
            survey._raise_problems(
                [
                    self.env._(
                        "%(rule)s: %(issued)s forms were issued, at least %(target)s "
                        "are demanded. Issue more, or give the reason for fewer.",
                        rule=survey.rule_id._cite("sampling"),
                        issued=survey.issued_count,
                        target=survey.target_count,
                    )
                ]
                if short
                else []
            )
        return self._go("collecting", None, "date_collected")

    def action_draw(self):
        """Draw the forms whose authenticity is checked, from those returned. RPC.

        :raises UserError: with nothing returned, or for figures counted on paper
        """
        self._begin("collecting")
        for survey in self:
            if survey.source != "forms" or not survey.check_size:
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s”: there is nothing to draw from.",
                        round=survey.name,
                    )
                )
            if survey.sample_id:
                raise UserError(
                    self.env._(
                        "The forms of “%(round)s” were drawn already.",
                        round=survey.name,
                    )
                )
            survey._draw_forms()
        return True

    def _draw_forms(self):
        """Freeze the returned forms, draw, and mark the drawn ones."""
        self.ensure_one()
        # sudo: the draw is the system's; it covers forms that are hidden from some.
        sample = (
            self.env["callback.sample"]
            .sudo()  # as said above
            .create(
                {
                    "name": self.env._("Authenticity: %(round)s", round=self.name),
                    "company_id": self.company_id.id,
                    "policy_id": self.policy_id.id,
                    "model_id": self.env["ir.model"]._get_id(
                        "callback.satisfaction.form"
                    ),
                    "domain": str(
                        [("round_id", "=", self.id), ("date_returned", "!=", False)]
                    ),
                    "rate": self.rule_id.check_rate,
                }
            )
        )
        sample.action_draw()
        picked = self.env["callback.sample.member"].sudo()  # as above
        picked = picked.search(
            [("sample_id", "=", sample.id), ("is_picked", "=", True)]
        )
        forms = self.env["callback.satisfaction.form"].sudo()  # as above
        forms.browse(picked.mapped("res_id")).write({"is_drawn": True})
        self.sudo().sample_id = sample  # guarded

    def action_verify(self):
        """Close the figures; too low a truth rate and cheating become breaches. RPC.

        :raises UserError: naming what is missing
        """
        self._begin("collecting")
        for survey in self:
            survey._raise_problems(survey._get_check_problems())
        self._go("verified", "verify_user_id", "date_verified")
        for survey in self:
            survey._note_truth()
            survey._open_serious()
        return True

    def action_report(self):
        """Report the round; its figures stay as they are from here on. RPC.

        :raises UserError: without any answer to count
        """
        self._begin("verified")
        for survey in self:
            survey._raise_problems(
                []
                if survey.has_result
                else [
                    self.env._(
                        "Survey round “%(round)s” has no answer to report.",
                        round=survey.name,
                    )
                ]
            )
        return self._go("reported", "report_user_id", "date_reported")

    def action_reset(self):
        """Take a confirmed plan back to draft; it is confirmed anew then. RPC."""
        self._begin("confirmed")
        return self._go("draft", None, None)

    # Steps ------------------------------------------------------------------------

    def _begin(self, state):
        """Check the right to act and the step.

        :raises AccessError: for users below supervisor
        :raises UserError: in another step
        """
        self.check_access("write")
        if not (self.env.user.has_group(SUPERVISOR) or self.env.su):
            raise AccessError(self.env._("Supervisors lead the rounds of a survey."))
        labels = dict(self._fields["state"]._description_selection(self.env))
        for survey in self:
            if survey.state != state:
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s” is “%(state)s”, not “%(wanted)s”.",
                        round=survey.name,
                        state=labels[survey.state],
                        wanted=labels[state],
                    )
                )

    def _go(self, state, user_field, date_field):
        """Write a step; who may take it was checked by ``_begin``."""
        values = {"state": state}
        if user_field:
            values[user_field] = self.env.uid
        if date_field:
            values[date_field] = fields.Datetime.now()
        self.sudo().write(values)  # guarded, see above
        return True

    def _raise_problems(self, problems):
        if problems:
            raise UserError("\n".join(problems))

    def _get_plan_problems(self):
        self.ensure_one()
        rule, _policy, problems = self.rule_id, self.policy_id, []
        own = self.create_uid == self.env.user and not self.env.su
        if rule.needs_second_person and own:
            problems.append(
                self.env._(
                    "The plan of “%(round)s” is confirmed by a second person.",
                    round=self.name,
                )
            )
        if rule.has_recovery_target and not self.recovery_target:
            problems.append(
                self.env._(
                    "%(rule)s: the target of the recovery rate is empty and has no "
                    "default. Enter it in the policy (setting X-08) or here.",
                    rule=rule._cite("quota"),
                )
            )
        filled = {
            section.name for section in self.section_ids if (section.text or "").strip()
        }
        missing = [title for title in rule._get_sections() if title not in filled]
        if missing:
            problems.append(
                self.env._(
                    "%(rule)s: the plan paper lacks: %(sections)s.",
                    rule=rule._cite("form_field"),
                    sections=missing,
                )
            )
        if not self.group_ids or any(not g.population for g in self.group_ids):
            problems.append(
                self.env._("Enter how many customers there are in each line.")
            )
        return problems

    def _get_issue_problems(self):
        self.ensure_one()
        rule, _policy, problems = self.rule_id, self.policy_id, []
        today, notice = self._get_today(), self._get_notice_date()
        if rule.needs_notice and not (notice and notice < today):
            problems.append(
                self.env._(
                    "%(rule)s: the notice is published before the first form is "
                    "issued. Date of the notice: %(notice)s.",
                    rule=rule._cite("schedule"),
                    notice=str(notice or "–"),
                )
            )
        trained = (
            self.is_trained
            and self.date_training
            and self.date_training <= today
            and (self.trained_names or "").strip()
        )
        if rule.needs_training and not trained:
            problems.append(
                self.env._(
                    "%(rule)s: the staff that hands the forms out is trained first. "
                    "Enter the date and the names.",
                    rule=rule._cite("form_field"),
                )
            )
        return problems

    def _get_notice_date(self):
        """Return the date of the notice, else of the campaign's first publicity."""
        published = self.campaign_id.publicity_ids.mapped("date_actual")
        return self.date_notice or min(filter(None, published), default=False)

    def _get_check_problems(self):
        self.ensure_one()
        problems = []
        if self.checked_count < self.check_size:
            problems.append(
                self.env._(
                    "%(rule)s: %(checked)s of %(size)s forms were checked for "
                    "authenticity.",
                    rule=self.rule_id._cite("sampling"),
                    checked=self.checked_count,
                    size=self.check_size,
                )
            )
        # sudo: only whether one is left, also of customers hidden from the reader.
        if any(f.is_drawn and not f.check_state for f in self.sudo().form_ids):
            problems.append(self.env._("A form that was drawn has no result yet."))
        if self.source == "typed":
            if not (self.evidence_ids and (self.typed_note or "").strip()):
                problems.append(
                    self.env._(
                        "Figures that were counted on paper need their evidence, and "
                        "where they come from."
                    )
                )
        return problems
