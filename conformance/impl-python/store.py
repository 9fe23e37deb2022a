"""What a peer holds: accepted statements by space, and parked ones. Written from chapters 05 and 06."""
import authority
import records
import sets
from allod import Fault, b64u, decode, demand, is_id, unb64u
from frames import item_of
from ops import OPS, names

MAX_PARKED, MAX_PARKED_BYTES = 1000, 8_388_608
PLACE = {**OPS, **records.RECORDS}

class Verdict:
    """On one item. `code` is None when it is accepted, `body_code` is None when its body is not refused."""
    def __init__(self, code, statement=None):
        self.code, self.statement, self.body_code, self.body = code, statement, None, None
        self.op, self.fault = None, None  # an accepted op; what was wrong
        self.parts = None
        self.id = statement.id if statement else None
        self.space = space_of(statement) if statement else None

    def is_parked(self):
        return self.code in authority.PARKING

    def is_refused(self):
        return self.code is not None and not self.is_parked()

    def named(self):
        """The ops that it waits for."""
        claims = self.statement.claims
        return authority.heads_named(claims) if self.is_of_record() else names(claims)

    def is_of_record(self):
        return self.statement is not None and is_record(self.statement)

    def digest(self):
        """Of its body, if it has one."""
        claims = self.statement.claims
        return claims.get("dig") if self.is_of_record() or claims["k"] == "epoch" else None

    def ack_code(self):
        return self.code or self.body_code

def is_record(statement):
    return statement.headers[0]["typ"] == "allod-rec"

def space_of(statement):
    """None for an op that does not say whose log it is of: it may belong to any."""
    claims = statement.claims
    if is_record(statement):
        return claims["iss"]
    if claims["k"] == "init":
        return statement.id
    return claims["log"] if is_id(claims.get("log")) else None

def size(link, parts):
    """In bytes: headers, claims, signatures and body. What comes from no link takes no room of any."""
    item = [] if link is None else item_of(parts, unb64u(parts.get("bodyB", "")))
    return sum(len(each) for each in flat(item))

def flat(value):
    return [each for one in value for each in flat(one)] if isinstance(value, list) else [value]

