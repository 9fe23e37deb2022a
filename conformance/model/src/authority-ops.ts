// Chapter 03: the ops of principal logs once signatures and forms have been checked, and what is true of them by their
// hashes alone: who is before whom, and what is known of other logs.

export type OpKind = 'init' | 'add' | 'invite' | 'join' | 'set' | 'remove' | 'bound' | 'epoch' | 'pol';

/** A key, and the principals from the log down to its user. Without any, the key itself is an entry of the log. */
export interface OpSigner {
  readonly kid: string;
  readonly by: readonly string[];
}

/** A member that an `init` lists. A `root` is a key known by its hash: it need not sign. */
export interface OpEntry {
  readonly who: string;
  readonly lvl: number;
  /** It states a key for encryption. */
  readonly enc?: boolean;
}

/** A verified op. */
export interface Op {
  readonly id: string;
  readonly k: OpKind;
  readonly log: string;
  readonly par: readonly string[];
  /** In order; the first one acts, the others agree. */
  readonly signers: readonly OpSigner[];
  /** Heads of other logs. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
  readonly who?: string;
  readonly lvl?: number;
  /** What a guest may do, each as one text. */
  readonly caps?: readonly string[];
  readonly keep?: boolean;
  readonly thru?: readonly string[];
  readonly why?: 'lost' | 'retired';
  /** Of a join: the invite. */
  readonly ref?: string;
  /** Of an invite: the thumbprint of its one-time key. Of a join: that of the invite key that signed it. */
  readonly key?: string;
  readonly uses?: number;
  /** Of an invite: a join at this time or later is too late, in microseconds. */
  readonly exp?: number;
  /** When it was made, in microseconds; what is absent is 0. */
  readonly t?: number;
  /** Of a `bound`: the kids whose tips it lists. */
  readonly kids?: readonly string[];
  readonly pol?: Readonly<Record<string, string>>;
  /** Of a newcomer that is a key, or of an invite: it states a key for encryption. */
  readonly enc?: boolean;
  /** Of an `epoch`: the id of what it announces, those that it leads back to, and when it ends, in microseconds. */
  readonly eid?: string;
  readonly back?: readonly string[];
  readonly end?: number;
  /** Of an `init`. */
  readonly kind?: 'user' | 'team';
  readonly mem?: readonly OpEntry[];
}

/** The six levels. */
export const LEVEL = { guest: 0, reader: 10, writer: 20, admin: 30, owner: 40, root: 50 } as const;
/** Less than a guest. */
export const NOBODY = -1;

/** Ops, each with all that it names. Pasts are kept because they are asked for in every comparison. */
export interface History {
  readonly ops: Map<string, Op>;
  readonly pasts: Map<string, Ids>;
}

/** The ids of some ops. */
export type Ids = ReadonlySet<string>;

/** The op with an id of the history. */
export function opOf(history: History, id: string): Op {
  const op = history.ops.get(id);
  if (op === undefined) throw new RangeError(`${id} is not in the history`);
  return op;
}

/** The strict ancestors of an op inside its log. */
export function pastOf(history: History, id: string): Ids {
  const kept = history.pasts.get(id);
  if (kept !== undefined) return kept;
  const past = closureOf(history, opOf(history, id).par);
  history.pasts.set(id, past);
  return past;
}

/** Some ops and their ancestors. */
export function closureOf(history: History, heads: Iterable<string>): Ids {
  const ids = new Set<string>();
  for (const head of heads) for (const id of [head, ...pastOf(history, head)]) ids.add(id);
  return ids;
}

/** Neither is in the past of the other. */
export function areConcurrent(history: History, a: string, b: string): boolean {
  return a !== b && !pastOf(history, a).has(b) && !pastOf(history, b).has(a);
}

/** The ops that have no other of them in their future. */
export function maximal(history: History, ids: readonly string[]): string[] {
  return ids.filter((id) => !ids.some((other) => pastOf(history, other).has(id)));
}

/** In a topological order that depends on nothing but the ops. */
export function sortOps(history: History, ids: Ids): string[] {
  const depth = (id: string): number => pastOf(history, id).size;
  return [...ids].toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** The heads of other logs that some ops name. */
export function namesOf(history: History, namers: Iterable<string>): Ids {
  return new Set([...namers].flatMap((id) => Object.values(opOf(history, id).x ?? {}).flat()));
}

/** Of some heads those in a log, with their pasts. */
export function closureIn(history: History, heads: Ids, log: string): Ids {
  return closureOf(
    history,
    [...heads].filter((id) => opOf(history, id).log === log),
  );
}

/** What an op may use of a log: of its own its past, of another one all that it and its past name of it. */
export function knownTo(history: History, id: string, log: string): Ids {
  if (log === opOf(history, id).log) return pastOf(history, id);
  const heads = [id, ...pastOf(history, id)].flatMap((each) => opOf(history, each).x?.[log] ?? []);
  return closureOf(history, heads);
}

/** The direct member that a signer acts for. */
export function entryOf({ kid, by }: OpSigner): string {
  return by[0] ?? kid;
}

/** The level that an op gives a member; −1 ends a membership. An op that is silent about it gives none. */
export function levelSpoken(history: History, op: Op, member: string): number | undefined {
  if (op.k === 'init') return op.mem?.find(({ who }) => who === member)?.lvl;
  if (op.who !== member) return undefined;
  if (op.k === 'add' || op.k === 'set') return op.lvl;
  if (op.k === 'join') return inviteOf(history, op)?.lvl;
  return op.k === 'remove' && op.keep !== true ? -1 : undefined;
}

/** Whether some of the ops once made somebody a member, dead or alive. */
export function wasGranted(history: History, ids: Ids, member: string): boolean {
  return [...ids].some((id) => {
    const op = opOf(history, id);
    return op.k !== 'remove' && levelSpoken(history, op, member) !== undefined;
  });
}

/** The invite in the past of a join that it refers to. */
export function inviteOf(history: History, join: Op): Op | undefined {
  if (join.ref === undefined || !pastOf(history, join.id).has(join.ref)) return undefined;
  const invite = opOf(history, join.ref);
  return invite.k === 'invite' ? invite : undefined;
}

/** Whether a removal is one of an invite that it has seen. */
export function isAboutInvite(history: History, { id, k, who = '', keep }: Op): boolean {
  return k === 'remove' && keep !== true && pastOf(history, id).has(who) && opOf(history, who).k === 'invite';
}

/** Whether a path begins with some steps. */
export function isThru(path: readonly string[], steps: readonly string[]): boolean {
  return steps.every((step, at) => path[at] === step);
}
