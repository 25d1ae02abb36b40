# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements that freeze a frame, leave documents out and compute its digest.

None of them depends on what the server knows of the tables: what was frozen a moment
ago is in no statistics yet. Hence set operations and full joins, which are always
hashed or sorted, where a plain join might become a loop over a million rows.
"""

import json

from odoo.tools import SQL

from ..sampling import draw

#: How many members a stored array holds at most, so that single values stay moderate.
CHUNK = 50000
GATHERED = SQL.identifier("callback_sample_gathered")
MEMBERS = SQL("callback_sample_frame f CROSS JOIN LATERAL unnest(f.ids) AS u (id)")


def gather(population, query, field):
    """Return the statement that gathers a population by the values of a field.

    It reads the population once, into a table that lasts until it is dropped.
    """
    return SQL(
        "CREATE TEMP TABLE %s ON COMMIT DROP AS SELECT value, array_agg(id) AS ids"
        " FROM (%s) AS frame GROUP BY value",
        GATHERED,
        query.select(_number(query), _value(population, query, field)),
    )


def values():
    """Return the statement that lists the values of the gathered population."""
    return SQL("SELECT value FROM %s ORDER BY value", GATHERED)


def count_values(population, query, field):
    """Return the statement that counts the members of each value of a field."""
    return SQL(
        "SELECT value, count(*) FROM (%s) AS frame GROUP BY value",
        query.select(_value(population, query, field)),
    )


def count_conditions(query, conditions):
    """Return the statement that counts the first condition that each member meets.

    :param conditions: ``SQL`` on ``query`` in order; the first has the number 0
    """
    cases = [
        SQL("WHEN %s THEN %s", condition, number)
        for number, condition in enumerate(conditions)
    ]
    return SQL(
        "SELECT place, count(*) FROM (%s) AS frame GROUP BY place",
        query.select(SQL("CASE %s END AS place", SQL(" ").join(cases))),
    )


def freeze_values(sample):
    """Return the statement that freezes the gathered population."""
    return _freeze(
        sample,
        SQL(
            "SELECT s.id AS stratum_id, g.ids FROM %s AS g"
            " JOIN callback_sample_stratum s ON s.sample_id = %s AND s.key = g.value",
            GATHERED,
            sample.id,
        ),
    )


def forget():
    """Return the statement that drops the gathered population."""
    return SQL("DROP TABLE %s", GATHERED)


def freeze_conditions(sample, query, strata, conditions):
    """Return the statement that freezes strata with a condition each.

    A document that meets several of them belongs to the first of these strata. The
    statement gives the number of those that meet none.

    :param conditions: ``SQL`` on ``query``, in the order of ``strata``
    """
    cases = [
        SQL("WHEN %s THEN %s", condition, stratum.id)
        for stratum, condition in zip(strata, conditions, strict=True)
    ]
    frame = query.select(
        _number(query), SQL("CASE %s END AS stratum_id", SQL(" ").join(cases))
    )
    return _freeze(
        sample,
        SQL(
            "SELECT stratum_id, array_agg(id) AS ids FROM (%s) AS frame"
            " GROUP BY stratum_id",
            frame,
        ),
    )


def _freeze(sample, groups):
    """Return the statement that stores unsorted arrays as the chunks of a frame.

    It gives the number of documents in the array without a stratum.
    """
    return SQL(
        "WITH g AS MATERIALIZED (%(groups)s), stored AS ("
        "INSERT INTO callback_sample_frame (sample_id, stratum_id, number, ids)"
        " SELECT %(sample)s, b.stratum_id, n,"
        " b.ids[n * %(chunk)s + 1 : (n + 1) * %(chunk)s] FROM ("
        "SELECT g.stratum_id,"
        " (SELECT array_agg(x ORDER BY x) FROM unnest(g.ids) AS x) AS ids"
        " FROM g WHERE g.stratum_id IS NOT NULL OFFSET 0) AS b"
        " CROSS JOIN LATERAL generate_series(0, (cardinality(b.ids) - 1) / %(chunk)s)"
        " AS n) SELECT coalesce(sum(cardinality(ids)), 0)::int4"
        " FROM g WHERE stratum_id IS NULL",
        sample=sample.id,
        chunk=CHUNK,
        groups=groups,
    )


def counts(sample):
    """Return the statement that counts frame, excluded and drawn of each stratum."""
    return SQL(
        "SELECT s.id, (SELECT coalesce(sum(cardinality(f.ids)), 0)::int4"
        " FROM callback_sample_frame f"
        " WHERE f.stratum_id = s.id AND f.sample_id = s.sample_id),"
        " coalesce(m.excluded, 0), coalesce(m.picked, 0)"
        " FROM callback_sample_stratum s LEFT JOIN ("
        "SELECT stratum_id, count(exclusion) AS excluded,"
        " count(*) FILTER (WHERE is_picked) AS picked"
        " FROM callback_sample_member WHERE sample_id = %(sample)s"
        " GROUP BY stratum_id) AS m ON m.stratum_id = s.id"
        " WHERE s.sample_id = %(sample)s",
        sample=sample.id,
    )


def frame_digest(sample):
    """Return the statement of ``draw.frame_digest`` for the stored frame."""
    strata = SQL(
        "SELECT %s || ' ' || %s AS line FROM callback_sample_frame f"
        " JOIN callback_sample_stratum s ON s.id = f.stratum_id"
        " WHERE f.sample_id = %s GROUP BY s.id",
        sha256(SQL("coalesce(s.key, '')")),
        sha256(SQL("string_agg(array_to_string(f.ids, ' '), ' ' ORDER BY f.number)")),
        sample.id,
    )
    text = SQL(
        "concat_ws(%(newline)s, %(version)s, (SELECT string_agg("
        'line, %(newline)s ORDER BY line COLLATE "C") FROM (%(strata)s) AS strata),'
        " array_to_string(ARRAY(SELECT res_id FROM callback_sample_member"
        " WHERE sample_id = %(sample)s AND exclusion IS NOT NULL ORDER BY res_id),"
        " ' '))",
        newline="\n",
        version=draw.FRAME_VERSION,
        strata=strata,
        sample=sample.id,
    )
    return SQL("SELECT %s", sha256(text))


def left_out(sample, day):
    """Return the statement that finds what the sample's rule leaves out on a day."""
    return SQL(
        "SELECT res_id, reason FROM callback_exclusion WHERE rule_id = %s"
        " AND company_id = %s AND state = 'approved'"
        " AND (date_to IS NULL OR date_to >= %s) ORDER BY id",
        sample.rule_id.id,
        sample.company_id.id,
        day,
    )


