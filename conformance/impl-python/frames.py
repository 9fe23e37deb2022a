"""Frames: strict CBOR, messages and their shapes, items. Written from chapter 06 §3 and the schemas."""
import re
import zlib
from typing import Callable, NamedTuple

from allod import MAX_INTEGER, Fault, b64u, demand, octets, sha256_id, unb64u

MAX_MESSAGES, MAX_LEVEL = 1024, 8
MAX_INFLATED, MAX_RATIO = 4_194_304, 64
SIMPLE = {20: False, 21: True, 22: None}

class Short(Exception):
    """The bytes end inside a value."""

# --- chapter 06 §3: strict CBOR
class Reader:
    def __init__(self, data, at=0, longest=None):
        self.data, self.at = data, at
        self.start, self.longest = at, longest  # of the value at hand, if its length is bounded

    def next(self):
        self.start = self.at
        return self.value()

    def take(self, count):
        demand(self.longest is None or self.at + count - self.start <= self.longest, "E_FRAME")
        if count > len(self.data) - self.at:
            raise Short
        self.at += count
        return self.data[self.at - count:self.at]

    def head(self):
        """The major type and the argument, in its preferred serialization."""
        major, argument = divmod(self.take(1)[0], 32)
        if argument < 24:
            return major, argument
        demand(argument < 28 and major != 7, "E_FRAME")
        size = 2 ** (argument - 24)
        argument = int.from_bytes(self.take(size), "big")
        demand(argument >= (24 if size == 1 else 256 ** (size // 2)), "E_FRAME")
        return major, argument

    def value(self, level=1):
        """`level` is that of the value, if it is an array or a map: the message is the first."""
        major, argument = self.head()
        if major in (0, 1):
            demand(argument + major <= MAX_INTEGER, "E_FRAME")
            return -1 - argument if major == 1 else argument
        if major == 2:
            return self.take(argument)
        if major == 3:
            return self.text(argument)
        if major == 7:
            demand(argument in SIMPLE, "E_FRAME")
            return SIMPLE[argument]
        demand(major != 6 and level <= MAX_LEVEL, "E_FRAME")
        return self.array(argument, level) if major == 4 else self.map(argument, level)

    def text(self, length):
        try:
            return self.take(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Fault("E_FRAME") from None

    def array(self, count, level):
        values = []
        while len(values) < count:
            values.append(self.value(level + 1))
        return values

    def map(self, count, level):
        members, last = {}, b""
        while len(members) < count:
            start = self.at
            name = self.value(level + 1)
            encoding = self.data[start:self.at]
            demand(isinstance(name, str) and encoding > last, "E_FRAME")
            members[name], last = self.value(level + 1), encoding
        return members

    def ended(self):
        return self.at == len(self.data)

def encode_head(major, argument):
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 24:
            return bytes([32 * major + argument])
        if argument < 256 ** size:
            return bytes([32 * major + info]) + argument.to_bytes(size, "big")
    raise ValueError(argument)

def encode(value):
    if value is None or isinstance(value, bool):
        return bytes([0xE0 + next(code for code, each in SIMPLE.items() if each is value)])
    if isinstance(value, int):
        return encode_head(0, value) if value >= 0 else encode_head(1, -1 - value)
    if isinstance(value, bytes):
        return encode_head(2, len(value)) + value
    if isinstance(value, str):
        return encode_head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return encode_head(4, len(value)) + b"".join(map(encode, value))
    members = sorted(encode(name) + encode(each) for name, each in value.items())
    return encode_head(5, len(members)) + b"".join(members)

# --- the shapes of spec/schemas
class Shape(NamedTuple):
    fits: Callable  # is this value, as it stands in CBOR, of the shape
    from_json: Callable = lambda value: value

def raw(least, most=None):
    return Shape(lambda value: type(value) is bytes and least <= len(value) <= (most or least), unb64u)

def integer(least, most=MAX_INTEGER):
    return Shape(lambda value: type(value) is int and least <= value <= most)

def text(pattern):
    return Shape(lambda value: type(value) is str and re.fullmatch(pattern, value, re.DOTALL) is not None)

def exactly(*allowed):
    return Shape(lambda value: any(value is each for each in allowed))

def several(least, most, each):
    return Shape(lambda value: (type(value) is list and least <= len(value) <= most
                                and all(map(each.fits, value))),
                 lambda value: [each.from_json(one) for one in value])

def row(*shapes, least=None):
    """A list with one value of each shape in order; those after `least` may be absent."""
    return Shape(lambda value: (type(value) is list and (least or len(shapes)) <= len(value) <= len(shapes)
                                and all(shape.fits(each) for shape, each in zip(shapes, value))),
                 lambda value: [shape.from_json(each) for shape, each in zip(shapes, value)])

def either(first, second):
    """In JSON the first is text and the second is a list."""
    return Shape(lambda value: first.fits(value) or second.fits(value),
                 lambda value: (first if isinstance(value, str) else second).from_json(value))

class MessageShape(NamedTuple):
    needed: dict
    optional: dict = {}
    holds: Callable = lambda message: True

    def members(self):
        return {**self.needed, **self.optional}

    def fits(self, message):
        return (self.needed.keys() <= message.keys() and self.holds(message) and
                all(shape.fits(message[name]) for name, shape in self.members().items() if name in message))

ID, CURSOR, COUNT, NUMBER, CODE = raw(32), raw(24), integer(0), integer(0), text("E_[A-Z0-9_]{1,40}")
SUBSCRIPTION, HEADS, NAME, YES = integer(0, 2047), several(0, 64, ID), text(".{1,16}"), exactly(True)
HEADER, CLAIMS, SIGNATURE, BODY = raw(2, 512), raw(2, 65536), raw(64), raw(0, 1048576)
SIGNATURES = row(SIGNATURE, several(1, 7, row(HEADER, SIGNATURE)))
ITEMS = several(1, 512, row(HEADER, CLAIMS, either(SIGNATURE, SIGNATURES), BODY, least=3))
LISTED = {"i": ITEMS, "z": raw(1, 1048576), "zn": integer(1, MAX_INFLATED)}
SET = {"n": COUNT, "heads": HEADS}

def has_one_list(message):
    """Items as `i`, or as `z` with `zn`, or in a `got` not at all."""
    return len({"z", "zn"} & message.keys()) == (0 if "i" in message or "z" not in message else 2)

def has_items(message):
    return has_one_list(message) and ("i" in message or "z" in message)

def asks(message):
    return "ids" in message or "digs" in message

def named(**shapes):
    """By the titles of the schemas, which are the names of the messages in small letters."""
    return {title.lower(): shape for title, shape in shapes.items()}

MESSAGES = named(
    Hello=MessageShape({"v": several(1, 8, NAME), "ft": several(0, 32, NAME), "mf": integer(131072, 1048576),
                        "wn": integer(131072, 16777216), "st": raw(8)}),
    Open=MessageShape({"s": SUBSCRIPTION, "sp": ID, "live": exactly(True, False), "ce": ID, **SET},
                      {"cur": raw(0, 64)}),
    Opened=MessageShape({"s": SUBSCRIPTION, "at": CURSOR, "ce": ID, **SET}, {"reset": YES}),
    Deps=MessageShape({"s": SUBSCRIPTION, "l": several(1, 256, row(ID, COUNT, HEADS))}),
    Items=MessageShape({"s": SUBSCRIPTION, "q": NUMBER}, {**LISTED, "cur": CURSOR}, has_items),
    Ack=MessageShape({"s": SUBSCRIPTION, "q": NUMBER, "no": several(0, 1024, row(integer(0, 511), CODE)),
                      "dur": integer(0, 2)}),
    Get=MessageShape({"rq": NUMBER}, {"ids": several(1, 256, ID), "digs": several(1, 256, ID)}, asks),
    Got=MessageShape({"rq": NUMBER}, {
        **LISTED, "bd": several(1, 256, row(ID, integer(0, 1048576), integer(0, 1048576), BODY)),
        "no": several(1, 512, row(ID, CODE)), "more": YES}, has_one_list),
    Win=MessageShape({"c": integer(1, 16777216)}),
    Fin=MessageShape({"s": SUBSCRIPTION}),
    Done=MessageShape({"s": SUBSCRIPTION, "cur": CURSOR, **SET}),
    Lag=MessageShape({"s": SUBSCRIPTION, "cur": CURSOR}),
    Ping=MessageShape({}), Pong=MessageShape({}),
    Bye=MessageShape({"code": CODE}, {"retry": integer(0, 86400)}),
)
PACK_MESSAGES = {"items": MESSAGES["items"], **named(
    Pack=MessageShape({"v": integer(1, 1), "sp": several(1, 2048, ID), "made": NUMBER}),
    Packend=MessageShape({"n": COUNT, "per": several(1, 2048, row(ID, COUNT, ID, HEADS)), "sha": ID}),
)}

# --- frames
def inflate(z, length):
    """SYN-009; stops at the byte after `length`, which is one too many."""
    demand(length <= MAX_INFLATED and length <= MAX_RATIO * len(z), "E_FRAME")
    inflater = zlib.decompressobj(-15)
    try:
        data = inflater.decompress(z, length + 1)
        demand(len(data) == length and inflater.eof and not inflater.unused_data, "E_FRAME")
        reader = Reader(data)
        items = reader.value(2)  # where `i` would stand
    except (zlib.error, Short):
        raise Fault("E_FRAME") from None
    demand(reader.ended() and ITEMS.fits(items), "E_FRAME")
    return items

def check_message(message, shapes):
    """SYN-005 to SYN-009. Gives the members that the schema names, with `i` for `z` and `zn`."""
    demand(isinstance(message.get("m"), str) and message["m"] in shapes, "E_MESSAGE")
    shape = shapes[message["m"]]
    known = {"m": None, **shape.members()}
    demand(not any(name.startswith("!") for name in message if name not in known), "E_MESSAGE")
    demand(shape.fits(message), "E_FRAME")
    result = {name: value for name, value in message.items() if name in known}
    if "z" in result:
        result["i"] = inflate(result.pop("z"), result.pop("zn"))
    return result

def measured_frame(data):
    """The messages of a frame, each with the length of its encoding."""
    reader, found = Reader(data), []
    try:
        while not reader.ended():
            start = reader.at
            found.append((reader.value(), reader.at - start))
    except Short:
        raise Fault("E_FRAME") from None
    demand(1 <= len(found) <= MAX_MESSAGES, "E_FRAME")
    demand(all(isinstance(message, dict) for message, _ in found), "E_FRAME")
    return [(check_message(message, MESSAGES), length) for message, length in found]

def decode_frame(data):
    return [message for message, _ in measured_frame(data)]

# --- the JSON form, and statements as items
def to_json(value):
    if isinstance(value, dict):
        return {name: to_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [to_json(each) for each in value]
    return b64u(value) if isinstance(value, bytes) else value

def encode_json(message):
    shapes = MESSAGES[message["m"]].members()
    return encode({name: shapes[name].from_json(value) if name in shapes else value
                   for name, value in message.items()})

def parts_of(item):
    header, claims, signatures, *body = item
    first, further = (signatures, []) if isinstance(signatures, bytes) else signatures
    return {"st": f"{b64u(header)}.{b64u(claims)}", "sig": b64u(first),
            "sigs": [{"h": b64u(head), "s": b64u(signature)} for head, signature in further],
            **({"bodyB": b64u(body[0])} if body else {})}

def item_of(parts, body=None):
    header, claims = (unb64u(each) for each in octets(parts["st"]).split(b"."))
    first = unb64u(parts["sig"])
    further = [[unb64u(each["h"]), unb64u(each["s"])] for each in parts.get("sigs", [])]
    return [header, claims, [first, further] if further else first, *([] if body is None else [body])]

def id_of(item):
    return sha256_id(parts_of(item)["st"].encode())
