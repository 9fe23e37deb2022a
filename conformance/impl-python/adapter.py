"""Speaks TP/1 (conformance/protocol/INTERPRETING.md): one request a line in, one answer a line out."""
import json
import sys

import allod
import authority
import records
import sets

PHASES = {"E_SIZE": "size", "E_FORMAT": "format", "E_JSON": "json", "E_HEADER": "header", "E_ALG": "header",
          "E_TYP": "header", "E_SIGNERS": "signers", "E_UPGRADE": "pending", "E_PENDING_AUTH": "pending",
          "E_SIG": "signature", "E_WEAK_KEY": "signature", "E_ID": "authority", "E_POP": "authority",
          "E_NOT_AUTHORIZED": "authority", "E_DIGEST": "body", "E_TAG": "kind"}

def bytes_in(value):
    """Replaces {"$b64u": …} by its bytes, everywhere but in `echo`."""
    if isinstance(value, list):
        return [bytes_in(each) for each in value]
    if not isinstance(value, dict):
        return value
    return allod.unb64u(value["$b64u"]) if value.keys() == {"$b64u"} else {k: bytes_in(v) for k, v in value.items()}

def bytes_out(data):
    return {"$b64u": allod.b64u(data)}

def hello(given):
    if "feature" in given:
        return None
    return {"tp": 1, "impl": {"name": "allod-python", "version": "0.1.0", "language": "Python"}, "spec": ["0.1"],
            "profiles": ["codec", "crypto", "principals", "collection", "sync"], "features": [],
            "commands": list(COMMANDS), "window": 32}

def check_json(given):
    allod.strict_json(given["bytes"])
    return {}

def statement_decode(given):
    statement = allod.decode(given, given.get("typ"))
    return {"header": statement.headers[0], "claims": bytes_out(statement.claims_bytes), "id": statement.id}

def statement_verify(given):
    statement = allod.verify(given, given["keys"], given.get("typ"))
    return {"id": statement.id, "kid": statement.headers[0]["kid"], "typ": statement.headers[0]["typ"]}

def ed25519_verify(given):
    allod.demand(len(given["signature"]) == 64, "E_FORMAT")
    allod.check_signature(allod.ed25519_key(given["key"]), given["message"], given["signature"])
    return {}

def record_decode(given):
    record = records.decode_record(given)
    return {"id": record.id, "claims": bytes_out(record.claims_bytes)}

def record_body(given):
    body = records.body_of(records.decode_record(given))
    return {} if body is None else {"body": bytes_out(body)}

def log_resolve(given):
    entries = authority.resolve(given["log"], given["ops"])
    return {"members": {kid: entry["lvl"] for kid, entry in entries.items()}}

def record_accept(given):
    record, state, body, code = authority.accept(given, given["logs"], given["now"])
    result = {"id": record.id, "state": state}
    if body is not None:
        result["body"] = bytes_out(body)
    if code is not None:
        result["bodyError"] = {"code": code, "phase": PHASES[code]}
    return result

def sync_cert(given):
    n, certificate, lanes = sets.summary(given["items"])
    return {"n": n, "cert": bytes_out(certificate), "lanes": bytes_out(lanes)}

COMMANDS = {
    "hello": hello, "reset": lambda _: {}, "bye": lambda _: {}, "echo": lambda given: {"value": given["value"]},
    "json.check": check_json, "statement.decode": statement_decode, "statement.verify": statement_verify,
    "ed25519.verify": ed25519_verify, "record.decode": record_decode, "record.body": record_body,
    "log.resolve": log_resolve, "record.accept": record_accept, "sync.cert": sync_cert,
    "order.key": lambda given: {"key": bytes_out(sets.order_key(given))},
    "col.hash": lambda given: {"hash": bytes_out(sets.collection_hash(given["col"]))},
    "base64url.decode": lambda given: {"bytes": bytes_out(allod.unb64u(given["text"]))},
    "id.parse": lambda given: {"bytes": bytes_out(allod.parse_id(given["text"]))},
    "statement.id": lambda given: {"id": allod.sha256_id(allod.octets(given["st"]))},
    "statement.sign": lambda given: allod.sign(given["claims"], given["typ"], given.get("keys") or [given["key"]]),
    "key.derive": lambda given: {"jwk": allod.derive(given["seed"])},
    "key.thumbprint": lambda given: {"kid": allod.thumbprint(given["jwk"])},
}

def answer(request):
    command, given = request["cmd"], request["in"]
    try:
        result = COMMANDS[command](given if command == "echo" else bytes_in(given)) if command in COMMANDS else None
    except allod.Fault as fault:
        return {"error": {"code": fault.args[0], "phase": PHASES[fault.args[0]]}}
    return {"unsupported": {"what": command}} if result is None else {"ok": result}

for line in sys.stdin.buffer:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], **answer(asked)}), flush=True)
    if asked["cmd"] == "bye":
        break
