"""The resolver: who is a member, at which level, by a set of ops. Written from chapter 03 of the spec, §5 and §6.

A set of ops of one log is an integer with one bit for each op, in an order in which each stands behind its past.
"""
import json
from typing import NamedTuple

from allod import demand, thumbprint
from ops import ADMIN, GUEST, OWNER, ROOT, WRITER, heads_of_others, is_first_of_user, members, names

NOBODY, NO_BOUND = -1, 99  # below and above every level
STRICT = {"admit": "quorum", "history": "joined"}

class Signer(NamedTuple):
    kid: str
    path: tuple

    def entry(self):
        return self.path[0] if self.path else self.kid

class Weight(NamedTuple):
    """Of an op that may be: its rank, and whether that took a majority."""
    rank: int
    by_majority: bool = False
    change: int = 0  # by a set: above 0 for a raise, below 0 for a lowering
    is_self: bool = False

class Log:
    """The accepted ops of one principal."""
    def __init__(self, log_id, kind):
        self.id, self.kind = log_id, kind
        self.ops, self.bits = [], {}  # the ops in order, and the bit of each by id
        self.about = {}               # the ops that speak about somebody
        self.epochs = {}              # the ops of kind epoch, by the epoch
        self.resolved = {}            # scenes by the ops under evaluation, and by what they name of other logs
        self.views = {}               # what VIEW says, by the ops that speak and about whom

    def append(self, op):
        op.bit = 1 << len(self.ops)
        op.reached = merged([op.named, {self.id: op.bit}])
        for each in self.among(op.past):
            each.follow |= op.bit
        op.strike_class = op.class_of_strike()
        self.ops.append(op)
        self.bits[op.id] = op.bit
        for who in op.speaks:
            self.about[who] = self.about.get(who, 0) | op.bit
        if op.eid:
            self.epochs[op.eid] = self.epochs.get(op.eid, 0) | op.bit

    def get(self, op_id):
        return self.ops[self.bits[op_id].bit_length() - 1] if op_id in self.bits else None

    def among(self, some):
        while some:
            yield self.ops[(some & -some).bit_length() - 1]
            some &= some - 1

    def last(self, some):
        """Those that are in the past of no other."""
        for op in self.among(some):
            some &= ~op.past
        return some

    def closed(self, heads):
        """The ops of these ids with their pasts; ids of other logs are passed over."""
        found = [self.get(head) for head in heads if head in self.bits]
        return union(op.past | op.bit for op in found)

    def made_member(self, some, who, most=ROOT):
        return any(GUEST <= op.speaks[who] <= most and op.k != "set"
                   for op in self.among(some & self.about.get(who, 0)))

    # --- views, over sets of alive ops
    def left(self, some, who):
        """The ops that are left to speak about somebody: L2, and the acts of its own."""
        last = [*self.among(self.last(some & self.about.get(who, 0)))]
        others = [op for op in last if not op.local.is_self]
        heaviest = max((op.local[:2] for op in others), default=None)
        others = [op for op in others if op.local[:2] == heaviest]
        raises = [op for op in others if op.local.change > 0]
        most = max((op.speaks[who] for op in raises), default=None)
        return [op for op in raises if op.speaks[who] == most] or others, [op for op in last if op.local.is_self]

    def view(self, some, who):
        """None when nobody is left to speak."""
        asked = some & self.about.get(who, 0), who
        if asked not in self.views:
            others, own = self.left(*asked)
            self.views[asked] = min((op.speaks[who] for op in (*others, *own)), default=None)
        return self.views[asked]

    def level(self, some, who):
        seen = self.view(some, who)
        return NOBODY if seen is None else seen

    def members(self, some):
        seen = {who: self.level(some, who) for who in self.about}
        return {who: level for who, level in seen.items() if level > NOBODY}

    def capabilities(self, some, who):
        given = [op.capabilities() for op in self.left(some, who)[0]]
        return given[0].intersection(*given) if given else frozenset()

    def policy(self, some):
        setting = [op for op in self.among(some) if op.k in ("init", "pol")]
        fields = {name for op in setting for name in op.claims.get("pol", {})}
        return {name: self.value(name, setting) for name in sorted(fields)}

    def value(self, name, setting):
        """PRN-068"""
        of_field = {op.bit: op for op in setting if name in op.claims.get("pol", {})}
        last = [*self.among(self.last(union(of_field)))]
        heaviest = max(op.local.rank for op in last)
        last = [op for op in last if op.local.rank == heaviest]
        if any(op.claims["pol"][name] == STRICT.get(name) for op in last):
            return STRICT[name]
        return min(last, key=lambda op: op.id).claims["pol"][name]

