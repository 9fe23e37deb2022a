"""What TP/1 shows of a session: what the peer sent, and what it holds at the end."""
from allod import b64u, strict_json
from frames import id_of
from session import Session
from store import Store, sorted_ids

DEFAULT_BYTES = 1_048_576  # of a frame, and of the first credit

def subscriptions_of(sent):
    shown, now = [], {}
    for each in sent:
        if each["m"] == "opened":
            heads = [b64u(head) for head in each["heads"]]
            now[each["s"]] = {"s": each["s"], "n": each["n"], "ce": each["ce"], "heads": heads,
                              "reset": "reset" in each, "catchUp": [], "done": False, "live": []}
            shown.append(now[each["s"]])
        elif each["m"] == "done":
            now[each["s"]]["done"] = True
        elif each["m"] == "items":
            place = "live" if now[each["s"]]["done"] else "catchUp"
            now[each["s"]][place].extend(each["i"])
    shown.sort(key=lambda each: each["s"])
    return [{**each, "catchUp": by_stretches(each["catchUp"]), "live": list(map(id_of, each["live"]))}
            for each in shown]

def by_stretches(items):
    """The ids of each stretch of ops, and of each of records, sorted."""
    stretches, last = [], None
    for item in items:
        typ = strict_json(item[0])["typ"]
        if typ != last:
            stretches.append([])
        stretches[-1].append(id_of(item))
        last = typ
    return [each for stretch in stretches for each in sorted_ids(stretch)]

def answered_gets(sent):
    shown, now = [], {}
    for each in (each for each in sent if each["m"] == "got"):
        answer = now.setdefault(each["rq"], {"rq": each["rq"], "ids": [], "digs": [], "no": []})
        answer["ids"] += map(id_of, each.get("i", []))
        for digest, at, length, part in each.get("bd", []):
            answer["digs"] += [b64u(digest)] if at + len(part) == length else []
        answer["no"] += each.get("no", [])
        if "more" not in each:
            shown.append(now.pop(each["rq"]))
    return [{"rq": each["rq"], "ids": sorted_ids(each["ids"]), "digs": sorted_ids(each["digs"]),
             "no": [[b64u(one), code] for one, code in sorted(each["no"])]}
            for each in sorted(shown, key=lambda each: each["rq"])]

def receive(given):
    store = Store(given["st"])
    for parts in given["held"]:
        store.offer(parts)
    session = Session(store, given.get("mf", DEFAULT_BYTES), given.get("wn", DEFAULT_BYTES))
    for step in given["steps"]:
        if session.is_closed:
            break
        if "frame" in step:
            session.receive(step["frame"])
        elif "wait" in step:
            session.wait(step["wait"])
        for parts in step.get("commit", []):
            session.commit(parts)
    sent = session.sent
    acks = [{name: each[name] for name in ("s", "q", "no")} for each in sent if each["m"] == "ack"]
    gets = [each for each in sent if each["m"] == "get"]
    return {
        "acks": sorted(acks, key=lambda each: (each["s"], each["q"])),
        "gets": list(map(b64u, sorted(one for each in gets for one in each.get("ids", [])))),
        "digs": sorted_ids(b64u(one) for each in gets for one in each.get("digs", [])),
        "subscriptions": subscriptions_of(sent), "got": answered_gets(sent),
        "held": sorted_ids(store.accepted), "parked": sorted_ids(store.parked_ids() - store.accepted.keys())}
