# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The access matrix: role × model × operation × (own, other unit, other company).

What each role may do stands in ``access_matrix.csv`` beside the tests of each addon:
a line for each model and scope, a column for each role; a cell holds the letters of
what is allowed: r(ead) w(rite) c(reate) d(elete), or ``-``. The scope ``all`` stands
for three equal lines. Abstract models are listed with the scope ``abstract``, reports
that are computed from other models with the scope ``report``.

A model without a line fails the test. To add lines, or after a change that is meant::

    CALLBACK_ACCESS_MATRIX=write ./setup/odoo -d <database> -u callback_base \\
        --stop-after-init --test-tags=.test_the_access_matrix

This writes the table as it is; read the difference (``git diff``) before committing
it: the table is the decision, the code has to follow it.

Rows are inserted below the ORM, so that no business rule hides what the access rules
say; ``ROW_VALUES`` helps where a constraint of the database needs a special value.
"""

import csv
import os
from datetime import timedelta
from pathlib import Path

from odoo.fields import Date, Datetime
from odoo.tests import new_test_user
from odoo.tools import SQL

from .common import CallbackCommon

SCOPES = ("own", "unit", "company")
OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}
#: What is kept for the machine: people see it by other screens, never the rows.
INTERNAL = frozenset({"callback.dashboard.result"})
ROLES = (
    *("caller", "supervisor", "manager", "auditor"),
    *("archivist", "archive_reader", "misconduct", "intake", "technical"),
    *("employee", "portal", "public"),
)
#: Values by model for columns that a constraint binds; a model names its row.
ROW_VALUES = {
    "callback.archive.access": {
        "date_from": "2026-01-01 00:00:00",
        "date_to": "2026-01-02 00:00:00",
    },
    "callback.complaint.extension": {"complaint_id": "callback.complaint"},
    "callback.evidence.need": {"channel_id": "callback.channel"},
}
#: Relations that are filled although nothing requires them: rules follow them.
FOLLOWED = {"record_id", "company_id", "department_id", "user_id", "policy_id"}
FOLLOWED |= {"unit_id"}


def read_table(path, roles=ROLES):
    """Return {(model, scope): {role: letters}} of a table, ``all`` spread out."""
    table = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            scopes = SCOPES if line["scope"] == "all" else (line["scope"],)
            for scope in scopes:
                table[line["model"], scope] = {role: line[role] for role in roles}
    return table


def write_table(path, table, roles=ROLES):
    """Write a table; three equal scopes of a model become one line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("model", "scope", *roles))
        for model in sorted({model for model, _scope in table}):
            rows = {s: table[m, s] for m, s in table if m == model}
            cells = {
                scope: tuple(row[role] for role in roles) for scope, row in rows.items()
            }
            if len(cells) == len(SCOPES) and len(set(cells.values())) == 1:
                cells = {"all": cells["own"]}
            for scope, values in cells.items():
                writer.writerow((model, scope, *values))


