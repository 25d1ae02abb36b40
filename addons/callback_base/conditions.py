# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whether a typed condition can be searched for, found out when it is saved."""

import psycopg2

from odoo.fields import Domain
from odoo.tools import SQL


def check_searchable(model, domain):
    """Raise ValueError when a condition compares what cannot be compared.

    A condition can be well formed and still fail in the search, for example a number
    that is to be above a word. The database plans the search and does not make it.

    The conditions that an addon brings are translated for the database and not planned:
    its tests have shown them to work, and there are many.
    """
    domain = Domain(domain)
    if domain.is_true():
        return  # every record: nothing is compared
    # sudo: nothing is read.
    source = model.sudo().with_context(active_test=False)
    try:
        if model.env.su and model.env.context.get("install_mode"):
            source._search(domain).select()
            return
        with model.env.cr.savepoint(flush=False):
            statement = SQL("EXPLAIN %s", source._search(domain).select())
            model.env.cr.execute(statement, log_exceptions=False)
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        raise ValueError(str(error)) from error
    except (psycopg2.DataError, psycopg2.ProgrammingError) as error:
        raise ValueError(str(error).partition("\n")[0]) from error