def union(sets):
    whole = 0
    for each in sets:
        whole |= each
    return whole

def merged(knowledge):
    """One map of sets by log out of many."""
    whole = {}
    for each in knowledge:
        for log, some in each.items():
            whole[log] = whole.get(log, 0) | some
    return whole

def knows(ids, logs):
    """Chapter 04 §2.4: what who knows these accepted ops knows."""
    return merged(op.reached for op_id in ids for op in (log.get(op_id) for log in logs.values()) if op)

class Knowing:
    """What goes by logs: it knows ops of one, and of others."""
    def learn(self, log, heads, others, logs):
        mine = [op for op in map(log.get, heads) if op]
        news = {other: logs[other].closed(others[other]) for other in others if other in logs}
        self.past = union(op.past | op.bit for op in mine)
        self.known = merged([news, *(op.known for op in mine)])

    def of_log(self, log_id):
        """The ops that it knows of a log."""
        return self.past if log_id == self.log.id else self.known.get(log_id, 0)

    def key_of(self, signer, logs):
        """PRN-024: None when no place has it."""
        shown = {thumbprint(key): key for key in self.shown}
        for log_id, known in [(self.log.id, self.past), *self.known.items()]:
            for op in logs[log_id].among(known) if known else []:
                shown.update(op.keys)
        return {**shown, **self.states}.get(signer.kid)

class Op(Knowing):
    """An op with everything about it that its hash fixes. `logs` are those of all accepted ops, by id."""
    def __init__(self, statement, logs):
        claims = self.claims = statement.claims
        self.id, self.k = statement.id, claims["k"]
        self.log = logs.get(claims["log"]) if self.k != "init" else Log(statement.id, claims["kind"])
        first = () if is_first_of_user(claims) else claims.get("by", ())
        listed = claims.get("sgn", [{"kid": statement.headers[0]["kid"], "by": first}])
        self.signers = [Signer(each["kid"], tuple(each.get("by", ()))) for each in listed]
        self.learn(self.log, claims["par"] if self.k != "init" else [], heads_of_others(claims), logs)
        self.who = claims.get("who")
        self.invite = self.named_in_past(claims["ref"]) if self.k == "join" else None
        self.speaks = self.levels()
        self.thru = claims["thru"] if self.k == "remove" and "thru" in claims else []
        self.shown = claims.get("keys", []) if self.k != "init" else []
        self.keys = self.stated_keys()  # for those who know it
        self.states = self.keys if self.k != "invite" else {}
        self.eid = thumbprint(claims["pub"]) if self.k == "epoch" else None
        self.named = knows(names(claims), logs)
        self.reached = self.named     # with itself, when it is accepted
        self.bit = self.local = None  # are set on its way in
        self.follow = 0               # the ops that have it in their past

    def named_in_past(self, op_id):
        """The invite in the past that has this id, if any."""
        op = self.log.get(op_id)
        return op if op and op.bit & self.past and op.k == "invite" else None

    def levels(self):
        """SPEAKS: the levels that it gives, by who gets them."""
        if self.k == "init":
            return members(self.claims)
        if self.k in ("add", "set"):
            return {self.who: self.claims["lvl"]}
        if self.k == "remove" and "keep" not in self.claims:
            return {self.who: NOBODY}
        return {self.who: self.invite.claims["lvl"]} if self.invite else {}

    def stated_keys(self):
        claims = self.claims
        if self.k == "init":
            return {entry["kid"]: entry["sig"] for entry in claims["mem"] if "sig" in entry}
        if self.k == "invite":
            return {thumbprint(claims["key"]): claims["key"]} if "key" in claims else {}
        return {self.who: claims["sig"]} if self.k in ("add", "join") and "sig" in claims else {}

    def is_strike(self):
        return (self.k == "remove" or self.local.change < 0) and not self.local.is_self

    def is_pure_strike(self):
        return "keep" in self.claims or self.removed_invite() is not None

    def removed_invite(self):
        return self.named_in_past(self.who) if self.k == "remove" and "keep" not in self.claims else None

    def class_of_strike(self):
        """The first one is done first; None when it is no strike."""
        if self.k == "init" or not self.is_strike():
            return None
        kind = 2 if self.k == "set" else 0 if self.is_pure_strike() else 1
        return -self.local.rank, -self.peak(), kind

    def peak(self):
        who = [*self.thru, self.who][0]
        return max((op.speaks[who] for op in self.log.among(self.past & self.log.about.get(who, 0))), default=NOBODY)

    def capabilities(self):
        """Of the guest that it makes, as their canonical texts."""
        claims = self.invite.claims if self.k == "join" else self.claims
        return frozenset(map(canonical, claims.get("caps", [])))

