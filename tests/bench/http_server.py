"""A server of the product for benchmarks: two workers, real sessions."""

import configparser
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2] / "setup"))

from callback_setup.server import end  # noqa: E402
from callback_setup.steps import die_with_parent  # noqa: E402

WORKERS = 2
PATIENCE = 120


def _port():
    conf = configparser.ConfigParser(interpolation=None)
    conf.read(os.environ["ODOO_RC"], encoding="utf-8")
    return conf.getint("options", "http_port")


@contextmanager
def server():
    """Serve the benchmark's database; gives the address."""
    address = f"http://127.0.0.1:{_port()}"
    process = subprocess.Popen(
        [
            *(sys.executable, os.environ["CALLBACK_BENCH_ODOO"]),
            *("-c", os.environ["ODOO_RC"], f"--workers={WORKERS}"),
            *("--max-cron-threads=0", "--log-level=error", f"--gevent-port={_spare()}"),
            # A server without work at night, as the cron jobs would disturb.
            "--limit-time-real=600",
        ],
        stdout=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    try:
        _wait(address, process)
        yield address
    finally:
        end(process)


def _spare():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address, process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(f"{address}/web/health", timeout=5).read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


class Client:
    """A logged-in caller; one connection, as a browser keeps it."""

    def __init__(self, address, login, password):
        import http.client

        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self.address = address
        database = os.environ["CALLBACK_BENCH_DB"]
        request = self._request(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )
        with self.opener.open(request) as answer:
            self.user = json.load(answer)["result"]["uid"]
        cookie = "; ".join(f"{c.name}={c.value}" for c in self.cookies)
        self.headers = {"Content-Type": "application/json", "Cookie": cookie}
        self.connection = http.client.HTTPConnection(
            address.removeprefix("http://"), timeout=PATIENCE
        )

    def _request(self, path, params):
        return urllib.request.Request(
            self.address + path,
            json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )

    def call(self, model, method, *args, **kwargs):
        """Call a method as the web client does; return (seconds, result)."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
        path = f"/web/dataset/call_kw/{model}/{method}"
        start = perf_counter()
        self.connection.request("POST", path, body, self.headers)
        with self.connection.getresponse() as response:
            data = response.read()
        seconds = perf_counter() - start
        answer = json.loads(data)
        assert "error" not in answer, answer["error"]["data"]["debug"]
        return seconds, answer["result"]

    def has_group(self):
        """The cheapest question a client asks: the floor of every other one."""
        return self.call("res.users", "has_group", [self.user], "base.group_user")[0]


def measure(work, times):
    """Return the sorted seconds of a work repeated, the first few left out."""
    for _warm in range(10):
        work()
    return sorted(work() for _time in range(times))


def interleaved(times, *works):
    """Return the sorted seconds of works done in turn, so that all meet the same."""
    for _warm in range(10):
        for work in works:
            work()
    found = [[] for _work in works]
    for _time in range(times):
        for seconds, work in zip(found, works, strict=True):
            seconds.append(work())
    return [sorted(seconds) for seconds in found]


def together(works, times):
    """Return the sorted seconds of works, each repeated in a thread of its own."""
    found, barrier = [], Barrier(len(works))

    def run(work):
        work()
        barrier.wait()
        found.extend([work() for _time in range(times)])

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(works) * times
    return sorted(found)


def median(seconds):
    """Return the median."""
    return statistics.median(seconds)


def p95(seconds):
    """Return the 95th percentile of sorted seconds."""
    return seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
