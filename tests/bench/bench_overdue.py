"""The sweep for missed limits over 1 000 000 late callbacks, beside one UPDATE.

The UPDATE marks the same rows of the same table, as a system without breach records
would: one statement, its indexes and checks included.
"""

from callbacks import grow, make_model, make_world
from common import Figure, at_least, environment, timed

from odoo import fields

SIZE = 1_000_000
LIMIT = 0.7
LATE = "deadline < %s AND on_time IS NOT TRUE AND state <> 'cancelled'"
now = fields.Datetime.now


def figures(scale):
    """Yield the lines of the table."""
    size = max(500, int(SIZE * scale))
    with environment() as env:
        units, customers = make_world(env, max(1_000, size // 10))
        # What the demo data holds late is noted before, and updated with the others.
        env["callback.record"]._sweep_overdue(fields.Datetime.now())
        env.cr.execute("SELECT count(*) FROM callback_record WHERE " + LATE, [now()])
        [before] = env.cr.fetchone()
        model = make_model(env, customers, units)
        grow(env, model, 1, size, customers, units, late=True)
        moment = now()
        breach = env["callback.breach"]
        record = env["callback.record"]
        known = breach.search_count([])
        env.cr.execute("CHECKPOINT")

        def sweep():
            found = record._sweep_overdue(moment)
            env.cr.commit()
            return found

        def update():
            env.cr.execute(
                "UPDATE callback_record SET write_date = now() AT TIME ZONE 'UTC'"
                " WHERE " + LATE,
                [moment],
            )
            found = env.cr.rowcount
            env.cr.commit()
            return found

        swept, found = timed(sweep)
        assert found >= size - 1, found
        assert breach.search_count([]) == known + found
        nothing, again = timed(sweep)
        assert again == 0, again
        updated, rows = timed(update)
        assert rows == before + found, (rows, before, found)
        yield Figure(f"{found:,} late: one UPDATE", f"{updated:.2f} s")
        yield Figure(f"{found:,} late: sweep again, nothing new", f"{nothing:.2f} s")
        yield at_least(
            f"{found:,} late: sweep",
            f"{swept:.2f} s",
            updated / swept,
            LIMIT,
            f"{LIMIT} × the speed of one UPDATE of the same rows",
        )
