"""`./setup/lint`: ruff, pylint-odoo, XML and translation files."""

import os
import subprocess
from pathlib import Path

from . import config, lock, venv
from .steps import Progress

# Matters of taste that the house style decides otherwise.
OCA_OFF = "--disable=xml-header-wrong,xml-field-numeric-without-eval,prefer-readme-rst"
#: Checks of pylint-odoo that contradict the house style: a long model is split into
#: files by what they are about, and an addon may extend Odoo's own import screen.
NOT_OURS = ["--disable=consider-merging-classes-inherited,no-wizard-in-models"]

HELP = """usage: ./setup/lint [--fix]

Checks the repository: ruff (rules and format, ruff.toml), pylint-odoo
(.pylintrc), OCA's checks of addons, the README.md of each addon against its
manifest and readme/*.md, well-formed XML, complete translations. That the .pot
files agree with the code is checked by ./setup/test, which has a database.

  --fix   first let ruff mend and format what it can and write the READMEs"""


def _folders():
    names = ("addons", "setup", "tests")
    return [name for name in names if (config.CHECKOUT / name).is_dir()]


def _script(name):
    return Path(__file__).with_name(f"{name}.py")


def _checks(tools, fix):
    """Yield (title, command) of each check, in order."""
    program, root = tools / "bin", [config.CHECKOUT]
    if fix:
        mend = [program / "ruff", "check", "--fix", "--exit-zero", "--no-cache"]
        yield "ruff, mending", [*mend, *_folders()]
        yield (
            "ruff, formatting",
            [
                program / "ruff",
                "format",
                "--no-cache",
                *_folders(),
            ],
        )
        yield (
            "READMEs, writing",
            [program / "python", _script("readme"), *root, "--fix"],
        )
    yield "ruff", [program / "ruff", "check", "--no-cache", *_folders()]
    words = ["format", "--check", "--no-cache", *_folders()]
    yield "ruff format", [program / "ruff", *words]
    addons = [f"addons/{name}" for name in config.own_addons()]
    if addons:
        words = [f"--rcfile={config.CHECKOUT / '.pylintrc'}", *NOT_OURS, *addons]
        yield "pylint-odoo", [program / "pylint", *words]
        yield "OCA addon checks", [program / "oca-checks-odoo-module", OCA_OFF, *addons]
    yield "READMEs", [program / "python", _script("readme"), *root]
    checker = _script("check_files")
    yield "XML and translations", [program / "python", checker, *root]


def main(arguments):
    """Run every check, show the findings of all, return 1 when there are any."""
    if arguments not in ([], ["--fix"]):
        print(HELP)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    config.prepare_home()
    with lock.waiting("setup", "set-up of the linters"):
        with Progress(1).step("Lint tools"):
            tools = venv.development()
    env = dict(os.environ, PATH=f"{tools / 'bin'}:{os.environ.get('PATH', '')}")
    env.pop("PYTHONPATH", None)
    failed = []
    for title, command in _checks(tools, bool(arguments)):
        result = subprocess.run(
            [str(word) for word in command],
            cwd=config.CHECKOUT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(f"{title}: {'findings' if result.returncode else 'clean'}", flush=True)
        if result.returncode:
            failed.append(title)
            print(result.stdout.rstrip(), flush=True)
    print(f"Lint: {', '.join(failed)}" if failed else "Lint: clean")
    return 1 if failed else 0
