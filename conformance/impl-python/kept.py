"""What a user keeps: the user of an enclave, and shares of a kit. Written from chapter 04 of the spec, §5.2 and §5.3."""
import hashlib
import re
import unicodedata

from cryptography.hazmat.primitives.asymmetric import ed25519

import kit
from allod import b64u, demand, octets, thumbprint, unb64u

VALUES, CHECK, SALT = 32, 4, 16
REDUCTION = 0x11B

def times(a, b):
    """The product in GF(2^8)."""
    product = 0
    for power in range(8):
        if b >> power & 1:
            product ^= a << power
    for power in range(14, 7, -1):
        if product >> power & 1:
            product ^= REDUCTION << power - 8
    return product

INVERSES = {a: b for a in range(1, 256) for b in range(1, 256) if times(a, b) == 1}

def values_at(shares, place):
    """What the polynomials of least degree through some shares are at a place."""
    values = [0] * VALUES
    for point, given in shares.items():
        weight = 1
        for other in shares:
            if other != point:
                weight = times(weight, times(place ^ other, INVERSES[point ^ other]))
        values = [value ^ times(weight, each) for value, each in zip(values, given)]
    return bytes(values)

def read_share(text):
    form = re.fullmatch(r"allod-share-1-([2-9]|1[0-6])-([A-Za-z0-9_-]{50})", text, re.ASCII)
    demand(form is not None, "E_KIT")
    try:
        data = unb64u(form[2], VALUES + 1 + CHECK)
    except Exception:
        data = b""
    demand(len(data) == VALUES + 1 + CHECK, "E_KIT")
    needed, said, point, check = int(form[1]), data[:VALUES], data[VALUES], data[VALUES + 1:]
    digest = hashlib.sha256(b"allod1/share\0" + bytes([needed]) + said + bytes([point])).digest()
    demand(point != 0 and digest[:CHECK] == check, "E_KIT")
    return needed, point, said

def join(given):
    read = [read_share(text.strip()) for text in given["shares"]]
    needed = {each for each, _, _ in read}
    shares = {point: said for _, point, said in read}
    demand(len(needed) == 1 and len(shares) == len(read) and len(read) >= min(needed), "E_KIT")
    first = dict(list(shares.items())[:min(needed)])
    demand(all(values_at(first, point) == said for point, said in shares.items()), "E_KIT")
    entropy = values_at(first, 0)
    demand(entropy[0] == kit.VERSION, "E_KIT")
    sig, enc = kit.keys(entropy[1:], "kit")
    return {"kid": thumbprint(sig), "sig": sig, "enc": enc}

def user(given):
    """SEC-047."""
    name = unicodedata.normalize("NFKC", given["name"])
    key = ed25519.Ed25519PrivateKey.from_private_bytes(kit.derive(given["key"], f"allod1/enclave/sig\0{name}"))
    jwk = kit.public(key, "Ed25519")
    kid, salt = thumbprint(jwk), b64u(kit.derive(given["key"], f"allod1/enclave/salt\0{name}")[:SALT])
    header = f'{{"alg":"Ed25519","kid":"{kid}","typ":"allod-op"}}'
    entry = f'{{"kid":"{kid}","lvl":40,"sig":{{"kty":"OKP","crv":"Ed25519","x":"{jwk["x"]}"}}}}'
    claims = f'{{"k":"init","kind":"user","salt":"{salt}","mem":[{entry}],"t":0}}'
    st = f"{b64u(octets(header))}.{b64u(octets(claims))}"
    return {"id": b64u(hashlib.sha256(octets(st)).digest()), "st": st, "sig": b64u(key.sign(octets(st)))}

COMMANDS = {"kit.join": join, "enclave.user": user}
