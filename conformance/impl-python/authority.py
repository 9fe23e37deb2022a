"""Who may say what: verdicts on ops, and the acceptance of records. Written from chapters 02 §8, 03 and 05."""
import epochs
from allod import (
    Fault, algorithm, check_signature, check_upgrade, decode, demand, in_order, is_id, octets, public_key,
    sha256_id, strict_json, thumbprint)
from ops import (
    FIRST, FORMS, GUEST, OPS, ROOT, WRITER, has_reserved, heads_of_others, members, names,
)
from records import body_beside, body_of, check_kind
from resolver import (
    Knowing, Log, Op, Scene, Signer, Weight, check_local, check_paths, knows, resolve, union)

AHEAD = 300_000_000  # microseconds
MAX_PAST = 65_535
PARKING = ("E_UPGRADE", "E_PENDING_AUTH")

class Forged(Fault):
    """A refusal of one copy of a statement: another, with other signatures, may be right."""

class Ledger:
    """The accepted ops of all logs, and what became of the others."""
    def __init__(self):
        self.logs = {}     # by id
        self.log_of = {}   # the id of the log of each accepted op
        self.refused = {}  # the id of the log that a refused op names, or None

    # --- verdicts on ops
    def judge(self, statement, place=None):
        """Steps 7 to 9 for an op; `place` is the log that it was offered for, where somebody said one."""
        check_upgrade(statement)
        claims, is_init = statement.claims, statement.claims["k"] == "init"
        demand(claims["kind"] in FIRST if is_init else claims["k"] in FORMS, "E_UPGRADE")
        demand(not has_reserved(claims), "E_UPGRADE")
        demand(all(each in self.log_of or each in self.refused for each in names(claims)), "E_PENDING_AUTH")
        demand(not is_init or place in (None, statement.id), "E_ID")
        self.check_named(claims)
        op = Op(statement, self.logs)
        demand(op.past.bit_count() <= MAX_PAST, "E_LOG_FULL")
        check_devices(claims)
        if op.eid:
            epochs.check_pub(claims)
        check_kind_of_log(op)
        check_paths(op, self.logs)
        if is_init:
            self.check_first(op)
        else:
            check_local(op, self.logs)
        if op.eid:
            epochs.check_history(op, self.logs)
        check_keys(statement, [op.key_of(signer, self.logs) for signer in op.signers])
        return op

    def check_first(self, op):
        """PRN-009, PRN-010 and PRN-014"""
        listed = {who for who, level in members(op.claims).items() if level != ROOT}
        entries = {signer.entry() for signer in op.signers}
        is_team = op.log.kind == "team"
        demand(is_team or listed <= entries, "E_POP")
        demand(entries <= listed, "E_SIGNERS")
        scene = Scene(op.log, self.logs, op.known)
        demand(not is_team or all(scene.consents(op, 0, who) for who in listed), "E_POP")
        op.local = Weight(ROOT)

    def check_named(self, claims):
        """PRN-020 and PRN-021"""
        named = [(claims["log"], claims["par"])] if claims["k"] != "init" else []
        for log, heads in (*named, *heads_of_others(claims).items()):
            logs = {self.log_of.get(head) or self.refused[head] or log for head in heads}
            demand(logs == {log}, "E_LOG_MISMATCH")
        demand(claims["k"] == "init" or claims["log"] not in heads_of_others(claims), "E_LOG_MISMATCH")
        demand(all(each in self.log_of for each in names(claims)), "E_PARENT")

    # --- what became of them
    def accept(self, op):
        if op.id not in self.log_of:
            self.logs.setdefault(op.log.id, op.log).append(op)
            self.log_of[op.id] = op.log.id
            self.refused.pop(op.id, None)

    def refuse(self, parts, fault):
        """Keeps in mind that an op was refused, unless only its signatures are to blame."""
        op_id = id_of(parts)
        try:
            claims = decode({"st": parts["st"], "bat": ""}, OPS).claims
            log = op_id if claims["k"] == "init" else claims.get("log")
            is_for_good = not isinstance(fault, Forged)
        except Fault:
            log, is_for_good = None, True
        if is_for_good and op_id not in self.log_of:
            self.refused[op_id] = log if is_id(log) else None

    def offer_all(self, offered):
        """Judges pairs of a log and an op's parts, in whatever order they came. Gives the codes by id.

        What was accepted before stays; all else is as if it was never offered."""
        self.refused, copies, codes, was_moved = {}, {}, {}, True
        for place, parts in offered:
            if id_of(parts) not in self.log_of:
                copies.setdefault(id_of(parts), []).append((place, parts))
        waiting = {op_id: [decoded(*each) for each in some] for op_id, some in copies.items()}
        while was_moved:
            was_moved = False
            for op_id, each in list(waiting.items()):
                given = self.offer(each)
                codes[op_id] = next((code for code in given if code in PARKING), next(iter(given), None))
                if "E_PENDING_AUTH" not in given:
                    was_moved = True
                    del waiting[op_id]
        return {op_id: code for op_id, code in codes.items() if code}

    def offer(self, copies):
        """The codes of all copies of an op; none when one of them is accepted."""
        faults = []
        for place, parts, statement in copies:
            try:
                if isinstance(statement, Fault):
                    raise statement
                self.accept(self.judge(statement, place))
                return []
            except Fault as fault:
                faults.append((parts, fault))
        codes = [fault.args[0] for _, fault in faults]
        for parts, fault in faults if not {*codes} & {*PARKING} else []:
            self.refuse(parts, fault)
        return codes

    # --- states
    def heads(self, log_id):
        log = self.logs.get(log_id)
        return [op.id for op in log.among(log.last(every(log)))] if log else []

    def state(self, log_id):
        """As TP/1 shows it; that of a log without any op is empty."""
        log = self.logs.get(log_id) or Log(log_id, None)
        scene = resolve(log, every(log), self.logs)
        levels = scene.log.members(scene.alive)
        guests = {who: [strict_json(each.encode()) for each in in_order(scene.log.capabilities(scene.alive, who))]
                  for who, level in levels.items() if level == GUEST}
        return {"members": levels, **({"caps": guests} if guests else {}), "pol": scene.log.policy(scene.alive),
                "alive": sorted(op.id for op in log.among(scene.alive)),
                "struck": sorted(op.id for op in log.among(every(log) & ~scene.alive))}

    def show(self, log_id, others, ops):
        codes = self.offer_all([*others, *((log_id, parts) for parts in ops)])
        return {**self.state(log_id),
                "refused": {op_id: code for op_id, code in codes.items() if code not in PARKING},
                "parked": {op_id: code for op_id, code in codes.items() if code in PARKING}}

    # --- verdicts on records
    def check_record(self, record):
        """Steps 8, 9 and 11 for a record."""
        claims, others = record.claims, record.claims.get("ax", {})
        named = heads_named(claims)
        demand(all(each in self.log_of or each in self.refused for each in named), "E_PENDING_AUTH")
        pairs = [(claims["iss"], claims["au"]), *others.items()]
        demand(all((self.log_of.get(head) or self.refused[head] or log) == log
                   for log, heads in pairs for head in heads), "E_NOT_AUTHORIZED")
        demand(all(each in self.log_of for each in named), "E_PARENT")
        log = self.logs[claims["iss"]]
        demand(log.kind == "team" or not {"act", "via"} & claims.keys(), "E_NOT_AUTHORIZED")
        path = (*claims.get("via", ()), *([claims["act"]] if "act" in claims else []))
        said = Said(record, [Signer(header["kid"], path) for header in record.headers], log, self.logs)
        scene = resolve(log, said.past, self.logs, said.known)
        for signer in said.signers:
            demand(may_write(said, scene, signer), "E_NOT_AUTHORIZED")
        check_keys(record, [said.key_of(signer, self.logs) for signer in said.signers])
        check_kind(record)

    def body_of_record(self, record):
        """Step 10 for an accepted record: its body, or None when there is none."""
        body = body_of(record)
        if body is not None:
            epochs.check_sealed(record, body, knows(heads_named(record.claims), self.logs), self.logs)
        return body

    def body_of_op(self, op, parts):
        """Step 10 for an accepted op: its keybox, or None when there is none."""
        body = body_beside(parts)
        if body is not None:
            epochs.check_keybox(op, body, self.logs)
        return body