def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

class Scene:
    """Ops under evaluation of one log, what they name of others, and what is alive among them."""
    def __init__(self, log, logs, named):
        self.log, self.logs, self.named = log, logs, named
        self.caps = {}  # by id of the op, and signer or invite
        self.struck_through = set()  # the same, of strikes with thru: they leave nothing
        self.alive = 0

    # --- levels of signers
    def step(self, op, alive, log_id, who):
        """VIEW of a member of any log, by what the op knows of it."""
        if log_id == self.log.id:
            return self.log.level(alive & op.past, who)
        if log_id not in self.logs:
            return NOBODY
        other = resolve(self.logs[log_id], self.named.get(log_id, 0), self.logs)
        return other.log.level(other.alive & op.of_log(log_id), who)

    def below(self, op, alive, kid, path):
        """BELOW, for a path or the rest of one."""
        if not path:
            return NO_BOUND
        home = self.logs.get(path[-1])
        if home is None or home.kind != "user" or self.step(op, alive, path[-1], kid) < WRITER:
            return NOBODY
        return min((self.step(op, alive, log_id, following) for log_id, following in zip(path, path[1:])),
                   default=NO_BOUND)

    def uncapped(self, op, alive, signer):
        level = self.log.level(alive, signer.entry())
        return NOBODY if signer.path and level == ROOT else min(
            level, self.below(op, alive, signer.kid, signer.path))

    def eff(self, op, alive, signer):
        return min(self.uncapped(op, alive, signer), self.caps.get((op.id, signer), NO_BOUND))

    def consents(self, op, alive, who):
        if self.log.kind == "user":
            return any(signer.kid == who and not signer.path for signer in op.signers)
        spoken = [each for each in op.signers if each.path and each.entry() == who]
        return any(self.below(op, alive, each.kid, each.path) >= ADMIN for each in spoken)

    # --- majorities and grants
    def signed_by(self, op, alive, signers, least):
        """The entries, each once, that sign with that level or more."""
        return {signer.entry() for signer in signers if self.eff(op, alive, signer) >= least}

    def has_majority(self, op, alive, signers, level, least):
        at_level = {who for who, has in self.log.members(alive).items() if has == level}
        agreed = at_level & self.signed_by(op, alive, signers, level)
        return len(agreed) >= least and 2 * len(agreed) > len(at_level)

    def has_quorum(self, op, alive, signers, level):
        me = self.eff(op, alive, signers[0])
        is_promoted = op.k == "set" and self.log.level(alive, op.who) > GUEST
        if level == GUEST or is_promoted or self.log.policy(alive).get("admit") != "quorum":
            return True
        asked = {who for who, has in self.log.members(alive).items() if me <= has <= max(OWNER, me)}
        return 2 * len(asked & self.signed_by(op, alive, signers, me)) > len(asked)

    def grant(self, op, alive, signers, level):
        """GRANT: the weight of the first signer, or None."""
        me = self.eff(op, alive, signers[0])
        needs_majority = level == me >= OWNER
        may_be = (me >= ADMIN and level <= me and self.has_quorum(op, alive, signers, level)
                  and (not needs_majority or self.has_majority(op, alive, signers, level, 1)))
        return weight(may_be, me, needs_majority)

    # --- ranks: each gives a Weight, or None when the op may not be
    def rank(self, op, alive, is_local):
        """RANK over the alive ops in the past of the op."""
        if op.k in ("add", "invite"):
            return self.rank_offer(op, alive)
        if op.k == "join":
            return self.rank_join(op, alive)
        if op.k in ("set", "remove"):
            is_self = self.is_self(op, alive)
            given = (self.rank_set if op.k == "set" else self.rank_remove)(op, alive, is_local, is_self)
            return given and given._replace(is_self=is_self)
        me = self.eff(op, alive, op.signers[0])
        if op.k == "bound":
            return weight(me >= ADMIN or me >= WRITER and self.bounds_own(op), me)
        return weight(me >= {"epoch": WRITER, "pol": OWNER}[op.k], me)

    def rank_offer(self, op, alive):
        level = op.claims["lvl"]
        if op.k == "add" and (self.log.level(alive, op.who) > NOBODY
                              or level != ROOT and not self.consents(op, alive, op.who)):
            return None
        return self.grant(op, alive, op.signers, level)

    def rank_join(self, op, alive):
        claims, invite = op.claims, op.invite
        if invite is None or not invite.bit & alive:
            return None
        offer, log = invite.claims, self.log
        is_bearer = (thumbprint(offer["key"]) in [each.kid for each in op.signers] if "key" in offer
                     else offer["who"] == op.who)
        since = [*log.among(alive & ~invite.past & log.about.get(op.who, 0))]
        beside = [each for each in log.among(alive) if each.k == "join" and each.invite is invite]
        is_free = (not any(each.k == "remove" and each.who == invite.id for each in log.among(alive))
                   and len(beside) < offer.get("uses", 1) and not since
                   and not ("key" in offer and self.was_removed(op, alive)))
        may_be = (is_bearer and is_free and claims["t"] < offer.get("exp", claims["t"] + 1)
                  and claims.get("lvl", offer["lvl"]) == offer["lvl"] and self.log.level(alive, op.who) == NOBODY
                  and self.consents(op, alive, op.who))
        capped = [self.caps.get((op.id, each), NO_BOUND) for each in (*op.signers, invite.id)]
        granted = self.grant(op, alive, invite.signers, offer["lvl"])
        return granted and weight(may_be and offer["lvl"] <= min(capped), offer["lvl"], granted.by_majority)

    def was_removed(self, op, alive):
        return any(each.k == "remove" and each.speaks.get(op.who) == NOBODY and not each.local.is_self
                   for each in self.log.among(alive & self.log.about.get(op.who, 0)))

    def rank_set(self, op, alive, is_local, is_self):
        me, level, seen = self.eff(op, alive, op.signers[0]), op.claims["lvl"], self.log.view(alive, op.who)
        if not is_local and seen is None and op.local.change > 0:
            return self.grant(op, alive, op.signers, level)
        current = NOBODY if seen is None else seen
        if current in (NOBODY, ROOT) or is_local and not self.changes(op, alive, current):
            return None
        if level < current:
            given = self.own(op, alive) if is_self else self.over(op, alive, me, current)
        else:
            given = self.grant(op, alive, op.signers, level) if current < me else None
        return given and given._replace(change=level - current)

    def changes(self, op, alive, current):
        return (op.claims["lvl"] != current
                or current == GUEST and self.log.capabilities(alive, op.who) != op.capabilities())

    def rank_remove(self, op, alive, is_local, is_self):
        me, current = self.eff(op, alive, op.signers[0]), self.log.level(alive, op.who)
        if is_self:
            return self.own(op, alive)
        if op.thru:
            is_above = me > self.log.level(alive, op.thru[0]) and self.log.made_member(op.past, op.thru[0])
            return weight(me >= ADMIN and is_above or me >= WRITER and self.has_lost(op, alive), me)
        if op.removed_invite():
            return weight(me >= ADMIN, me)
        if "keep" in op.claims or not is_local and current == NOBODY:
            was_made = self.log.made_member(op.past, op.who)
            return weight(me >= ADMIN and me > current and was_made, me)
        return self.over(op, alive, me, current) if current > NOBODY else None

    def has_lost(self, op, alive):
        """Whether the target was once, and is no more, a member of the last of `thru`, as known."""
        last = op.thru[-1]
        home = self.logs.get(last)
        return (home is not None and home.made_member(op.of_log(last), op.who)
                and self.step(op, alive, last, op.who) == NOBODY)

    def over(self, op, alive, me, current):
        if me >= ADMIN and me > current:
            return Weight(me)
        has_majority = current >= OWNER and self.has_majority(op, alive, op.signers, current, 2)
        return weight(has_majority, current, True)

    def is_self(self, op, alive):
        first = op.signers[0]
        return (op.k in ("set", "remove") and op.who in op.speaks and op.who == first.entry()
                and (len(first.path) <= 1 or self.below(op, alive, first.kid, first.path) >= ADMIN))

    def own(self, op, alive):
        first = op.signers[0]
        if len(first.path) > 1:
            return weight(True, self.eff(op, alive, first))
        return weight((op.id, first) not in self.struck_through, self.uncapped(op, alive, first))

    def bounds_own(self, op):
        """Whether all devices of `last` were once devices of the first signer's user."""
        path = op.signers[0].path
        user = self.logs.get(path[-1]) if path else self.log
        kids = {kid for devices in op.claims["last"].values() for kid in devices}
        return user.kind == "user" and all(user.made_member(op.of_log(user.id), kid, OWNER) for kid in kids)

    # --- what lives
    def fold(self, some):
        """FOLD over a closed set, with the caps of this scene."""
        self.alive = 0
        for op in self.log.among(some):
            if op.k == "init" or self.rank(op, self.alive & op.past, False):
                self.alive |= op.bit

    def settle(self, some):
        """RESOLVE"""
        self.fold(some)
        strikes, done = [op for op in self.log.among(some) if op.strike_class], set()
        while left := [op for op in strikes if op.id not in done and self.may_strike(op)]:
            first = min(op.strike_class for op in left)
            chosen = [op for op in left if op.strike_class == first]
            done.update(op.id for op in chosen)
            before = dict(self.caps)
            for strike in chosen:
                for op in self.log.among(some & ~(strike.past | strike.bit | strike.follow)):
                    self.cap(strike, op)
            if self.caps != before:
                self.fold(some)
        return self

    def may_strike(self, op):
        """Alive, or PRN-110: a lowering of who is no member."""
        alive = self.alive & op.past
        is_idle = op.k == "set" and self.log.level(alive, op.who) == NOBODY
        return op.bit & self.alive or is_idle and self.eff(op, alive, op.signers[0]) >= ADMIN

    def cap(self, strike, op):
        invite = strike.removed_invite()
        is_weaker = op.local.rank < strike.local.rank or not invite and op.local.rank == strike.local.rank
        if not is_weaker:
            return
        signers = [*op.signers, *(op.invite.signers if op.k == "join" else [])]
        struck = [each for each in signers if strike.who in (each.kid, *each.path) and goes_through(each, strike)]
        if op.k == "join" and invite is op.invite:
            struck.append(invite.id)
        level = strike.claims["lvl"] if strike.k == "set" else NOBODY
        if strike.thru:
            self.struck_through.update((op.id, each) for each in struck)
        for each in struck:
            self.caps[op.id, each] = min(self.caps.get((op.id, each), NO_BOUND), level)

