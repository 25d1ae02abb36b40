# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Rules of versions that hold today or begin later, as the screen asks for them.
CURRENT_RULES = (
    "'|', ('policy_id.state', '=', 'in_force'),"
    " '&', ('policy_id.state', '=', 'superseded'),"
    " ('policy_id.date_to', '>=', context_today().strftime('%Y-%m-%d'))"
)
#: What an administrator may still set on a policy in force: its place and time here.
OPEN_FIELDS = {"calendar_id", "date_from", "date_to"}


class CallbackPolicy(models.Model):
    """Versions of a policy: drafted by one, put in force by another (BASE-53)."""

    _inherit = "callback.policy"

    previous_id = fields.Many2one(
        "callback.policy", string="Version before", readonly=True, copy=False
    )
    approver_id = fields.Many2one(
        "res.users", string="Put in force by", readonly=True, copy=False
    )
    date_approved = fields.Datetime(string="Put in force on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """A version starts as a draft; only its approval puts it in force."""
        decided = {"state", "approver_id", "date_approved"}
        for vals in vals_list:
            state = vals.get("state") or "draft"
            named = any(vals.get(name) for name in decided - {"state"})
            if (state != "draft" or named) and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(policy)s: a new version is a draft until a second person "
                        "puts it in force.",
                        policy=vals.get("code") or "",
                    )
                )
        return super().create(vals_list)

    def write(self, vals):
        """Only a draft is changed; a version in force is followed by a new one."""
        locked = {
            name
            for name in vals
            if name not in OPEN_FIELDS
            and not name.startswith(("message_", "activity_"))
        }
        if locked and not self.env.su:
            decided = self.filtered(lambda policy: policy.state != "draft")
            if decided or {"state", "approver_id", "date_approved"} & locked:
                raise UserError(
                    self.env._(
                        "%(policy)s is in force and stays as it was approved. "
                        "Make a new version and change that.",
                        policy=(decided or self)[0].display_name,
                    )
                )
        if OPEN_FIELDS & set(vals) and any(p.state != "draft" for p in self):
            self._check_manager()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if any(policy.state != "draft" for policy in self):
            raise UserError(self.env._("Only a draft policy can be deleted."))

    def action_new_version(self):
        """Open a draft copy of a policy in force, with the next version number. RPC.

        The copy has its own clauses, rules and steps, linked among themselves as in
        the original; records keep the version they were made under.
        """
        self.ensure_one()
        last = self.search(
            [("code", "=", self.code), ("company_id", "=", self.company_id.id)],
            order="version desc",
            limit=1,
        )
        new = self.copy(
            {
                "version": last.version + 1,
                "previous_id": self.id,
                "date_from": False,
                "date_to": False,
            }
        )
        new._link_own_clauses()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def action_preview(self):
        """Show what putting a draft in force would change; nothing is written. RPC."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(
                self.env._("%(policy)s is not a draft.", policy=self.display_name)
            )
        preview = self.env["callback.policy.preview"]._make(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview: %(policy)s", policy=self.display_name),
            "res_model": preview._name,
            "res_id": preview.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _link_own_clauses(self):
        """Link copied parts to the clauses and rules of this version."""
        own = {clause.code: clause.id for clause in self.clause_ids}
        parts = [*self.rule_ids, *self.rule_ids.step_ids]
        parts += [*self.evidence_rule_ids, *self.route_ids, *self.quota_ids]
        parts += [*self.preparation_ids]
        for part in parts:
            codes = part.clause_ids.mapped("code")
            part.clause_ids = [fields.Command.set([own[code] for code in codes])]
        rules = {rule.origin_id: rule.id for rule in self.rule_ids}
        for route in self.route_ids:
            origins = [rule.origin_id or rule.id for rule in route.rule_ids]
            route.rule_ids = [fields.Command.set([rules[o] for o in origins])]

    def _get_activation_problems(self):
        """Return, as sentences, everything that keeps a draft from being in force.

        Other parts of a policy add theirs.
        """
        self.ensure_one()
        name, problems = self.display_name, []
        if self.state != "draft":
            problems.append(self.env._("%(policy)s is not a draft.", policy=name))
        if self.create_uid == self.env.user and not self.env.su:
            problems.append(
                self.env._(
                    "%(policy)s is put in force by a second person.", policy=name
                )
            )
        bare = self.rule_ids.filtered(
            lambda rule: not rule.step_ids or not rule._get_clauses()
        )
        if bare:
            problems.append(
                self.env._(
                    "Each rule needs a step and a clause. Missing on: %(rules)s.",
                    rules=bare.mapped("name"),
                )
            )
        followed = self._get_followed()
        starts = [day for day in followed.mapped("date_from") if day]
        first = self.date_from
        if followed and (not first or any(day >= first for day in starts)):
            problems.append(
                self.env._(
                    "%(policy)s follows a version in force: give a first day "
                    "after the first day of that one.",
                    policy=name,
                )
            )
        return problems

    def _get_followed(self):
        """Return the versions in force that this one would end."""
        self.ensure_one()
        return self.search(
            [
                ("id", "!=", self.id),
                ("code", "=", self.code),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "in_force"),
            ]
        )

    def _get_earlier(self):
        """Return the versions that were in force before this one."""
        self.ensure_one()
        return self.search(
            [
                ("id", "!=", self.id),
                ("code", "=", self.code),
                ("company_id", "=", self.company_id.id),
                ("version", "<", self.version),
                ("state", "!=", "draft"),
            ]
        )

    @api.model
    def _get_current_domain(self, day):
        """Return the condition of the versions that hold on a day or begin later."""
        held = Domain("state", "=", "superseded") & Domain("date_to", ">=", day)
        return Domain("state", "=", "in_force") | held

    def _holds_on(self, day):
        """Tell whether a local date lies inside the validity of this version."""
        self.ensure_one()
        begun = not self.date_from or self.date_from <= day
        return begun and (not self.date_to or day <= self.date_to)

    def _supersede_others(self):
        """End the version in force before on the day before this one begins."""
        others = self._get_followed()
        if not others:
            return
        last = self.date_from - datetime.timedelta(days=1)
        # sudo: versions in force are locked; ending them is part of the approval
        # that was checked before.
        for other in others.sudo():
            ends = min(filter(None, (other.date_to, last)))
            other.write({"date_to": ends, "state": "superseded"})
