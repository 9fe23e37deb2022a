"""Links that hand something to one person. Written from chapters 03 §8 and 04 §4.2 of the spec."""
import json
import re

import kit
from allod import b64u, demand, is_id, is_id_list, is_integer, octets, strict_json, unb64u
from ops import is_collection, is_one_of
from records import is_text

MAX_LINK, MAX_HEADS, MAX_RELAYS, MAX_NAME = 4096, 16, 8, 64
URL = rb"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]*"
FORM = re.compile(rb"(%s)#allod([1-9][0-9]*)\.([a-z0-9-]{1,32})\.(.+)" % URL, re.DOTALL)

def is_heads(value):
    return is_id_list(value, MAX_HEADS)

def is_relay(value):
    return isinstance(value, str) and re.match("(wss|https|ws|http)://.", value) and re.fullmatch(URL, octets(value))

def is_relays(value):
    return isinstance(value, list) and len(value) <= MAX_RELAYS and all(map(is_relay, value))

def is_name(value):
    return (isinstance(value, str) and 1 <= len(value) <= MAX_NAME
            and not any(each < " " or "\x7f" <= each <= "\x9f" for each in value))

def is_time(value):
    return is_integer(value, 0)

def is_tag(value):
    return is_text(value, 128)

# What has to be there, and what may be.
INVITE = {"log": is_id, "op": is_id, "heads": is_heads, "relays": is_relays}, \
         {"seed": is_id, "name": is_name, "exp": is_time}
KNOCK = {"log": is_id, "relays": is_relays}, {"name": is_name}
REQUEST = {"user": is_id, "heads": is_heads, "log": is_id, "relays": is_relays}, {"name": is_name}
SHARE = {"log": is_id, "relays": is_relays, "of": is_one_of("version", "record", "collection"),
         "col": is_collection, "eid": is_id, "key": is_id}, {"name": is_name, "tag": is_tag, "rec": is_id}
KINDS = {"invite": INVITE, "knock": KNOCK, "request": REQUEST, "share": SHARE}

def check_share(members):
    """What the members say together, and SEC-042."""
    is_immutable = members["col"].startswith("i:")
    demand(("tag" in members) == (members["of"] != "collection" and not is_immutable), "E_FORMAT")
    demand(("rec" in members) == (members["of"] == "version"), "E_FORMAT")
    demand(not (is_immutable and members["of"] == "record"), "E_FORMAT")

def read(text):
    """URL, kind and members of a link."""
    link = octets(text).strip(b" \t\r\n<>")
    demand(len(link) <= MAX_LINK, "E_SIZE")
    parts = FORM.fullmatch(link)
    demand(parts, "E_FORMAT")
    url, number, kind, data = parts.groups()
    demand(number == b"1" and kind.decode() in KINDS, "E_UPGRADE")
    said = strict_json(unb64u(data))
    needed, allowed = KINDS[kind.decode()]
    demand(isinstance(said, dict) and needed.keys() <= said.keys(), "E_FORMAT")
    members = {name: said[name] for name in {**needed, **allowed} if name in said}
    demand(all({**needed, **allowed}[name](value) for name, value in members.items()), "E_FORMAT")
    if kind == b"share":
        check_share(members)
    return url.decode(), kind.decode(), members

def link_read(given):
    url, kind, members = read(given["text"])
    answer = {"url": url, "kind": kind, "data": members}
    if "seed" in members:
        answer["key"], answer["enc"] = kit.keys(unb64u(members["seed"], 32), "invite")
    return answer

def link_write(given):
    data = b64u(json.dumps(given["data"], ensure_ascii=False).encode())
    return {"text": f"{given['url']}#allod1.{given['kind']}.{data}"}

COMMANDS = {"link.read": link_read, "link.write": link_write}
