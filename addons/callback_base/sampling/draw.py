# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The reproducible draw: rank the members of a stratum by a keyed hash.

The key of a stratum is the first 8 bytes of SHA-256 of "version|seed|stratum". The
rank of a member is the 64-bit Jenkins hash of its number under that key; the members
with the smallest ranks are the sample, equal ranks by number. Nothing depends on the
order of the frame, on the machine or on the state of a random generator. PostgreSQL
computes the same by ``hashint8extended``, on which its hash partitions rest.
"""

from hashlib import sha256
from heapq import nsmallest
from math import ceil, sqrt

ALGORITHM = "jenkins64-rank-1"
FRAME_VERSION = "frame-2"
LOWEST = -(2**63)
HIGHEST = 2**63 - 1
WORD = 0xFFFFFFFF
START = 0x9E3779B9 + 4 + 3923095


def stratum_key(seed, stratum, algorithm=ALGORITHM):
    """Return the key of a stratum as a signed 64-bit number."""
    if algorithm != ALGORITHM:
        raise ValueError(f"unknown algorithm {algorithm}")
    digest = sha256(f"{algorithm}|{seed}|{stratum}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def rank(number, key):
    """Return the signed 64-bit rank of a member under the key of its stratum."""
    a, b, c = _mixed(key)
    high = number >> 32
    a = a + (number ^ (high if number >= 0 else ~high)) & WORD
    c = (c ^ b) - _turn(b, 14) & WORD
    a = (a ^ c) - _turn(c, 11) & WORD
    b = (b ^ a) - _turn(a, 25) & WORD
    c = (c ^ b) - _turn(b, 16) & WORD
    a = (a ^ c) - _turn(c, 4) & WORD
    b = (b ^ a) - _turn(a, 14) & WORD
    c = (c ^ b) - _turn(b, 24) & WORD
    value = b << 32 | c
    return value - 2**64 if value > HIGHEST else value


def pick(seed, frame, sizes, algorithm=ALGORITHM):
    """Return the set of drawn members.

    :param frame: pairs (member, stratum), members as whole numbers
    :param sizes: dict stratum → number to draw
    """
    strata = {}
    for member, stratum in frame:
        strata.setdefault(stratum, []).append(member)
    drawn = set()
    for stratum, members in strata.items():
        key = stratum_key(seed, stratum, algorithm)
        ranked = ((rank(member, key), member) for member in members)
        best = nsmallest(sizes.get(stratum, 0), ranked)
        drawn.update(member for _rank, member in best)
    return drawn


def threshold(wanted, population):
    """Return a rank up to which the wanted members almost surely lie.

    It saves ranking the others. Six standard deviations are added; who uses it
    counts the result and ranks all members if it was too low after all.
    """
    limit = wanted + ceil(6 * sqrt(wanted)) + 12
    if limit >= population:
        return HIGHEST
    return LOWEST + limit * 2**64 // population


def _turn(word, bits):
    return word << bits & WORD | word >> 32 - bits


def _mixed(key):
    """Return the state of the hash after its 64-bit key."""
    a = b = c = START & WORD
    if not key:
        return a, b, c
    a = a + (key >> 32) & WORD
    b = b + key & WORD
    for first, second, third in ((4, 6, 8), (16, 19, 4)):
        a = (a - c & WORD) ^ _turn(c, first)
        c = c + b & WORD
        b = (b - a & WORD) ^ _turn(a, second)
        a = a + c & WORD
        c = (c - b & WORD) ^ _turn(b, third)
        b = b + a & WORD
    return a, b, c


def frame_digest(frame):
    """Return the digest of triples (member, stratum, is_excluded) in any order.

    It is the SHA-256 of lines: the version, for each stratum the digests of its key
    and of its members in ascending order, at last the excluded members.
    """
    strata, excluded = {}, []
    for member, stratum, is_excluded in sorted(frame):
        strata.setdefault(stratum, []).append(str(member))
        if is_excluded:
            excluded.append(str(member))
    lines = sorted(
        f"{_digest([stratum])} {_digest([' '.join(members)])}"
        for stratum, members in strata.items()
    )
    return _digest([FRAME_VERSION, *lines, " ".join(excluded)])


def picked_digest(members):
    """Return the digest of the drawn members in any order."""
    return _digest(str(member) for member in sorted(members))


def _digest(lines):
    return sha256("\n".join(lines).encode()).hexdigest()
