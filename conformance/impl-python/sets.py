"""The order of a set, its certificate and its lanes. Written from chapter 06 of the spec, section 1."""
import hashlib

from allod import octets

MICROSECONDS_A_DAY = 86_400_000_000

def tagged_hash(tag, data):
    return hashlib.sha256(tag.encode() + b"\0" + data).digest()

def collection_hash(col):
    """Never all zero: eight zero bytes stand for the log."""
    return max(tagged_hash("allod1/col", octets(col))[:8], (1).to_bytes(8, "big"))

def order_key(typ, claims, statement_id):
    """48 bytes; `statement_id` is the id as bytes."""
    place = bytes(8) if typ == "allod-op" else collection_hash(claims["col"])
    return place + claims["t"].to_bytes(8, "big") + statement_id

def certificate(keys):
    """Over the order keys of a set, which holds each of them once, in order."""
    buckets = {}
    for key in sorted(keys):
        day = int.from_bytes(key[8:16], "big") // MICROSECONDS_A_DAY
        buckets.setdefault(key[:8] + day.to_bytes(6, "big"), []).append(key[16:])
    return tagged_hash("allod1/cert", b"".join(
        bucket + len(ids).to_bytes(8, "big") + tagged_hash("allod1/bucket", b"".join(ids))
        for bucket, ids in buckets.items()))

def lanes(keys):
    sums = [0] * 8
    for key in keys:
        for lane in range(8):
            sums[lane] += int.from_bytes(key[16 + 4 * lane:20 + 4 * lane], "little")
    return b"".join((each % 2**32).to_bytes(4, "little") for each in sums)
