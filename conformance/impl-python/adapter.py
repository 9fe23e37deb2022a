"""Speaks TP/1 (conformance/protocol/INTERPRETING.md): one request a line in, one answer a line out."""
import json
import sys

import allod
import profiles
import writer

def hello(_):
    claimed = ["codec", "crypto", "frames", "principals", "collection", "secrecy", "sync"]
    return {"tp": 1, "impl": {"name": "allod-python", "version": "0.2.0", "language": "Python"},
            "spec": ["0.1"], "profiles": claimed, "features": [], "commands": list(COMMANDS), "window": 32}

def place(given):
    return {given["typ"]: allod.ANYWHERE.get(given["typ"])} if "typ" in given else allod.ANYWHERE

def statement_decode(given):
    statement = allod.decode(given, place(given))
    return {"header": statement.headers[0], "claims": statement.claims_bytes, "id": statement.id}

def statement_verify(given):
    statement = allod.verify(given, given["keys"], place(given))
    return {"id": statement.id, "kid": statement.headers[0]["kid"], "typ": statement.headers[0]["typ"]}

def ed25519_verify(given):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": allod.b64u(given["key"])}
    allod.check_signature(allod.public_key(jwk), given["message"], given["signature"])

COMMANDS = {  # what gives no result answers {}
    "hello": hello, "reset": lambda _: None, "bye": lambda _: None, "echo": dict,
    "json.check": lambda given: allod.strict_json(given["bytes"]) and None,
    "base64url.decode": lambda given: {"bytes": allod.unb64u(given["text"])},
    "id.parse": lambda given: {"bytes": allod.unb64u(given["text"], 32)},
    "statement.id": lambda given: {"id": allod.sha256_id(allod.octets(given["st"]))},
    "statement.decode": statement_decode, "statement.verify": statement_verify,
    "ed25519.verify": ed25519_verify, "key.thumbprint": lambda given: {"kid": allod.thumbprint(given["jwk"])},
    **writer.COMMANDS, **profiles.COMMANDS,
}

def bytes_in(value):
    return allod.unb64u(value["$b64u"]) if value.keys() == {"$b64u"} else value

def answer(line, command, given):
    if command not in COMMANDS or "feature" in given:
        return {"unsupported": {"what": given.get("feature", command)}}
    if command != "echo":
        given = json.loads(line, object_hook=bytes_in)["in"]
    try:
        return {"ok": COMMANDS[command](given) or {}}
    except allod.Fault as fault:
        return {"error": {"code": fault.args[0], "phase": profiles.PHASES[fault.args[0]]}}

for line in sys.stdin.buffer:
    asked = json.loads(line)
    answered = {"id": asked["id"], **answer(line, asked["cmd"], asked["in"])}
    print(json.dumps(answered, default=lambda data: {"$b64u": allod.b64u(data)}), flush=True)
    if asked["cmd"] == "bye":
        break
