"""Snapshots: what somebody says that a log says. Written from chapter 03 §6.7 of the spec."""
import json

from allod import check_upgrade, decode, demand, in_order, is_id, is_id_list, is_integer, octets, sha256_id
from authority import check_keys, ledger_of
from ops import GUEST, MAX_STEPS, check_form, is_heads
from records import is_distinct_id_list
from resolver import Knowing, Signer, resolve

MAX_HEADS = 16

def check_claims(claims):
    """PRN-093"""
    check_form(claims, "log heads n state t", {
        "log": is_id, "heads": lambda value: is_distinct_id_list(value, MAX_HEADS),
        "n": lambda value: is_integer(value, 1), "state": is_id,
        "by": lambda value: is_id_list(value, MAX_STEPS), "x": is_heads})
    demand(not ("by" in claims and "sgn" in claims), "E_FORMAT")

SNAPSHOTS = {"allod-snap": check_claims}

class Said(Knowing):
    """A snapshot with what it knows of logs."""
    def __init__(self, statement, logs):
        claims = self.claims = statement.claims
        self.id, self.log = statement.id, logs[claims["log"]]
        self.states, self.shown = {}, []
        listed = claims.get("sgn", [{"kid": statement.headers[0]["kid"], "by": claims.get("by", ())}])
        self.signers = [Signer(each["kid"], tuple(each.get("by", ()))) for each in listed]
        self.learn(self.log, claims["heads"], claims.get("x", {}), logs)

def check(ledger, statement):
    """Steps 7 to 11."""
    check_upgrade(statement)
    check_named(ledger, statement.claims)
    said = Said(statement, ledger.logs)
    scene = resolve(said.log, said.past, ledger.logs, said.known)
    demand(all(scene.uncapped(said, scene.alive, signer) >= GUEST for signer in said.signers), "E_NOT_AUTHORIZED")
    check_keys(statement, [said.key_of(signer, ledger.logs) for signer in said.signers])
    found = state_at(ledger, said.log.id, statement.claims["heads"])
    demand(all(statement.claims[name] == found[name] for name in ("n", "state")), "E_SNAPSHOT_MISMATCH")

def check_named(ledger, claims):
    """PRN-094 to PRN-096"""
    others = claims.get("x", {})
    pairs = [(log, head) for log, heads in [(claims["log"], claims["heads"]), *others.items()] for head in heads]
    demand(all(head in ledger.log_of or head in ledger.refused for _, head in pairs), "E_PENDING_AUTH")
    demand(all((ledger.log_of.get(head) or ledger.refused[head] or log) == log for log, head in pairs),
           "E_LOG_MISMATCH")
    demand(claims["log"] not in others, "E_LOG_MISMATCH")
    demand(all(head in ledger.log_of for _, head in pairs), "E_PARENT")

def state_at(ledger, log_id, heads):
    log = ledger.logs[log_id]
    some = log.closed(heads)
    alive = resolve(log, some, ledger.logs).alive
    levels = log.members(alive)
    guests = {who: [json.loads(each) for each in in_order(log.capabilities(alive, who))]
              for who, level in levels.items() if level == GUEST}
    text = jcs({"mem": levels, "caps": guests, "pol": log.policy(alive),
                "struck": sorted(op.id for op in log.among(some & ~alive))})
    return {"n": some.bit_count(), "text": text, "state": sha256_id(octets(text))}

def jcs(value):
    """RFC 8785, of what has no number but integers."""
    if isinstance(value, list):
        return "[" + ",".join(map(jcs, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(jcs(name) + ":" + jcs(value[name]) for name in in_order(value)) + "}"
    return json.dumps(value, ensure_ascii=False)

def answer_check(given):
    statement = decode(given, SNAPSHOTS)
    check(ledger_of(given["logs"]), statement)
    return {"id": statement.id}

COMMANDS = {
    "snap.state": lambda given: state_at(ledger_of(given["logs"]), given["log"], given["heads"]),
    "snap.check": answer_check,
}
