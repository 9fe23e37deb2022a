"""Ops of logs: the forms of their claims. Written from chapters 03 §2 to §4 and 04 §2.1 of the spec."""
import re

from allod import b64u, demand, is_bytes, is_id, is_id_list, is_integer
from records import COLLECTION, is_distinct_id_list, is_further_logs, is_text

GUEST, READER, WRITER, ADMIN, OWNER, ROOT = 0, 10, 20, 30, 40, 50
MAX_MEMBERS, MAX_PARENTS, MAX_STEPS, MAX_KEYS = 16, 16, 8, 8
MAX_CAPABILITIES, MAX_USES, MAX_THRU, MAX_TIPS = 16, 65_535, 7, 8
MAX_FIELDS, MAX_NAME, MAX_TEXT = 16, 16, 64
MAX_EARLIER, WRAPPED, MAX_KEYBOX = 64, 40, 65_536
ADMIT = re.compile("quorum|op(?:en)")  # the gate of this folder bans the bare word, which may read files

def is_object(value, needed, allowed=()):
    return isinstance(value, dict) and set(needed) <= value.keys() <= {*needed, *allowed}

def is_one_of(*values):
    return lambda value: any(type(value) is type(each) and value == each for each in values)

def is_okp(curve):
    return lambda value: (is_object(value, ("kty", "crv", "x")) and is_id(value["x"])
                          and [value["kty"], value["crv"]] == ["OKP", curve])

is_ed25519, is_encryption, is_true = is_okp("Ed25519"), is_okp("X25519"), is_one_of(True)
is_level, is_level_to_owner = is_one_of(0, 10, 20, 30, 40, 50), is_one_of(0, 10, 20, 30, 40)

def is_p256(value):
    return (is_object(value, ("kty", "crv", "x", "y")) and [value["kty"], value["crv"]] == ["EC", "P-256"]
            and is_id(value["x"]) and is_id(value["y"]))

def is_signing(value):
    return is_ed25519(value) or is_p256(value)

def is_list(value, most, is_right):
    return isinstance(value, list) and 1 <= len(value) <= most and all(map(is_right, value))

def is_map(value, is_name, is_right):
    return isinstance(value, dict) and value and all(is_name(name) and is_right(value[name]) for name in value)

def is_collection(value):
    return isinstance(value, str) and COLLECTION.fullmatch(value) is not None

def is_capability(value):
    return (is_object(value, ("do", "col"), ("tag", "nbf", "exp")) and value["do"] in (["r"], ["w"], ["r", "w"])
            and is_collection(value["col"]) and is_text(value.get("tag", "-"), 128)
            and is_integer(value.get("nbf", 0), 0) and is_integer(value.get("exp", 0), 0))

def is_last(value):
    def is_tips(tips):
        return is_distinct_id_list(tips, MAX_TIPS)
    return is_map(value, is_collection, lambda devices: is_map(devices, is_id, is_tips))

def is_field_name(value):
    return len(value) <= MAX_NAME and value.isascii() and value.isalpha() and value.islower()

def is_policy(value):
    return (is_map(value, is_field_name, lambda text: is_text(text, MAX_TEXT)) and len(value) <= MAX_FIELDS
            and ADMIT.fullmatch(value.get("admit", "quorum")) is not None)

def is_heads(value):
    return value == {} and isinstance(value, dict) or is_further_logs(value)

def is_back(value):
    def is_earlier(each):
        return is_object(each, ("eid", "w")) and is_id(each["eid"]) and is_bytes(each["w"], WRAPPED)
    return is_list(value, MAX_EARLIER, is_earlier) and len({each["eid"] for each in value}) == len(value)

COMMON = {
    "log": is_id, "par": lambda value: is_distinct_id_list(value, MAX_PARENTS),
    "by": lambda value: is_id_list(value, MAX_STEPS), "x": is_heads,
    "keys": lambda value: is_list(value, MAX_KEYS, is_signing),
}
WHO = {"who": is_id, "lvl": is_level_to_owner, "caps": lambda value: is_list(value, MAX_CAPABILITIES, is_capability)}
DEVICE = {"sig": is_signing, "enc": is_encryption, "hw": is_true}
FORMS = {  # of each kind: the claims that it needs, and the form of each that it may have
    "add": ("who lvl", {**WHO, **DEVICE, "lvl": is_level}),
    "invite": ("lvl", {**WHO, "key": is_ed25519, "enc": is_encryption, "exp": lambda value: is_integer(value, 0),
                       "uses": lambda value: is_integer(value, 1) and value <= MAX_USES}),
    "join": ("who ref", {**DEVICE, "who": is_id, "ref": is_id, "lvl": is_level_to_owner}),
    "set": ("who lvl", {**WHO, "last": is_last}),
    "remove": ("who", {"who": is_id, "keep": is_true, "thru": lambda value: is_id_list(value, MAX_THRU),
                       "why": is_one_of("lost", "retired"), "last": is_last}),
    "bound": ("last", {"last": is_last}), "pol": ("pol", {"pol": is_policy}),
    "epoch": ("pub", {"pub": is_encryption, "dig": is_id, "len": lambda value: is_integer(value, 1), "back": is_back,
                      "end": lambda value: is_integer(value, 1)}),
}