class Store:
    def __init__(self, generation=bytes(8)):
        self.generation = generation
        self.accepted = {}  # verdicts by id
        self.ledger = authority.Ledger()
        self.spaces = {}    # the ids of a space, in the order of their positions
        self.bodies = {}    # by digest
        self.origins = {}   # the link that an id came from
        self.parked = {}    # of a link: verdict and parts, by everything that was sent, the oldest first
        self.parked_bytes = {}  # of a link
        self.watchers = []  # told of each commit

    # --- judging
    def judge(self, parts):
        """The verdict on a statement by itself; nothing is kept yet."""
        try:
            statement = decode(parts, PLACE)
        except Fault as fault:
            verdict = Verdict(fault.args[0])
            verdict.fault, verdict.parts = authority.Forged(*fault.args), parts
            return verdict
        verdict = Verdict(None, statement)
        verdict.parts = parts
        try:
            if is_record(statement):
                records.check_record_upgrade(statement)
                self.ledger.check_record(statement)
            else:
                verdict.op = self.ledger.judge(statement)
            verdict.body, verdict.body_code = self.judge_body(verdict)
        except Fault as fault:
            verdict.code, verdict.fault = fault.args[0], fault
        return verdict

    def judge_body(self, verdict):
        try:
            if verdict.op:
                return self.ledger.body_of_op(verdict.op, verdict.parts), None
            return self.ledger.body_of_record(verdict.statement), None
        except Fault as fault:
            return None, fault.args[0]

    # --- taking
    def offer(self, parts, link=None, space=None):
        """Accepts, parks or refuses a statement, then judges what waited for it. Gives all these verdicts."""
        verdict = self.judge(parts)
        demand(space is None or verdict.space in (None, space), "E_RANGE")
        if verdict.is_parked():
            self.park(verdict, parts, link)
        return [verdict, *self.follow(verdict, parts, link)]

    def follow(self, verdict, parts, link):
        """What an accepted or refused statement means for those that waited for it."""
        if verdict.is_parked() or verdict.is_refused() and verdict.is_of_record():
            return []
        if verdict.is_refused():
            self.ledger.refuse(parts, verdict.fault)
        else:
            self.accept(verdict, link)
        return self.judge_waiting(authority.id_of(parts))

    def accept(self, verdict, link):
        if verdict.body is not None:
            self.bodies[verdict.digest()] = verdict.body
        if verdict.id in self.accepted:
            kept = self.accepted[verdict.id]
            if signatures(verdict) < signatures(kept):
                kept.statement = verdict.statement
            return
        self.accepted[verdict.id] = verdict
        if verdict.op:
            self.ledger.accept(verdict.op)
        self.origins[verdict.id] = link
        self.spaces.setdefault(verdict.space, []).append(verdict.id)
        for watcher in self.watchers:
            watcher(verdict.id)

    def park(self, verdict, parts, link):
        mine = self.parked.setdefault(link, {})
        if repr(parts) not in mine:
            mine[repr(parts)] = verdict, parts
            self.parked_bytes[link] = self.parked_bytes.get(link, 0) + size(link, parts)
        while self.parked_bytes[link] > MAX_PARKED_BYTES or len(mine) > MAX_PARKED and link is not None:
            self.drop_parked(link, next(iter(mine)))

    def drop_parked(self, link, key):
        _, parts = self.parked[link].pop(key)
        self.parked_bytes[link] -= size(link, parts)

    def parked_ids(self):
        return {verdict.id for mine in self.parked.values() for verdict, _ in mine.values()}

    def judge_waiting(self, op):
        verdicts = []
        for link, mine in self.parked.items():
            for key, (waiting, parts) in list(mine.items()):
                if waiting.code == "E_PENDING_AUTH" and op in waiting.named() and key in mine:
                    verdicts += self.judge_again(link, key, parts)
        return verdicts

    def judge_again(self, link, key, parts):
        verdict = self.judge(parts)
        if not verdict.is_parked():
            self.drop_parked(link, key)
        return [verdict, *self.follow(verdict, parts, link)]

    def not_accepted(self, offers):
        """Index and code of what was offered together, each by the last verdict on it."""
        later = {repr(each.parts): each for _, *rest in offers for each in rest}
        last = [later.get(repr(first.parts), first) if first.is_parked() else first for first, *_ in offers]
        return [[at, each.ack_code()] for at, each in enumerate(last) if each.ack_code()]

    def take_body(self, digest, body):
        """A body that came by itself: it stays if a statement is here that takes it."""
        for verdict in self.accepted.values():
            if verdict.digest() == digest:
                parts = {**verdict.statement.parts, "bodyB": b64u(body)}
                if self.judge({name: parts[name] for name in parts if name != "body"}).body is not None:
                    self.bodies[digest] = body
                    return

    # --- giving
    def ids(self, space):
        return self.spaces.get(space, [])

    def is_op(self, statement_id):
        return not is_record(self.accepted[statement_id].statement)

    def heads(self, space):
        return sorted_ids(self.ledger.heads(space))

    def summary(self, space):
        """Count, certificate and heads."""
        statements = [self.accepted[each].statement for each in self.ids(space)]
        keys = [sets.order_key(each.headers[0]["typ"], each.claims, unb64u(each.id)) for each in statements]
        return len(keys), sets.certificate(keys), self.heads(space)

    def cursor(self, space, position):
        shown = unb64u(self.ids(space)[position - 1])[:8] if position else bytes(8)
        return self.generation + position.to_bytes(8, "big") + shown

    def position(self, space, cursor):
        """That a cursor of this store says, or None when it is of no use."""
        position = int.from_bytes(cursor[8:16], "big")
        usable = position <= len(self.ids(space)) and cursor == self.cursor(space, position)
        return position if usable else None

    def body(self, statement_id):
        return self.bodies.get(self.accepted[statement_id].digest())

    def item(self, statement_id, with_body=True):
        statement = self.accepted[statement_id].statement
        return item_of(statement.parts, self.body(statement_id) if with_body else None)

def signatures(verdict):
    return [signature for _, signature in verdict.statement.signed]

def sorted_ids(ids):
    """In the order of their bytes."""
    return sorted(set(ids), key=unb64u)
