# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading what is needed by one query."""

from odoo.tools import SQL, Query

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


class LockedQuery(Query):
    """Rows that are locked as they are read; who only refers to them need not wait."""

    def select(self, *args):
        """Return the statement; it waits for rows that others hold."""
        return SQL("%s FOR NO KEY UPDATE", super().select(*args))


class FreeQuery(LockedQuery):
    """Rows that are locked as they are read; those that others hold are left out."""

    def select(self, *args):
        """Return the statement."""
        return SQL("%s SKIP LOCKED", super().select(*args))


class JoinedQuery:
    """What several queries of one table find, by one statement."""

    def __init__(self, queries):
        """Take queries with an order and a limit of their own."""
        self.queries = queries

    def select(self, *args):
        """Return the statement; a row that two queries find comes twice."""
        parts = [SQL("(%s)", query.select(*args)) for query in self.queries]
        return SQL(" UNION ALL ").join(parts)
