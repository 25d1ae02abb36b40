# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..conditions import check_searchable


class CallbackRule(models.Model):
    """Who is called back and when: a document, a condition and the steps after it.

    An event rule reads: when a [document] that meets the [condition] has its
    [event time], the [steps] are owed to its [customer] by its [unit].
    """

    _name = "callback.rule"
    _description = "Callback rule"
    _inherit = ["callback.policy.part.mixin"]
    _order = "policy_id, sequence, id"
    #: A rule can be paused without a new version.
    _free_fields = frozenset({"active", "sequence"})

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one(
        "callback.policy", required=True, index=True, ondelete="cascade"
    )
    policy_state = fields.Selection(related="policy_id.state")
    type_id = fields.Many2one("callback.type", required=True)
    trigger = fields.Selection(
        [
            ("event", "Event"),
            ("coverage", "Coverage"),
            ("sample", "Sample"),
            ("calendar", "Calendar"),
            ("manual", "By hand"),
            ("order", "By order"),
        ],
        default="event",
        required=True,
        help="Event: a document that has its event owes the callbacks of the steps. "
        "Coverage: each member of the population is called so often in each period. "
        "Sample: a share of the population is drawn and called. "
        "Calendar: the population is called on certain dates. "
        "By hand: a person opens each callback. "
        "By order: a request that a second person approved.",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Document",
        # When a sector addon goes, its rules stay with the callbacks they made.
        ondelete="set null",
        domain="[('transient', '=', False)]",
    )
    model_name = fields.Char(related="model_id.model", string="Document model")
    domain = fields.Char(string="Condition", default="[]")
    event_field = fields.Char(
        string="Event time",
        help="Date and time field of the document from which the deadline counts.",
    )
    partner_field = fields.Char(
        string="Customer field",
        compute="_compute_source_fields",
        store=True,
        readonly=False,
        precompute=True,
        help="Customer of the document; “id” when the document is the customer.",
    )
    department_field = fields.Char(
        string="Department field",
        compute="_compute_source_fields",
        store=True,
        readonly=False,
        precompute=True,
        help="Department that is responsible, for example the one that accepted.",
    )
    channel_id = fields.Many2one(
        "callback.channel", string="First channel", required=True
    )
    channel_ids = fields.Many2many(
        "callback.channel",
        string="Allowed channels",
        help="Channels on which this callback can be finished. "
        "Empty: those of the type.",
    )
    clause_ids = fields.Many2many(
        "callback.policy.clause", domain="[('policy_id', '=', policy_id)]"
    )
    step_ids = fields.One2many("callback.rule.step", "rule_id", copy=True)
    no_customer_count = fields.Integer(
        string="Documents without a customer",
        compute="_compute_counts",
        help="They meet the condition, but nobody can be called back.",
    )
    population_count = fields.Integer(
        string="Population",
        compute="_compute_counts",
        help="Documents that meet the condition today.",
    )

    @api.depends("model_id")
    def _compute_source_fields(self):
        """Fill in the usual names of the fields when a document is chosen."""
        for rule in self:
            source = self.env.get(rule.model_name or "", {})
            known = getattr(source, "_fields", {})
            if rule.model_name == "res.partner":
                rule.partner_field = "id"
            elif not rule.partner_field or rule.partner_field not in known:
                rule.partner_field = "partner_id"
            if not rule.department_field or rule.department_field not in known:
                # That of an employee is read from a version and cannot be used.
                field = known.get("department_id")
                stored = field is not None and field.store
                rule.department_field = "department_id" if stored else False

    @api.depends("trigger", "model_id", "domain", "event_field", "partner_field")
    def _compute_counts(self):
        for rule in self:
            rule.no_customer_count = rule.population_count = 0
            if not rule._has_population() or rule.model_name not in self.env:
                continue
            try:
                domain = rule._parse_domain(rule.domain, "", probe=True)
                if rule._needs_event():
                    domain &= Domain(rule.event_field, "!=", False)
                # sudo: only the number of documents is shown.
                documents = self.env[rule.model_name].sudo()
                rule.population_count = documents.search_count(domain)
                if rule.partner_field != "id":
                    rule.no_customer_count = documents.search_count(
                        domain & Domain(rule.partner_field, "=", False)
                    )
            except (ValidationError, ValueError, KeyError, TypeError):
                # A condition that is being typed has no count yet; saving it says why.
                continue

    @api.constrains(
        "trigger",
        "model_id",
        "domain",
        "event_field",
        "partner_field",
        "department_field",
        "routing",
        "coverage_method",
    )
    def _check_source(self):
        """Refuse a rule that could not be carried out."""
        for rule in self.filtered(lambda r: r._has_population()):
            if not rule.model_id or (rule._needs_event() and not rule.event_field):
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: it needs a document and, where time counts "
                        "from the document, the field with its event time.",
                        rule=rule.name,
                    )
                )
            if rule.model_name not in self.env:
                continue
            if rule.event_field:
                rule._check_source_field("event_field", ("datetime", "date"))
            if rule.partner_field != "id" or rule.model_name != "res.partner":
                rule._check_source_field("partner_field", ("many2one",), "res.partner")
            if rule.department_field or rule._needs_department():
                rule._check_source_field(
                    "department_field", ("many2one",), "hr.department"
                )
            rule._parse_domain(rule.domain, self.env._("condition"), probe=True)

    def _check_source_field(self, name, kinds, comodel=None):
        field = self.env[self.model_name]._fields.get(self[name] or "")
        stored = field is not None and field.store and field.type in kinds
        if not stored or (comodel and field.comodel_name != comodel):
            raise ValidationError(
                self.env._(
                    "Rule “%(rule)s”, %(label)s: “%(value)s” is not a stored field "
                    "of the right kind on “%(model)s”.",
                    rule=self.name,
                    label=self._fields[name].get_description(self.env, ["string"])[
                        "string"
                    ],
                    value=self[name] or "",
                    model=self.model_id.name,
                )
            )

    def _has_population(self):
        """Tell whether the rule finds its customers by itself."""
        self.ensure_one()
        return self.trigger not in ("manual", "order")

    def _needs_event(self):
        """Tell whether the time limit counts from a time of the document."""
        self.ensure_one()
        return self.trigger == "event"

    def _needs_department(self):
        """Tell whether only the document can say which department is responsible."""
        self.ensure_one()
        return self.trigger == "event"

    def _has_period(self):
        """Tell whether the callbacks of the rule belong to a period."""
        self.ensure_one()
        return False

    def _get_source_domain(self):
        """Return the condition as a checked ``Domain`` on the document.

        :raises ValidationError: naming the rule, when it cannot be read
        """
        self.ensure_one()
        return self._parse_domain(self.domain, self.env._("condition"))

    def _parse_domain(self, text, place, model=None, probe=False):
        """Return a typed condition as a checked ``Domain`` on the document.

        :param model: name of another model that the condition is about
        :param probe: ask the database too whether it can compare the values
        """
        try:
            domain = Domain(ast.literal_eval((text or "[]").strip()))
            source = self.env[model or self.model_name]
            domain.validate(source)
            if probe:
                check_searchable(source, domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ValidationError(
                self.env._(
                    "Rule “%(rule)s”, %(place)s: %(error)s",
                    rule=self.name,
                    place=place,
                    error=error,
                )
            ) from error
        return domain

    def action_diagnose(self):
        """Show the deadlines of sample events around the breaks of the coming year."""
        self.ensure_one()
        self.check_access("read")
        diagnosis = self.env["callback.rule.diagnosis"]._make(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sample deadlines: %(rule)s", rule=self.name),
            "res_model": diagnosis._name,
            "res_id": diagnosis.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _get_source_fields(self):
        """Names of the document's fields on which this rule depends."""
        self.ensure_one()
        names = {self.event_field, self.partner_field, self.department_field} - {
            False,
            "id",
        }
        for condition in self._get_source_domain().iter_conditions():
            names.add(condition.field_expr.split(".")[0])
        return names

    def _get_clauses(self):
        """Return every clause these rules carry out, by themselves or by a step."""
        return self.clause_ids | self.step_ids.clause_ids

    def _get_channels(self):
        """Return the channels on which a callback of this rule can be finished."""
        self.ensure_one()
        return self.channel_ids or self.type_id.channel_ids