def located(sample, numbers):
    """Return the statement that finds which of some documents the frame holds."""
    return SQL(
        "SELECT u.id FROM %s WHERE f.sample_id = %s AND u.id = ANY(%s::int4[])",
        MEMBERS,
        sample.id,
        list(numbers),
    )


def exclude(sample, reasons):
    """Return the statement that leaves out those documents that the frame holds.

    :param reasons: dict document number → why it is left out
    """
    return SQL(
        "INSERT INTO callback_sample_member"
        " (sample_id, stratum_id, res_id, is_picked, exclusion)"
        " SELECT f.sample_id, f.stratum_id, u.id, false, %s::jsonb ->> u.id::text"
        " FROM %s WHERE f.sample_id = %s AND u.id = ANY(%s::int4[])"
        " ON CONFLICT (sample_id, res_id) DO UPDATE SET exclusion = EXCLUDED.exclusion",
        json.dumps(reasons),
        MEMBERS,
        sample.id,
        list(reasons),
    )


def sha256(text):
    """Return SQL for the digest of a text in hexadecimal digits."""
    return SQL("encode(sha256(convert_to(%s, 'UTF8')), 'hex')", text)


def _number(query):
    return SQL("%s AS id", SQL.identifier(query.table, "id"))


def _value(population, query, field):
    return SQL(
        "coalesce((%s)::text, '') AS value",
        population._field_to_sql(query.table, field, query),
    )
