# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import json
from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from ..models.callback_archive import COVER
from ..models.callback_archive_seal import plain
from .common import RECORDING, CallbackCommon


class ArchiveCommon(CallbackCommon):
    """Callbacks with everything in their file, and a hand that changes the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.step.write({"extension_quantity": 9, "extension_unit": "day"})
        cls.questionnaire = cls.env["survey.survey"].create({"title": "Repairs"})
        cls.question = cls.env["survey.question"].create(
            {
                "survey_id": cls.questionnaire.id,
                "title": "How was it?",
                "question_type": "char_box",
            }
        )

    @classmethod
    def _make_file(cls, moment, files=2, level=None, **values):
        """Return the file of a callback with attempts, evidence and an extension."""
        moment = datetime.fromisoformat(moment)
        with freeze_time(moment - timedelta(hours=6)):
            record = cls._create_record(**values)
            cls.env["callback.extension"].with_user(cls.caller).sudo().create(
                {
                    "record_id": record.id,
                    "quantity": 3,
                    "unit": "day",
                    "reason": "Flood",
                }
            )
        cls._add_lines(record)
        with freeze_time(moment):
            record.log_attempt("phone", "no_answer", moment - timedelta(hours=3), 25)
            record.log_attempt("phone", "busy", moment - timedelta(hours=2))
            for number in range(files):
                cls._add_evidence(
                    record,
                    "recording",
                    name=f"proof{number}.wav",
                    file=base64.b64encode(
                        RECORDING + f"proof {record.id} {number}".encode()
                    ),
                )
            cls._finish(record)
            if level:
                cls.category.level = level
            record.action_archive()
        return record.archive_id

    @classmethod
    def _add_lines(cls, record):
        """Add an exception, a step of the script and an answer to a callback."""
        cls.env["callback.override"].create(
            {
                "record_id": record.id,
                "kind": "unit",
                "reason": "Branch closed",
                "user_id": cls.supervisor.id,
                "date": record.date_event,
            }
        )
        cls.env["callback.record.script.line"].create(
            {
                "record_id": record.id,
                "kind": "greeting",
                "text": "Good day",
                "is_said": True,
                "user_id": cls.caller.id,
            }
        )
        record.sudo().answer_id = cls.env["survey.user_input"].create(
            {
                "survey_id": cls.questionnaire.id,
                "callback_answered_by": "caller",
                "callback_user_id": cls.caller.id,
                "callback_record_id": record.id,
                "user_input_line_ids": [
                    Command.create(
                        {
                            "question_id": cls.question.id,
                            "answer_type": "char_box",
                            "value_char_box": "Fine",
                        }
                    )
                ],
            }
        )

    def _verify(self, **options):
        """Return what ``verify_chain`` finds, read anew from the database."""
        self.env.flush_all()
        self.env.invalidate_all()
        archive = self.env["callback.archive"].with_user(self.auditor)
        return archive.verify_chain(**options)["broken"]

    def _export(self):
        """Return the export that the auditor downloads, as a stream."""
        self.env.flush_all()
        self.env.invalidate_all()
        stream = io.BytesIO()
        self.env["callback.archive"].with_user(self.auditor)._export(stream)
        stream.seek(0)
        return stream

    def _sql(self, statement, *params):
        self.env.flush_all()
        self.env.cr.execute(statement, params)
        self.env.invalidate_all()

    def _set(self, table, row_id, **values):
        names = ", ".join(f"{name} = %s" for name in values)
        self._sql(
            f"UPDATE {table} SET {names} WHERE id = %s",  # pylint: disable=sql-injection
            *values.values(),
            row_id,
        )

    def _reseal(self, archive, previous=None, content=None, **cover):
        """Rewrite a file with a seal that fits, as who knows the source can."""
        previous = archive.digest_previous if previous is None else previous
        content = archive.content if content is None else content
        values = {}
        for name in COVER:
            value = cover.get(name, archive[name])
            values[name] = value.id if hasattr(value, "_name") else value
        place = [archive.chain_id.company_id.id, archive.chain_id.year, archive.number]
        place += [plain(values[name]) for name in COVER]
        leaf = archive._sha256(content)
        digest = archive._digest_link(
            previous, archive.content_version, place, leaf, archive.digest_source
        )
        self._set(
            "callback_archive",
            archive.id,
            content=content,
            leaf=leaf,
            digest_previous=previous,
            digest=digest,
            **cover,
        )
        return digest

    @classmethod
    def _load(cls, archive):
        return json.loads(archive.content)

    @classmethod
    def _make_category(cls, code, years, **values):
        return cls.env["callback.archive.category"].create(
            {"name": code, "code": code, "retention_years": years, **values}
        )

    @classmethod
    def _also_file_under(cls, category):
        cls.type.archive_extra_category_ids = [Command.link(category.id)]
