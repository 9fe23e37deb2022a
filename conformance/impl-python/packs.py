"""Packs: sessions in a file. Written from chapter 06 §5."""
import hashlib

from allod import Fault, b64u, demand
from frames import PACK_MESSAGES, Reader, Short, check_message, parts_of
from store import Store

MAGIC = b"ALLODPK1"

class Import:
    def __init__(self, data):
        self.data, self.reader, self.store = data, Reader(data, len(MAGIC)), Store()
        self.spaces, self.next_q, self.answers = [], {}, []

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
            message = self.reader.value()
            demand(isinstance(message, dict), "E_PACK")
            return check_message(message, PACK_MESSAGES)
        except Fault:
            raise Fault("E_PACK") from None

    def begin(self, message):
        demand(message["m"] == "pack", "E_PACK")
        self.spaces = [b64u(space) for space in message["sp"]]

    def take(self, message):
        index = message["s"]
        demand(index < len(self.spaces) and message["q"] == self.next_q.get(index, 0), "E_PACK")
        self.next_q[index] = message["q"] + 1
        space = self.spaces[index]
        try:
            self.answers += [self.store.offer(parts_of(item), self, space)[0] for item in message["i"]]
        except Fault:  # an item of another space
            raise Fault("E_PACK") from None

    def end(self, message, start):
        demand(message["m"] == "packend" and self.reader.ended(), "E_PACK")
        demand(message["sha"] == hashlib.sha256(self.data[:start]).digest(), "E_PACK")
        demand(message["n"] == len(self.answers), "E_PACK")
        stated = [[b64u(space), n, certificate, [b64u(head) for head in heads]]
                  for space, n, certificate, heads in message["per"]]
        held = [[space, *self.store.summary(space)] for space in self.spaces]
        demand(sorted(stated) == sorted(held), "E_PACK")


def verify(given):
    pack = Import(given["pack"])
    pack.run()
    per = [(space, *pack.store.summary(space)) for space in pack.spaces]
    return {"n": len(pack.answers), "refused": pack.store.not_accepted(pack.answers),
            "per": [dict(zip(("space", "n", "certificate", "heads"), each)) for each in per]}
