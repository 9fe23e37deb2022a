"""Epochs: which are fresh, who may be sent their secrets, what they lead back to. Written from chapter 04 of the spec.

What somebody knows is a map of sets of ops by log, as in the resolver. `logs` are those of all accepted ops, by id.
"""
from allod import P25519, demand, sha256_id, strict_json, thumbprint, unb64u
from ops import GUEST, READER, ROOT
from resolver import resolve, union
from sealed import parse, parse_keybox

SMALL_ORDER = (
    0, 1, P25519 - 1, 325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823)
MAX_STEPS = 8
ALL = frozenset(["all"])
SEALED, GRANTS = "application/jose", "m:allod.grants"

# --- §2.1: ops of kind epoch
def check_pub(claims):
    """SEC-002"""
    x = int.from_bytes(unb64u(claims["pub"]["x"]), "little")
    demand(x < P25519 and x not in SMALL_ORDER, "E_WEAK_KEY")

def is_top_up(op):
    """Of the ops that announce an epoch, the first are announcements; the others are this."""
    return op.past & op.log.epochs.get(op.eid, 0) != 0

def announcements(log, eid, alive):
    return [op for op in log.among(alive & log.epochs.get(eid, 0)) if not is_top_up(op)]

def end_of(log, eid, alive):
    """When an epoch ends, or None."""
    return min((op.claims["end"] for op in announcements(log, eid, alive) if "end" in op.claims), default=None)

# --- §2.4: what is known
def alive_in(log, known, logs):
    return resolve(log, known.get(log.id, 0), logs).alive

def at_parents(op, logs):
    """The scene of LOCAL: what the op itself names of other logs counts, too."""
    return resolve(op.log, op.past, logs, op.known)

def lets(op, who):
    """LETS: `ALL`, or the capabilities to read."""
    if op.k == "invite":
        level = op.claims["lvl"] if who == op.id and "enc" in op.claims else None
        return ALL if level is not None and level >= READER else frozenset()
    level = op.speaks.get(who, -1)
    if level == GUEST:
        return frozenset(each for each in op.capabilities() if "r" in strict_json(each.encode())["do"])
    return ALL if level >= READER else frozenset()

def lets_more(op, other, who):
    """Whether an op lets somebody read what another does not."""
    mine, others = lets(op, who), lets(other, who)
    return others != ALL and not mine <= others

def lets_anybody(op):
    return any(lets(op, who) for who in (*op.speaks, op.id))

def may_be_exit(op):
    is_of_kind = op.k == "set" or op.k == "remove" and "keep" not in op.claims
    is_retired = op.k == "remove" and op.claims.get("why") == "retired" and op.signers[0].entry() != op.who
    return is_of_kind and not is_retired

def about(log, some, who):
    """The ops that could let somebody read: those that speak about it, and the invite that it is."""
    return log.among(some & (log.about.get(who, 0) | log.bits.get(who, 0)))

def exits(log, known, logs):
    """EXIT, as a set of ops."""
    some = known.get(log.id, 0)
    return union(op.bit for op in log.among(alive_in(log, known, logs)) if may_be_exit(op)
                 and any(lets_more(each, op, op.who) for each in about(log, some, op.who)))

def reach(log_id, known, logs):
    """REACH, as ids of logs."""
    found = edge = {log_id}
    for _ in range(MAX_STEPS):
        levels = [logs[each].members(alive_in(logs[each], known, logs)) for each in edge]
        edge = {who for each in levels for who, level in each.items() if level >= READER and who in logs} - found
        found = found | edge
    return found

def is_safe(log, past, known, logs):
    """SAFE"""
    alive_then, alive_now = alive_in(log, past, logs), alive_in(log, known, logs)
    return (not exits(log, known, logs) & ~alive_then
            and all(op.bit & alive_now or not lets_anybody(op) for op in log.among(alive_then)))

def is_fresh(log, eid, known, logs):
    """FRESH. Each later op of kind epoch counts, of whichever epoch: it may lead back to this one."""
    first = announcements(log, eid, alive_in(log, known, logs))
    later = known.get(log.id, 0) & union(op.bit | op.follow for op in first)
    sent = later & union(log.epochs.values())
    return bool(first) and all(is_safe(logs[each], op.reached, known, logs)
                               for op in log.among(sent) for each in reach(log.id, op.reached, logs))

def fresh(log, known, logs):
    return [eid for eid in sorted(log.epochs) if is_fresh(log, eid, known, logs)]

def lasting(log, known, logs):
    """Those that are fresh and do not end."""
    alive = alive_in(log, known, logs)
    return [eid for eid in fresh(log, known, logs) if end_of(log, eid, alive) is None]

def current(log, known, logs):
    """SEC-015: None when there is none."""
    alive = alive_in(log, known, logs)
    first = {eid: announcements(log, eid, alive) for eid in lasting(log, known, logs)}
    behind = {eid for eid in first for other in first
              if other != eid and any(op.bit & each.past for op in first[eid] for each in first[other])}
    return min(first.keys() - behind, default=None)

