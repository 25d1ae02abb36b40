# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The stand-alone verifier finds in an export what ``verify_chain`` finds inside.

The verifier belongs to the checkout, not to the addon, and so do its tests.
"""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.addons.callback_base.tests.archive_tampering import (
    TAMPERINGS,
    ArchiveTampering,
)
from odoo.addons.callback_base.tests.archive_tampering_register import (
    REGISTER,
    ArchiveTamperingRegister,
)

VERIFIER = (
    Path(__file__).resolve().parents[2] / "setup/callback_setup/verify_archive.py"
)


def load_verifier():
    """Return the verifier as a module."""
    spec = importlib.util.spec_from_file_location("verify_archive", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestVerifier(ArchiveTampering):
    """Exports whole and broken, checked outside (BASE-23)."""

    def test_nothing_is_found_before(self):
        result = load_verifier().verify(self._export())
        self.assertEqual(result["broken"], [])
        self.assertEqual(
            result["checked"], self.env["callback.archive"].search_count([])
        )

    def test_each_tampering_is_found_and_located(self):
        verify, found = load_verifier().verify, set()
        for name, file, _words in self._tampered():
            broken = verify(self._export())["broken"]
            self.assertIn(file, {line["archive"] for line in broken}, broken)
            found.add(name)
        self.assertEqual(found, set(TAMPERINGS))

    def test_the_verifier_runs_with_python_alone(self):
        """No Odoo, no package: exit codes, a noted seal, an unreadable export."""
        with tempfile.NamedTemporaryFile(suffix=".zip") as export:
            export.write(self._export().read())
            export.flush()
            noted = f"{self.three.name}:{self.three.digest}"
            for anchor, code in ((noted, 0), (f"{self.three.name}:{'0' * 64}", 1)):
                done = self._run("--anchor", anchor, export.name)
                self.assertEqual(done.returncode, code, done.stdout)
            self.assertIn(f"{self.three.name}: it does not have", done.stdout)
            self.assertEqual(self._run("--anchor", "x", export.name).returncode, 2)
        self.assertEqual(self._run(str(VERIFIER)).returncode, 2)

    def _run(self, *arguments):
        return subprocess.run(
            [sys.executable, "-I", "-S", str(VERIFIER), *arguments],
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8"},
        )


class TestVerifierRegister(ArchiveTamperingRegister):
    """Further classes and legal holds laid down after sealing (BASE-21, BASE-23)."""

    def test_each_tampering_is_found_and_located(self):
        verify, found = load_verifier().verify, set()
        self.assertEqual(verify(self._export())["broken"], [])
        for name, file, _words in self._tampered():
            broken = verify(self._export())["broken"]
            self.assertTrue(broken, name)
            if file not in ("chain", "company"):
                self.assertIn(file, {line["archive"] for line in broken}, broken)
            found.add(name)
        self.assertEqual(found, set(REGISTER))