class AccessMatrixCase(CallbackCommon):
    """Rows of every model in every scope, and a user for every role."""

    #: The addon whose models are looked at, and its table.
    addon = None
    table_path = None
    #: Roles that the addon brings: name of the column, and XML id of the group.
    own_roles = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = (*ROLES[:-3], *cls.own_roles, *ROLES[-3:])
        cls.other_company = cls.env["res.company"].create({"name": "Other company"})
        cls.foreign_unit = cls.env["hr.department"].create(
            {"name": "Foreign unit", "company_id": cls.other_company.id}
        )
        cls.users = {
            "caller": cls.caller,
            "supervisor": cls.supervisor,
            "manager": cls.manager,
            "auditor": cls.auditor,
            **{
                role: cls._new_user(f"matrix_{role}", role, cls.branch)
                for role in (
                    *("archivist", "archive_reader", "misconduct"),
                    *("intake", "technical"),
                )
            },
            **{
                role: cls._new_user(f"matrix_{role}", group, cls.branch)
                for role, group in cls.own_roles.items()
            },
            "employee": new_test_user(cls.env, "matrix_user", "base.group_user"),
            "portal": new_test_user(cls.env, "matrix_portal", "base.group_portal"),
            "public": cls.env.ref("base.public_user"),
        }
        foreign = new_test_user(
            cls.env,
            "matrix_foreign",
            "base.group_user",
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )
        cls.fixed = {
            "own": {
                "res.company": cls.env.company.id,
                "hr.department": cls.branch.id,
                "res.users": cls.caller.id,
            },
            "unit": {
                "res.company": cls.env.company.id,
                "hr.department": cls.other_branch.id,
                "res.users": cls.other_caller.id,
            },
            "company": {
                "res.company": cls.other_company.id,
                "hr.department": cls.foreign_unit.id,
                "res.users": foreign.id,
            },
        }
        shared = {
            "res.partner": cls.customer.id,
            "res.currency": cls.env.company.currency_id.id,
            "resource.calendar": cls.calendar.id,
            "ir.model": cls.env["ir.model"]._get_id("res.partner"),
            "ir.model.fields": cls.env["ir.model.fields"]
            ._get("res.partner", "name")
            .id,
        }
        for values in cls.fixed.values():
            values.update(shared)
        cls.rows, cls.number = {}, 0
        cls.env.flush_all()

    # Models and rows -----------------------------------------------------------------

    @classmethod
    def _get_models(cls):
        """Return the names of the models that the addon defines."""
        return sorted(
            name
            for name, model in cls.env.items()
            if name.startswith("callback.") and model._original_module == cls.addon
        )

    @classmethod
    def _get_row(cls, name, scope):
        """Return the id of the row of a model in a scope, made when first asked for."""
        key = name, scope
        if key not in cls.rows:
            cls.rows[key] = cls._find_row(name, scope) or cls._insert_row(name, scope)
        return cls.rows[key]

    @classmethod
    def _find_row(cls, name, scope):
        if name in cls.fixed[scope]:
            return cls.fixed[scope][name]
        if name.startswith("callback."):
            return None
        # A relation to another addon's model: any row serves.
        return cls.env[name].search([], limit=1).id

    @classmethod
    def _insert_row(cls, name, scope):
        model = cls.env[name]
        columns = dict(cls._get_columns(model, scope))
        for column, value in ROW_VALUES.get(name, {}).items():
            named = value in cls.env
            columns[column] = cls._get_row(value, scope) if named else value
        cls.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES (%s) RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(map(SQL.identifier, columns)),
                SQL(", ").join(SQL("%s", value) for value in columns.values()),
            )
        )
        return cls.env.cr.fetchone()[0]

    @classmethod
    def _get_columns(cls, model, scope):
        cls.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL",
            [model._table],
        )
        needed = {column for [column] in cls.env.cr.fetchall()} - {"id"}
        for field in model._fields.values():
            if not (field.store and field.column_type) or field.name == "id":
                continue
            if field.company_dependent:
                continue
            if field.name == "create_uid":
                yield field.name, cls.fixed[scope]["res.users"]
            elif field.type == "many2one" and (
                field.name in needed or field.name in FOLLOWED
            ):
                yield field.name, cls._get_row(field.comodel_name, scope)
            elif field.name in needed:
                yield field.name, cls._get_value(model, field)

    @classmethod
    def _get_value(cls, model, field):
        cls.number += 1
        text = f"matrix-{cls.number}"
        if field.type == "selection":
            values = field.get_values(model.env)
            return values[0] if values else text
        if field.name in ("res_model", "model"):
            return "res.partner"
        plain = {
            "char": text,
            "text": text,
            "html": text,
            "integer": cls.number,
            "many2one_reference": cls.number,
            "float": 1.0,
            "monetary": 1.0,
            "boolean": False,
            # Beyond the tables of working days, which have each date once.
            "date": Date.today() + timedelta(days=36_500 + cls.number),
            "datetime": Datetime.now(),
        }
        if field.translate and field.type in ("char", "text", "html"):
            return field.convert_to_column_insert(text, model)
        if field.type in plain:
            return plain[field.type]
        raise NotImplementedError(f"{model._name}.{field.name}: add it to ROW_VALUES")

    # The matrix ----------------------------------------------------------------------

    def _measure(self, name, scope):
        """Return {role: letters} of what the roles may do with a row."""
        return {role: self._get_letters(name, scope, role) for role in self.roles}

    def _get_letters(self, name, scope, role):
        if self.env[name]._transient and scope == "own":
            self._give_wizard(name, self.users[role])
        record = (
            self.env[name]
            .with_user(self.users[role])
            .browse(self._get_row(name, scope))
        )
        letters = "".join(
            letter
            for operation, letter in OPERATIONS.items()
            if record.has_access(operation)
        )
        self._check_search_agrees(record, "r" in letters, role)
        return letters or "-"

    def _get_model_letters(self, name, role):
        """Return what a role may do with a report, which has no rows of its own."""
        model = self.env[name].with_user(self.users[role])
        return (
            "".join(
                letter
                for operation, letter in OPERATIONS.items()
                if model.has_access(operation)
            )
            or "-"
        )

    def _give_wizard(self, name, user):
        """A wizard belongs to who opened it."""
        wizard = self.env[name].browse(self._get_row(name, "own"))
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_uid = %s WHERE id = %s",
                SQL.identifier(wizard._table),
                user.id,
                wizard.id,
            )
        )
        wizard.invalidate_recordset()

    def _check_search_agrees(self, record, readable, role):
        """What may not be read is not found either, and the other way round."""
        model = record.with_context(active_test=False)
        if not model.browse().has_access("read"):
            return
        found = bool(model.search([("id", "=", record.id)]))
        self.assertEqual(found, readable, (record._name, role))

    def _get_matrix(self):
        matrix = {}
        for name in self._get_models():
            model = self.env[name]
            if model._abstract:
                matrix[name, "abstract"] = dict.fromkeys(self.roles, "-")
                continue
            if model._table_query:
                # Its rows are those that the reader sees of the models behind it.
                matrix[name, "report"] = {
                    role: self._get_model_letters(name, role) for role in self.roles
                }
                continue
            # A wizard belongs to who opened it: another's row is like another unit's.
            for scope in SCOPES:
                matrix[name, scope] = self._measure(name, scope)
        return matrix

    def _check_matrix(self):
        """Compare every cell with the table, and name those that differ."""
        measured = self._get_matrix()
        if os.environ.get("CALLBACK_ACCESS_MATRIX") == "write":
            write_table(Path(self.table_path), measured, self.roles)
        expected = read_table(Path(self.table_path), self.roles)
        models = {model for model, _scope in measured}
        self.assertFalse(
            models - {model for model, _scope in expected},
            "models without a line in the access matrix",
        )
        self.assertFalse(
            {model for model, _scope in expected} - models,
            "lines of the access matrix without a model",
        )
        different = [
            f"{model}, {scope}, {role}: {cells[role]}, but the table says "
            f"{expected.get((model, scope), {}).get(role)}"
            for (model, scope), cells in measured.items()
            for role in self.roles
            if cells[role] != expected.get((model, scope), {}).get(role)
        ]
        self.assertFalse(different, "\n".join(different))
