"""Statements of Allod: bytes, strict JSON, keys, signatures, signers. Written from chapters 01 and 02 of the spec."""
import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

MAX_INTEGER, MAX_DEPTH = 2**53 - 1, 32
MAX_HEADER_TEXT, MAX_CLAIMS_TEXT = 683, 87382  # characters of 512 and 65,536 bytes
TYPES = ("allod-op", "allod-rec", "allod-batch", "allod-rcpt", "allod-hs", "allod-snap")
ALGORITHMS = {"OKP Ed25519": "Ed25519", "EC P-256": "ES256"}
THUMBPRINT_MEMBERS = {"OKP": ("crv", "kty", "x"), "EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n"),
                      "oct": ("k", "kty")}
P25519, L25519 = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D25519 = -121665 * pow(121666, -1, P25519) % P25519
N256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

class Fault(Exception):
    """A refusal or a parking; its one argument is the code."""

def demand(holds, code):
    if not holds:
        raise Fault(code)

# --- chapter 01 §3: bytes and text. Text is judged as octets, because it may be no Unicode at all.

def octets(text):
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text

def b64u(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()

def unb64u(value):
    text = octets(value)
    demand(isinstance(text, bytes) and re.fullmatch(rb"[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, "E_FORMAT")
    data = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    demand(b64u(data).encode() == text, "E_FORMAT")
    return data

def parse_id(text):
    data = unb64u(text)
    demand(len(data) == 32, "E_FORMAT")
    return data

def is_id(value):
    try:
        return isinstance(value, str) and len(parse_id(value)) == 32
    except Fault:
        return False

def sha256_id(data):
    return b64u(hashlib.sha256(data).digest())

# --- chapter 01 §4: strict JSON

def strict_integer(text):
    if text == "-0" or len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise ValueError(text)
    return int(text)

def strict_object(members):
    if len(dict(members)) < len(members):
        raise ValueError("a name twice")
    return dict(members)

def depth(text):
    level = deepest = 0
    inside_string = False
    for token in re.findall(r'\\.|["\[\]{}]', text, re.DOTALL):
        if token == '"':
            inside_string = not inside_string
        elif not inside_string and len(token) == 1:
            level += 1 if token in "[{" else -1
            deepest = max(deepest, level)
    return deepest

def strict_json(data):
    try:
        text = data.decode("utf-8")
        demand(depth(text) <= MAX_DEPTH, "E_JSON")
        # int() refuses fractions, exponents, NaN and Infinity; a lone surrogate cannot be encoded.
        value = json.loads(text, object_pairs_hook=strict_object, parse_int=strict_integer, parse_float=int,
                           parse_constant=int)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except ValueError:
        raise Fault("E_JSON") from None

def is_integer(value, least):
    return type(value) is int and least <= value <= MAX_INTEGER

def is_id_list(value, most):
    return isinstance(value, list) and 1 <= len(value) <= most and all(is_id(each) for each in value)

# --- chapter 02 §3 and §4: keys and signatures

def has_thumbprint(jwk):
    names = THUMBPRINT_MEMBERS.get(str(jwk.get("kty")), [])
    return names != [] and all(isinstance(jwk.get(name), str) for name in names)

def thumbprint(jwk):
    demand(has_thumbprint(jwk), "E_FORMAT")
    required = {name: jwk[name] for name in THUMBPRINT_MEMBERS[jwk["kty"]]}
    return sha256_id(octets(json.dumps(required, ensure_ascii=False, separators=(",", ":"))))

def algorithm(jwk):
    return ALGORITHMS.get(f"{jwk.get('kty')} {jwk.get('crv')}")

def is_sound_point(encoding):
    """Canonical and not of small order: y = 0 has order 4, y² = 1 order 1 or 2, and d·y⁴ + 2y² = 1 order 8."""
    y = int.from_bytes(encoding, "little") % 2**255
    return y < P25519 and y * (y**2 - 1) * (D25519 * y**4 + 2 * y**2 - 1) % P25519 != 0

def ed25519_key(raw):
    demand(len(raw) == 32, "E_FORMAT")
    demand(is_sound_point(raw), "E_WEAK_KEY")
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)

def public_key(jwk):
    if algorithm(jwk) == "Ed25519":
        return ed25519_key(parse_id(jwk.get("x")))
    point = b"\4" + parse_id(jwk.get("x")) + parse_id(jwk.get("y"))
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise Fault("E_WEAK_KEY") from None

def check_signature(key, message, signature):
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            demand(is_sound_point(signature[:32]) and int.from_bytes(signature[32:], "little") < L25519, "E_SIG")
            return key.verify(signature, message)
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        demand(0 < r < N256 and 0 < s <= N256 // 2, "E_SIG")
        return key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Fault("E_SIG") from None

# --- chapter 02 §8: the steps

class Statement(NamedTuple):
    headers: list
    claims: dict
    claims_bytes: bytes
    inputs: list  # what each signer signed
    signatures: list
    id: str
    parts: dict

def decode(parts, typ=None, shape=None):
    """Steps 1 to 6. `shape` judges, within step 5, what the place of the statement asks of its claims."""
    is_batched = "bat" in parts  # its signatures are not looked at, not counted, not compared
    further = [] if is_batched else parts.get("sigs", [])
    head, _, tail = octets(parts["st"]).partition(b".")
    heads = [head, *(octets(each["h"]) for each in further)]
    demand(all(len(each) <= MAX_HEADER_TEXT for each in heads) and len(tail) <= MAX_CLAIMS_TEXT, "E_SIZE")
    demand(all(heads) and tail, "E_FORMAT")
    header_bytes, claims_bytes = [unb64u(each) for each in heads], unb64u(tail)
    signatures = [] if is_batched else [unb64u(each) for each in [parts.get("sig"), *(each["s"] for each in further)]]
    demand(all(len(each) == 64 for each in signatures), "E_FORMAT")
    headers, claims = [strict_json(each) for each in header_bytes], strict_json(claims_bytes)
    check_header(headers[0], typ)
    for header in headers[1:]:
        check_header(header, headers[0]["typ"])
    check_claims(claims)
    if shape is not None:
        shape(claims)
    listed = [each["kid"] for each in claims["sgn"]] if "sgn" in claims else [headers[0]["kid"]]
    demand(len(set(listed)) == len(listed), "E_SIGNERS")
    demand(is_batched or listed == [each["kid"] for each in headers], "E_SIGNERS")
    inputs = [each + b"." + tail for each in heads]
    return Statement(headers, claims, claims_bytes, inputs, signatures, sha256_id(octets(parts["st"])), parts)

def check_header(header, typ):
    demand(isinstance(header, dict) and header.keys() <= {"alg", "kid", "typ"}, "E_HEADER")
    demand(is_id(header.get("kid")), "E_HEADER")
    demand(header.get("typ") in TYPES and typ in (None, header["typ"]), "E_TYP")
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
    demand("bat" not in statement.parts and not any(name[:1] == "!" for name in statement.claims), "E_UPGRADE")

def check_signers(statement, keys):
    """Steps 8 and 9, with the key of each signer."""
    demand([each["alg"] for each in statement.headers] == [algorithm(each) for each in keys], "E_ALG")
    ready = [public_key(each) for each in keys]
    demand([each["kid"] for each in statement.headers] == [thumbprint(each) for each in keys], "E_SIG")
    for key, message, signature in zip(ready, statement.inputs, statement.signatures, strict=True):
        check_signature(key, message, signature)

def verify(parts, keys, typ=None):
    statement = decode(parts, typ)
    check_upgrade(statement)
    demand(keys, "E_SIG")
    named = {thumbprint(key): key for key in keys if has_thumbprint(key)}
    spare = [*keys, *[keys[0]] * len(statement.headers)]
    check_signers(statement, [named.get(each["kid"], spare[at]) for at, each in enumerate(statement.headers)])
    return statement

def sign_bytes(jwk, message):
    if algorithm(jwk) == "Ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(parse_id(jwk["d"])).sign(message)
    key = ec.derive_private_key(int.from_bytes(parse_id(jwk["d"]), "big"), ec.SECP256R1())
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + min(s, N256 - s).to_bytes(32, "big")

def sign(claims, typ, keys):
    tail, signed = b64u(claims), []
    for key in keys:
        demand(algorithm(key) is not None, "E_ALG")
        head = b64u(json.dumps({"alg": algorithm(key), "kid": thumbprint(key), "typ": typ}).encode())
        signed.append({"h": head, "s": b64u(sign_bytes(key, f"{head}.{tail}".encode()))})
    parts = {"st": f"{signed[0]['h']}.{tail}", "sig": signed[0]["s"], **({"sigs": signed[1:]} if signed[1:] else {})}
    check_signers(decode(parts, typ), keys)  # a writer hands out nothing that a verifier would refuse
    return parts

def derive(seed):
    demand(len(seed) == 32, "E_FORMAT")
    public = ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": b64u(raw)}
