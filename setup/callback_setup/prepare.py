"""The shared pieces every command needs, made under one lock."""

import os

from . import config, lock, odoo_source, pdf, postgres, venv
from .steps import Failure

STEPS = 4


def shared(progress, kind):
    """Return (odoo, virtual environment, database server, font configuration)."""
    config.prepare_home()
    with lock.waiting("setup", "set-up"):
        with progress.step("Odoo 19.0"):
            odoo = odoo_source.locate(progress)
            progress.note(odoo.key if odoo.packaged else str(odoo.python_path))
        with progress.step("Python packages"):
            folder = venv.runtime(odoo)
            libraries = venv.drawing_libraries(folder)
            if libraries:
                os.environ["LD_LIBRARY_PATH"] = libraries
        with progress.step("PDF and Chinese font"):
            python = folder / "bin/python"
            pdf.prepare(python)
            fonts = pdf.fonts()
        with progress.step("PostgreSQL"):
            server = postgres.server(kind)
            if server.embedded:
                progress.note(f"version {server.major}, {server.base / kind}")
            elif not server.environment().get("PGUSER"):
                raise Failure(
                    "PGHOST is set without PGUSER", "name the role: PGUSER=<role>"
                )
    return odoo, folder, server, fonts
