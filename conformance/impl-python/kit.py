"""Recovery kits and keys from seeds. Written from chapter 03 §7 of the spec."""
import hashlib
import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from allod import b64u, demand, octets, thumbprint
from words import WORDS

VERSION, COUNT, WORD_BITS = 1, 24, 11
PLACES = {word: place for place, word in enumerate(WORDS)}
PLACES.update({word[:length]: place for place, word in enumerate(WORDS) for length in range(4, len(word))})

def checksum(entropy):
    return hashlib.sha256(entropy).digest()[:1]

def write(seed):
    entropy = bytes([VERSION]) + seed
    number = int.from_bytes(entropy + checksum(entropy), "big")
    shifts = range(WORD_BITS * (COUNT - 1), -1, -WORD_BITS)
    return " ".join(WORDS[number >> shift & len(WORDS) - 1] for shift in shifts)

def read(text):
    """The seed of a kit."""
    runs = re.findall(rb"[A-Za-z]+", octets(text))
    places = [PLACES.get(run.decode().lower()) for run in runs]
    demand(None not in places, "E_KIT")
    demand(len(places) == COUNT, "E_KIT")
    number = sum(place << WORD_BITS * power for power, place in enumerate(reversed(places)))
    entropy, check = number.to_bytes(33, "big")[:32], number.to_bytes(33, "big")[32:]
    demand(check == checksum(entropy), "E_KIT")
    demand(entropy[0] == VERSION, "E_KIT")
    return entropy[1:]

def derive(seed, info):
    """32 bytes of HKDF-SHA-256 with an empty salt (RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, None, info.encode()).derive(seed)

def public(key, curve):
    return {"kty": "OKP", "crv": curve, "x": b64u(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))}

def keys(seed, use):
    """The public keys of a seed: what signs, what encrypts."""
    sig = ed25519.Ed25519PrivateKey.from_private_bytes(derive(seed, f"allod1/{use}/sig"))
    enc = x25519.X25519PrivateKey.from_private_bytes(derive(seed, f"allod1/{use}/enc"))
    return public(sig, "Ed25519"), public(enc, "X25519")

def kit_read(given):
    sig, enc = keys(read(given["text"]), "kit")
    return {"kid": thumbprint(sig), "sig": sig, "enc": enc}

COMMANDS = {"kit.read": kit_read, "kit.write": lambda given: {"text": write(given["seed"])}}
