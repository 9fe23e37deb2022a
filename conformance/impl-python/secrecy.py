"""Keys of epochs, keyboxes and sealed bodies. Written from chapter 04 of the spec, §2.2, §2.3, §2.5 and §3."""
import hashlib
import json

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import contents
from allod import Fault, b64u, demand, is_id, octets, thumbprint, unb64u
from ops import is_encryption, is_object
from sealed import DIRECT, ENC, IV, TAG, WRAPPED, WRAPPING, parse, parse_keybox, read_object

# --- primitives
def hkdf(key, info):
    return HKDF(hashes.SHA256(), 32, None, octets(info)).derive(key)

def public(private):
    key = x25519.X25519PrivateKey.from_private_bytes(private).public_key()
    return {"crv": "X25519", "kty": "OKP", "x": b64u(key.public_bytes(Encoding.Raw, PublicFormat.Raw))}

def wrapping_key(private, jwk):
    """RFC 7518 §4.6.2, with neither `apu` nor `apv`. SEC-010, SEC-031 and SEC-055: no secret of zeros."""
    demand(is_encryption(jwk), "E_FORMAT")
    mine = x25519.X25519PrivateKey.from_private_bytes(private)
    try:
        shared = mine.exchange(x25519.X25519PublicKey.from_public_bytes(unb64u(jwk["x"])))
    except ValueError:
        raise Fault("E_WEAK_KEY") from None
    said = len(WRAPPING).to_bytes(4, "big") + WRAPPING.encode() + bytes(8) + (256).to_bytes(4, "big")
    return ConcatKDFHash(hashes.SHA256(), 32, said).derive(shared)

def wrap(key, secret):
    return keywrap.aes_key_wrap(key, secret)

def unwrap(key, wrapped):
    try:
        return keywrap.aes_key_unwrap(key, wrapped)
    except (keywrap.InvalidUnwrap, ValueError):
        raise Fault("E_DECRYPT") from None

def encrypt(key, iv, plain, head):
    """Vector, ciphertext and tag, as texts."""
    sealed = AESGCM(key).encrypt(iv, plain, octets(head))
    return [b64u(each) for each in (iv, sealed[:-TAG], sealed[-TAG:])]

def decrypt(key, iv, sealed, tag, head):
    try:
        return AESGCM(key).decrypt(iv, sealed + tag, octets(head))
    except InvalidTag:
        raise Fault("E_DECRYPT") from None

def written(value):
    """SEC-054"""
    return json.dumps(value, separators=(",", ":")).encode()

# --- §2.2: keys
def collection_key(secret, col):
    return hkdf(secret, f"allod1/col\0{col}")

def record_key(of_collection, tag):
    return hkdf(of_collection, b"allod1/rec\0" + octets(tag))

def is_immutable(slot):
    return slot["col"].startswith("i:")

def place(slot):
    """The slot of a record, as bytes."""
    tag = "" if is_immutable(slot) else slot.get("tag", "")
    parts = ["allod1/slot", slot["iss"], slot["col"], slot["kid"], str(slot["seq"]), tag]
    return hashlib.sha256(b"\0".join(map(octets, parts))).digest()

def content_key(slot, known, key):
    """From what somebody knows: the key of the epoch, of the collection, of the record, or of the body."""
    if known == "es":
        known, key = "collection", collection_key(key, slot["col"])
    if known == "collection":
        known, key = "record", key if is_immutable(slot) else record_key(key, slot.get("tag", ""))
    return hkdf(key, b"allod1/body\0" + place(slot)) if known == "record" else key

def epoch_keys(given):
    secret = given["es"]
    private = hkdf(secret, "allod1/x25519")
    jwk = public(private)
    keys = {"jwk": jwk, "eid": thumbprint(jwk), "private": private, "back": hkdf(secret, "allod1/back")}
    if "col" in given:
        keys["collection"] = collection_key(secret, given["col"])
    if "tag" in given:
        keys["record"] = record_key(keys["collection"], given["tag"])
    if "slot" in given:
        keys["content"] = content_key(given["slot"], "es", secret)
    return keys

# --- §3: bodies
def commitment(key, slot):
    return b64u(hashlib.sha256(b"allod1/kc\0" + key + place(slot)).digest())