class Said(Knowing):
    """A record with what it knows of logs."""
    def __init__(self, record, signers, log, logs):
        self.id, self.claims, self.signers, self.log = record.id, record.claims, signers, log
        self.states, self.shown = {}, []
        self.learn(log, record.claims["au"], record.claims.get("ax", {}), logs)

def may_write(record, scene, signer):
    """COL-002 and COL-008"""
    level = scene.log.level(scene.alive, signer.entry())
    home = signer.path[-1] if signer.path else record.log.id
    if scene.step(record, scene.alive, home, signer.kid) == ROOT:
        return False
    if level != GUEST:
        return scene.uncapped(record, scene.alive, signer) >= WRITER
    given = [strict_json(each.encode()) for each in scene.log.capabilities(scene.alive, signer.entry())]
    return (scene.below(record, scene.alive, signer.kid, signer.path) >= WRITER
            and any(covers(each, record.claims) for each in given))

def covers(capability, claims):
    return ("w" in capability["do"] and capability["col"] == claims["col"]
            and capability.get("tag", tag_of(claims)) == tag_of(claims)
            and capability.get("nbf", 0) <= claims["t"] < capability.get("exp", claims["t"] + 1))

def tag_of(claims):
    return claims.get("tag", claims.get("dig"))

def heads_named(claims):
    return [*claims["au"], *(head for heads in claims.get("ax", {}).values() for head in heads)]

