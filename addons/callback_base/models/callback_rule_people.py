# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Models whose records name a person.
PERSON_MODELS = ("res.users", "hr.employee")


class CallbackRule(models.Model):
    """Whom of a document a rule keeps away from its callback (BASE-18)."""

    _inherit = "callback.rule"

    concerned_field = fields.Char(
        string="Concerned person",
        help="Field of the document with the person the callback is about, for example "
        "the adviser or the repairer: this person neither does, reviews nor sees it.",
    )

    @api.constrains("concerned_field", "model_id")
    def _check_concerned_field(self):
        for rule in self.filtered("concerned_field"):
            if not rule.model_id:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”: a concerned person needs a document.",
                        rule=rule.name,
                    )
                )
            if rule.model_name not in self.env:
                continue
            rule._check_source_field("concerned_field", ("many2one",))
            field = self.env[rule.model_name]._fields[rule.concerned_field]
            if field.comodel_name not in PERSON_MODELS:
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s”, concerned person: “%(field)s” of “%(model)s” "
                        "names neither a user nor an employee.",
                        rule=rule.name,
                        field=rule.concerned_field,
                        model=rule.model_id.name,
                    )
                )

    def _get_source_fields(self):
        """The person concerned is followed like the customer."""
        return (super()._get_source_fields() | {self.concerned_field}) - {False}

    def _get_document_users(self, sources):
        """Return the users concerned by documents: {document id: users}."""
        self.ensure_one()
        # sudo: the caller need not read the document to be kept away from it.
        sources = sources.sudo().exists()
        people = {source.id: source[self.concerned_field] for source in sources}
        if sources._fields[self.concerned_field].comodel_name == "hr.employee":
            people = {number: person.user_id for number, person in people.items()}
        return people
