"""`./setup/bench`: what the product costs beside the plainest SQL, in one run."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from . import config, lock, prepare, venv
from .server import Instance, end, free_port
from .sql import Sql
from .steps import Failure, Progress, die_with_parent
from .testdb import TestDatabases

NAMES = ("generate", "sweep", "deadline", "sample", "memory", "seal")
NAMES += ("queue", "search", "overdue", "finish", "compliance", "dashboard", "ledger")
NAMES += ("pdf", "scorecard", "proposals", "payslip", "sector", "install")
#: From this share of idle processor time on the figures are worth noting down.
IDLE = 0.9
HELP = f"""usage: ./setup/bench [--scale NUMBER] [{" | ".join(NAMES)}] ...

Measures the product beside the plainest SQL that gives the same rows, in the
same run, and compares the ratio with its goal. Each benchmark has a database of
its own, on the server of ./setup/test, which is dropped afterwards. It sets up
what it needs by itself. The exit code is 0 only if every goal is met.

  ./setup/bench                           everything, about half an hour
  ./setup/bench generate sweep            some of them
  ./setup/bench deadline --scale 0.1      with a tenth of the rows

The goals are meant for the whole size and a machine without other work. Whether
it is idle is looked at before each benchmark and said.

{config.VARIABLES}"""
ANOTHER = "wait for it, or use a state folder of your own: CALLBACK_HOME=<folder>"


def _scale(text):
    """Return the scale of a word of the command line."""
    if not re.fullmatch(r"\d*\.?\d+", text) or not 0 < float(text) <= 10:
        raise Failure(
            f"--scale is {text!r}", "give a number above 0 and up to 10, such as 0.1."
        )
    return float(text)


def _parse(arguments):
    """Return (benchmarks, scale); raises Failure for words that mean nothing."""
    names, scale, words = [], 1.0, list(arguments)
    while words:
        word = words.pop(0)
        if word.startswith("--scale="):
            scale = _scale(word.partition("=")[2])
        elif word == "--scale":
            scale = _scale(words.pop(0) if words else "")
        elif word in NAMES:
            names.append(word)
        else:
            raise Failure(
                f"there is no benchmark {word!r}", f"choose from {', '.join(NAMES)}."
            )
    return names or list(NAMES), scale


def _times():
    """Return (idle, total) of the processors since the machine was started."""
    line = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0]
    numbers = [int(word) for word in line.split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


def _idle(seconds=3):
    """Return which share of the processors' time nothing else uses."""
    idle, total = _times()
    time.sleep(seconds)
    later_idle, later_total = _times()
    return (later_idle - idle) / max(later_total - total, 1)


def _environment(instance, conf, database):
    env = instance.environment(conf)
    env["CALLBACK_BENCH_DB"] = database
    # Some measure through HTTP and start a server of their own.
    env["CALLBACK_BENCH_ODOO"] = str(instance.odoo.launcher)
    return env


def _measure(instance, python, database, name, scale):
    """Run a benchmark in a process of its own; return its figures as dicts."""
    conf = instance.configure("bench", database, free_port())
    script = config.CHECKOUT / "tests" / "bench" / "run.py"
    process = subprocess.Popen(
        [str(python), str(script), name, str(scale)],
        env=_environment(instance, conf, database),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    found = []
    try:
        for line in process.stdout:
            if line.startswith("FIGURE "):
                found.append(json.loads(line.removeprefix("FIGURE ")))
        code = process.wait()
    finally:
        end(process)
        conf.unlink()
    if code or not found:
        raise Failure(
            f"the benchmark {name} ends with code {code}",
            "mend what it says above and start again.",
        )
    return found


def _row(figure):
    """Return the columns of a figure as text."""
    if figure["ratio"] is None:
        return figure["work"], figure["measured"], "", "", ""
    ratio = f"{figure['ratio']:,.4g}"
    sign = {">=": "≥", "<=": "≤"}[figure["sign"]]
    goal = f"{sign} {figure['limit']:,.4g}  {figure['goal']}"
    result = "met" if figure["reached"] else "MISSED"
    return figure["work"], figure["measured"], ratio, result, goal


def _show(name, idle, found):
    """Print the table of a benchmark."""
    rows = [("", "measured", "ratio", "goal is", "goal"), *map(_row, found)]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    words = "" if idle >= IDLE else ": other work disturbs the figures"
    print(f"\n{name}: machine idle to {idle:.0%} before it{words}")
    for work, measured, ratio, result, goal in rows:
        print(
            f"  {work:{widths[0]}}  {measured:>{widths[1]}}  {ratio:>{widths[2]}}"
            f"  {result:{widths[3]}}  {goal}".rstrip(),
            flush=True,
        )


def _bench(progress, names, scale):
    """Prepare everything, measure, and return how many goals were missed."""
    odoo, folder, server, fonts = prepare.shared(progress, "test")
    with lock.waiting("setup", "set-up of the benchmarks"):
        with progress.step("What to compare with"):
            python = venv.peers(folder) / "bin/python"
    missed = 0
    with server:
        instance = Instance(odoo, folder / "bin/python", server, fonts)
        sql = Sql(folder / "bin/python", server)
        databases = TestDatabases(instance, sql, progress, "callback_bench")
        databases.prepare()
        try:
            for number, name in enumerate(names):
                if number:
                    databases.renew()
                idle = _idle()
                with progress.step(f"Benchmark {name}"):
                    found = _measure(instance, python, databases.target, name, scale)
                _show(name, idle, found)
                missed += sum(not figure["reached"] for figure in found)
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, signal.SIG_IGN)
            databases.discard()
    return missed


def main(arguments):
    """Run the benchmarks; 0 if every goal is met, 1 otherwise."""
    if arguments in (["--help"], ["-h"]):
        print(HELP)
        return 0
    names, scale = _parse(arguments)
    config.prepare_home()
    with lock.exclusive("test", "./setup/bench", ANOTHER):
        missed = _bench(Progress(prepare.STEPS + 3 + len(names)), names, scale)
    load = os.getloadavg()[0]
    print(f"\n{os.cpu_count()} processors, scale {scale:g}, load at the end {load:.1f}")
    print(f"{missed} goals missed" if missed else "Every goal is met.")
    return 1 if missed else 0
