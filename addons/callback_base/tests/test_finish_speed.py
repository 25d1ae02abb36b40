# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager

from odoo.fields import Command
from odoo.tests import tagged

from .questionnaire_common import QuestionnaireCommon

#: Statements a caller may wait for when a callback is finished.
FINISH_QUERIES = 20


@tagged("post_install", "-at_install")
class TestFinishSpeed(QuestionnaireCommon):
    """Finishing a callback is cheap, and many cost hardly more than one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type.survey_id = cls._create_survey("Speed", 5)
        cls.type.script_step_ids = [
            Command.create({"sequence": n, "kind": "other", "text": f"Text {n}"})
            for n in range(5)
        ]

    def _prepare(self, count, chatter=True):
        """Return callbacks that lack nothing but the finish, as their caller."""
        ids = []
        for _number in range(count):
            record = self._create_record().with_user(self.caller)
            record.log_attempt("phone", "answered", ring_seconds=9, talk_seconds=60)
            record.action_script_said()
            record.write(
                {
                    "content": "Asked",
                    "problem": "None",
                    "result": "Fine",
                    "satisfaction": "satisfied",
                }
            )
            self._answer(record)
            self._add_evidence(record, "recording")
            ids.append(record.id)
        # The tests of this addon run without chatter, a caller does not.
        caller = self.env["callback.record"].with_user(self.caller)
        return caller.with_context(
            tracking_disable=not chatter, mail_notrack=not chatter
        ).browse(ids)

    @contextmanager
    def _counting(self):
        """Count the statements of a request that begins with empty caches."""
        self.env.flush_all()
        self.env.cr.precommit.run()  # what the preparation left for the chatter
        self.env.flush_all()
        self.env.invalidate_all()
        counted = []
        before = self.env.cr.sql_log_count
        yield counted
        self.env.flush_all()
        counted.append(self.env.cr.sql_log_count - before)

    def _finish_counted(self, records, following=False):
        with self._counting() as counted:
            records.action_done()
            if following:
                records.action_start_next()
            self.env.flush_all()
            # What the chatter notes is part of the work.
            self.env.cr.precommit.run()
        self.assertEqual(set(records.mapped("state")), {"done"})
        return counted[0]

    def test_one_callback(self):
        """Five answers, the evidence, the chatter and the next of the queue."""
        self._create_record(user_id=self.caller.id)
        # Warms what all requests share.
        self._finish_counted(self._prepare(1), following=True)
        [record] = self._prepare(1)
        following = self._create_record(user_id=self.caller.id)
        messages = len(record.sudo().message_ids)
        queries = self._finish_counted(record, following=True)
        self.assertLessEqual(queries, FINISH_QUERIES)
        self.assertGreater(len(record.sudo().message_ids), messages)
        self.assertEqual(record.sudo().answer_id.state, "done")
        self.assertEqual(len(record.sudo().answer_id.user_input_line_ids), 5)
        self.assertEqual(following.state, "ongoing")

    def test_many_callbacks(self):
        """No query is repeated, apart from the chatter that Odoo writes one by one."""
        self._finish_counted(self._prepare(1, chatter=False))
        one = self._finish_counted(self._prepare(1, chatter=False))
        many = self._finish_counted(self._prepare(20, chatter=False))
        self.assertEqual(many, one)
