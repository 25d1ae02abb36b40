"""Set-up of Callback: Odoo 19, PostgreSQL and the browser in a private folder.

Standard library only, because it runs before anything is installed.
"""
