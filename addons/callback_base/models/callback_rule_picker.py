# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: How many sample events are shown under a rule.
SAMPLES = 5
#: How a comparison is written, whatever the language.
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "!=": "≠", "not in": "≠"}
#: Names of fields as text, and as the field that is picked on screen.
PICKED = {
    "event_field": "event_field_id",
    "partner_field": "partner_field_id",
    "department_field": "department_field_id",
    "user_field": "user_field_id",
    "stratum_field": "stratum_field_id",
}


class CallbackRule(models.Model):
    """What makes a rule readable on screen: fields by their label, sample deadlines."""

    _inherit = "callback.rule"

    event_field_id = fields.Many2one(
        "ir.model.fields",
        string="Counted from",
        compute="_compute_picked",
        inverse="_inverse_event_field_id",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ['date', 'datetime'])]",
        help="Time of the document from which the time limits run.",
    )
    partner_field_id = fields.Many2one(
        "ir.model.fields",
        string="Customer",
        compute="_compute_picked",
        inverse="_inverse_partner_field_id",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('relation', '=', 'res.partner'), ('ttype', '=', 'many2one')]",
    )
    department_field_id = fields.Many2one(
        "ir.model.fields",
        string="Department",
        compute="_compute_picked",
        inverse="_inverse_department_field_id",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('relation', '=', 'hr.department'), ('ttype', '=', 'many2one')]",
    )
    user_field_id = fields.Many2one(
        "ir.model.fields",
        string="User",
        compute="_compute_picked",
        inverse="_inverse_user_field_id",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('relation', '=', 'res.users'), ('ttype', '=', 'many2one')]",
    )
    stratum_field_id = fields.Many2one(
        "ir.model.fields",
        string="Stratum of each",
        compute="_compute_picked",
        inverse="_inverse_stratum_field_id",
        domain="[('model_id', '=', model_id), ('store', '=', True), ('ttype', 'in',"
        " ['char', 'selection', 'many2one', 'boolean', 'integer'])]",
    )
    condition_text = fields.Char(
        string="Condition in words", compute="_compute_condition_text"
    )
    sample_deadlines = fields.Html(
        compute="_compute_sample_deadlines",
        sanitize=False,
        help="What the time limits make of events around the next breaks.",
    )

    @api.depends("model_id", *PICKED)
    def _compute_picked(self):
        # sudo: the labels of fields are no secret.
        all_fields = self.env["ir.model.fields"].sudo()
        for rule in self:
            for name, picked in PICKED.items():
                found = rule.model_name and rule[name]
                rule[picked] = found and all_fields._get(rule.model_name, found)

    @api.depends("domain", "model_id")
    @api.depends_context("lang")
    def _compute_condition_text(self):
        for rule in self:
            rule.condition_text = False
            if rule.model_name in self.env and rule._has_population():
                rule.condition_text = rule._describe_condition()

    def _describe_condition(self):
        """Return the condition with the labels of its fields and values."""
        domain = self._get_source_domain()
        if domain.is_true():
            return self.env._("every document")
        words = []
        # The parts stand behind what joins them: the last ones are read first.
        for term in reversed(list(domain)):
            if term == "!":
                words.append(self.env._("not (%(part)s)", part=words.pop()))
            elif term == "|":
                parts = {"one": words.pop(), "other": words.pop()}
                words.append(self.env._("(%(one)s or %(other)s)", **parts))
            elif term == "&":
                words.append(f"{words.pop()}; {words.pop()}")
            else:
                words.append(self._describe_leaf(Domain([term])))
        return "; ".join(reversed(words))

    def _describe_leaf(self, leaf):
        if leaf.is_false():
            return self.env._("no document")
        model, labels = self.env[self.model_name], []
        for name in leaf.field_expr.split("."):
            field = model._fields[name]
            labels.append(field.get_description(self.env, ["string"])["string"])
            model = self.env.get(field.comodel_name or "", model)
        values = leaf.value if isinstance(leaf.value, list | tuple) else [leaf.value]
        if field.type == "selection":
            known = dict(field._description_selection(self.env))
            values = [known.get(value, value) for value in values]
        shown = ", ".join(str(value) for value in values)
        return f"{' / '.join(labels)} {SIGNS.get(leaf.operator, '=')} {shown}"

    def _inverse_picked(self, name):
        for rule in self:
            # sudo: see above.
            rule[name] = rule[PICKED[name]].sudo().name

    def _inverse_event_field_id(self):
        self._inverse_picked("event_field")

    def _inverse_partner_field_id(self):
        self._inverse_picked("partner_field")

    def _inverse_department_field_id(self):
        self._inverse_picked("department_field")

    def _inverse_user_field_id(self):
        self._inverse_picked("user_field")

    def _inverse_stratum_field_id(self):
        self._inverse_picked("stratum_field")

    @api.onchange(*PICKED.values())
    def _onchange_picked(self):
        for name, picked in PICKED.items():
            # sudo: see above.
            chosen = self[picked].sudo().name or False
            if name != "partner_field" or chosen:
                self[name] = chosen

    @api.onchange("model_id")
    def _onchange_model_id(self):
        """A document with one time only: that is the one that counts."""
        if not self.model_id:
            return
        self.domain = "[]"
        self.event_field = self.stratum_field = self.user_field = False
        # sudo: see above.
        times = self.env["ir.model.fields"].sudo()
        times = times.search(
            [
                ("model", "=", self.model_name),
                ("store", "=", True),
                ("ttype", "in", ["date", "datetime"]),
                ("name", "not in", ["create_date", "write_date"]),
                ("name", "not like", "activity%"),
            ]
        )
        if len(times) == 1 and self._needs_event():
            self.event_field = times.name

    @api.depends(
        "trigger",
        "coverage_method",
        "period",
        "policy_id.calendar_id",
        "step_ids.name",
        "step_ids.anchor",
        "step_ids.quantity",
        "step_ids.unit",
        "step_ids.shift",
    )
    @api.depends_context("lang", "tz")
    def _compute_sample_deadlines(self):
        diagnosis = self.env["callback.rule.diagnosis"]
        for rule in self:
            steps = rule.step_ids.filtered(
                lambda s: s.unit and s.quantity >= 0 and s.anchor != "period_end"
            )
            rule.sample_deadlines = False
            if not steps:
                continue
            try:
                calendar = rule.policy_id._get_calendar()
                events = diagnosis._get_sample_events(calendar)[:SAMPLES]
                rule.sample_deadlines = rule._render_samples(steps, calendar, events)
            except UserError as error:
                rule.sample_deadlines = Markup("<p>%s</p>") % str(error)

    def _render_samples(self, steps, calendar, events):
        """Return a table: an event a line, a step a column."""
        zone = self._get_zone()
        head = Markup("").join(
            Markup("<th>%s</th>") % (step.name or "") for step in steps
        )
        rows = []
        for name, event in events:
            cells = [self._format_moment(zone, event)]
            for step in steps:
                limit = step._get_limit(event, calendar)
                cells.append(self._format_moment(zone, limit))
            rows.append(
                Markup("<tr><td>%s</td>%s</tr>")
                % (name, Markup("").join(Markup("<td>%s</td>") % c for c in cells))
            )
        return Markup(
            '<table class="table table-sm mb-0"><thead><tr><th>%s</th><th>%s</th>%s'
            "</tr></thead><tbody>%s</tbody></table>"
        ) % (
            self.env._("Before"),
            self.env._("Event"),
            head,
            Markup("").join(rows),
        )

    def _format_moment(self, zone, moment):
        return zone.local(moment).strftime("%Y-%m-%d %H:%M")
