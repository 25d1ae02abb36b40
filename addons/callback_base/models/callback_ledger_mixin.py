# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo import api, models
from odoo.tools import SQL

#: Rows that are in memory at a time.
CHUNK = 2000
#: Day 0 of a workbook is 1899-12-30; this is 1970-01-01.
EPOCH = 25569
#: What kind of cell a field becomes; all others are text.
NUMBERS = ("integer", "float", "monetary")


class CallbackLedgerMixin(models.AbstractModel):
    """Documents that are listed in a ledger, of any number (BASE-34, E1-32).

    The rows come from one statement through a cursor of the server: nothing but a
    chunk is in memory. The statement is the one of a search by the user, so that
    record rules, hidden cases and secret customers hold as they do on the screen.
    """

    _name = "callback.ledger.mixin"
    _description = "Documents of a ledger"

    #: Fields of a line, in the order of the columns; see ``_get_ledger_special``.
    _ledger_fields = ()
    #: Dates by which a period can be chosen; the first is the default.
    _ledger_dates = ()
    #: The columns of the ledger on paper, with their share of its width in percent.
    _ledger_paper = {}
    #: By what the rows are sorted.
    _ledger_order = "id"

    @api.model
    def _get_ledger_columns(self, names=None):
        """Return the columns as dicts: ``name``, ``label``, ``kind``, ``labels``.

        By default those of the ledger. ``kind`` is text, number, date (with time) or
        choice; ``labels`` says what a value of a choice is called.
        """
        columns = []
        for name in names or self._ledger_fields:
            special = self._get_ledger_special().get(name)
            if special:
                label, labels = special
                column = {"label": label, "kind": "choice", "labels": labels}
            else:
                column = self._get_ledger_column(self._fields[name])
            columns.append({"name": name, **column})
        return columns

    def _get_ledger_column(self, field):
        label = field.get_description(self.env, ["string"])["string"]
        labels = {}
        kind = "text"
        if field.type == "selection":
            kind, labels = "choice", dict(field._description_selection(self.env))
        elif field.type == "datetime":
            kind = "date"
        elif field.type in NUMBERS:
            kind = "number"
        return {"label": label, "kind": kind, "labels": labels}

    @api.model
    def _get_ledger_special(self):
        """Hook: columns that are no field, ``{name: (label, {value: label})}``."""
        return {}

    @api.model
    def _get_ledger_special_sql(self, name, alias, query):
        """Hook: the SQL of a column of ``_get_ledger_special``."""
        raise NotImplementedError(name)

    # Rows ---------------------------------------------------------------------------

    @api.model
    def _iter_ledger(self, domain, zone, names=None):
        """Yield lists of rows: the id, then the values of the columns.

        Times are the days of a workbook, in local time; text that is empty is None.

        :param domain: which documents; the user sees of them what the list shows
        :param zone: name of the time zone of the times
        :param names: other columns than those of the ledger
        :raises AccessError: for a user who may not read such documents
        """
        self.check_access("read")
        select = self._select_ledger(domain, zone, names)
        if select is None:
            return
        cr = self.env.cr
        self.env.flush_all()
        cr.execute(SQL("DECLARE callback_ledger NO SCROLL CURSOR FOR %s", select))
        while rows := self._fetch_ledger(cr):
            yield rows
        cr.execute("CLOSE callback_ledger")

    def _fetch_ledger(self, cr):
        cr.execute(SQL("FETCH %s FROM callback_ledger", CHUNK))
        return cr.fetchall()

    def _select_ledger(self, domain, zone, names=None):
        """Return the statement of the rows, or None when there can be none."""
        query = self._search(domain, order=self._ledger_order)
        if query.is_empty():
            return None
        # sudo: only what the columns are made of. Which rows there are was decided by
        # the search above; the names of linked records are shown on every list.
        documents = self.sudo()
        columns = [
            documents._get_ledger_sql(name, query, zone)
            for name in names or self._ledger_fields
        ]
        return query.select(SQL.identifier(self._table, "id"), *columns)

    def _get_ledger_sql(self, name, query, zone):
        """Return the SQL of a column."""
        if name in self._get_ledger_special():
            return self._get_ledger_special_sql(name, self._table, query)
        field = self._fields[name]
        if field.type == "many2one":
            comodel, alias = field.join(self, self._table, query)
            name = comodel._rec_name
            shown = comodel._fields[name]
            if not (shown.store or shown.related):
                name = "name"  # without those of the units above it
            return comodel._field_to_sql(alias, name, query)
        column = self._field_to_sql(self._table, name, query)
        if field.type in ("float", "monetary"):
            return SQL("%s::float8", column)
        if field.type == "datetime":
            return SQL(
                "(EXTRACT(EPOCH FROM %s AT TIME ZONE 'UTC' AT TIME ZONE %s) / 86400"
                " + %s)::float8",
                column,
                zone,
                EPOCH,
            )
        return column if field.type == "integer" else SQL("NULLIF(%s, '')", column)

    @api.model
    def _get_ledger_rows(self, domain, zone, names):
        """Return the rows of a ledger on paper as dicts of texts, in one query."""
        columns = self._get_ledger_columns(names)
        found = []
        for rows in self._iter_ledger(domain, zone, names):
            for _id, *values in rows:
                found.append(
                    {
                        column["name"]: self._get_ledger_text(column, value)
                        for column, value in zip(columns, values, strict=True)
                    }
                )
        return found

    def _get_ledger_text(self, column, value):
        if value is None:
            return ""
        if column["kind"] == "choice":
            return column["labels"].get(value, value)
        if column["kind"] == "date":
            seconds = round((value - EPOCH) * 86400)
            return f"{datetime(1970, 1, 1) + timedelta(seconds=seconds):%Y-%m-%d %H:%M}"
        return str(value)
