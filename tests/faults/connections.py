# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Real connections and commits on the database of the test run."""

import os
import threading

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying

#: How a recording begins; what follows is its sound.
SOUND = b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0data"


def database():
    """Return the registry of the test database."""
    return Registry(os.environ["CALLBACK_TEST_DB"])


def in_transaction(work, user=SUPERUSER_ID):
    """Run ``work(env)`` as a request would: one transaction, retried, committed."""
    with database().cursor() as cr:
        env = api.Environment(cr, user, {})
        result = retrying(lambda: work(env), env)
        cr.commit()
        return result


def outcomes(*works):
    """Run the works in threads that start together.

    :returns: list of (result, error), one of both is None
    """
    barrier = threading.Barrier(len(works))
    found = [None] * len(works)

    def run(index, work):
        barrier.wait()
        try:
            found[index] = (in_transaction(work), None)
        except Exception as error:
            found[index] = (None, error)

    threads = [
        threading.Thread(target=run, args=(index, work))
        for index, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def at_once(*works):
    """Run the works in threads that start together; return their results."""
    found = outcomes(*works)
    errors = [error for _result, error in found if error]
    assert not errors, errors
    return [result for result, _error in found]