def weight(may_be, rank, by_majority=False):
    return Weight(rank, by_majority) if may_be and rank > NOBODY else None

def goes_through(signer, strike):
    """With `thru`: whether path and key begin with it, and then its target."""
    way = [*strike.thru, strike.who] if strike.thru else []
    return [*signer.path, signer.kid][:len(way)] == way

def resolve(log, some, logs, news=None):
    """RESOLVE of a closed set of ops of a log; `news` is what whoever asks names of other logs beside them."""
    named = merged([news or {}, *(op.known for op in log.among(log.last(some)))])
    asked = some, frozenset(named.items())
    if asked not in log.resolved:
        log.resolved[asked] = Scene(log, logs, named).settle(some)
    return log.resolved[asked]

def check_paths(op, logs):
    """PRN-023"""
    for signer in op.signers:
        for log_id, who in zip(signer.path, (*signer.path[1:], signer.kid)):
            home = logs.get(log_id)
            demand(home is not None and home.made_member(op.of_log(log_id), who), "E_PATH")

def check_local(op, logs):
    """LOCAL, and consent to an add before it: PRN-025, and PRN-034 to PRN-057."""
    scene = resolve(op.log, op.past, logs, op.known)
    if op.k == "add" and op.claims["lvl"] != ROOT:
        demand(scene.consents(op, scene.alive, op.who), "E_POP")
    op.local = scene.rank(op, scene.alive, True)
    demand(op.local is not None, "E_INVITE" if op.k == "join" else "E_NOT_AUTHORIZED")
