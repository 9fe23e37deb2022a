"""Links that hand something to one person. Written from chapter 03 §8 of the spec."""
import json
import re

import kit
from allod import b64u, demand, is_id, is_id_list, is_integer, octets, strict_json, unb64u

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

# What has to be there, and what may be.
INVITE = {"log": is_id, "op": is_id, "heads": is_heads, "relays": is_relays}, \
         {"seed": is_id, "name": is_name, "exp": is_time}
KNOCK = {"log": is_id, "relays": is_relays}, {"name": is_name}
REQUEST = {"user": is_id, "heads": is_heads, "log": is_id, "relays": is_relays}, {"name": is_name}
KINDS = {"invite": INVITE, "knock": KNOCK, "request": REQUEST}

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
