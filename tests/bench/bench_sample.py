"""Freeze, draw and confirm a stratified sample of 10 % of 1 000 000 documents.

The draw is compared with the plain window sort, which ranks every member by the same
hash. Both are measured as statements whose result stays in the server, hence the ratio
tells what the method saves; storing the members comes on top of either. Both must give
the sample that the product has stored for its seed.
"""

import gc

from common import Figure, at_most, environment, make_customers, memory, timed

from odoo.tools import SQL

from odoo.addons.callback_base.models import callback_sample_sql as statements

STRATA = 16
RUNS = 3
PLAIN = """
    SELECT stratum_id, res_id FROM (
        SELECT c.*, row_number() OVER
            (PARTITION BY stratum_id ORDER BY rank, res_id) AS place
        FROM (
            SELECT m.res_id, m.stratum_id, w.size,
                hashint8extended(m.res_id::bigint, w.key) AS rank
            FROM bench_frame m JOIN %s ON w.stratum_id = m.stratum_id
        ) AS c
    ) AS ranked WHERE place <= size
"""


def make_population(env, rows):
    """Create partners of so many cities by one statement; return their condition."""
    make_customers(env, rows, ref="'bench sample'", city=f"'Stratum ' || n %% {STRATA}")
    env.cr.execute("ANALYZE res_partner")
    return "[('ref', '=', 'bench sample')]"


def make_sample(env, domain, rate):
    """Return a draft of a sample with a stratum for each city."""
    return env["callback.sample"].create(
        {
            "name": "Bench sample",
            "model_id": env["ir.model"]._get_id("res.partner"),
            "domain": domain,
            "rate": rate,
            "strata_method": "rate",
            "stratum_field": "city",
        }
    )


def kept(env, statement):
    """Return the seconds of a statement whose result stays in the server."""
    env.cr.execute("DROP TABLE IF EXISTS bench_result")
    create = SQL("CREATE TEMP TABLE bench_result AS %s", statement)
    return timed(lambda: env.cr.execute(create))[0]


def is_stored(env, sample):
    """Tell whether the kept result is the sample that the product has stored."""
    rows = env.execute_query(
        SQL(
            "SELECT 1 FROM bench_result r FULL JOIN (SELECT * FROM"
            " callback_sample_member WHERE sample_id = %s AND is_picked) AS m"
            " ON m.res_id = r.res_id AND m.stratum_id = r.stratum_id"
            " WHERE m.res_id IS NULL OR r.res_id IS NULL LIMIT 1",
            sample.id,
        )
    )
    return not rows


def compare(env, sample):
    """Return the best seconds of the window sort and of the product's statement."""
    env.cr.execute(
        SQL(
            "CREATE TEMP TABLE bench_frame AS SELECT u.id AS res_id, f.stratum_id"
            " FROM callback_sample_frame f CROSS JOIN LATERAL unnest(f.ids) AS u (id)"
            " WHERE f.sample_id = %s",
            sample.id,
        )
    )
    env.cr.execute("ANALYZE bench_frame")
    wanted = statements.wanted(sample, sample.seed, sample.algorithm, False)
    ours = statements.drawn(sample, wanted, False)
    best = [[], []]
    for _run in range(RUNS):
        for seconds, statement in zip(best, (SQL(PLAIN, wanted), ours), strict=True):
            seconds.append(kept(env, statement))
            assert is_stored(env, sample), "another sample for the same seed"
    return map(min, best)


def run(population=1_000_000, rate=0.1):
    """Return the figures of the benchmark as a dict."""
    with environment() as env:
        sample = make_sample(env, make_population(env, int(population)), rate)
        env.cr.commit()
        gc.collect()
        before = memory()
        freeze, _true = timed(sample.action_freeze)
        draw, _true = timed(sample.action_draw)
        confirm, _true = timed(sample.action_confirm)
        grown = memory() - before
        env.cr.commit()
        plain, ours = compare(env, sample)
        figures = {
            "population": sample.population,
            "drawn": sample.picked_count,
            "freeze": freeze,
            "draw": draw,
            "confirm": confirm,
            "everything": freeze + draw + confirm,
            "memory grown": grown,
            "window sort": plain,
            "draw statement": ours,
            "draw : window sort": ours / plain,
        }
        env.cr.rollback()
    return figures


def figures(scale):
    """Yield the lines of the table."""
    found = run(int(1_000_000 * scale))
    drawn = f"{found['drawn']:,} of {found['population']:,} in {STRATA} strata"
    for name in ("freeze", "draw", "confirm"):
        yield Figure(f"{name}, with all that is stored", f"{found[name]:.2f} s")
    yield at_most(
        f"drawing {drawn}",
        f"{found['draw statement']:.3f} s",
        found["draw : window sort"],
        0.25,
        f"1/4 of the window sort of all, {found['window sort']:.3f} s",
    )
    # ``compare`` refuses to go on with another sample.
    yield Figure("draws that gave another sample for the seed", "0")


if __name__ == "__main__":
    import sys

    for name, value in run(*map(float, sys.argv[1:])).items():
        print(f"{name:24} {value:14,.3f}")
