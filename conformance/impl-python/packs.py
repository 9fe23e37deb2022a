"""Packs: sessions in a file. Written from chapter 06 §5."""
import hashlib

import sets
from allod import Fault, b64u, demand, is_id_list, is_integer, strict_json, unb64u
from authority import PARKING
from frames import PACK_MESSAGES, Reader, Short, check_message, id_of, parts_of
from ops import MAX_PARENTS
from store import Store, sorted_ids

MAGIC, MAX_MESSAGE = b"ALLODPK1", 2_097_152

def keyed(item):
    """The order key and the parents of a statement by its id, if it is enough of a statement to have a key."""
    try:
        typ, claims = strict_json(item[0])["typ"], strict_json(item[1])
        demand(typ in ("allod-op", "allod-rec") and is_integer(claims["t"], 0), "E_FORMAT")
        parents = claims.get("par") if typ == "allod-op" and claims.get("k") != "init" else None
        return {id_of(item): (sets.order_key(typ, claims, unb64u(id_of(item))),
                              parents if is_id_list(parents, MAX_PARENTS) else [])}
    except (Fault, KeyError, TypeError):
        return {}

def summary(carried):
    """Count, certificate and heads."""
    followed = {each for _, parents in carried.values() for each in parents}
    ops = [each for each, (key, _) in carried.items() if key.startswith(bytes(8))]
    return (len(carried), sets.certificate(key for key, _ in carried.values()),
            sorted_ids(each for each in ops if each not in followed))

class Import:
    def __init__(self, data):
        self.data, self.reader, self.store = data, Reader(data, len(MAGIC), MAX_MESSAGE), Store()
        self.spaces, self.count, self.refused = [], 0, []
        self.carried = {}  # the statements of the pack by space and id, whatever the verdict on them

    def run(self):
        """Raises E_PACK or E_PACK_TRUNCATED; what came before the fault is in the store."""
        demand(MAGIC.startswith(self.data[:8]), "E_PACK")
        demand(len(self.data) >= 8, "E_PACK_TRUNCATED")
        try:
            self.begin(self.next())
            start, message = self.reader.at, self.next()
            while message["m"] == "items":
                self.take(message)
                start, message = self.reader.at, self.next()
            self.end(message, start)
        except Short:
            raise Fault("E_PACK_TRUNCATED") from None

    def next(self):
        try:
            message = self.reader.next()
            demand(isinstance(message, dict), "E_PACK")
            return check_message(message, PACK_MESSAGES)
        except Fault:
            raise Fault("E_PACK") from None

    def begin(self, message):
        demand(message["m"] == "pack", "E_PACK")
        self.spaces = [b64u(space) for space in message["sp"]]

    def take(self, message):
        demand(message["s"] < len(self.spaces), "E_PACK")
        space = self.spaces[message["s"]]
        offers = []
        for item in message["i"]:
            try:
                offers.append(self.store.offer(parts_of(item), self, space))
            except Fault:  # an item of another space
                raise Fault("E_PACK") from None
            self.carried.setdefault(space, {}).update(keyed(item))
        self.refused += [(self.count + at, code, offers[at][0].id) for at, code in self.store.not_accepted(offers)]
        self.count += len(offers)

    def end(self, message, start):
        demand(message["m"] == "packend" and self.reader.ended(), "E_PACK")
        demand(message["sha"] == hashlib.sha256(self.data[:start]).digest(), "E_PACK")
        demand(message["n"] == self.count, "E_PACK")
        stated = [[b64u(space), n, certificate, [b64u(head) for head in heads]]
                  for space, n, certificate, heads in message["per"]]
        carried = [[space, *summary(self.carried.get(space, {}))] for space in self.spaces]
        demand(sorted(stated) == sorted(carried), "E_PACK")

def verify(given):
    pack = Import(given["pack"])
    pack.run()
    per = [(space, *pack.store.summary(space)) for space in pack.spaces]
    refused = [[at, code] for at, code, each in pack.refused if code not in PARKING or each not in pack.store.accepted]
    return {"n": pack.count, "refused": refused,
            "per": [dict(zip(("space", "n", "certificate", "heads"), each)) for each in per]}
