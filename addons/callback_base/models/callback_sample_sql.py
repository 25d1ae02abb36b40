# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements that freeze a frame and draw from it in mass."""

from odoo.tools import SQL

from ..sampling import draw

MEMBER_RANK = SQL("hashint8extended(m.res_id::bigint, w.key)")
FRAME = SQL(
    "FROM callback_sample_member m JOIN callback_sample_stratum s"
    " ON s.id = m.stratum_id WHERE m.sample_id = "
)


def values(population, query, field):
    """Return the statement that counts the members of each value of a field."""
    return SQL(
        "SELECT value, count(*) FROM (%s) AS frame GROUP BY value ORDER BY value",
        query.select(_value(population, query, field)),
    )


def freeze_values(sample, population, query, field):
    """Return the statement that freezes a population by the values of a field."""
    frame = query.select(
        SQL("%s AS id", SQL.identifier(query.table, "id")),
        _value(population, query, field),
    )
    return SQL(
        "INSERT INTO callback_sample_member (sample_id, stratum_id, res_id, is_picked)"
        " SELECT %s, s.id, frame.id, false FROM (%s) AS frame"
        " JOIN callback_sample_stratum s ON s.sample_id = %s AND s.key = frame.value",
        sample.id,
        frame,
        sample.id,
    )


def freeze_query(stratum, query):
    """Return the statement that freezes what no earlier stratum holds."""
    return SQL(
        "INSERT INTO callback_sample_member (sample_id, stratum_id, res_id, is_picked)"
        " SELECT %s, %s, frame.id, false FROM (%s) AS frame"
        " ON CONFLICT (sample_id, res_id) DO NOTHING",
        stratum.sample_id.id,
        stratum.id,
        query.select(SQL("%s AS id", SQL.identifier(query.table, "id"))),
    )


def counts(sample):
    """Return the statement that counts the members of each stratum."""
    return SQL(
        "SELECT stratum_id, count(*), count(exclusion),"
        " count(*) FILTER (WHERE is_picked)"
        " FROM callback_sample_member WHERE sample_id = %s GROUP BY stratum_id",
        sample.id,
    )


def leave_out(sample, day):
    """Return the statement that marks what the sample's rule leaves out on a day."""
    return SQL(
        "UPDATE callback_sample_member SET exclusion = e.reason"
        " FROM callback_exclusion e WHERE callback_sample_member.sample_id = %s"
        " AND e.res_id = callback_sample_member.res_id AND e.rule_id = %s"
        " AND e.state = 'approved' AND (e.date_to IS NULL OR e.date_to >= %s)",
        sample.id,
        sample.rule_id.id,
        day,
    )


def frame_digest(sample):
    """Return the statement of ``draw.frame_digest`` for the stored frame."""
    return SQL(
        "SELECT encode(sha256(convert_to(coalesce(string_agg(m.res_id || '|' ||"
        " coalesce(s.key, '')"
        " || '|' || (m.exclusion IS NOT NULL)::int, %s ORDER BY m.res_id), ''),"
        " 'UTF8')), 'hex') %s %s",
        "\n",
        FRAME,
        sample.id,
    )


def picks(sample, ranked):
    """Return the statement that marks the ranked members as drawn."""
    return SQL(
        "UPDATE callback_sample_member SET is_picked = true"
        " FROM (%s) AS ranked WHERE callback_sample_member.id = ranked.id",
        ranked,
    )


def drawn(sample, seed, algorithm, everyone=False):
    """Return the statement that finds the members to draw.

    Only members below the threshold of their stratum are ranked, unless
    ``everyone`` says so: then the result is complete in any case.
    """
    # Numbers go as text: the lowest one cannot be written as a literal.
    rows = [
        SQL(
            "(%s, %s, %s::bigint, %s::bigint)",
            stratum.id,
            stratum.size,
            str(draw.stratum_key(seed, stratum.key or "", algorithm)),
            str(
                draw.HIGHEST
                if everyone
                else draw.threshold(
                    stratum.size, stratum.population - stratum.excluded_count
                )
            ),
        )
        for stratum in sample.stratum_ids
        if stratum.size
    ] or [SQL("(0, 0, 0::bigint, 0::bigint)")]
    return SQL(
        "SELECT id, res_id, rank FROM ("
        " SELECT c.*, row_number() OVER"
        " (PARTITION BY stratum_id ORDER BY rank, res_id) AS place FROM ("
        " SELECT m.id, m.res_id, m.stratum_id, w.size, %(rank)s AS rank"
        " FROM callback_sample_member m"
        " JOIN (VALUES %(rows)s) AS w (stratum_id, size, key, threshold)"
        " ON w.stratum_id = m.stratum_id"
        " WHERE m.sample_id = %(sample)s AND m.exclusion IS NULL"
        " AND %(rank)s <= w.threshold) AS c) AS ranked WHERE place <= size",
        rank=MEMBER_RANK,
        rows=SQL(", ").join(rows),
        sample=sample.id,
    )


def assign_splits(sample, ranked, splits):
    """Return the statement that gives the drawn members their methods by rank."""
    start, rows = 0, []
    for split in splits:
        rows.append(SQL("(%s, %s, %s)", split.id, start, start + split.size))
        start += split.size
    return SQL(
        "UPDATE callback_sample_member SET split_id = w.split_id FROM ("
        " SELECT id, row_number() OVER (ORDER BY rank, res_id) AS place"
        " FROM (%s) AS ranked) AS p"
        " JOIN (VALUES %s) AS w (split_id, after, upto)"
        " ON p.place > w.after AND p.place <= w.upto"
        " WHERE callback_sample_member.id = p.id",
        ranked,
        SQL(", ").join(rows),
    )


def _value(population, query, field):
    return SQL(
        "coalesce((%s)::text, '') AS value",
        population._field_to_sql(query.table, field, query),
    )
