# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..review_score import score as score_of
from .callback_review import FINISHED
from .callback_review_rule import INSPECTOR_GROUPS

RELEASED_AT_ONCE = 1000


class CallbackReview(models.Model):
    """From the draw to the tick of the person checked."""

    _inherit = "callback.review"

    def action_start(self):
        """Begin a check that was given to the user, or that nobody has. RPC.

        :raises UserError: for who made the calls or has an interest in the case
        """
        self.check_access("read")
        self._check_state("drawn")
        self._check_mine(or_open=True)
        self._check_inspector(self.env.user)
        now = fields.Datetime.now()
        # sudo: state and list are the system's; who begins was checked above.
        reviews = self.sudo()
        reviews.write({"state": "ongoing", "date_start": now, "user_id": self.env.uid})
        reviews._make_lines()
        return True

    def action_assign(self, user):
        """Give checks that were not begun to another inspector; supervisors. RPC.

        :param user: res.users, or its id
        """
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            raise AccessError(self.env._("Only a supervisor gives checks to others."))
        self.check_access("read")
        self._check_state("drawn")
        user = self.env["res.users"].browse(user) if isinstance(user, int) else user
        self._check_inspector(user)
        # sudo: the inspector is guarded; who decides and who gets it was checked.
        reviews = self.sudo()
        reviews.user_id = user
        reviews.pair_id.pair_user_id = user
        return True

    def action_finish(self):
        """Close the sheet: score, result, findings to be put right. RPC.

        :raises UserError: naming the item without answer or remark, and what else is
            missing
        """
        self.check_access("write")
        self._check_state("ongoing")
        self._check_mine()
        self._check_inspector(self.env.user)
        for review in self:
            review._check_complete()
        # sudo: score, state and rectifications are the system's.
        for review in self.sudo():
            review._finish()
        return True

    def action_release(self):
        """Let the person checked see the result. RPC.

        :raises UserError: before the day of release, or while a second check is open
        """
        self.check_access("read")
        if not self.env.user.has_group("callback_base.callback_group_supervisor"):
            self._check_mine()
        self._check_state("done")
        now = fields.Datetime.now()
        for review in self:
            if review.is_blind:
                raise UserError(
                    self.env._(
                        "%(review)s is checked by a second person: it is released "
                        "when both have finished.",
                        review=review.display_name,
                    )
                )
            if review.kind == "second":
                raise UserError(
                    self.env._(
                        "%(review)s compares the inspectors: the person checked gets "
                        "the first result.",
                        review=review.display_name,
                    )
                )
            if review.date_release > now:
                raise UserError(
                    self.env._(
                        "%(rule)s: %(review)s is released on %(date)s.",
                        rule=review.rule_id._cite(),
                        review=review.display_name,
                        date=format_datetime(self.env, review.date_release),
                    )
                )
        # sudo: the state is the system's; who releases was checked above.
        self.sudo().write({"state": "released", "date_released": now})
        self.sudo()._tell_person()  # a message to the person checked only
        return True

    def _tell_person(self):
        """Tell the persons checked that they can read and sign the result.

        The message goes to them alone, and says no more than where to look.
        """
        for review in self:
            person = review.person_id
            review = review.with_context(lang=person.lang)
            review.message_notify(
                partner_ids=person.partner_id.ids,
                subject=review.env._(
                    "Result of a spot check: %(name)s", name=review.name
                ),
                body=review.env._(
                    "The result of a spot check of your work can be read now. Please "
                    "tick that you have seen it."
                ),
                force_send=False,
            )

    @api.model
    def _cron_release(self):
        """Release what has reached its day."""
        domain = [
            ("state", "=", "done"),
            ("kind", "!=", "second"),
            ("is_blind", "=", False),
            ("date_release", "<=", fields.Datetime.now()),
        ]
        cron = self.env["ir.cron"]
        while reviews := self.search(domain, limit=RELEASED_AT_ONCE):
            reviews.action_release()
            if not cron._commit_progress(len(reviews), remaining=1):
                return
        cron._commit_progress(0, remaining=0)

    def action_sign(self):
        """Tick that the result was seen: the person checked, nobody else. RPC."""
        self.check_access("read")
        self._check_state("released")
        for review in self:
            if review.person_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(review)s: only %(person)s says that the result was seen.",
                        review=review.display_name,
                        person=review.person_id.name or "–",
                    )
                )
        # sudo: the signature of the user whose right was checked.
        self.sudo().write({"state": "signed", "date_signed": fields.Datetime.now()})
        return True

    def action_open_record(self):
        """Open the callback. RPC."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "callback.record",
            "res_id": self.record_id.id,
            "view_mode": "form",
        }

    # Checks -----------------------------------------------------------------------

    def _check_mine(self, or_open=False):
        for review in self:
            mine = review.user_id == self.env.user
            if not (mine or (or_open and not review.user_id)):
                raise AccessError(
                    self.env._(
                        "%(review)s is checked by %(inspector)s.",
                        review=review.display_name,
                        inspector=review.user_id.name or "–",
                    )
                )

    def _check_inspector(self, user):
        """Raise unless a person may check these callbacks (F2-04, F3-06, A1-02)."""
        if not user.has_groups(INSPECTOR_GROUPS):
            raise AccessError(
                self.env._("%(person)s is not an inspector (A1-02).", person=user.name)
            )
        # sudo: who had a part in the calls does not depend on the reader.
        for review in self.sudo():
            record = review.record_id
            callers = record.user_id | record.attempt_ids.user_id | review.person_id
            if user in callers:
                raise UserError(
                    self.env._(
                        "%(rule)s: %(person)s made the calls of %(record)s and cannot "
                        "check them. Ask somebody else.",
                        rule=review.rule_id._cite(),
                        person=user.name,
                        record=record.name,
                    )
                )
            if user == review.pair_user_id:
                raise UserError(
                    self.env._(
                        "%(record)s is checked twice: the second time by another "
                        "person than %(person)s.",
                        record=record.name,
                        person=user.name,
                    )
                )
        now = fields.Datetime.now()
        # sudo: see above. Interests (F3-06) and the permission (F2-05).
        self.sudo().record_id._check_caller(user, now, reviewing=True)

    def _check_complete(self):
        """Raise naming what is still missing on the sheet."""
        open_line = self.line_ids.filtered(lambda line: not line.is_answered)[:1]
        if open_line:
            raise UserError(
                self.env._(
                    "%(review)s: “%(item)s” has no answer.",
                    review=self.display_name,
                    item=open_line.name,
                )
            )
        findings = self.line_ids.filtered("is_finding")
        bare = findings.filtered(lambda line: not (line.remark or "").strip())[:1]
        if bare:
            raise UserError(
                self.env._(
                    "%(review)s: say what was found on “%(item)s”.",
                    review=self.display_name,
                    item=bare.name,
                )
            )
        # sudo: the clauses behind a refusal are told to everybody.
        cite = self.sudo().rule_id._cite()
        if findings and not (self.opinion or "").strip():
            raise UserError(
                self.env._(
                    "%(rule)s: %(review)s has findings and needs an opinion or a "
                    "solution.",
                    rule=cite,
                    review=self.display_name,
                )
            )
        for kind in ("person", "customer"):
            if self[f"needs_{kind}_signature"] and not self[f"{kind}_signature"]:
                field = self._fields[f"{kind}_signature"]
                raise UserError(
                    self.env._(
                        "%(rule)s: %(review)s, a check on site, lacks: %(signature)s.",
                        rule=cite,
                        review=self.display_name,
                        signature=field.get_description(self.env, ["string"])["string"],
                    )
                )

    # Doing ------------------------------------------------------------------------

    def _make_lines(self):
        """Copy the checklists: the sheet shows what was asked then."""
        self.env["callback.review.line"].create(
            [
                {"review_id": review.id, "item_id": item.id}
                for review in self
                for item in review.checklist_id.item_ids
            ]
        )

    def _finish(self):
        """Set score and result; order what was found to be put right."""
        now, rule = fields.Datetime.now(), self.rule_id
        applied = self.line_ids.filtered(lambda line: line.answer != "na")
        score = score_of([line._get_exact_points() for line in applied])
        findings = self.line_ids.filtered("is_finding")
        failed = any(findings.mapped("is_fatal") + findings.mapped("is_critical")) or (
            score is not None and score < Decimal(str(rule.pass_score))
        )
        workday = self.env["callback.workday"]
        calendar = rule.policy_id._get_calendar(self.company_id)
        self.write(
            {
                "state": "done",
                "date_finished": now,
                "is_scored": score is not None,
                "score": float(score or 0),
                "result": "failed" if failed else "none" if score is None else "passed",
                "finding_count": len(findings),
                "date_release": workday.deadline(
                    now, rule.release_quantity, rule.release_unit, calendar=calendar
                )
                if rule.release_quantity
                else now,
            }
        )
        if rule.rectify_quantity and self.kind != "second":
            limit = workday.deadline(
                now, rule.rectify_quantity, rule.rectify_unit, calendar=calendar
            )
            self.env["callback.rectification"]._order_lines(findings, limit)
        pair = self | self.pair_id
        if self.pair_id and all(review.state in FINISHED for review in pair):
            pair.write({"is_blind": False})
