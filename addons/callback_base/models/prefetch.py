# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading what is needed by one query."""

#: What the name of a contact is made of.
CONTACT_FIELDS = (
    "name",
    "company_name",
    "commercial_company_name",
    "parent_id",
    "is_company",
    "type",
    "callback_category_id",
)


def prefetch_lines(records, name, names=None):
    """Read the lines of records and their values by one query instead of two.

    :param records: as superuser, whose lines are read
    :param name: a stored one2many field of theirs
    :param names: the fields to read; default: all that are read together
    """
    field = records._fields[name]
    known = field._get_cache(records.env)
    missing = records.browse(n for n in records._origin._ids if n not in known)
    if not missing:
        return
    model = records.env[field.comodel_name].with_context(active_test=False)
    if names is None:
        names = [n for n, f in model._fields.items() if f.store and f.prefetch is True]
    names = {field.inverse_name, *names}
    lines = model.search_fetch([(field.inverse_name, "in", missing.ids)], names)
    owned = lines.grouped(field.inverse_name)
    for record in missing:
        field._update_cache(record, owned.get(record, model)._ids)
