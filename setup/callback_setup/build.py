"""Building databases: install or upgrade addons, watch the log, finish up.

A database is built under a temporary name and renamed when it is whole, so a
killed build never leaves half a database behind.
"""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import config
from .server import end, free_port
from .steps import Failure

CORE = ["payroll", "queue_job", "report_xlsx"]
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
SERIOUS = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")
FINISH = Path(__file__).with_name("odoo_finish.py")
#: Its demo data change the company's currency and bring invoices: it gets none. Odoo
#: loads those of an addon only if all that it depends on have theirs; ours on top of
#: it get them when the database is finished.
ACCOUNTING, BELOW = frozenset({"account", "hr_expense"}), "analytic"
QUIET = "UPDATE ir_module_module SET demo = FALSE WHERE name = %s"


def addons_hash(names, folder=config.ADDONS):
    """Return a key over what an installed database depends on (not tests)."""
    total = hashlib.sha256()
    skipped = {"tests", "__pycache__", "readme", "README.md"}
    for name in names:
        for path in sorted((folder / name).rglob("*")):
            parts = path.relative_to(folder).parts
            if path.is_file() and not skipped & set(parts):
                total.update("/".join(parts).encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:16]


def core_dependencies(names, folder=config.ADDONS):
    """Return what our addons depend on outside this repository."""
    found = set(CORE)
    for name in names:
        text = (folder / name / "__manifest__.py").read_text(encoding="utf-8")
        found |= set(ast.literal_eval(text).get("depends", []))
    return sorted(found - set(names))


def split_account(names, folder=config.ADDONS):
    """Return (names without account and what depends on it, the others)."""
    quiet = [
        name
        for name in names
        if name in ACCOUNTING
        or (folder / name).exists()
        and not ACCOUNTING.isdisjoint(core_dependencies([name], folder))
    ]
    return [name for name in names if name not in quiet], quiet


def install_with_demo(instance, sql, database, names, progress, what, *, log):
    """Install addons with their demo data, but account and what needs it without."""
    loud, quiet = split_account(names)
    loud = [*loud, *([BELOW] if quiet else [])]
    install(instance, database, loud, progress, what, log=log)
    if quiet:
        sql.run(database, [QUIET, [BELOW]])
        install(instance, database, quiet, progress, what, log=log, keep=True)


def watch(instance, conf, words, log, progress, what, *, keep=False):
    """Run Odoo with its log in a file, showing which module it is at.

    :param keep: add to the log that is there
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a" if keep else "w", encoding="utf-8") as copy:
        process = instance.popen(
            conf,
            *words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        try:
            for line in process.stdout:
                copy.write(line)
                at = LOADING.search(line)
                if at:
                    progress.show(f"{what}: {at[1]} ({at[2]} of {at[3]})")
            code = process.wait()
        finally:
            end(process)
    if code:
        text = log.read_text(encoding="utf-8", errors="replace")
        tail = "\n".join(line for line in text.splitlines() if " INFO " not in line)
        raise Failure(
            f"{what}: Odoo stopped with code {code}",
            f"read {log}; mend the addon it names and start again.",
            tail,
        )


def complaints(log, names):
    """Return log lines above INFO that come from or speak of our addons."""
    wanted = re.compile("|".join(map(re.escape, names)) or "$^")
    text = log.read_text(encoding="utf-8", errors="replace")
    blocks = re.split(r"\n(?=\d{4}-\d\d-\d\d )", text)
    return [b for b in blocks if SERIOUS.match(b) and wanted.search(b)]


def install(
    instance,
    database,
    names,
    progress,
    what,
    *,
    log,
    mode="-i",
    demo=True,
    keep=False,
):
    """Install (or upgrade) addons into an existing database."""
    conf = instance.configure(f"build-{os.getpid()}", database, free_port())
    words = [mode, ",".join(names), "--stop-after-init", "--no-http"]
    if mode == "-i":
        words += ["--load-language=zh_CN", *(["--with-demo"] if demo else [])]
    elif mode == "-u":
        words += ["--i18n-overwrite"]
    try:
        watch(instance, conf, words, log, progress, what, keep=keep)
    finally:
        conf.unlink()


def shell(instance, database, script, request, what):
    """Run a script in Odoo's shell; return the JSON of its last line."""
    conf = instance.configure(f"shell-{os.getpid()}", database, free_port())
    environment = instance.environment(conf)
    environment["CALLBACK_REQUEST"] = json.dumps(request)
    try:
        result = subprocess.run(
            instance.command("shell", "--no-http", "--log-level=warn"),
            env=environment,
            input=script.read_text(encoding="utf-8"),
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        conf.unlink()
    found = re.search(r"^CALLBACK-DONE (.*)$", result.stdout, re.M)
    if not found:
        raise Failure(f"{what} fails", "start again with --reset.", result.stderr)
    return json.loads(found[1])


def finish(instance, database, port):
    """Demo data on accounting, language, users and address of a new database."""
    logins = json.loads((config.SETUP / "logins.json").read_text(encoding="utf-8"))
    request = {
        "addons": config.own_addons(),
        "logins": logins,
        "url": f"http://127.0.0.1:{port}",
    }
    found = shell(instance, database, FINISH, request, "setting up users and language")
    if found["demo_failures"]:
        raise Failure(
            "demo data does not load: " + ", ".join(found["demo_failures"]),
            "mend the demo file the build log names.",
        )
    return found


def copy_files(source, target):
    """Give `target` the attachments of `source`, by hard links where possible."""
    for folder, _folders, files in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        for name in files:
            if not (place / name).exists():
                try:
                    os.link(Path(folder, name), place / name)
                except OSError:
                    shutil.copy2(Path(folder, name), place / name)


def adopt(instance, sql, temporary, database):
    """Give a finished database its name, replacing an older one of that name."""
    target = instance.filestore(database)
    existing = database in sql.databases()
    if not existing:
        shutil.rmtree(target, ignore_errors=True)
    copy_files(instance.filestore(temporary), target)
    renames = [f'ALTER DATABASE "{temporary}" RENAME TO "{database}"']
    if existing:
        renames.insert(0, f'ALTER DATABASE "{database}" RENAME TO "{temporary}__old"')
    sql.run("postgres", *renames)
    discard(instance, sql, temporary)


def discard(instance, sql, temporary):
    """Remove what a build, finished or interrupted, left under temporary names."""
    sql.drop(temporary)
    sql.drop(f"{temporary}__old")
    shutil.rmtree(instance.filestore(temporary), ignore_errors=True)
