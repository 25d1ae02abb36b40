# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

#: Rows of one statement.
ROWS = 5000


class CallbackPenaltyInsertMixin(models.AbstractModel):
    """Rows made as a set, at most one for each key (ASMT-18).

    ``source_key`` says what a row comes from. Its unique index, not a flag, keeps a
    job that runs again or twice at once from making a second one.
    """

    _name = "callback.penalty.insert.mixin"
    _description = "Rows made as a set"

    @api.model
    def _insert_rows(self, vals_list):
        """Insert rows that are not there yet; private, the caller checks rights.

        No default of the model is used: the values are complete.

        :param vals_list: dicts of column values, relations as ids
        :returns: {source_key: id} of the new rows
        """
        if not vals_list:
            return {}
        self.flush_model()
        now = self.env.cr.now()
        stamp = {
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            "create_date": now,
            "write_date": now,
        }
        names = sorted(set().union(*vals_list))
        fields = [self._fields[name] for name in (*names, *stamp)]
        columns = SQL(", ").join(SQL.identifier(field.name) for field in fields)
        made = {}
        for start in range(0, len(vals_list), ROWS):
            rows = vals_list[start : start + ROWS]
            values = [[row.get(name) or None for row in rows] for name in names]
            for number, field in enumerate(fields[: len(names)]):
                if field.type in ("boolean", "integer", "float", "monetary"):
                    zero = False if field.type == "boolean" else 0
                    values[number] = [value or zero for value in values[number]]
            values += [[value] * len(rows) for value in stamp.values()]
            arrays = SQL(", ").join(
                SQL("%s::" + field.column_type[1].partition("(")[0] + "[]", column)
                for field, column in zip(fields, values, strict=True)
            )
            made |= dict(
                self.env.execute_query(
                    SQL(
                        "INSERT INTO %s (%s) SELECT * FROM unnest(%s)"
                        " ON CONFLICT DO NOTHING RETURNING source_key, id",
                        SQL.identifier(self._table),
                        columns,
                        arrays,
                    )
                )
            )
        self.invalidate_model()
        return made

    @api.model
    def _get_constant(self, name, value):
        """Return a value as ``SQL`` of the type of its column, as ``_insert_rows``."""
        field = self._fields[name]
        if not value and field.type == "boolean":
            value = False
        elif not value:
            value = 0 if field.type in ("integer", "float", "monetary") else None
        return SQL("%s::" + field.column_type[1].partition("(")[0], value)

    @api.model
    def _get_number_sequence(self, company):
        # sudo: sequences are read and moved by the system.
        sequences = self.env["ir.sequence"].sudo().with_company(company)
        domain = [("code", "=", self._name), ("company_id", "in", (company.id, False))]
        return sequences.search(domain, order="company_id", limit=1)

    @api.model
    def _take_numbers(self, company, count):
        """Take a block of numbers of the model's sequence in one query."""
        sequence = self._get_number_sequence(company)
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence.next_by_id() for _index in range(count)]
        numbers = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        prefix, suffix = sequence._get_prefix_suffix()
        return [f"{prefix}{n:0{sequence.padding}d}{suffix}" for (n,) in numbers]