def open_body(given):
    header, wrapped, iv, sealed, tag = parse(given["body"])
    (known, key), = given["with"].items()
    if known == "es" and "epk" in header:
        known, key = "private", hkdf(key, "allod1/x25519")
    if known == "private":
        key = unwrap(wrapping_key(key, header.get("epk")), wrapped)
    else:
        key = content_key(given["slot"], known, key)
    demand(commitment(key, given["slot"]) == header["kc"], "E_KEY_COMMIT")
    content, media_type = contents.read(decrypt(key, iv, sealed, tag, given["body"].split(b".")[0]))
    return {"content": content, "cty": media_type}

def seal_body(given):
    slot, (known, key) = given["slot"], *given["to"].items()
    plain = contents.pack(given["content"], given.get("cty", contents.JSON))
    hedged = given["random"] + hashlib.sha256(plain).digest() + place(slot) + given["secret"]
    header, wrapped = {"alg": DIRECT, "enc": ENC}, b""
    if known == "es":
        eid, key = epoch_keys({"es": key})["eid"], content_key(slot, known, key)
    else:
        eid, fresh, private = thumbprint(key), hkdf(hedged, "allod1/cek"), hkdf(hedged, "allod1/epk")
        header, wrapped = {"alg": WRAPPING, "enc": ENC, "epk": public(private)}, wrap(wrapping_key(private, key), fresh)
        key = fresh
    head = b64u(written({**header, "kid": eid, "kc": commitment(key, slot)}))
    sealed = encrypt(key, hkdf(hedged, "allod1/iv")[:IV], plain, head)
    return {"body": ".".join([head, b64u(wrapped), *sealed]).encode()}

# --- §2.3: keyboxes
def open_keybox(given):
    box, recipients = parse_keybox(given["body"])
    mine = recipients.get(given["kid"])
    demand(mine, "E_DECRYPT")
    key = unwrap(wrapping_key(given["private"], mine["header"]["epk"]), unb64u(mine["encrypted_key"]))
    iv, sealed, tag = [unb64u(box[name]) for name in ("iv", "ciphertext", "tag")]
    held = read_object(decrypt(key, iv, sealed, tag, box["protected"]), "E_KEYBOX_BAD")
    demand(is_object(held, ("log", "es")) and is_id(held["es"]) and held["log"] == given["log"], "E_KEYBOX_BAD")
    secret = unb64u(held["es"])
    demand(epoch_keys({"es": secret})["eid"] == thumbprint(given["jwk"]), "E_KEYBOX_BAD")
    return {"es": secret}

def seal_keybox(given):
    head, key = b64u(written({"alg": WRAPPING, "enc": ENC, "typ": "allod-keybox"})), given["cek"]
    recipients = [{"header": {"kid": each["kid"], "epk": public(each["random"])},
                   "encrypted_key": b64u(wrap(wrapping_key(each["random"], each["jwk"]), key))}
                  for each in given["recipients"]]
    held = written({"log": given["log"], "es": b64u(given["es"])})
    box = {"protected": head, "recipients": recipients,
           **dict(zip(("iv", "ciphertext", "tag"), encrypt(key, given["iv"], held, head)))}
    parse_keybox(written(box))  # a writer hands out nothing that a verifier would refuse
    return {"body": written(box)}

# --- §2.5: one entry of `back`
def wrap_back(given):
    back, eid = epoch_keys({"es": given["es"]})["back"], epoch_keys({"es": given["earlier"]})["eid"]
    return {"eid": eid, "w": b64u(wrap(back, given["earlier"]))}

def open_back(given):
    """SEC-021: nothing when the entry is ignored."""
    try:
        earlier = unwrap(epoch_keys({"es": given["es"]})["back"], unb64u(given["w"], WRAPPED))
    except Fault:
        return {}
    return {"es": earlier} if epoch_keys({"es": earlier})["eid"] == given["eid"] else {}

COMMANDS = {
    "epoch.keys": epoch_keys, "body.open": open_body, "body.seal": seal_body,
    "keybox.open": open_keybox, "keybox.seal": seal_keybox, "back.wrap": wrap_back, "back.open": open_back,
}
