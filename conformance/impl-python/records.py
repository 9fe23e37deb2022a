"""Records of Allod: the envelope, the body, the JSON form. Written from chapter 02 §7 of the spec."""
import re

from allod import (
    Fault, check_upgrade, decode, demand, is_id, is_id_list, is_integer, octets, sha256_id, unb64u)

KINDS = ("i", "m", "v", "c", "x")
MAX_BODY = 1048576
COLLECTION = re.compile("[a-z]:[A-Za-z0-9._-]{1,128}")

def is_text(value, most):
    return isinstance(value, str) and 1 <= len(value) <= most

def is_distinct_id_list(value, most):
    return is_id_list(value, most) and len(set(value)) == len(value)

def is_further_logs(value):
    return (isinstance(value, dict) and 1 <= len(value) <= 16
            and all(is_id(name) and is_distinct_id_list(heads, 16) for name, heads in value.items()))

FORMS = {
    "iss": is_id, "act": is_id, "via": lambda value: is_distinct_id_list(value, 7),
    "col": lambda value: isinstance(value, str) and COLLECTION.fullmatch(value) is not None,
    "tag": lambda value: is_text(value, 128), "dig": is_id, "len": lambda value: is_integer(value, 1),
    "cty": lambda value: is_text(value, 128) and value != "application/json",
    "ant": lambda value: is_distinct_id_list(value, 16), "seq": lambda value: is_integer(value, 1),
    "prv": lambda value: is_distinct_id_list(value, 16), "t": lambda value: is_integer(value, 0),
    "au": lambda value: is_distinct_id_list(value, 16), "ax": is_further_logs,
    "burn": lambda value: is_integer(value, 1), "del": lambda value: value is True,
}

def check_envelope(claims):
    """Step 5 for a record: REC-001 to REC-006, REC-008 and REC-009."""
    demand({"iss", "col", "seq", "t", "au"} <= claims.keys(), "E_FORMAT")
    demand(all(is_right(claims[name]) for name, is_right in FORMS.items() if name in claims), "E_FORMAT")
    demand(claims.get("act") != claims["iss"], "E_FORMAT")
    if "del" in claims:
        demand(not {"dig", "len", "cty"} & claims.keys(), "E_FORMAT")
    else:
        demand("dig" in claims, "E_FORMAT")
    demand("tag" in claims or (claims["col"][0] == "i" and "dig" in claims), "E_FORMAT")
    demand(claims.get("len", 0) <= MAX_BODY, "E_SIZE")

RECORDS = {"allod-rec": check_envelope}

def check_record_upgrade(record):
    """Step 7."""
    check_upgrade(record)
    demand(record.claims["col"][0] in KINDS, "E_UPGRADE")

def decode_record(parts):
    """Steps 1 to 7, and REC-016; the body is not looked at."""
    record = decode(parts, RECORDS)
    demand(not ("body" in parts and "bodyB" in parts), "E_FORMAT")
    check_record_upgrade(record)
    return record

def body_beside(parts):
    """REC-017; None when there is none."""
    if "bodyB" in parts:
        return unb64u(parts["bodyB"])
    return utf8(parts["body"]) if "body" in parts else None

def body_of(record):
    """The body beside the record, or None when there is none; REC-011, REC-012 and REC-017."""
    body = body_beside(record.parts)
    if body is not None:
        demand(len(body) == record.claims.get("len", 0), "E_DIGEST")
        demand(sha256_id(body) == record.claims.get("dig"), "E_DIGEST")
    return body

def utf8(text):
    """The octets of a text, which have to be well-formed."""
    try:
        return octets(text).decode("utf-8").encode("utf-8")
    except UnicodeDecodeError:
        raise Fault("E_FORMAT") from None

def check_kind(record):
    """Step 11."""
    claims = record.claims
    if claims["col"][0] == "i" and "del" not in claims:
        demand(claims.get("tag", claims["dig"]) == claims["dig"], "E_TAG")
