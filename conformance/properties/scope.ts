// The small scope that is enumerated: one log of keys, some ops after its first one, everything that changes membership.

/** What is enumerated. Written as `ops=3,principals=3,levels=20.30.40,kinds=add.set`. */
export interface Scope {
  /** After the first op. */
  readonly ops: number;
  readonly principals: number;
  readonly levels: readonly number[];
  readonly kinds: readonly ScopeKind[];
}

/** `keep` is a removal with it, and `revoke` one of an invite. */
export const SCOPE_KINDS = ['add', 'set', 'remove', 'keep', 'invite', 'join', 'revoke'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** What the issue begins with, one op smaller. */
export const FIRST_SCOPE = 'ops=3,principals=3,levels=20.30.40';

/** Reads a scope; throws a RangeError for what is none. */
export function parseScope(text: string): Scope {
  const fields = new Map(text.split(',').map((field) => field.split('=') as [string, string | undefined]));
  const number = (name: string): number => {
    const value = Number(fields.get(name));
    if (!Number.isInteger(value) || value < 1 || value > 6)
      throw new RangeError(`${name} is a number from 1 to 6: "${text}"`);
    return value;
  };
  const levels = (fields.get('levels') ?? '').split('.').map(Number);
  if (levels.some((level) => ![10, 20, 30, 40, 50].includes(level)))
    throw new RangeError(`levels are 10 to 50: "${text}"`);
  const kinds = (fields.get('kinds') ?? SCOPE_KINDS.join('.')).split('.');
  const known = SCOPE_KINDS.filter((kind) => kinds.includes(kind));
  if (known.length < kinds.length) throw new RangeError(`kinds are ${SCOPE_KINDS.join(', ')}: "${text}"`);
  return { ops: number('ops'), principals: number('principals'), levels, kinds: known };
}

/** One op of a history: numbers stand for principals, and for ops by their place. */
export interface Act {
  /** Of ops before it, of which none is in the past of another. */
  readonly par: readonly number[];
  readonly kind: ScopeKind;
  /** The first one acts. */
  readonly signers: readonly number[];
  /** A principal, or the invite that a revocation or a join is about. */
  readonly who: number;
  readonly lvl: number;
}

/** A founding, which gives each principal a level or −1, and the ops after it. */
export interface SmallHistory {
  readonly founding: readonly number[];
  readonly acts: readonly Act[];
}

const key = ({ par, kind, signers, who, lvl }: Act): string =>
  [par.join('.'), kind, signers.join('.'), who, lvl].join('|');

/** Whether of all orders of the same ops this is the first one. Two ops that are alike in all are one. */
export function isFirstOrder(acts: readonly Act[]): boolean {
  const last = acts.at(-1);
  if (last === undefined) return true;
  const free = Math.max(0, ...last.par, last.kind === 'join' || last.kind === 'revoke' ? last.who : 0);
  return acts.slice(free, -1).every((act) => key(act) < key(last));
}

/** Whether no exchange of principals that begin alike gives a history that comes before this one. */
export function isFirstNaming({ founding, acts }: SmallHistory): boolean {
  const own = acts.map(key).join(' ');
  return exchanges(founding).every(
    (names) =>
      own <=
      firstOrder(acts.map((act) => renamed(act, names)))
        .map(key)
        .join(' '),
  );
}

function renamed(act: Act, names: readonly number[]): Act {
  const name = (who: number): number => names[who] ?? who;
  const [first = 0, ...rest] = act.signers.map(name);
  const isOp = act.kind === 'join' || act.kind === 'revoke';
  return { ...act, signers: [first, ...rest.toSorted((a, b) => a - b)], who: isOp ? act.who : name(act.who) };
}

/** The same ops in the order that comes first: the least op of those that may be next, each time. */
function firstOrder(acts: readonly Act[]): Act[] {
  const places = new Map([[0, 0]]);
  const left = new Map(acts.map((act, at) => [at + 1, act]));
  const sorted: Act[] = [];
  while (left.size > 0) {
    const ready = [...left].filter(([, { par, kind, who }]) =>
      [...par, ...(kind === 'join' || kind === 'revoke' ? [who] : [])].every((each) => places.has(each)),
    );
    const placed = ready.map(([at, act]) => [at, movedTo(act, places)] as const);
    const [next] = placed.toSorted(([, a], [, b]) => (key(a) < key(b) ? -1 : 1));
    if (next === undefined) throw new RangeError('an op that waits for a later one');
    sorted.push(next[1]);
    places.set(next[0], sorted.length);
    left.delete(next[0]);
  }
  return sorted;
}

function movedTo(act: Act, places: ReadonlyMap<number, number>): Act {
  const place = (at: number): number => places.get(at) ?? at;
  const isOp = act.kind === 'join' || act.kind === 'revoke';
  return { ...act, par: act.par.map(place).toSorted((a, b) => a - b), who: isOp ? place(act.who) : act.who };
}

/** All permutations of principals that keep the founding, but for the one that changes nothing. */
function exchanges(founding: readonly number[]): number[][] {
  const all = permutations(founding.map((_, at) => at));
  return all.filter(
    (names) => names.some((to, at) => to !== at) && names.every((to, at) => founding[to] === founding[at]),
  );
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((each, at) => permutations(list.toSpliced(at, 1)).map((rest) => [each, ...rest]));
}
