"""Statements of Allod: bytes, strict JSON, keys, signatures, signers. Written from chapters 01 and 02."""
import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

MAX_INTEGER, MAX_DEPTH = 2**53 - 1, 32
MAX_HEADER_TEXT, MAX_CLAIMS_TEXT = 683, 87382  # characters of 512 and 65,536 bytes
TYPES = ("allod-op", "allod-rec", "allod-batch", "allod-rcpt", "allod-hs", "allod-snap")
ALGORITHMS = {"OKP Ed25519": "Ed25519", "EC P-256": "ES256"}
THUMBPRINT_MEMBERS = {"OKP": "crv kty x", "EC": "crv kty x y", "RSA": "e kty n", "oct": "k kty"}
P25519, L25519 = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D25519 = -121665 * pow(121666, -1, P25519) % P25519
N256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

class Fault(Exception):
    """A refusal or a parking; its one argument is the code."""

def demand(holds, code):
    if not holds:
        raise Fault(code)

def holds(check, *arguments):
    try:
        check(*arguments)
        return True
    except Fault:
        return False

# --- chapter 01 §3: bytes and text. Text is judged as octets, because it may be no Unicode at all.
def octets(text):
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text

def b64u(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()

def unb64u(value, length=None):
    text = octets(value)
    demand(isinstance(text, bytes) and re.fullmatch(rb"[\w-]*", text) and len(text) % 4 != 1, "E_FORMAT")
    data = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    demand(b64u(data).encode() == text and length in (None, len(data)), "E_FORMAT")
    return data

def in_order(texts):
    """By UTF-16 code units, as RFC 8785 orders names."""
    return sorted(texts, key=lambda text: text.encode("utf-16-be"))

def is_bytes(value, length):
    return isinstance(value, str) and holds(unb64u, value, length)

def is_id(value):
    return is_bytes(value, 32)

def sha256_id(data):
    return b64u(hashlib.sha256(data).digest())

# --- chapter 01 §4: strict JSON
def strict_integer(text):
    demand(text != "-0" and len(text) <= 17 and abs(int(text)) <= MAX_INTEGER, "E_JSON")
    return int(text)

def strict_object(members):
    demand(len(dict(members)) == len(members), "E_JSON")
    return dict(members)

def depth(value):
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0) if isinstance(value, (dict, list)) else 0

def strict_json(data):
    try:
        # int() refuses fractions, exponents, NaN and Infinity; a lone surrogate cannot be encoded.
        value = json.loads(data.decode("utf-8"), object_pairs_hook=strict_object, parse_int=strict_integer,
                           parse_float=int, parse_constant=int)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        demand(depth(value) <= MAX_DEPTH, "E_JSON")
        return value
    except (ValueError, RecursionError):
        raise Fault("E_JSON") from None

def is_integer(value, least):
    return type(value) is int and least <= value <= MAX_INTEGER

def is_id_list(value, most):
    return isinstance(value, list) and 1 <= len(value) <= most and all(is_id(each) for each in value)

# --- chapter 02 §3 and §4: keys and signatures
def thumbprint(jwk):
    required = {name: jwk.get(name) for name in THUMBPRINT_MEMBERS.get(str(jwk.get("kty")), "").split()}
    demand(required and all(isinstance(each, str) for each in required.values()), "E_FORMAT")
    return sha256_id(octets(json.dumps(required, ensure_ascii=False, separators=(",", ":"))))

def algorithm(jwk):
    return ALGORITHMS.get(f"{jwk.get('kty')} {jwk.get('crv')}")

def is_sound_point(encoding):
    """Canonical and not of small order: order 4 has y = 0, 1 and 2 have y² = 1, 8 has d·y⁴ + 2y² = 1."""
    y = int.from_bytes(encoding, "little") % 2**255
    return y < P25519 and y * (y**2 - 1) * (D25519 * y**4 + 2 * y**2 - 1) % P25519 != 0

def public_key(jwk):
    x = unb64u(jwk.get("x"), 32)
    if algorithm(jwk) == "Ed25519":
        demand(is_sound_point(x), "E_WEAK_KEY")
        return ed25519.Ed25519PublicKey.from_public_bytes(x)
    point = b"\4" + x + unb64u(jwk.get("y"), 32)
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise Fault("E_WEAK_KEY") from None

