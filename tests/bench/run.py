"""Runs one benchmark: run.py NAME SCALE; a line of JSON for each figure.

Called by ``./setup/bench`` in Odoo's environment, with a database of its own.
"""

import importlib
import json
import sys

from common import start_odoo


def main(name, scale):
    """Print the figures as they come."""
    start_odoo()  # a benchmark may import from the addons
    for figure in importlib.import_module(f"bench_{name}").figures(float(scale)):
        line = figure._asdict() | {"reached": figure.reached()}
        print("FIGURE", json.dumps(line), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
