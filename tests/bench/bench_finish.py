"""Finishing callbacks beside Odoo's own write, message and survey answer.

What a caller does at the end of a call, one callback after the other: the evidence,
five answers, the facts, done, and the next one of the queue. Attempt and script are
logged while the call goes on and are not in the time. The yardstick does with Odoo's
own means what is of the same size: a tracked write on a contact, a message, an
attachment and a survey answer of five lines. Both know one record only, as a request,
and both are done by a user with the rights for it and no more, in Chinese: the caller
here, there one who keeps contacts and surveys.
"""

import base64
import io
import statistics
import wave

from callbacks import grow, make_model, make_world
from common import Figure, at_most, environment, timed

from odoo.fields import Command

SIZE = 1_000_000
TIMES = 40
QUESTIONS = 5
LIMIT = 0.7
QUERIES = 20
OPTIONS = ("satisfied", "rather_satisfied", "basically_satisfied", "dissatisfied")


def make_recording():
    """Return a second of silence as a base64 sound file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * 8000)
    return base64.b64encode(file.getvalue())


def make_survey(env):
    """Return a questionnaire of five questions with four answers each."""
    return env["survey.survey"].create(
        {
            "title": "Bench",
            "survey_type": "callback",
            "question_and_page_ids": [
                Command.create(
                    {
                        "title": f"Question {n}",
                        "sequence": n,
                        "question_type": "simple_choice",
                        "constr_mandatory": True,
                        "suggested_answer_ids": [
                            Command.create({"value": value}) for value in OPTIONS
                        ],
                    }
                )
                for n in range(QUESTIONS)
            ],
        }
    )


def make_colleague(env):
    """Return a user who may do all of the yardstick by himself."""
    groups = ("base.group_user", "base.group_partner_manager")
    groups += ("survey.group_survey_manager",)
    return env["res.users"].create(
        {
            "name": "Bench colleague",
            "login": "colleague",
            "group_ids": [Command.set([env.ref(group).id for group in groups])],
        }
    )


def answer(env, chosen, survey):
    """Give the five answers with Odoo's own means.

    :param chosen: {id of the question: id of the option}
    """
    env["survey.user_input"].create(
        {
            "survey_id": survey,
            "state": "done",
            "user_input_line_ids": [
                Command.create(
                    {
                        "question_id": question,
                        "answer_type": "suggestion",
                        "suggested_answer_id": option,
                    }
                )
                for question, option in chosen.items()
            ],
        }
    )


def plain(env, partner, survey, chosen, proof):
    """Do the same amount of work with Odoo's own means."""
    partner.write({"comment": "talked about", "email": f"{partner.id}@example.com"})
    answer(env, chosen, survey)
    env["ir.attachment"].create(
        {
            "name": "proof.wav",
            "datas": proof,
            "res_model": "res.partner",
            "res_id": partner.id,
        }
    )
    partner.message_post(body="Finished")
    env.flush_all()
    env.cr.precommit.run()
    env.cr.commit()


def prepare(record):
    """Log the call and what was said, as the caller does meanwhile."""
    record.log_attempt("phone", "answered", ring_seconds=25, talk_seconds=60)
    record.action_script_said()
    record.env.flush_all()
    record.env.cr.precommit.run()
    record.env.cr.commit()


def finish(record, kind, chosen, proof):
    """Do a callback up to the next one; return the queries of all of it."""
    env = record.env
    before = env.cr.sql_log_count
    env["callback.evidence"].create(
        {
            "record_id": record.id,
            "kind_id": kind.id,
            "name": "proof.wav",
            "file": proof,
        }
    )
    record.save_answers(chosen)
    record.write(
        {
            "content": "asked",
            "problem": "none",
            "result": "fine",
            "satisfaction": "satisfied",
        }
    )
    env.flush_all()
    env.cr.precommit.run()
    env.invalidate_all()  # the finish is a request of its own
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
        model.type_id.survey_id = survey
        chosen = {q.id: q.suggested_answer_ids[:1].id for q in survey.question_ids}
        proof = make_recording()
        # The yardstick answers a plain survey of the same size.
        other = survey.copy({"survey_type": "custom"})
        theirs_chosen = {
            q.id: q.suggested_answer_ids[:1].id for q in other.question_ids
        }
        kind = env.ref("callback_base.callback_evidence_kind_recording")
        # As a request would: the user's rights, tracking on.
        context = {"lang": "zh_CN", "allowed_company_ids": env.company.ids}
        mine = env(user=callers[0].id, context=context)
        colleague = env(user=make_colleague(env).id, context=context)
        records = mine["callback.record"].search(
            [("user_id", "=", callers[0].id), ("state", "=", "planned")],
            limit=TIMES + 5,
        )
        partners = colleague["res.partner"].search(
            [("id", ">=", customers[0]), ("id", "<=", customers[1])], limit=len(records)
        )
        env.cr.commit()
        ours, theirs, queries = [], [], []
        for number, other_number in zip(records.ids, partners.ids, strict=True):
            record, partner = records.browse(number), partners.browse(other_number)
            prepare(record)
            for work, seconds in (
                (lambda r=record: queries.append(finish(r, kind, chosen, proof)), ours),
                (
                    lambda p=partner: plain(p.env, p, other.id, theirs_chosen, proof),
                    theirs,
                ),
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
