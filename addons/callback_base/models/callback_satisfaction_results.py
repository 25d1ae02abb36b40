# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .callback_satisfaction_form_line import COUNTED


class CallbackSatisfactionRound(models.Model):
    """Results by question: from the answers of callbacks, or counted on paper."""

    _inherit = "callback.satisfaction.round"

    def action_take_callbacks(self):
        """Take the callbacks of the campaign as forms of the round. RPC.

        Each callback once; those that are done count as returned, with what the
        customer said. Safe to repeat.

        :raises UserError: without campaign
        """
        self.check_access("write")
        for survey in self:
            if survey.state not in ("issuing", "collecting"):
                survey._begin("issuing")
            if not survey.campaign_id:
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s”: choose the campaign first.",
                        round=survey.name,
                    )
                )
            survey._take_callbacks()
        return True

    def _take_callbacks(self):
        self.ensure_one()
        # sudo: a round counts the callbacks of the whole campaign; each form is hidden
        # from whom its callback is hidden.
        survey = self.sudo()
        zone = survey.campaign_id._get_batch_zone()
        known = {form.record_id: form for form in survey.form_ids if form.record_id}
        records = survey.env["callback.record"].search(
            [("campaign_id", "=", survey.campaign_id.id), ("state", "!=", "cancelled")]
        )
        new = []
        for record in records:
            done = record.state == "done" and record.date_done
            values = {
                "date_returned": done and zone.local(done).date(),
                "satisfaction": done and record.satisfaction,
                "opinion": done and (record.dissatisfaction_reason or record.need),
            }
            if record in known:
                if not known[record].check_state:
                    known[record].write(values)
                continue
            issued = zone.local(record.create_date).date()
            new.append(
                {
                    **values,
                    "round_id": survey.id,
                    "name": record.name,
                    "record_id": record.id,
                    "partner_id": record.partner_id.id,
                    "user_id": record.user_id.id,
                    "date_issued": issued,
                }
            )
        survey.env["callback.satisfaction.form"].create(new)

    def action_compute_results(self):
        """Count the answers by question, and compare them with the round before. RPC.

        Paper: the questions and answers are listed, to be filled in by hand.

        :raises UserError: without questionnaire; when the forms mix questionnaires or
            versions that are not counted together, naming them
        """
        self.check_access("write")
        for survey in self:
            if survey.state not in ("issuing", "collecting", "verified"):
                survey._begin("collecting")
            if not survey.survey_id:
                raise UserError(
                    self.env._(
                        "Survey round “%(round)s” has no questionnaire.",
                        round=survey.name,
                    )
                )
            survey._count_answers()
            survey._compare()
        return True

    def _count_answers(self):
        """Write one line for each question, with all its answers."""
        self.ensure_one()
        # sudo: counts of all forms of the round, of whom is not shown.
        survey = self.sudo()
        sheets = survey._get_sheets_domain()
        survey._check_questionnaires(sheets)
        kept = {
            (line.question_id, answer.option_id): answer.count
            for line in survey.question_ids
            for answer in line.answer_ids
        }
        questions = survey.survey_id.question_ids.filtered(
            lambda q: q.question_type in COUNTED
        )
        papers = survey._count_papers()
        lines = [Command.clear()]
        for number, question in enumerate(questions):
            if survey.source == "typed":
                counts = {o: kept.get((question, o), 0) for o in survey._list(question)}
                mean = 0
            else:
                counts, mean = survey._add(
                    *question._count_callback_sheets(sheets), papers.get(question)
                )
            lines.append(
                Command.create(
                    {
                        "sequence": number,
                        "question_id": question.id,
                        "name": question.title,
                        "topic": question.page_id.title,
                        "mean_number": mean,
                        "answer_ids": survey._prepare_answers(question, counts),
                    }
                )
            )
        survey.write({"question_ids": lines})

    @api.model
    def _add(self, counts, mean, others):
        """Add counts of paper forms to those of callbacks; return them and the mean."""
        if not others:
            return counts, mean
        total = {
            key: counts.get(key, 0) + others.get(key, 0) for key in counts | others
        }
        numbers = [key for key in total if isinstance(key, int)]
        given = sum(total[key] for key in numbers)
        return total, sum(k * total[k] for k in numbers) / given if given else mean

    @api.model
    def _list(self, question):
        """Return what can be answered: options, or the numbers of a scale."""
        if question.question_type == "scale":
            return range(question.scale_min, question.scale_max + 1)
        return question.suggested_answer_ids

    def _prepare_answers(self, question, counts):
        """Return commands that create the answers with their counts."""
        good = question._get_callback_satisfied(self.rule_id._get_satisfied_levels())
        scale = question.question_type == "scale"
        return [
            Command.create(
                {
                    "sequence": number,
                    "name": str(answer) if scale else answer.value,
                    "option_id": False if scale else answer.id,
                    "score": answer if scale else answer.answer_score,
                    "is_satisfied": answer in good,
                    "count": counts.get(answer, 0),
                }
            )
            for number, answer in enumerate(self._list(question))
        ]

    def _get_sheets_domain(self):
        """Return the answer sheets of the round's returned forms."""
        valid = [("date_returned", "!=", False), ("record_id", "!=", False)]
        valid.append(("check_state", "not in", ("untrue", "cheating")))
        forms = self.form_ids.filtered_domain(valid)
        return (
            Domain("callback_record_id", "in", forms.record_id.ids)
            & Domain("state", "=", "done")
            & Domain("test_entry", "=", False)
        )

    def _check_questionnaires(self, sheets):
        """Refuse answers to another questionnaire: its scale is another one."""
        family = self.survey_id._get_callback_family()
        foreign = self.env["survey.user_input"]._read_group(
            sheets & Domain("survey_id", "not in", family.ids), ["survey_id"]
        )
        if foreign:
            raise UserError(
                self.env._(
                    "Survey round “%(round)s” asks “%(survey)s”, and holds answers to "
                    "%(others)s: two questionnaires are not counted in one rate.",
                    round=self.name,
                    survey=self.survey_id.title,
                    others=[survey.title for [survey] in foreign],
                )
            )

    # Comparison -------------------------------------------------------------------

    def _get_previous(self):
        """Return the last reported round before of the same survey and unit."""
        self.ensure_one()
        return self.search(
            [
                ("rule_id", "in", self.rule_id._get_family().ids),
                ("department_id", "=", self.department_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_start", "<", self.date_start),
                ("state", "=", "reported"),
            ],
            order="date_start desc, id desc",
            limit=1,
        )

    def _compare(self):
        """Put beside each question what it, or its twin, gave in the round before."""
        self.ensure_one()
        survey = self.sudo()  # as in _count_answers
        before = survey._get_previous()
        family = survey.survey_id._get_callback_family()
        for line in survey.question_ids:
            question = line.question_id
            twins = question and question._get_callback_twins(family)
            found = before.question_ids.filtered(
                lambda other, line=line, twins=twins: (
                    other.question_id in twins if twins else other.name == line.name
                )
            )[:1]
            note = ""
            if not before:
                note = self.env._("No round before")
            elif not found:
                note = self.env._("Not asked, or not counted with this version")
            elif found.points != line.points:
                note = self.env._(
                    "Scale of %(before)s, now of %(now)s points: not compared",
                    before=found.points,
                    now=line.points,
                )
            line.write(
                {
                    "previous_rate": 0 if note else found.satisfied_rate,
                    "previous_mean": 0 if note else found.mean,
                    "comparison_note": note,
                }
            )
