"""Stratified draw of 10 % of 1 000 000 in 16 strata against the window sort.

Usage: bench_sample.py CONNECTION_STRING [ROWS]

Everything is made in temporary tables of that connection. Both statements hash each
member the same way; the plain one ranks all of them, ours those below a threshold.
"""

import sys
from pathlib import Path
from time import perf_counter

import psycopg2

sys.path.insert(0, str(Path(__file__).parents[2] / "addons" / "callback_base"))

from sampling import draw  # noqa: E402

STRATA = 16
SEED = "5eed"
HASH = "hashint8extended(m.res_id::bigint, w.key)"
RANKED = """
    SELECT res_id FROM (
        SELECT c.*, row_number() OVER
            (PARTITION BY stratum_id ORDER BY rank, res_id) AS place
        FROM (
            SELECT m.res_id, m.stratum_id, w.size, {rank} AS rank
            FROM frame m JOIN wanted w ON w.stratum_id = m.stratum_id {where}
        ) AS c
    ) AS ranked WHERE place <= size
"""
PLAIN = RANKED.format(rank=HASH, where="")
OURS = RANKED.format(rank=HASH, where=f"WHERE {HASH} <= w.threshold")


def prepare(cursor, rows):
    """Make the frame and the table of what each stratum owes."""
    cursor.execute(
        "CREATE TEMP TABLE frame AS SELECT n AS res_id, 1 + n %% %s AS stratum_id"
        " FROM generate_series(1, %s) AS n",
        [STRATA, rows],
    )
    cursor.execute(
        "CREATE TEMP TABLE wanted (stratum_id int, size int, key bigint,"
        " threshold bigint)"
    )
    cursor.execute("SELECT stratum_id, count(*) FROM frame GROUP BY 1")
    for stratum, population in cursor.fetchall():
        size = -(-population // 10)
        cursor.execute(
            "INSERT INTO wanted VALUES (%s, %s, %s, %s)",
            [
                stratum,
                size,
                draw.stratum_key(SEED, stratum),
                draw.threshold(size, population),
            ],
        )
    cursor.execute("ANALYZE frame")
    cursor.execute("ANALYZE wanted")


def timed(cursor, statement):
    """Return the seconds of a statement whose result is kept in the server."""
    cursor.execute("DROP TABLE IF EXISTS result")
    start = perf_counter()
    cursor.execute(f"CREATE TEMP TABLE result AS {statement}")
    seconds = perf_counter() - start
    cursor.execute("SELECT res_id FROM result")
    return seconds, draw.picked_digest(number for [number] in cursor)


def main():
    """Print both times of three runs each, the ratio and whether they agree."""
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with psycopg2.connect(sys.argv[1]) as connection, connection.cursor() as cursor:
        prepare(cursor, rows)
        runs = [(timed(cursor, PLAIN), timed(cursor, OURS)) for _run in range(3)]
        connection.rollback()
    plain = min(run[0][0] for run in runs)
    ours = min(run[1][0] for run in runs)
    same = len({digest for run in runs for _seconds, digest in run}) == 1
    print(f"rows {rows}, strata {STRATA}, 10 %")
    print(f"window sort {plain:.3f} s, draw {ours:.3f} s, ratio {ours / plain:.3f}")
    print("identical sample" if same else "DIFFERENT SAMPLES")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
