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

/** What orders acts, and tells them apart. */
export const keyOf = ({ par, kind, signers, who, lvl }: Act): string =>
  `${par.join('.')}|${kind}|${signers.join('.')}|${who}|${lvl}`;

/** Whether an act is about an op, by its place. */
export const isAboutOp = (kind: ScopeKind): boolean => kind === 'join' || kind === 'revoke';

/** Whether of all orders of the same ops that with one more at the end is the first one. Two ops that are alike in all are one. */
export function isFirstOrder(acts: readonly Act[], last: Act): boolean {
  const free = Math.max(0, ...last.par, isAboutOp(last.kind) ? last.who : 0);
  const key = keyOf(last);
  return acts.slice(free).every((act) => keyOf(act) < key);
}

/** All exchanges of principals that begin alike, but for the one that changes nothing. */
export function exchangesOf(founding: readonly number[]): number[][] {
  const all = permutations(founding.map((_, at) => at));
  return all.filter(
    (names) => names.some((to, at) => to !== at) && names.every((to, at) => founding[to] === founding[at]),
  );
}

/** An act with its key. */
interface Named {
  readonly act: Act;
  readonly key: string;
}

const named = (act: Act): Named => ({ act, key: keyOf(act) });

/** Some acts, and what each exchange of principals makes of them: the same for all histories that begin with them. */
export interface Naming {
  readonly acts: readonly Named[];
  readonly images: readonly { readonly names: readonly number[]; readonly acts: readonly Named[] }[];
}

/** Some acts under all names that an exchange may give. */
export function namingOf(acts: readonly Act[], exchanges: readonly (readonly number[])[]): Naming {
  const images = exchanges.map((names) => ({ names, acts: acts.map((act) => named(renamed(act, names))) }));
  return { acts: acts.map(named), images };
}

/** Whether no exchange of principals gives a history that comes before that of some acts and a last one. */
export function isFirstNaming({ acts, images }: Naming, last: Act): boolean {
  const own = [...acts, named(last)];
  return images.every((image) => !isLess([...image.acts, named(renamed(last, image.names))], own));
}

function renamed({ par, kind, signers, who, lvl }: Act, names: readonly number[]): Act {
  const name = (at: number): number => names[at] ?? at;
  const [first = 0, ...rest] = signers.map(name);
  return { par, kind, signers: [first, ...rest.toSorted(byNumber)], who: isAboutOp(kind) ? who : name(who), lvl };
}

const byNumber = (a: number, b: number): number => a - b;

/**
 * Whether some acts, put into the order that comes first, come before others, which are in theirs. That order is the least act of
 * those that may be next, each time, and the first difference decides.
 */
function isLess(acts: readonly Named[], others: readonly Named[]): boolean {
  const places = [0];
  for (const { key: wanted } of others) {
    const [at, key] = firstOf(acts, places);
    if (key !== wanted) return key < wanted;
    places.push(at);
  }
  return false;
}

/** Of the acts that have no place and wait for none without one, the least where it is put next: its old place, and its key. */
function firstOf(acts: readonly Named[], places: readonly number[]): readonly [number, string] {
  let [first, least] = [0, ''];
  for (const [index, { act, key: old }] of acts.entries()) {
    const { par, kind, who } = act;
    const isReady = par.every((each) => places.includes(each)) && (!isAboutOp(kind) || places.includes(who));
    if (!isReady || places.includes(index + 1)) continue;
    const key = par.every((each) => each === 0) ? old : keyOf(movedTo(act, places));
    if (first === 0 || key < least) [first, least] = [index + 1, key];
  }
  if (first === 0) throw new RangeError('an op that waits for a later one');
  return [first, least];
}

/** The old places are in the order of the new ones. */
function movedTo({ par, kind, signers, who, lvl }: Act, places: readonly number[]): Act {
  const place = (at: number): number => places.indexOf(at);
  return { par: par.map(place).toSorted(byNumber), kind, signers, who: isAboutOp(kind) ? place(who) : who, lvl };
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((each, at) => permutations(list.toSpliced(at, 1)).map((rest) => [each, ...rest]));
}
