"""What a sealed body holds: a JSON text, or a content with its media type. Written from chapter 04 §3.1."""
import re

from allod import demand

JSON = "application/json"
LEAST = 64
MEDIA_TYPE = re.compile(r"[ -~]{1,128}")
# RFC 8259: a value that is no list and no object, and white space.
STRING = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"'
SCALAR = STRING + r"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null"
TOKEN = re.compile(rf"(?P<name>(?:{STRING})[ \t\n\r]*:)|(?P<scalar>{SCALAR})|(?P<mark>[\[\]{{}},])")
SPACE = re.compile(r"[ \t\n\r]*")

def tokens(text):
    at = SPACE.match(text).end()
    while at < len(text):
        found = TOKEN.match(text, at)
        demand(found, "E_CONTENT")
        yield {"name": ":", "scalar": "0"}.get(found.lastgroup, found[0])
        at = SPACE.match(text, found.end()).end()

# What may follow, by what came last. `[` and `{` stand for a value, too; "" is the beginning.
VALUE = "0[{"
FOLLOWS = {"": VALUE, "[": VALUE + "]", "{": ":}", ":": VALUE, **dict.fromkeys("0]}", ",]}")}

def check_json(text):
    """That it is one JSON text, however deep; nothing of it is kept."""
    inside, last = [], ""
    for token in tokens(text):
        allowed = FOLLOWS[last] if last != "," else ":" if inside[-1] == "{" else VALUE
        demand(token in allowed and (inside or not last), "E_CONTENT")
        if token in "[{":
            inside.append(token)
        elif token in "]}":
            demand(inside.pop() + token in ("[]", "{}"), "E_CONTENT")
        last = token
    demand(last and not inside, "E_CONTENT")

def padme(length):
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask

def pack(content, media_type):
    """The plaintext of a content, with its filling."""
    if media_type == JSON:
        read(content)
        plain, filling = content, b" "
    else:
        demand(MEDIA_TYPE.fullmatch(media_type), "E_CONTENT")
        name = media_type.encode()
        plain, filling = b"\0" + bytes([len(name)]) + name + len(content).to_bytes(4, "big") + content, b"\0"
    return plain + filling * (max(LEAST, padme(max(LEAST, len(plain)))) - len(plain))

def read(plain):
    """Content and media type of a plaintext: SEC-038."""
    if plain[:1] != b"\0":
        try:
            check_json(plain.decode("utf-8"))
        except UnicodeDecodeError:
            demand(False, "E_CONTENT")
        return plain.strip(b" \t\n\r"), JSON
    start = 2 + plain[1] if len(plain) > 1 else 0
    name, length = plain[2:start].decode("latin-1"), int.from_bytes(plain[start:start + 4], "big")
    end = start + 4 + length
    demand(MEDIA_TYPE.fullmatch(name) and name != JSON and end <= len(plain), "E_CONTENT")
    demand(not any(plain[end:]), "E_CONTENT")
    return plain[start + 4:end], name