# --- §2.5 and §2.6: what an epoch leads back to
def joins(log, alive):
    """JOINS, over what is alive at the parents of an op."""
    ended = {op.who for op in log.among(alive) if op.k == "remove"}
    def is_join(op):
        if op.k == "invite":
            return bool(lets(op, op.id)) and op.id not in ended
        level = op.speaks[op.who] if op.k in ("add", "join", "set") else GUEST
        return (level >= READER and log.level(alive & op.past, op.who) < READER
                and log.level(alive, op.who) >= READER)
    return [op for op in log.among(alive) if is_join(op)]

def has_seen(log, eid, alive, ops):
    first = announcements(log, eid, alive)
    return bool(first) and all(op.bit & each.past for each in first for op in ops)

def is_strict(log, alive):
    return log.policy(alive).get("history") == "joined"

def check_history(op, logs):
    """SEC-018, SEC-019, SEC-023 and SEC-061"""
    log, back = op.log, [each["eid"] for each in op.claims.get("back", [])]
    alive, topped = at_parents(op, logs).alive, [op.eid] if is_top_up(op) else []
    demand(all(op.past & log.epochs.get(eid, 0) for eid in back), "E_HISTORY")
    demand("end" not in op.claims or not (back or topped), "E_HISTORY")
    demand(all(end_of(log, eid, alive) is None for eid in (*back, *topped)), "E_HISTORY")
    first = announcements(log, op.eid, alive)
    if back and topped:
        demand(first and all(each.past & log.epochs[eid] for each in first for eid in back), "E_HISTORY")
    if back and is_strict(log, alive):
        scenes = [alive, *(at_parents(each, logs).alive for each in first)]
        joined = [each for scene in scenes for each in joins(log, scene)]
        demand(all(has_seen(log, eid, alive, joined) for eid in back), "E_HISTORY")

# --- §2.3: keyboxes
def encryption_keys(op):
    """Whose `enc` an op states that makes it a member."""
    entries = {each["kid"]: each for each in op.claims["mem"] if "kid" in each} if op.k == "init" else {}
    stated = entries or ({op.who: op.claims} if op.k in ("add", "join") else {})
    return {who for who, each in stated.items() if "enc" in each}

def may_still(invite, op, scene):
    """Whether those who made an invite could make it at the parents of an op."""
    log, offer = op.log, invite.claims
    return (not any(each.k == "remove" and each.who == invite.id for each in log.among(scene.alive))
            and scene.grant(op, scene.alive, invite.signers, offer["lvl"]) is not None)

def recipients_of(op, logs):
    """Members and invites, by each `kid` that SEC-009 allows."""
    log, scene = op.log, at_parents(op, logs)
    stated, allowed = [encryption_keys(each) for each in log.among(scene.alive)], {}
    for who, level in log.members(scene.alive).items():
        is_key = log.kind == "user" or level == ROOT
        if is_key and any(who in each for each in stated):
            allowed.setdefault(who, set()).add(who)
        elif not is_key and level >= READER and who in logs:
            for eid in lasting(logs[who], op.named, logs):
                allowed.setdefault(eid, set()).add(who)
    for invite in log.among(scene.alive):
        if lets(invite, invite.id) and may_still(invite, op, scene):
            allowed.setdefault(thumbprint(invite.claims["key"]), set()).add(invite.id)
    return allowed, scene.alive

def check_keybox(op, body, logs):
    """Step 10 for the body of an op: SEC-060, SEC-005 to SEC-009, and SEC-020."""
    claims = op.claims if op.eid else {}
    demand(claims.get("dig") == sha256_id(body) and claims["len"] == len(body), "E_DIGEST")
    kids, (allowed, alive) = parse_keybox(body)[1], recipients_of(op, logs)
    demand(kids.keys() <= allowed.keys(), "E_KEYBOX_RECIPIENT")
    if is_top_up(op) and is_strict(op.log, alive):
        taken = {who for kid in kids for who in allowed[kid]}
        seen = [each for each in joins(op.log, alive) if {each.who, each.id} & taken]
        demand(has_seen(op.log, op.eid, alive, seen), "E_KEYBOX_RECIPIENT")

# --- §2.4, §2.6 and §4.3: bodies of records
def check_sealed(record, body, known, logs):
    """Step 10 for a body whose digest holds: SEC-028 to SEC-030, SEC-014, SEC-024 and SEC-044."""
    claims = record.claims
    if claims.get("cty") != SEALED:
        return
    eid = parse(body)[0]["kid"]
    log = logs.get(claims["tag"] if claims["col"] == GRANTS else claims["iss"])
    demand(log and is_fresh(log, eid, known, logs), "E_STALE_EPOCH")
    end = end_of(log, eid, alive_in(log, known, logs))
    demand(end is None or claims.get("burn", end + 1) <= end, "E_STALE_EPOCH")
