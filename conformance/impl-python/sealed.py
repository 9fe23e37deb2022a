"""The forms of sealed bodies and of keyboxes, which need no key. Written from chapter 04 of the spec, §2.3 and §3."""
from allod import Fault, demand, is_bytes, is_id, strict_json, unb64u
from ops import is_encryption, is_object

WRAPPING, DIRECT, ENC = "ECDH-ES+A256KW", "dir", "A256GCM"
MAX_RECIPIENTS, MAX_HEADER = 256, 512
IV, TAG, WRAPPED = 12, 16, 40

def read_object(data, code, otherwise=None):
    """An object of strict JSON; `otherwise` is the code for another value."""
    try:
        value = strict_json(data)
    except Fault:
        raise Fault(code) from None
    demand(isinstance(value, dict), otherwise or code)
    return value

def parse(body):
    """SEC-028 to SEC-030: the header, and the bytes of the other parts."""
    parts = body.split(b".")
    demand(len(parts) == 5, "E_FORMAT")
    head, wrapped, iv, sealed, tag = map(unb64u, parts)
    demand(len(head) <= MAX_HEADER and len(iv) == IV and len(tag) == TAG, "E_FORMAT")
    header = read_object(head, "E_FORMAT", "E_HEADER")
    demand(header.get("alg", DIRECT) in (DIRECT, WRAPPING) and header.get("enc", ENC) == ENC, "E_ALG")
    is_of_others = header.get("alg") == WRAPPING
    demand(header.keys() == {"alg", "enc", "kid", "kc", *(["epk"] if is_of_others else [])}, "E_HEADER")
    demand(is_id(header["kid"]) and is_id(header["kc"]), "E_HEADER")
    demand(not is_of_others or is_encryption(header["epk"]), "E_HEADER")
    demand(len(wrapped) == (WRAPPED if is_of_others else 0), "E_FORMAT")
    return header, wrapped, iv, sealed, tag

def check_body(given):
    header = parse(given["body"])[0]
    return {"form": "members" if header["alg"] == DIRECT else "others", "eid": header["kid"]}

def parse_keybox(body):
    """SEC-005 to SEC-008: the keybox, and its recipients by `kid`."""
    box = read_object(body, "E_FORMAT")
    demand(is_object(box, ("protected", "recipients", "iv", "ciphertext", "tag")), "E_FORMAT")
    listed, head = box["recipients"], unb64u(box["protected"])
    demand(isinstance(listed, list) and listed, "E_FORMAT")
    demand(len(listed) <= MAX_RECIPIENTS, "E_SIZE")
    recipients = {each["header"]["kid"]: each for each in listed if is_recipient(each)}
    demand(len(recipients) == len(listed), "E_FORMAT")
    demand(unb64u(box["iv"], IV) and unb64u(box["tag"], TAG) and unb64u(box["ciphertext"]), "E_FORMAT")
    header = read_object(head, "E_FORMAT")
    demand(header.get("alg", WRAPPING) == WRAPPING and header.get("enc", ENC) == ENC, "E_ALG")
    demand(header.keys() == {"alg", "enc", "typ"} and header["typ"] == "allod-keybox", "E_HEADER")
    return box, recipients

def is_recipient(value):
    return (is_object(value, ("header", "encrypted_key")) and is_object(value["header"], ("kid", "epk"))
            and is_id(value["header"]["kid"]) and is_encryption(value["header"]["epk"])
            and is_bytes(value["encrypted_key"], WRAPPED))

COMMANDS = {
    "body.check": check_body, "keybox.check": lambda given: {"recipients": [*parse_keybox(given["body"])[1]]},
}
