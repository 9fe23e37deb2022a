"""A peer that accepted a link. Written from chapter 06 §4 and chapter 07 §1."""
from allod import Fault, b64u, demand, unb64u
from frames import encode, id_of, measured_frame, parts_of

VERSION, FEATURES = "allod1", ["z"]
MAX_REFUSED, MAX_GETS, MAX_SUBSCRIPTIONS, MAX_ASKED, MAX_BODIES = 100, 64, 1024, 256, 1_048_576
MAX_LIVE_BYTES, MAX_LIVE_BODY = 4_194_304, 65_536
HELLO_WAIT, SILENCE = 10_000_000, 25_000_000  # microseconds
ROOM = 128  # bytes of a message around its item, or around the part of a body

class Subscription:
    def __init__(self, message, start, cut, catch_up):
        self.s, self.space, self.is_live = message["s"], b64u(message["sp"]), message["live"]
        self.reached, self.cut = start, cut  # positions up to which the other side has everything
        self.catch_up, self.live = catch_up, []  # live: ids, each with its bytes in the queue
        self.q, self.has_fin, self.is_done, self.has_ended = 0, False, False, False

class Session:
    def __init__(self, store, max_frame, credit):
        self.store, self.max_frame, self.given = store, max_frame, credit
        self.other = None        # the hello of the other side
        self.credit = 0          # that the other side gave
        self.is_closed, self.refused, self.was_opened = False, 0, 0
        self.subscriptions, self.answers = {}, []
        self.asked, self.next_get = set(), 0
        self.in_flight = {}      # what each unanswered get asks for, by rq
        self.lacking_ids, self.lacking_bodies = [], []
        self.lengths = {}        # of the bodies that are asked for, by digest
        self.partial = {}        # bodies that come in parts, by digest
        self.sent = []
        self.time, self.heard, self.pings = 0, 0, 0
        store.watchers.append(self.on_commit)
        self.send({"m": "hello", "v": [VERSION], "ft": FEATURES, "mf": max_frame, "wn": credit,
                   "st": store.generation})

    def send(self, message):
        self.sent.append(message)

    # --- receiving
    def receive(self, data):
        """Raises the fault for which the link is closed."""
        demand(len(data) <= self.max_frame, "E_LIMIT")
        messages = measured_frame(data)
        self.heard, self.pings = self.time, 0
        used = 0
        for message, length in messages:
            demand((message["m"] == "hello") == (self.other is None), "E_HS")
            if message["m"] in ("items", "got"):
                used += length
                demand(used <= self.given, "E_FLOW")
            getattr(self, "on_" + message["m"])(message)
            if self.is_closed:
                return
        self.answer()
        if used:
            self.send({"m": "win", "c": used})  # all of it is durable, parked or refused by now

    def wait(self, microseconds):
        until = self.time + microseconds
        demand(self.other is not None or until < HELLO_WAIT, "E_HS")
        while not self.is_closed and self.other and until - self.heard >= SILENCE * (self.pings + 1):
            self.pings += 1
            self.is_closed = self.pings > 2  # the link is lost; nobody is there to hear a bye
            if not self.is_closed:
                self.send({"m": "ping"})
        self.time = until

    def on_hello(self, message):
        demand(VERSION in message["v"], "E_VERSION")
        self.other, self.credit = message, message["wn"]

    def on_open(self, message):
        self.was_opened += 1
        demand(self.was_opened <= MAX_SUBSCRIPTIONS, "E_LIMIT")
        demand(message["s"] % 2 == 0 and message["s"] not in self.subscriptions, "E_TURN")
        demand("cur" not in message or len(message["cur"]) == 24, "E_CURSOR")
        space = b64u(message["sp"])
        count, certificate, heads = self.store.summary(space)
        mine = {"n": count, "ce": certificate, "heads": [unb64u(head) for head in heads]}
        after = self.store.position(space, message["cur"]) if "cur" in message else None
        is_equal = all(message[name] == value for name, value in mine.items())
        lacking = [] if is_equal else self.store.ids(space)[after or 0:]
        lacking = [each for each in lacking if self.store.origins[each] is not self]
        lacking.sort(key=lambda each: not self.store.is_op(each))  # ops first, and each by position
        self.subscriptions[message["s"]] = Subscription(message, after or 0, count, lacking)
        reset = {"reset": True} if "cur" in message and after is None else {}
        self.send({"m": "opened", "s": message["s"], "at": self.store.cursor(space, count), **mine, **reset})

    def on_items(self, message):
        subscription = self.subscriptions.get(message["s"])
        demand(subscription is not None, "E_TURN")
        verdicts = [self.take(item, subscription.space) for item in message["i"]]
        no = self.store.not_accepted(verdicts)
        self.send({"m": "ack", "s": message["s"], "q": message["q"], "no": no, "dur": 1})
        self.ask_for_lacking([each for some in verdicts for each in some])

    def take(self, item, space=None):
        """Gives the verdict on the item first, and then those on what waited for it."""
        verdicts = self.store.offer(parts_of(item), self, space)
        self.count_refused(verdicts)
        return verdicts

    def count_refused(self, verdicts):
        self.refused += sum(each.is_refused() for each in verdicts)
        demand(self.refused < MAX_REFUSED, "E_ABUSE")

    def commit(self, parts):
        """A statement of this store's own; what this link had parked may have waited for it."""
        _, *waited = self.store.offer(parts)
        self.count_refused(waited)
        self.ask_for_lacking(waited)
        self.answer()

    def on_got(self, message):
        wanted = [item for item in message.get("i", []) if id_of(item) in self.asked]
        self.ask_for_lacking([each for item in wanted for each in self.take(item)])
        for digest, offset, length, part in message.get("bd", []):
            self.take_part(b64u(digest), offset, length, part)
        if "more" not in message:
            self.in_flight.pop(message["rq"], None)
            self.send_gets()

    def take_part(self, digest, offset, length, part):
        have = self.partial.get(digest, b"")
        if self.lengths.get(digest) != length or offset != len(have) or offset + len(part) > length:
            return
        self.partial[digest] = have + part
        if offset + len(part) == length:
            body = self.partial.pop(digest)
            self.store.take_body(digest, body)

    def on_deps(self, message):
        self.ask([b64u(head) for _, _, heads in message["l"] for head in heads])

    def on_get(self, message):
        found, no = [], []
        for each in map(b64u, message.get("ids", [])):
            if each in self.store.accepted:
                found.append({"i": [self.fitting_item(each)]})
            else:
                no.append([unb64u(each), "E_UNKNOWN"])
        for each in message.get("digs", []):
            if b64u(each) in self.store.bodies:
                found.extend(self.parts_of_body(each))
            else:
                no.append([each, "E_UNKNOWN"])
        answers = [*found, {"no": no}] if no else found
        self.answers.append([{"m": "got", "rq": message["rq"], **each, "more": True} for each in answers])
        del self.answers[-1][-1]["more"]
        demand(len(self.answers) <= MAX_GETS, "E_LIMIT")

    def parts_of_body(self, digest):
        body, step = self.store.bodies[b64u(digest)], self.greatest() - ROOM
        starts = range(0, len(body) or 1, step)
        return [{"bd": [[digest, at, len(body), body[at:at + step]]]} for at in starts]

    def on_win(self, message):
        self.credit += message["c"]

    def on_fin(self, message):
        subscription = self.subscriptions.get(message["s"])
        demand(subscription is not None, "E_TURN")
        if subscription.has_ended:
            return  # it was sent before the lag had come
        demand(not subscription.has_fin, "E_TURN")
        subscription.has_fin = True

    def on_ping(self, _):
        self.send({"m": "pong"})

    def on_bye(self, _):
        self.is_closed = True

    def on_opened(self, _):
        raise Fault("E_TURN")  # only the responder says it, and this peer is always that

    on_done = on_opened

    def pass_over(self, _):
        """Needs no answer."""

    on_lag = on_ack = on_pong = pass_over

    # --- asking
    def ask_for_lacking(self, verdicts):
        """The heads that are not there, and the bodies that did not come with accepted statements."""
        waiting = [each for each in verdicts if each.code == "E_PENDING_AUTH"]
        for each in verdicts:
            if each.code is None and each.body_code is None and each.digest() is not None:
                self.ask_body(each)
        self.ask([head for each in waiting for head in each.named()])

    def ask_body(self, verdict):
        digest = verdict.digest()
        if digest not in self.store.bodies and digest not in self.lengths:
            self.lengths[digest] = verdict.statement.claims.get("len", 0)
            self.lacking_bodies.append(digest)

    def ask(self, ids):
        known = {*self.store.accepted, *self.store.ledger.refused, *self.asked}
        wanted = [each for each in dict.fromkeys(ids) if each not in known]
        self.lacking_ids += wanted
        self.asked.update(wanted)
        self.send_gets()

    def send_gets(self):
        while len(self.in_flight) < MAX_GETS and (wanted := self.next_wanted()):
            self.in_flight[self.next_get] = wanted
            self.send({"m": "get", "rq": self.next_get,
                       **{name: [unb64u(each) for each in wanted[name]] for name in wanted}})
            self.next_get += 1

    def next_wanted(self):
        """Up to 256 ids, or bodies that fit what may be asked for at once."""
        ids, self.lacking_ids = self.lacking_ids[:MAX_ASKED], self.lacking_ids[MAX_ASKED:]
        if ids:
            return {"ids": ids}
        digests, asked = [], [each for get in self.in_flight.values() for each in get.get("digs", [])]
        room = MAX_BODIES - sum(self.lengths[each] for each in asked)
        for each in self.lacking_bodies[:MAX_ASKED]:
            room -= self.lengths[each]
            if room < 0:
                break
            digests.append(self.lacking_bodies.pop(0))
        return {"digs": digests} if digests else None

    # --- sending
    def on_commit(self, statement_id):
        verdict = self.store.accepted[statement_id]
        for each in self.subscriptions.values():
            if each.is_live and each.space == verdict.space and self.store.origins[statement_id] is not self:
                each.live.append((statement_id, self.size_in_queue(verdict)))

    def size_in_queue(self, verdict):
        """The characters of its `st`, and of a record the length of its body when that is here and not too long."""
        claims = verdict.statement.claims
        length = claims.get("len", 0)
        is_here = verdict.is_of_record() and verdict.digest() in self.store.bodies
        counts = is_here and length <= MAX_LIVE_BODY
        return len(verdict.statement.parts["st"]) + (length if counts else 0)

    def answer(self):
        """Sends what credit allows, and gives up live queues that are too long."""
        while self.answers and self.has_sent(self.answers[0][0]):
            self.answers[0].pop(0)
            if not self.answers[0]:
                self.answers.pop(0)
        for each in self.subscriptions.values():
            self.advance(each)
            if sum(size for _, size in each.live) > MAX_LIVE_BYTES:
                each.catch_up, each.live = [], []
                each.is_live, each.has_ended = False, True
                self.send({"m": "lag", "s": each.s, "cur": self.store.cursor(each.space, each.reached)})

    def advance(self, subscription):
        while subscription.catch_up and self.has_sent(self.items_of(subscription, subscription.catch_up[0])):
            subscription.catch_up.pop(0)
            subscription.q += 1
        if not subscription.catch_up and not subscription.is_done and not subscription.has_ended:
            subscription.reached = subscription.cut
            subscription.is_done = subscription.has_fin
            if subscription.is_done:
                self.send_done(subscription)
        while subscription.is_done and subscription.live:
            statement_id, _ = subscription.live[0]
            message = self.items_of(subscription, statement_id)
            position = self.store.ids(subscription.space).index(statement_id) + 1
            if not self.has_sent({**message, "cur": self.store.cursor(subscription.space, position)}):
                return
            subscription.live.pop(0)
            subscription.q, subscription.reached = subscription.q + 1, position

    def send_done(self, subscription):
        count, _, heads = self.store.summary(subscription.space)
        cursor = self.store.cursor(subscription.space, subscription.cut)
        self.send({"m": "done", "s": subscription.s, "cur": cursor, "n": count, "heads": list(map(unb64u, heads))})

    def items_of(self, subscription, statement_id):
        item = self.fitting_item(statement_id)
        return {"m": "items", "s": subscription.s, "q": subscription.q, "i": [item]}

    def greatest(self):
        """The longest message that the other side takes."""
        return min(self.other["mf"], self.other["wn"])

    def fitting_item(self, statement_id):
        """Without its body if that does not fit: the other side asks for it by its digest."""
        item = self.store.item(statement_id)
        fits = len(encode(item)) + ROOM <= self.greatest()
        return item if fits else self.store.item(statement_id, with_body=False)

    def has_sent(self, message):
        length = len(encode(message))
        if length > self.credit:
            return False
        self.credit -= length
        self.send(message)
        return True
