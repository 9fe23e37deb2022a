"""The order of a set, its certificate and its lanes. Written from chapter 06 of the spec, section 1."""
import hashlib

import allod

DAY = 86_400_000_000  # microseconds

def digest(domain, data):
    return hashlib.sha256(domain + b"\0" + data).digest()

def collection_hash(col):
    first = digest(b"allod1/col", allod.octets(col))[:8]
    return first if any(first) else bytes(7) + b"\1"

def order_key(item):
    claims = allod.strict_json(item["claims"])
    colh = bytes(8) if item["typ"] == "allod-op" else collection_hash(claims["col"])
    return colh + claims["t"].to_bytes(8, "big") + allod.parse_id(item["id"])

def bucket_of(key):
    return key[:8] + (int.from_bytes(key[8:16], "big") // DAY).to_bytes(6, "big")

def certificate(keys):
    """Of order keys in order."""
    buckets, entries = {}, b""
    for key in keys:
        buckets.setdefault(bucket_of(key), []).append(key[16:])
    for name, ids in buckets.items():
        entries += name + len(ids).to_bytes(8, "big") + digest(b"allod1/bucket", b"".join(ids))
    return digest(b"allod1/cert", entries)

def lanes(keys):
    sums = (sum(int.from_bytes(key[at:at + 4], "little") for key in keys) for at in range(16, 48, 4))
    return b"".join((each % 2**32).to_bytes(4, "little") for each in sums)

def summary(items):
    keys = sorted({order_key(item) for item in items})
    return len(keys), certificate(keys), lanes(keys)
