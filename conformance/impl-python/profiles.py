"""The commands of TP/1 that build on statements: records, principals, collections, frames, sync."""
import authority
import ballots
import frames
import kept
import kit
import links
import packs
import records
import sealed
import secrecy
import sets
import snapshots
import transcript
from allod import Fault, strict_json, unb64u

PHASES = {code: phase for phase, codes in {
    "size": "E_SIZE", "format": "E_FORMAT E_KIT", "json": "E_JSON", "header": "E_HEADER E_ALG E_TYP",
    "signers": "E_SIGNERS", "pending": "E_UPGRADE E_PENDING_AUTH", "signature": "E_SIG E_WEAK_KEY",
    "authority": "E_ID E_POP E_NOT_AUTHORIZED E_LOG_MISMATCH E_PARENT E_LOG_FULL E_PATH E_INVITE E_HISTORY",
    "body": "E_DIGEST E_STALE_EPOCH E_KEYBOX_RECIPIENT", "kind": "E_TAG E_SNAPSHOT_MISMATCH",
    "decrypt": "E_KEYBOX_BAD E_KEY_COMMIT E_DECRYPT E_CONTENT",
    "sync": "E_LIMIT E_HS E_VERSION E_CURSOR E_RANGE E_TURN E_ABUSE E_FLOW E_PACK E_PACK_TRUNCATED",
    "frame": "E_FRAME E_MESSAGE",
}.items() for code in codes.split()}

def record_decode(given):
    record = records.decode_record(given)
    return {"id": record.id, "claims": record.claims_bytes}

def record_body(given):
    body = records.body_of(records.decode_record(given))
    return {} if body is None else {"body": body}

def record_accept(given):
    record = records.decode_record(given)
    ledger = authority.ledger_of(given["logs"])
    ledger.check_record(record)
    result = {"id": record.id, "state": authority.state(record, given["now"])}
    try:
        body = ledger.body_of_record(record)
        return result if body is None else {**result, "body": body}
    except Fault as fault:
        return {**result, "bodyError": error(fault.args[0])}

def error(code):
    return {"code": code, "phase": PHASES[code]}

def keybox_accept(given):
    op_id, code = authority.keybox_accept(given)
    taken = {"body": given["body"]} if "body" in given else {}
    return {"id": op_id, **({"bodyError": error(code)} if code else taken)}

def order_key(item):
    return sets.order_key(item["typ"], strict_json(item["claims"]), unb64u(item["id"], 32))

def sync_cert(given):
    keys = {order_key(item) for item in given["items"]}
    return {"n": len(keys), "cert": sets.certificate(keys), "lanes": sets.lanes(keys)}

COMMANDS = {
    "record.decode": record_decode, "record.body": record_body, "record.accept": record_accept,
    "log.resolve": authority.resolve_log, "log.epochs": authority.log_epochs, "keybox.accept": keybox_accept,
    "sync.cert": sync_cert,
    "order.key": lambda given: {"key": order_key(given)},
    "col.hash": lambda given: {"hash": sets.collection_hash(given["col"])},
    "frame.decode": lambda given: {"messages": frames.to_json(frames.decode_frame(given["bytes"]))},
    "frame.encode": lambda given: {"bytes": b"".join(map(frames.encode_json, given["messages"]))},
    "session.receive": transcript.receive, "pack.verify": packs.verify,
    **kit.COMMANDS, **links.COMMANDS, **snapshots.COMMANDS, **ballots.COMMANDS,
    **sealed.COMMANDS, **secrecy.COMMANDS, **kept.COMMANDS,
}
