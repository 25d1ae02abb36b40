"""What a worker holds in memory while a plan makes 100 000, 300 000, 1 000 000.

The resident set of this process is looked at every 20 milliseconds: the peak above
what it was before the first plan, and whether it grows with the number of callbacks.
"""

import gc
import threading
from pathlib import Path

from bench_generate import make_plan
from common import (
    Figure,
    at_most,
    environment,
    make_customers,
    make_people,
    make_points,
)

SIZES = (100_000, 300_000, 1_000_000)
#: Generated before anything is measured: loads what a worker has loaded for good.
WARM = 1_000
EVERY = 0.02
LIMIT = 100
SPREAD = 20
STATUS = Path("/proc/self/status")


def resident():
    """Return the megabytes of this process that are in memory now."""
    for line in STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"{STATUS} has no VmRSS")


class Peak:
    """The highest resident set while the block runs."""

    def __enter__(self):
        self.megabytes = resident()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def _watch(self):
        while not self.done.wait(EVERY):
            self.megabytes = max(self.megabytes, resident())

    def __exit__(self, *_error):
        self.done.set()
        self.thread.join()
        self.megabytes = max(self.megabytes, resident())


def make_coverage(env, units, prefix):
    """Return a plan that calls every supply point whose number begins so."""
    return make_plan(
        env,
        units,
        trigger="coverage",
        period="month",
        domain=f"[('name', '=like', '{prefix}%')]",
        strata_method="none",
        stratum_field=False,
        sample_rate=0,
    )


def run(sizes):
    """Return (idle megabytes, dict size → peak megabytes above it)."""
    peaks = {}
    with environment() as env:
        units = make_people(env)
        customers = make_customers(env, 50_000)
        plans = {}
        for size in (WARM, *sizes):
            prefix = f"M{size}N"
            plans[size] = make_coverage(env, units, prefix)
            make_points(env, size, customers, units, prefix)
            env.cr.commit()
        assert plans.pop(WARM).action_generate() == WARM
        env.invalidate_all()
        gc.collect()
        idle = resident()
        for size, plan in plans.items():
            with Peak() as peak:
                made = plan.action_generate()
            assert made == size, made
            peaks[size] = peak.megabytes - idle
    return idle, peaks


def figures(scale):
    """Yield the lines of the table."""
    idle, peaks = run([int(size * scale) for size in SIZES])
    yield Figure("worker before", f"{idle:,.0f} MB")
    for size, grown in peaks.items():
        yield at_most(
            f"peak above it, {size:,} callbacks",
            f"{grown:,.1f} MB",
            grown,
            LIMIT,
            "MB above the idle worker",
        )
    first, *_rest, last = peaks
    yield at_most(
        f"more at {last:,} than at {first:,}",
        f"{peaks[last] - peaks[first]:,.1f} MB",
        peaks[last] - peaks[first],
        SPREAD,
        "MB: flat in the number of callbacks",
    )
