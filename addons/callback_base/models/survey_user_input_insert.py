# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import uuid

from odoo import api, models
from odoo.tools import SQL, ormcache

#: Modules whose part in creating answers is known and taken over here.
KNOWN_MODULES = frozenset({"base", "mail", "survey", "callback_base"})
LOG_COLUMNS = SQL("create_uid, write_uid, create_date, write_date")
#: Lists of the questionnaire and its questions to which answers are added.
SURVEY_LISTS = (
    "user_input_ids",
    "answer_count",
    "answer_done_count",
    "answer_duration_avg",
    "answer_score_avg",
    "success_count",
    "success_ratio",
)


class SurveyUserInput(models.Model):
    """Answers of a callback inserted as rows, in one statement.

    The ORM takes longer for a sheet of five answers than for all the rest of a
    callback. Where another module has a say in creating answers (``create``, a
    constraint, a default, a stored computed field) or somebody set a default of his
    own, the ORM creates them: see ``_is_callback_plain``.
    """

    _inherit = "survey.user_input"

    @api.model
    def _is_callback_plain(self):
        """Tell whether nobody else takes part in creating answers."""
        defaults = self.env["ir.default"]
        return self._is_callback_creation_known() and not (
            defaults._get_model_defaults("survey.user_input")
            or defaults._get_model_defaults("survey.user_input.line")
        )

    @api.model
    @ormcache()
    def _is_callback_creation_known(self):
        """Look for parts of other modules in the creation; kept in memory."""
        models_ = (self, self.env["survey.user_input.line"])
        own = {model._name for model in models_}
        for model in models_:
            # Also what is put on the class itself: automation rules do so.
            methods = [
                vars(part)[name]
                for part in type(model).mro()
                for name in ("create", "_create", "_compute_field_value")
                if name in vars(part)
            ]
            if not all(map(_is_known, [*methods, *model._constraint_methods])):
                return False
            for field in model._fields.values():
                if field._module in KNOWN_MODULES or not field.store:
                    continue
                if field.compute or field.default or field.required:
                    return False
            for field in model._fields.values():
                for other in self.pool.get_dependent_fields(field):
                    if other.store and other.compute and other.model_name not in own:
                        return False
        return True

    @api.model
    def _insert_callback_sheet(self, values, lines, setup):
        """Insert a sheet and its lines; return the sheet.

        :param values: of the sheet, as for ``create``, with its questions as a command;
            an ``SQL`` is what the database works out
        :param lines: values of ``survey.user_input.line``, with valid options
        :param setup: the ``CallbackSetup`` of the questionnaire
        """
        [(_command, _id, questions)] = values["predefined_question_ids"]
        sheet = {
            "access_token": str(uuid.uuid4()),
            "scoring_percentage": 0.0,
            "scoring_total": 0.0,
            "scoring_success": False,
            **values,
        }
        del sheet["predefined_question_ids"]
        rows = [self._prepare_callback_row(line, sheet, setup) for line in lines]
        stamps = SQL("%s, %s, %s, %s", *[self.env.uid] * 2, *[self.env.cr.now()] * 2)
        asked = self._fields["predefined_question_ids"]
        parts = [
            SQL(
                "sheet AS (INSERT INTO survey_user_input (%s, %s) VALUES (%s, %s)"
                " RETURNING id)",
                _identifiers(sheet),
                LOG_COLUMNS,
                _values(self, sheet),
                stamps,
            ),
            SQL(
                "questions AS (INSERT INTO %s (%s, %s)"
                " SELECT sheet.id, question FROM sheet, unnest(%s) AS question)",
                SQL.identifier(asked.relation),
                SQL.identifier(asked.column1),
                SQL.identifier(asked.column2),
                questions,
            ),
        ]
        model = self.env["survey.user_input.line"]
        names = sorted({name for row in rows for name in row})
        if rows:
            # In their order: the ids say in which order the answers were given.
            parts.append(
                SQL(
                    "lines AS (INSERT INTO survey_user_input_line (user_input_id, %s,"
                    " %s) SELECT sheet.id, %s, %s FROM sheet,"
                    " (VALUES %s) AS line (position, %s) ORDER BY line.position)",
                    _identifiers(names),
                    LOG_COLUMNS,
                    SQL(", ").join(SQL.identifier("line", name) for name in names),
                    stamps,
                    SQL(", ").join(
                        SQL("(%s, %s)", position, _casts(model, names, row))
                        for position, row in enumerate(rows)
                    ),
                    _identifiers(names),
                )
            )
        [(number,)] = self.env.execute_query(
            SQL("WITH %s SELECT id FROM sheet", SQL(", ").join(parts))
        )
        survey = self.env["survey.survey"].browse(sheet["survey_id"])
        survey.invalidate_recordset(SURVEY_LISTS, flush=False)
        asked = self.env["survey.question"].browse(questions)
        asked.invalidate_recordset(["user_input_line_ids"], flush=False)
        return self.browse(number)

    @api.model
    def _prepare_callback_row(self, line, sheet, setup):
        """Return the columns of a line with what the ORM computes for it."""
        question = setup.questions[line["question_id"]]
        score, correct = question.options.get(
            line.get("suggested_answer_id"), (0.0, False)
        )
        return {
            **line,
            "survey_id": sheet["survey_id"],
            "question_sequence": question.sequence,
            "answer_score": score,
            "answer_is_correct": correct,
        }


def _is_known(method):
    return method.__module__.split(".")[:2] != ["odoo", "addons"] or (
        method.__module__.split(".")[2] in KNOWN_MODULES
    )


def _identifiers(names):
    return SQL(", ").join(map(SQL.identifier, names))


def _values(model, values):
    """Return the values of a single row."""
    columns = _columns(model, values, values)
    return SQL(", ").join(SQL("%s", value) for value in columns)


def _casts(model, names, values):
    """Return the values of one of many rows, each of the type of its column."""
    return SQL(", ").join(
        SQL("%s::" + model._fields[name].column_type[1], value)
        for name, value in zip(names, _columns(model, names, values), strict=True)
    )


def _columns(model, names, values):
    """Yield values as columns take them; what is not given stays empty."""
    for name in names:
        value = values.get(name)
        if name in values and not isinstance(value, SQL):
            value = model._fields[name].convert_to_column_insert(value, model, values)
        yield value
