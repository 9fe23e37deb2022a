"""Who may say what: the log of a user, and the acceptance of its records. Written from chapters 03 and 05."""
from allod import algorithm, check_signers, check_upgrade, decode, demand, is_bytes, is_id, thumbprint
from records import check_kind

DEVICE_LEVELS, ROOT_LEVEL, OWNER_LEVEL, WRITER_LEVEL = (20, 30, 40), 50, 40, 20
AHEAD = 300_000_000  # microseconds
MAX_MEMBERS = 16

def is_object(value, needed, allowed=()):
    return isinstance(value, dict) and set(needed) <= value.keys() <= {*needed, *allowed}

def is_okp(value, curve):
    return (is_object(value, ("kty", "crv", "x")) and [value["kty"], value["crv"]] == ["OKP", curve]
            and is_id(value["x"]))

def is_p256(value):
    return (is_object(value, ("kty", "crv", "x", "y")) and [value["kty"], value["crv"]] == ["EC", "P-256"]
            and is_id(value["x"]) and is_id(value["y"]))

def is_level(value, levels):
    return type(value) is int and value in levels

def is_member(entry):
    if not isinstance(entry, dict) or not is_id(entry.get("kid")):
        return False
    if "enc" in entry and not is_okp(entry["enc"], "X25519"):
        return False
    if is_level(entry.get("lvl"), [ROOT_LEVEL]):
        return is_object(entry, ("kid", "lvl"), ("enc",))
    return (is_object(entry, ("kid", "lvl", "sig"), ("enc", "hw")) and is_level(entry["lvl"], DEVICE_LEVELS)
            and entry.get("hw", True) is True and (is_okp(entry["sig"], "Ed25519") or is_p256(entry["sig"])))

def devices(claims):
    """The entries of an init by kid; PRN-012."""
    return {entry["kid"]: entry for entry in claims["mem"] if entry["lvl"] != ROOT_LEVEL}

def check_op(claims):
    """Step 5 for an op: PRN-001, and PRN-004, PRN-006 and PRN-007 for the first op of a user."""
    demand(isinstance(claims.get("k"), str) and "t" in claims, "E_FORMAT")
    if claims["k"] != "init":
        return
    demand(isinstance(claims.get("kind"), str), "E_FORMAT")
    if claims["kind"] != "user":
        return
    members = claims.get("mem")
    demand(is_bytes(claims.get("salt"), 16), "E_FORMAT")
    demand(isinstance(members, list) and 1 <= len(members) <= MAX_MEMBERS, "E_FORMAT")
    demand(all(is_member(entry) for entry in members), "E_FORMAT")
    demand(not any("by" in signer for signer in claims.get("sgn", [])), "E_FORMAT")
    demand(len({entry["kid"] for entry in members}) == len(members), "E_FORMAT")
    demand(any(entry["lvl"] == OWNER_LEVEL for entry in members), "E_FORMAT")

OPS = {"allod-op": check_op}

def check_init(log, op):
    """Steps 7 to 9 for the first op of a user. Gives its devices."""
    check_upgrade(op)
    demand(op.claims["k"] == "init" and op.claims["kind"] == "user", "E_UPGRADE")
    demand(op.id == log, "E_ID")
    listed = devices(op.claims)
    demand(all(thumbprint(entry["sig"]) == kid for kid, entry in listed.items()), "E_ID")
    demand(all("hw" in entry or algorithm(entry["sig"]) != "ES256" for entry in listed.values()), "E_ALG")
    signers = [header["kid"] for header in op.headers]
    demand(listed.keys() <= set(signers), "E_POP")
    demand(set(signers) <= listed.keys(), "E_SIGNERS")
    check_signers(op, [listed[kid]["sig"] for kid in signers])
    return listed

def resolve(log, ops):
    """The devices of a user after the ops of its log."""
    entries = {}
    demand(is_id(log), "E_FORMAT")
    for parts in ops:
        entries.update(check_init(log, decode(parts, OPS)))
    demand(entries, "E_PENDING_AUTH")
    return entries

def heads_named(claims):
    return [*claims["au"], *(head for heads in claims.get("ax", {}).values() for head in heads)]

def check_record(record, log_of, devices_of):
    """Steps 8, 9 and 11 for a record: `log_of` has the log of each op at hand, `devices_of` resolves a log."""
    claims = record.claims
    demand(all(head in log_of for head in heads_named(claims)), "E_PENDING_AUTH")
    demand(all(log_of[head] == claims["iss"] for head in claims["au"]), "E_NOT_AUTHORIZED")
    demand("act" not in claims and "via" not in claims, "E_NOT_AUTHORIZED")
    listed = devices_of(claims["iss"])
    writers = {kid: entry["sig"] for kid, entry in listed.items() if entry["lvl"] >= WRITER_LEVEL}
    signers = [header["kid"] for header in record.headers]
    demand(all(kid in writers for kid in signers), "E_NOT_AUTHORIZED")
    check_signers(record, [writers[kid] for kid in signers])
    check_kind(record)

def state(record, now):
    return "HELD" if record.claims["t"] > now + AHEAD else "VALID"
