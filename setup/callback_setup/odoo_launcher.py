"""Launcher for an Odoo that came as a Python package without odoo-bin."""

import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
