# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements that draw from a frozen frame in mass, store and compare the draw."""

from odoo.tools import SQL

from ..sampling import draw
from .callback_sample_frame_sql import sha256

RANK = SQL("hashint8extended(res_id::bigint, w.key)")


def has_excluded(sample):
    """Return the statement that tells whether anybody was left out of the frame."""
    return SQL(
        "SELECT EXISTS (SELECT 1 FROM callback_sample_member"
        " WHERE sample_id = %s AND exclusion IS NOT NULL)",
        sample.id,
    )


def wanted(sample, seed, algorithm, everyone):
    """Return SQL for the table ``w``: size, key and threshold of each stratum.

    :param everyone: rank all members, so that the draw is complete in any case
    """
    rows = []
    for stratum in sample.stratum_ids.filtered("size"):
        members = stratum.population - stratum.excluded_count
        limit = draw.threshold(stratum.size, members)
        rows.append(
            # Numbers go as text: the lowest one cannot be written as a literal.
            SQL(
                "(%s, %s, %s::bigint, %s::bigint)",
                stratum.id,
                stratum.size,
                str(draw.stratum_key(seed, stratum.key or "", algorithm)),
                str(draw.HIGHEST if everyone else limit),
            )
        )
    rows = rows or [SQL("(0, 0, 0::bigint, 0::bigint)")]
    return SQL(
        "(VALUES %s) AS w (stratum_id, size, key, threshold)", SQL(", ").join(rows)
    )


def drawn(sample, wanted, has_excluded):
    """Return the statement that finds the members to draw: stratum, number, rank.

    Each member is hashed once; only those below the threshold of their stratum are
    sorted, stratum by stratum, which is faster than one sort with the strata in it.
    """
    found = SQL(
        "SELECT res_id, rank FROM (SELECT res_id, %s AS rank FROM ("
        "SELECT unnest(f.ids) AS res_id FROM callback_sample_frame f"
        " WHERE f.sample_id = %s AND f.stratum_id = w.stratum_id) AS members"
        # Without the barrier the hash is computed again for the comparison.
        " OFFSET 0) AS hashed WHERE rank <= w.threshold",
        RANK,
        sample.id,
    )
    if has_excluded:
        found = SQL(
            "SELECT * FROM (%s EXCEPT SELECT res_id, %s FROM callback_sample_member"
            " WHERE sample_id = %s AND stratum_id = w.stratum_id"
            " AND exclusion IS NOT NULL) AS kept",
            found,
            RANK,
            sample.id,
        )
    return SQL(
        "SELECT w.stratum_id, best.res_id, best.rank FROM %s"
        " CROSS JOIN LATERAL (%s ORDER BY rank, res_id LIMIT w.size) AS best",
        wanted,
        found,
    )


def picks(sample, ranked, splits):
    """Return the statement that stores the ranked members with their methods.

    The methods are dealt out by rank; without ``splits`` nobody gets one.
    """
    method = SQL("NULL::int4")
    if splits:
        upto, cases = 0, []
        for split in splits:
            upto += split.size
            cases.append(SQL("WHEN place <= %s THEN %s", upto, split.id))
        method = SQL("CASE %s END", SQL(" ").join(cases))
        ranked = SQL(
            "SELECT placed.*, row_number() OVER (ORDER BY rank, res_id) AS place"
            " FROM (%s) AS placed",
            ranked,
        )
    return SQL(
        "INSERT INTO callback_sample_member"
        " (sample_id, stratum_id, res_id, is_picked, split_id)"
        " SELECT %s, stratum_id, res_id, true, %s FROM (%s) AS ranked ORDER BY res_id",
        sample.id,
        method,
        ranked,
    )


def clear_picks(sample):
    """Return the statement that forgets a draw; what is excluded stays so."""
    return SQL(
        "DELETE FROM callback_sample_member WHERE sample_id = %s AND exclusion IS NULL",
        sample.id,
    )


def picked(sample):
    """Return SQL for the sorted array of the stored drawn members."""
    return SQL(
        "ARRAY(SELECT res_id FROM callback_sample_member"
        " WHERE sample_id = %s AND is_picked ORDER BY res_id)",
        sample.id,
    )


def picked_digest(sample):
    """Return the statement of ``draw.picked_digest`` for the stored draw."""
    text = SQL("array_to_string(%s, %s)", picked(sample), "\n")
    return SQL("SELECT %s", sha256(text))


def keep_picked(sample, record):
    """Return the statement that writes the stored draw into its record."""
    return SQL(
        "UPDATE callback_sample_draw SET picked = array_to_string(%s, ' ')"
        " WHERE id = %s",
        picked(sample),
        record.id,
    )


def compare(sample, ranked, limit):
    """Return the statement that compares a redraw with the stored draw.

    It gives the number of redrawn members and up to ``limit`` members each that are
    missing and that were not drawn, or NULL; a wrong stratum makes a member both.
    """
    return SQL(
        "SELECT count(r.res_id), (array_agg(r.res_id ORDER BY r.res_id)"
        " FILTER (WHERE m.res_id IS NULL))[:%(limit)s],"
        " (array_agg(m.res_id ORDER BY m.res_id)"
        " FILTER (WHERE r.res_id IS NULL))[:%(limit)s]"
        " FROM (%(ranked)s) AS r FULL JOIN (SELECT stratum_id, res_id"
        " FROM callback_sample_member WHERE sample_id = %(sample)s AND is_picked) AS m"
        " ON m.res_id = r.res_id AND m.stratum_id = r.stratum_id",
        limit=limit,
        ranked=ranked,
        sample=sample.id,
    )