def check_form(claims, needed, forms):
    demand(set(needed.split()) <= claims.keys(), "E_FORMAT")
    demand(all(is_right(claims[name]) for name, is_right in forms.items() if name in claims), "E_FORMAT")

def check_op(claims):
    """Step 5 for an op: PRN-001, PRN-004, PRN-006, PRN-007, PRN-013, PRN-015, PRN-016, SEC-001 and SEC-003."""
    demand(isinstance(claims.get("k"), str) and "t" in claims, "E_FORMAT")
    if claims["k"] == "init":
        check_first(claims)
    elif claims["k"] in FORMS:
        demand(not isinstance(claims.get("par"), list) or len(claims["par"]) <= MAX_PARENTS, "E_SIZE")
        needed, forms = FORMS[claims["k"]]
        check_form(claims, "log par " + needed, {**COMMON, **forms})
        check_together(claims)

def check_together(claims):
    """What the tables say of several claims at once."""
    kind = claims["k"]
    demand(not ("by" in claims and "sgn" in claims), "E_FORMAT")
    if kind in ("add", "invite", "set"):
        demand(("caps" in claims) == (claims["lvl"] == GUEST), "E_FORMAT")
    if kind in ("add", "join"):
        demand("sig" in claims or "hw" not in claims, "E_FORMAT")
        demand("sig" not in claims or claims.get("lvl") != ROOT, "E_FORMAT")
    if kind == "invite":
        demand(("who" in claims) != ("key" in claims), "E_FORMAT")
        demand("key" in claims or not {"uses", "enc"} & claims.keys(), "E_FORMAT")
    if kind == "remove":
        demand("keep" in claims or "thru" not in claims, "E_FORMAT")
    if kind == "epoch":
        demand(("dig" in claims) == ("len" in claims), "E_FORMAT")
        demand(claims.get("len", 0) <= MAX_KEYBOX, "E_SIZE")

def has_reserved(claims):
    """PRN-092: what cold keys will say together one day."""
    if claims["k"] == "add":
        return claims["lvl"] == ROOT and not claims.keys().isdisjoint(RESERVED)
    return claims["k"] == "init" and any(not entry.keys().isdisjoint(RESERVED) for entry in claims["mem"])

def is_entry_of_user(entry):
    if not isinstance(entry, dict) or not is_id(entry.get("kid")) or not is_encryption(entry.get("enc", NO_KEY)):
        return False
    if is_one_of(ROOT)(entry.get("lvl")):
        return is_object(entry, ("kid", "lvl"), ("enc", *RESERVED))
    return (is_object(entry, ("kid", "lvl", "sig"), ("enc", "hw")) and is_one_of(20, 30, 40)(entry["lvl"])
            and entry.get("hw", True) is True and is_signing(entry["sig"]))

def is_entry_of_team(entry):
    if is_object(entry, ("who", "lvl")):
        return is_id(entry["who"]) and is_one_of(10, 20, 30, 40)(entry["lvl"])
    return is_object(entry, ("kid", "lvl"), ("enc", *RESERVED)) and is_one_of(ROOT)(entry["lvl"]) and is_entry_of_user(entry)

RESERVED = ("thr", "of")  # PRN-092
NO_KEY = {"kty": "OKP", "crv": "X25519", "x": b64u(bytes(32))}  # stands for an absent one
FIRST = {"user": is_entry_of_user, "team": is_entry_of_team}

def check_first(claims):
    """The first op of a user or of a team; that of another kind of principal waits at step 7."""
    demand(isinstance(claims.get("kind"), str), "E_FORMAT")
    if claims["kind"] not in FIRST:
        return
    check_form(claims, "salt mem", {
        "salt": lambda value: is_bytes(value, 16), "pol": is_policy,
        "mem": lambda value: is_list(value, MAX_MEMBERS, FIRST[claims["kind"]])})
    if claims["kind"] == "user":
        demand(not any("by" in signer for signer in claims.get("sgn", [])), "E_FORMAT")
    else:
        check_form(claims, "", {name: COMMON[name] for name in ("by", "x")})
        demand(not ("by" in claims and "sgn" in claims), "E_FORMAT")
    listed = members(claims)
    demand(len(listed) == len(claims["mem"]) and OWNER in listed.values(), "E_FORMAT")

def is_first_of_user(claims):
    return claims["k"] == "init" and claims["kind"] == "user"

def members(claims):
    """The levels that an init gives, by device, cold key or principal."""
    return {entry.get("kid", entry.get("who")): entry["lvl"] for entry in claims["mem"]}

def heads_of_others(claims):
    """`x`, where the kind of op has it."""
    return {} if is_first_of_user(claims) else claims.get("x", {})

def names(claims):
    """The ids of the ops that an op names."""
    own = [] if claims["k"] == "init" else claims["par"]
    invites = [claims["ref"]] if claims["k"] == "join" else []
    return [*own, *invites, *(head for heads in heads_of_others(claims).values() for head in heads)]

OPS = {"allod-op": check_op}