def check_signature(key, message, signature):
    first, second = signature[:32], signature[32:]
    demand(len(second) == 32, "E_FORMAT")
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            demand(is_sound_point(first) and int.from_bytes(second, "little") < L25519, "E_SIG")
            return key.verify(signature, message)
        r, s = int.from_bytes(first, "big"), int.from_bytes(second, "big")
        demand(0 < r < N256 and 0 < s <= N256 // 2, "E_SIG")
        return key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Fault("E_SIG") from None

# --- chapter 02 §8: the steps
Statement = NamedTuple("Statement", [("headers", list), ("claims", dict), ("claims_bytes", bytes),
                                     ("signed", list),  # message and signature of each signer
                                     ("id", str), ("parts", dict)])
ANYWHERE = dict.fromkeys(TYPES, lambda claims: None)

def decode(parts, place):
    """Steps 1 to 6. `place` has the types that may stand here, each with what step 5 asks of its claims."""
    is_batched = "bat" in parts  # its signatures are not looked at, not counted, not compared
    further = [] if is_batched else parts.get("sigs", [])
    head, _, tail = octets(parts["st"]).partition(b".")
    heads = [head, *(octets(each["h"]) for each in further)]
    demand(all(len(each) <= MAX_HEADER_TEXT for each in heads) and len(tail) <= MAX_CLAIMS_TEXT, "E_SIZE")
    demand(all(heads) and tail, "E_FORMAT")
    header_bytes, claims_bytes = [unb64u(each) for each in heads], unb64u(tail)
    texts = [] if is_batched else [parts.get("sig"), *(each["s"] for each in further)]
    signatures = [unb64u(each, 64) for each in texts]
    headers, claims = [strict_json(each) for each in header_bytes], strict_json(claims_bytes)
    for at, header in enumerate(headers):
        check_header(header, [headers[0]["typ"]] if at else [*place])
    check_claims(claims)
    place[headers[0]["typ"]](claims)
    listed = [each["kid"] for each in claims["sgn"]] if "sgn" in claims else [headers[0]["kid"]]
    demand(len(set(listed)) == len(listed), "E_SIGNERS")
    demand(is_batched or listed == [each["kid"] for each in headers], "E_SIGNERS")
    signed = [(each + b"." + tail, signature) for each, signature in zip(heads, signatures)]
    return Statement(headers, claims, claims_bytes, signed, sha256_id(octets(parts["st"])), parts)

def check_header(header, types):
    demand(isinstance(header, dict) and header.keys() <= {"alg", "kid", "typ"}, "E_HEADER")
    demand(is_id(header.get("kid")), "E_HEADER")
    demand(header.get("typ") in types, "E_TYP")
    demand(header.get("alg") in ALGORITHMS.values(), "E_ALG")

def check_claims(claims):
    demand(isinstance(claims, dict) and is_integer(claims.get("t", 0), 0), "E_FORMAT")
    if "sgn" in claims:
        demand(isinstance(claims["sgn"], list) and 2 <= len(claims["sgn"]) <= 8, "E_FORMAT")
        demand(all(is_signer(each) for each in claims["sgn"]), "E_FORMAT")

def is_signer(value):
    return (isinstance(value, dict) and value.keys() <= {"kid", "by"} and is_id(value.get("kid"))
            and ("by" not in value or is_id_list(value["by"], 8)))

def check_upgrade(statement):
    """Step 7, as far as it is about every statement."""
    later = [name for name in statement.claims if name.startswith("!")]
    demand("bat" not in statement.parts and not later, "E_UPGRADE")

def check_signers(statement, keys):
    """Steps 8 and 9, with the key of each signer."""
    demand([each["alg"] for each in statement.headers] == [algorithm(key) for key in keys], "E_ALG")
    ready = [public_key(key) for key in keys]
    demand([each["kid"] for each in statement.headers] == [thumbprint(key) for key in keys], "E_SIG")
    for key, signed in zip(ready, statement.signed, strict=True):
        check_signature(key, *signed)

def verify(parts, keys, place):
    """Steps 1 to 9. A signer whose key is not there is judged with the key at its place, or the first."""
    statement = decode(parts, place)
    check_upgrade(statement)
    demand(keys, "E_SIG")
    named = {thumbprint(key): key for key in keys if holds(thumbprint, key)}
    spare = [*keys, *[keys[0]] * len(statement.headers)]
    check_signers(statement, [named.get(each["kid"], spare[at]) for at, each in enumerate(statement.headers)])
    return statement
