"""A writer of Allod: keys, and signed statements. Written from chapter 02 §4 of the spec."""
import json

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

from allod import ANYWHERE, N256, algorithm, b64u, check_signers, decode, demand, thumbprint, unb64u

def sign_bytes(jwk, message):
    secret = unb64u(jwk["d"], 32)
    if algorithm(jwk) == "Ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(secret).sign(message)
    key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + min(s, N256 - s).to_bytes(32, "big")

def sign(claims, typ, keys):
    tail, signed = b64u(claims), []
    for key in keys:
        demand(algorithm(key) is not None, "E_ALG")
        head = b64u(json.dumps({"alg": algorithm(key), "kid": thumbprint(key), "typ": typ}).encode())
        signed.append({"h": head, "s": b64u(sign_bytes(key, f"{head}.{tail}".encode()))})
    parts = {"st": f"{signed[0]['h']}.{tail}", "sig": signed[0]["s"]}
    if signed[1:]:
        parts["sigs"] = signed[1:]
    check_signers(decode(parts, ANYWHERE), keys)  # a writer hands out nothing that a verifier would refuse
    return parts

def derive(seed):
    demand(len(seed) == 32, "E_FORMAT")
    public = ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": b64u(raw)}

COMMANDS = {
    "statement.sign": lambda given: sign(given["claims"], given["typ"], given.get("keys") or [given["key"]]),
    "key.derive": lambda given: {"jwk": derive(given["seed"])},
}
