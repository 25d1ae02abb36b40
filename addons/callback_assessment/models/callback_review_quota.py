# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..review_score import percent


class CallbackReviewQuota(models.Model):
    """One draw of a rule: a period and a unit, a person's work or all together.

    What was there to check, how much of it had to be, and how much was: the inspector's
    own quota (G1-61). The sample behind it proves that chance chose (G1-08).
    """

    _name = "callback.review.quota"
    _description = "Quota of spot checks"
    _inherit = ["callback.guarded.mixin"]
    _order = "date_from desc, id desc"
    _guarded_fields = frozenset(
        {
            *("rule_id", "policy_id", "company_id", "department_id", "person_id"),
            *("date_from", "date_to", "date_due", "sample_id", "review_ids"),
            *("population", "demanded", "uncut"),
        }
    )

    rule_id = fields.Many2one(
        "callback.review.rule",
        string="Spot check",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    policy_id = fields.Many2one(
        "callback.policy",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Unit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    person_id = fields.Many2one(
        "res.users",
        string="Person checked",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    level = fields.Selection(related="rule_id.level")
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    date_due = fields.Datetime(
        string="To be checked by", required=True, readonly=True, index=True
    )
    sample_id = fields.Many2one(
        "callback.sample",
        string="Draw",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    population = fields.Integer(
        string="Finished callbacks", readonly=True, help="Out of which was drawn."
    )
    demanded = fields.Integer(string="To be checked", readonly=True)
    uncut = fields.Integer(
        string="Without cap",
        readonly=True,
        help="How many it would have been without the cap.",
    )
    review_ids = fields.One2many("callback.review", "quota_id", string="Checks")
    done_count = fields.Integer(string="Checked", compute="_compute_done")
    missing_count = fields.Integer(string="Missing", compute="_compute_done")
    done_text = fields.Char(
        string="Share checked",
        compute="_compute_done",
        help="“–” when there was nothing to check.",
    )
    status = fields.Selection(
        [
            ("none", "Nothing to check"),
            ("open", "Under way"),
            ("met", "Met"),
            ("late", "Met late"),
            ("missed", "Missed"),
        ],
        compute="_compute_done",
        search="_search_status",
    )

    _draw_unique = models.UniqueIndex(
        "(rule_id, company_id, COALESCE(department_id, 0), COALESCE(person_id, 0),"
        " date_from)",
        "This period is drawn already.",
    )

    @api.depends("rule_id", "department_id", "person_id", "date_from", "date_to")
    def _compute_display_name(self):
        for quota in self:
            names = (quota.rule_id.name, quota.department_id.name, quota.person_id.name)
            first = format_date(self.env, quota.date_from)
            last = format_date(self.env, quota.date_to)
            text = " ".join(name for name in names if name)
            quota.display_name = f"{text} {first} – {last}"

    @api.depends("demanded", "date_due", "review_ids.date_finished", "review_ids.kind")
    def _compute_done(self):
        """Count what was drawn and checked, in time or late; extra checks do not."""
        # sudo: the figure is the same for all who see the quota.
        groups = (
            self.env["callback.review"]
            .sudo()
            ._read_group(
                [
                    ("quota_id", "in", self.ids),
                    ("kind", "=", "drawn"),
                    ("date_finished", "!=", False),
                ],
                ["quota_id"],
                ["__count", "date_finished:max"],
            )
        )
        done = {quota.id: (count, last) for quota, count, last in groups}
        now = fields.Datetime.now()
        for quota in self:
            count, last = done.get(quota.id, (0, False))
            quota.done_count = count
            quota.missing_count = quota.demanded - count
            share = percent(count, quota.demanded)
            quota.done_text = "–" if share is None else f"{share} %"
            if not quota.demanded:
                quota.status = "none"
            elif quota.missing_count:
                passed = quota.date_due and quota.date_due < now
                quota.status = "missed" if passed else "open"
            else:
                quota.status = "late" if last > quota.date_due else "met"

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        some = Domain("demanded", ">", 0)
        left = [("kind", "=", "drawn"), ("date_finished", "=", False)]
        open_ = some & Domain("review_ids", "any!", left)
        done = some & Domain("review_ids", "not any!", left)
        late = Domain.custom(to_sql=self._get_late_sql)
        domains = {
            "none": Domain("demanded", "=", 0),
            "open": open_ & Domain("date_due", ">=", now),
            "missed": open_ & Domain("date_due", "<", now),
            "met": done & ~late,
            "late": done & late,
        }
        return Domain.OR(domains[name] for name in value if name in domains)

    @api.model
    def _get_late_sql(self, model, alias, query):
        return SQL(
            "EXISTS (SELECT FROM callback_review late WHERE late.quota_id = %s"
            " AND late.kind = 'drawn' AND late.date_finished > %s)",
            SQL.identifier(alias, "id"),
            SQL.identifier(alias, "date_due"),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A draw of spot checks stays on file."))

    # Actions ----------------------------------------------------------------------

    def action_open_reviews(self):
        """Open the checks of this draw. RPC."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "callback_assessment.callback_review_action"
        )
        return action | {
            "domain": [("quota_id", "in", self.ids)],
            "context": {},
            "display_name": self[:1].display_name,
        }

    def verify(self):
        """Draw again: True, or an error that says what differs. RPC.

        Besides the sample, the checks must be those of the sample: none taken out,
        none put in (G1-08, G1-62).
        """
        self.check_access("read")
        # sudo: the draw is compared as a whole, whatever the reader may see of it.
        for quota in self.sudo():
            sample = quota.sample_id
            if sample:
                sample.verify()
            drawn = quota.review_ids.filtered(lambda review: review.kind == "drawn")
            picked = set(sample.member_ids.mapped("res_id"))
            if picked != set(drawn.record_id.ids) or len(drawn) != quota.demanded:
                raise UserError(
                    self.env._(
                        "%(quota)s: the checks are not those that were drawn: "
                        "%(checks)s instead of %(drawn)s.",
                        quota=quota.display_name,
                        checks=sorted(drawn.record_id.ids),
                        drawn=sorted(picked),
                    )
                )
        return True

    def action_verify(self):
        """Verify and say so on screen. RPC."""
        self.verify()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Drawn again: the same callbacks."),
            },
        }

    def _get_breach_met_dates(self, kind):
        """Return when the last check was done after all: {id: moment}."""
        full = self.filtered(lambda quota: quota.demanded and not quota.missing_count)
        return {
            quota.id: max(quota.review_ids.mapped("date_finished")) for quota in full
        }
