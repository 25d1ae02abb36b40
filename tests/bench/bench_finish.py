"""Finishing callbacks beside Odoo's own write, message and survey answer.

What a caller does at the end of a call, one callback after the other: the attempt, the
facts, the evidence, done, and the next one of the queue. The yardstick does with
Odoo's own means what is of the same size: a tracked write on a contact, a message, an
attachment and a survey answer of five lines.
"""

import base64
import statistics

from callbacks import grow, make_model, make_world
from common import Figure, at_most, environment, timed

from odoo.fields import Command

SIZE = 1_000_000
TIMES = 40
QUESTIONS = 5
LIMIT = 0.7
QUERIES = 20
PROOF = base64.b64encode(b"proof of the call" * 64)


def make_survey(env):
    """Return a questionnaire of five questions; None without the survey addon."""
    if "survey.survey" not in env:
        return None
    return env["survey.survey"].create(
        {
            "title": "Bench",
            "question_and_page_ids": [
                Command.create({"title": f"Question {n}", "question_type": "char_box"})
                for n in range(QUESTIONS)
            ],
        }
    )


def answer(env, survey):
    """Give the five answers the plain way."""
    if not survey:
        return
    env["survey.user_input"].create(
        {
            "survey_id": survey.id,
            "state": "done",
            "user_input_line_ids": [
                Command.create(
                    {
                        "question_id": question.id,
                        "answer_type": "char_box",
                        "value_char_box": "good",
                    }
                )
                for question in survey.question_ids
            ],
        }
    )


def plain(env, partner, survey):
    """Do the same amount of work with Odoo's own means."""
    partner.write({"comment": "talked about", "email": f"{partner.id}@example.com"})
    answer(env, survey)
    env["ir.attachment"].create(
        {
            "name": "proof.txt",
            "datas": PROOF,
            "res_model": "res.partner",
            "res_id": partner.id,
        }
    )
    partner.message_post(body="Finished")
    env.flush_all()
    env.cr.precommit.run()
    env.cr.commit()


def answer_callback(record, survey):
    """Answer the questionnaire of a callback as its form does.

    Until callbacks carry answers of their own this is the plain way.
    """
    answer(record.env, survey)


def finish(record, kind, survey):
    """Finish one callback and take the next; return the queries it took."""
    env = record.env
    before = env.cr.sql_log_count
    record.log_attempt("phone", "answered", ring_seconds=25, talk_seconds=60)
    env["callback.evidence"].create(
        {
            "record_id": record.id,
            "kind_id": kind.id,
            "name": "proof.txt",
            "file": PROOF,
        }
    )
    answer_callback(record, survey)
    record.write(
        {
            "content": "asked",
            "problem": "none",
            "result": "fine",
            "satisfaction": "satisfied",
        }
    )
    record.action_done()
    record.action_start_next()
    env.flush_all()
    env.cr.precommit.run()
    queries = env.cr.sql_log_count - before
    env.cr.commit()
    return queries


def figures(scale):
    """Yield the lines of the table."""
    size = max(2_000, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        model = make_model(env, customers, units)
        callers = grow(env, model, 1, size, customers, units)
        survey = make_survey(env)
        kind = env.ref("callback_base.callback_evidence_kind_recording")
        # As a request would: the caller's rights, tracking on.
        mine = env(user=callers[0].id, context={"lang": "zh_CN"})
        records = mine["callback.record"].search(
            [("user_id", "=", callers[0].id), ("state", "=", "planned")],
            limit=TIMES + 5,
        )
        partners = env(context={})["res.partner"].search(
            [("id", ">=", customers[0]), ("id", "<=", customers[1])], limit=len(records)
        )
        env.cr.commit()
        ours, theirs, queries = [], [], []
        for record, partner in zip(records, partners, strict=True):
            for work, seconds in (
                (lambda r=record: queries.append(finish(r, kind, survey)), ours),
                (lambda p=partner: plain(p.env, p, survey), theirs),
            ):
                env.invalidate_all()
                seconds.append(timed(work)[0])
        mine_ms, plain_ms = (
            statistics.median(seconds[5:]) * 1000 for seconds in (ours, theirs)
        )
        asked = statistics.median(queries[5:])
        yield Figure("write, message_post, survey answer", f"{plain_ms:.1f} ms")
        yield at_most(
            f"finish a callback among {size:,}",
            f"{mine_ms:.1f} ms",
            mine_ms / plain_ms,
            LIMIT,
            f"{LIMIT} × Odoo's own, {plain_ms:.1f} ms",
        )
        yield at_most(
            "queries to finish one",
            f"{asked:.0f}",
            asked,
            QUERIES,
            f"{QUERIES} queries",
        )