def state(record, now):
    return "HELD" if record.claims["t"] > now + AHEAD else "VALID"

def every(log):
    return union(op.bit for op in log.ops)

def check_devices(claims):
    """PRN-008 and PRN-011"""
    entries = claims["mem"] if claims["k"] == "init" else [claims] if claims["k"] in ("add", "join") else []
    name, stated = "kid" if claims["k"] == "init" else "who", [each for each in entries if "sig" in each]
    demand(all(thumbprint(each["sig"]) == each[name] for each in stated), "E_ID")
    demand(all("hw" in each or algorithm(each["sig"]) != "ES256" for each in stated), "E_ALG")

def check_kind_of_log(op):
    """PRN-017 and PRN-018"""
    claims, is_member = op.claims, op.k in ("add", "join")
    if op.log.kind == "user":
        demand(op.k not in ("add", "invite", "set") or claims["lvl"] >= WRITER, "E_FORMAT")
        demand(not is_member or "sig" in claims or claims.get("lvl") == ROOT, "E_FORMAT")
    else:
        demand(not is_member or "sig" not in claims, "E_FORMAT")

def check_keys(statement, keys):
    """The keys of step 8, and step 9. Who has no key has no signature that holds."""
    agree = [key is None or header["alg"] == algorithm(key) for header, key in zip(statement.headers, keys)]
    demand(agree[0], "E_ALG")
    ready = [public_key(key) for key in keys if key]
    stated = [each["kid"] for each in statement.claims.get("sgn", statement.headers[:1])]
    try:
        demand(all(agree), "E_ALG")
        demand(len(ready) == len(keys) and [thumbprint(key) for key in keys] == stated, "E_SIG")
        for key, signed in zip(ready, statement.signed, strict=True):
            check_signature(key, *signed)
    except Fault as fault:
        raise Forged(*fault.args) if len(ready) == len(keys) else fault from None

def decoded(place, parts):
    """With the statement, or the fault for which it is none."""
    try:
        return place, parts, decode(parts, OPS)
    except Fault as fault:
        return place, parts, Forged(*fault.args)

def id_of(parts):
    return sha256_id(octets(parts["st"]))

# --- what TP/1 asks of a log
def ledger_of(logs):
    ledger = Ledger()
    ledger.offer_all([(log["id"], op) for log in logs for op in log["ops"]])
    return ledger

def resolve_log(given):
    log, ops = given["log"], given["ops"]
    demand(is_id(log), "E_FORMAT")
    others = [(other["id"], parts) for other in given.get("others", []) for parts in other["ops"]]
    ledger, counts = Ledger(), given.get("steps", [])
    states = {count: ledger.show(log, others, ops[:count]) for count in sorted({*counts, len(ops)})}
    shown = states[len(ops)]
    if not shown["alive"]:
        codes = {**shown["refused"], **shown["parked"]}
        mine = [codes.get(id_of(parts)) for parts in ops]
        raise Fault(next((code for code in mine if code), "E_PENDING_AUTH"))
    return {**shown, **({"steps": [states[count] for count in counts]} if "steps" in given else {})}

def log_epochs(given):
    """Which epochs are fresh, and the current one, by these heads; without any, by all of the log."""
    resolve_log({name: given[name] for name in ("log", "ops", "others") if name in given})
    ledger = ledger_of([{"id": given["log"], "ops": given["ops"]}, *given.get("others", [])])
    log, logs = ledger.logs[given["log"]], ledger.logs
    known = knows(given.get("au", ledger.heads(log.id)), logs)
    current = epochs.current(log, known, logs)
    return {"fresh": epochs.fresh(log, known, logs), **({} if current is None else {"current": current})}

def keybox_accept(given):
    """The verdict on an op, and with it the code of its body, if that is refused."""
    statement, ledger = decode(given, OPS), ledger_of(given["logs"])
    op = ledger.judge(statement)
    try:
        if "body" in given:
            epochs.check_keybox(op, given["body"], ledger.logs)
    except Fault as fault:
        return op.id, fault.args[0]
    return op.id, None
