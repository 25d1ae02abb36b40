"""100 000 finished callbacks are sealed, and the whole archive is verified.

Beside it the way accounting seals its entries: one by one it reads the fields of a
record, writes them as JSON, digests them with the digest before, and writes the result
through the ORM. That is done for a thousand of the same callbacks, with the same
content and the same files as the result.

``account.move`` (``_get_chains_to_hash``, ``_hash_moves``) has its hashed fields in the
entry itself: it builds the text of each entry by the ORM, takes its SHA-256 and writes
the digest on the entry by ``write``. It keeps no file. For an equal result the way
beside also makes the file, by ``create`` of the ORM, and writes the link on the record;
that makes it slower than accounting is, and is what its way costs here.
"""

from datetime import datetime

from bench_generate import make_plan
from bench_memory import Peak, resident
from common import (
    Figure,
    at_least,
    at_most,
    environment,
    make_customers,
    make_people,
    make_points,
    timed,
    unchecked,
)

from odoo.models import BaseModel

COUNT = 100_000
#: So many are sealed one by one; more would only take longer.
ONE_BY_ONE = 1_000
ATTEMPTS = 2
NOW = datetime(2026, 12, 1, 2)
LIMIT = 100


def make_finished(env, count):
    """Create finished callbacks, each with attempts and evidence; return their ids."""
    units = make_people(env)
    plan = make_plan(
        env,
        units,
        trigger="coverage",
        period="month",
        strata_method="none",
        stratum_field=False,
        sample_rate=0,
    )
    make_points(env, count, make_customers(env, min(count, 50_000)), units)
    env.cr.commit()
    plan.action_generate()
    cr = env.cr
    cr.execute(
        "SELECT id FROM callback_record WHERE plan_id = %s ORDER BY id", [plan.id]
    )
    ids = [row[0] for row in cr.fetchall()]
    phone = env.ref("callback_base.callback_channel_phone").id
    kind = env.ref("callback_base.callback_evidence_kind_recording").id
    cr.execute(
        """UPDATE callback_record SET state = 'done', date_start = %(now)s,
            date_done = %(now)s, satisfaction = 'satisfied', content = %(text)s,
            problem = 'None', result = %(text)s WHERE id = ANY(%(ids)s)""",
        {"now": NOW, "text": "The customer was asked about the work. " * 4, "ids": ids},
    )
    with unchecked(env):
        cr.execute(
            """INSERT INTO callback_attempt (record_id, company_id, date_start, user_id,
                channel_id, outcome, ring_seconds, talk_seconds, note, is_valid)
            SELECT r.id, r.company_id, %s, COALESCE(r.user_id, 1), %s,
                CASE n WHEN 1 THEN 'no_answer' ELSE 'answered' END, 25, 90, 'Tried',
                true
            FROM callback_record r, generate_series(1, %s) n WHERE r.id = ANY(%s)""",
            [NOW, phone, ATTEMPTS, ids],
        )
        cr.execute(
            """INSERT INTO callback_evidence (record_id, company_id, kind_id, name, url,
                sha256, state, user_id)
            SELECT id, company_id, %s, 'call.wav', 'https://calls/' || id,
                encode(sha256(id::text::bytea), 'hex'), 'present', 1
            FROM callback_record WHERE id = ANY(%s)""",
            [kind, ids],
        )
    cr.execute("ANALYZE callback_record, callback_attempt, callback_evidence")
    cr.commit()
    return ids


def seal_one_by_one(env, ids):
    """Seal the way ``account.move`` does, with the same files as the result.

    One by one: the fields through the ORM, JSON, the digest with the one before, then
    ``create`` of the file and ``write`` of the record. Returns the number.
    """
    records, archives = env["callback.record"].browse(ids), env["callback.archive"]
    chain = env["callback.archive.chain"]._get_locked(env.company, NOW.year)
    number, head = chain.last_number, chain.head
    for record in records:
        record.write({"date_archived": NOW})
        text = archives._canonical(record._get_archive_content())
        previous, number, leaf = head, number + 1, archives._sha256(text)
        head = archives._sha256(previous, leaf)
        category = record._get_archive_category()
        values = {
            "name": f"{category.code}-{chain.year}-{number:06d}",
            "company_id": record.company_id.id,
            "category_id": category.id,
            "res_model": record._name,
            "res_id": record.id,
            "record_id": record.id,
            "partner_id": record.partner_id.id,
            "department_id": record.department_id.id,
            "user_id": env.uid,
            "date_archived": NOW,
            "retention_end": category._get_retention_end(NOW.date()),
            "content": text,
            "content_version": 1,
            "chain_id": chain.id,
            "number": number,
            "leaf": leaf,
            "digest_previous": previous,
            "digest": head,
        }
        # Past the guard, which lets nobody make a file by hand.
        record.write({"archive_id": BaseModel.create(archives, [values]).id})
    env.flush_all()
    return len(records)


def verify_one_by_one(env, ids):
    """Check the digests the way ``account.move`` does; return the number."""
    records, archives = env["callback.record"].browse(ids), env["callback.archive"]
    head = None
    for record in records:
        text = archives._canonical(record._get_archive_content())
        file = record.archive_id
        if head is not None:
            assert file.digest_previous == head
        head = archives._sha256(file.digest_previous, archives._sha256(text))
        assert head == file.digest
    return len(records)


def figures(scale):
    """Yield the lines of the table."""
    count = int(COUNT * scale)
    few = min(ONE_BY_ONE, count // 2)
    with environment() as env:
        records, archive = env["callback.record"], env["callback.archive"]
        records._archive_all(NOW)  # what the demo data left
        before = archive.search_count([])
        ids = make_finished(env, count)
        # Loads what a worker has loaded for good.
        records.browse(ids[-10:])._archive(NOW)
        env.cr.rollback()
        env.invalidate_all()
        slow, _few = timed(lambda: seal_one_by_one(env, ids[:few]))
        env.invalidate_all()
        checked, _few = timed(lambda: verify_one_by_one(env, ids[:few]))
        env.cr.rollback()
        env.invalidate_all()
        idle = resident()
        with Peak() as peak:
            seconds, sealed = timed(lambda: records._archive_all(NOW))
        assert sealed == count, sealed
        with Peak() as verify_peak:
            verify, result = timed(archive.verify_chain)
        assert not result["broken"], result["broken"][:3]
        assert result["checked"] == before + count
    ratio = (count / seconds) / (few / slow)
    yield Figure("one by one", f"{few / slow:,.0f} sealed a second")
    yield at_least(
        f"{count:,} sealed",
        f"{seconds:,.1f} s, {count / seconds:,.0f} a second",
        ratio,
        8,
        "times the way accounting does it",
    )
    yield Figure("one by one", f"{few / checked:,.0f} verified a second")
    yield at_least(
        f"{count:,} verified",
        f"{verify:,.1f} s, {count / verify:,.0f} a second",
        (count / verify) / (few / checked),
        10,
        "times the way accounting does it",
    )
    for work, megabytes in (("sealing", peak), ("verifying", verify_peak)):
        grown = megabytes.megabytes - idle
        yield at_most(
            f"peak of {work}",
            f"{grown:,.1f} MB",
            grown,
            LIMIT,
            "MB above the idle worker",
        )
