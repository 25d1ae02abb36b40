# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.fields import Domain

#: What Odoo's own reading of dates is given; shorter texts would be guessed at.
ISO_TIME = re.compile(r"\d{4}-\d\d?-\d\d?([ T]\d\d?:\d\d(:\d\d)?)?")


class IrFieldsConverter(models.AbstractModel):
    """Look up the links of a whole file in sets (see ``callback.import.mixin``).

    Everything here acts only while the context holds ``callback_import_links``,
    the dictionary ``(comodel, subfield, value) -> ids`` of one load.
    """

    _inherit = "ir.fields.converter"

    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        """Answer from the links of the load; an ambiguous name is an error."""
        links = self.env.context.get("callback_import_links")
        if links is None:
            return super().db_id_for(model, field, subfield, value, savepoint)
        key = (field.comodel_name, subfield, value)
        if key not in links:
            record_id, warnings = super().db_id_for(
                model, field, subfield, value, savepoint
            )
            if warnings and subfield is None:
                self._raise_ambiguous(field, value)
            if record_id and field.comodel_name != model._name:
                links[key] = (record_id,)
            return record_id, warnings
        if len(links[key]) > 1:
            self._raise_ambiguous(field, value)
        return links[key][0], []

    @api.model
    def _str_to_selection(self, model, field, value, savepoint):
        """Look up each different value of a selection once in a load."""
        links = self.env.context.get("callback_import_links")
        if links is None:
            return super()._str_to_selection(model, field, value, savepoint)
        key = (str(field), "selection", value)
        if key not in links:
            found = self._match_selection(model, field, value)
            links[key] = (
                (found, [])
                if found
                else super()._str_to_selection(model, field, value, savepoint)
            )
        return links[key]

    @api.model
    def _match_selection(self, model, field, value):
        """Return the key whose label or other name, in any language, is the value."""
        wanted = model._normalise_import_text(value)
        for code, _name in self.env["res.lang"].get_installed():
            translated = model.with_context(lang=code)
            aliases = translated._get_import_aliases()
            for key, label in field._description_selection(translated.env):
                names = aliases.get(f"{field.name}:{key}", "").split(",")
                if wanted in map(model._normalise_import_text, (key, label, *names)):
                    return key
        return None

    @api.model
    def _str_to_datetime(self, model, field, value, savepoint):
        """Refuse what is no full date: Odoo would read 2026 as 1 January."""
        self._check_time_text(value)
        result = super()._str_to_datetime(model, field, value, savepoint)
        if self.env.context.get("callback_import_links") is not None:
            # as a datetime it need not be read again in each step of a create
            return fields.Datetime.to_datetime(result[0]), result[1]
        return result

    @api.model
    def _str_to_date(self, model, field, value, savepoint):
        """Refuse what is no full date: Odoo would read 2026 as 1 January."""
        self._check_time_text(value)
        return super()._str_to_date(model, field, value, savepoint)

    @api.model
    def _check_time_text(self, value):
        if (
            self.env.context.get("callback_import_links") is not None
            and isinstance(value, str)
            and not ISO_TIME.fullmatch(value)
        ):
            raise self._format_import_error(
                ValueError,
                self.env._("“%s” is not a date that exists, such as 2026-09-23 15:20"),
                value,
            )

    @api.model
    def _raise_ambiguous(self, field, value):
        """Refuse a name that several records carry: the first is not the one."""
        message = self.env._(
            "Several records are called “%s”. Use the external ID "
            "(column “%%(field)s/External ID”) instead of the name"
        )
        raise self._format_import_error(ValueError, message, value)

    @api.model
    def _prefetch_links(self, comodel, subfield, values, links, *, create=False):
        """Put into ``links`` what the values of one column mean, in few queries.

        A value that is not found stays out: the plain way decides about it. With
        ``create``, plain names become records together instead of one by one.
        """
        values = {
            value for value in values if (comodel._name, subfield, value) not in links
        }
        if not values:
            return
        if subfield == "id":
            found = self._find_external_ids(comodel, values)
        elif subfield is None:
            found = self._find_names(comodel, values)
        else:
            return
        if create and subfield is None:
            # an address in the name is for the comodel's own name_create to take apart
            names = [name for name in values - found.keys() if "@" not in name]
            records = comodel.create([{comodel._rec_name: name} for name in names])
            found.update(zip(names, ([record.id] for record in records), strict=True))
        for value, ids in found.items():
            links[comodel._name, subfield, value] = tuple(ids)

    @api.model
    def _find_external_ids(self, comodel, values):
        """Return ``{value: [id]}`` of the external ids that exist."""
        module = self.env.context.get("_import_current_module", "__import__")
        xml_ids = {
            value if "." in value else f"{module}.{value}": value for value in values
        }
        # sudo(): external ids name records, only their ids are used
        data = self.env["ir.model.data"].sudo()
        return {
            xml_ids[f"{row[1]}.{row[2]}"]: [row[4]]
            for row in data._lookup_xmlids(list(xml_ids), comodel)
            if row[3] == comodel._name and row[6]
        }

    @api.model
    def _find_names(self, comodel, values):
        """Return ``{name: ids}``, equal to one ``name_search`` a name.

        Names that the display name does not find are tried as plain names, so
        that a department is found without the path above it. A name used in
        several companies means the record of the company that imports.
        """
        found = {}
        searched = comodel._rec_names_search or [comodel._rec_name]
        if self._is_plain_name_search(comodel, searched):
            found = self._search_names(comodel, searched, values)
        else:
            for value in values:
                matches = comodel.name_search(name=value, operator="=")
                if matches:
                    found[value] = [record_id for record_id, _name in matches]
        missing = values - found.keys()
        name = comodel._fields.get("name")
        if missing and name and name.store and "name" not in searched:
            found.update(self._search_names(comodel, ["name"], missing))
        return {
            value: self._prefer_company(comodel, ids) for value, ids in found.items()
        }

    @api.model
    def _is_plain_name_search(self, comodel, searched):
        """Return whether the name search only compares stored text columns."""
        base = models.BaseModel
        return (
            type(comodel)._search_display_name is base._search_display_name
            and type(comodel).name_search is base.name_search
            and all(
                (field := comodel._fields.get(name or ""))
                and field.type == "char"
                and field.store
                and not field.translate
                for name in searched
            )
        )

    @api.model
    def _search_names(self, comodel, searched, values):
        """Return ``{value: ids}`` of the records with one of the values."""
        domain = Domain.OR(Domain(name, "in", list(values)) for name in searched)
        found = {}
        for record in comodel.search_fetch(domain, searched):
            for value in {record[name] for name in searched} & values:
                found.setdefault(value, []).append(record.id)
        return found

    @api.model
    def _prefer_company(self, comodel, ids):
        """Return the record of the current company when it is the only one there."""
        if len(ids) > 1 and "company_id" in comodel._fields:
            own = comodel.browse(ids).filtered(
                lambda record: record.company_id == self.env.company
            )
            if len(own) == 1:
                return own.ids
        return ids
