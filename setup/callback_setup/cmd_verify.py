"""`./setup/verify`: checks an exported archive without Odoo."""

from .verify_archive import main

__all__ = ["main"]
