import { Bits } from './bits.ts';
import { contestOf, readsOf, topicsOf } from './contest.ts';
import { doCuts } from './do-cuts.ts';
import { knownFrom, knownIn, knownTo } from './known.ts';
import { localScene } from './judge.ts';
import { entryOf, type OpSigner } from './op.ts';
import { placeOf } from './place.ts';
import { deadElsewhere, deadKnown, outcomeOf } from './resolve.ts';
import { policyIn } from './rules/policy.ts';
import { below, here, levelOf as levelOfSigner, type Scene } from './scene.ts';
import type { Outcome } from './outcome.ts';
import { isIn, sizeOf, type Span } from './span.ts';
import { type Entry, entryAt, type Log, type Place, type World } from './table.ts';
import { capsIn, type Field, levelIn } from './view.ts';

/** A member of a log. */
export interface Member {
  readonly lvl: number;
  /** Of a guest: what it may do. */
  readonly caps?: readonly string[];
}

/** How an op stands, and why it is dead if it is. */
export interface Audit {
  readonly alive: boolean;
  /** LOCAL: the authority with which it was made. */
  readonly rank: number;
  /** The cuts beside it that reached one of its signers. */
  readonly cuts: readonly string[];
  /** The dead ops of its log that it may have stood on. */
  readonly supports: readonly string[];
  /** The logs on its paths in which an op that it may have stood on is dead. */
  readonly logs: readonly string[];
}

/** All of a log. */
function fieldOf(world: World, log: Log): Field {
  return { log, span: spanOf(log), below: Infinity, dead: wholeOf(world, log).dead };
}

function wholeOf(world: World, log: Log): Outcome {
  log.whole ??= outcomeOf(
    world,
    log,
    [...log.heads].toSorted((a, b) => a - b),
  );
  return log.whole;
}

function spanOf({ entries }: Log): Span {
  return { full: entries.length, rest: Bits.NONE };
}

export function members(world: World, id: string): ReadonlyMap<string, Member> {
  const log = world.logs.get(id);
  return log === undefined ? new Map() : membersIn(fieldOf(world, log));
}

function membersIn(field: Field): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const who of field.log.speakers.keys()) {
    const lvl = levelIn(field, who);
    const caps = capsIn(field, who);
    if (lvl >= 0) found.set(who, caps === undefined ? { lvl } : { lvl, caps });
  }
  return found;
}

export function levelOf(world: World, id: string, who: string): number {
  const log = world.logs.get(id);
  return log === undefined ? -1 : levelIn(fieldOf(world, log), who);
}

export function policy(world: World, id: string): ReadonlyMap<string, string> {
  const log = world.logs.get(id);
  return log === undefined ? new Map() : policyOf(fieldOf(world, log));
}

function policyOf(field: Field): ReadonlyMap<string, string> {
  const values = [...field.log.policies.keys()].map((name) => [name, policyIn(field, name)] as const);
  return new Map(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** What some ops of a log and their pasts say. */
export interface LogState {
  /** How many ops that are. */
  readonly n: number;
  readonly members: ReadonlyMap<string, Member>;
  readonly policy: ReadonlyMap<string, string>;
  /** Those that are not alive, in order. */
  readonly struck: readonly string[];
}

export function stateAt(world: World, id: string, heads: readonly string[]): LogState | undefined {
  const log = world.logs.get(id);
  const found = heads.flatMap((head) => world.entries.get(head) ?? []);
  const isHeld = found.length === heads.length && found.every((each) => each.log === log);
  if (log === undefined || found.length === 0 || !isHeld) return undefined;
  const known = knownFrom(
    log,
    found.map(({ entry }) => entry.at),
  );
  const { dead } = outcomeOf(world, log, known.heads);
  const field: Field = { log, span: known.span, below: Infinity, dead };
  const struck = [...dead].map((at) => entryAt(log, at).op.id).toSorted();
  return { n: sizeOf(known.span), members: membersIn(field), policy: policyOf(field), struck };
}

export function isAlive(world: World, id: string): boolean {
  const found = world.entries.get(id);
  return found !== undefined && !fieldOf(world, found.log).dead.has(found.entry.at);
}

export function headsIn({ logs }: World, id: string): readonly string[] {
  const log = logs.get(id);
  return log === undefined ? [] : [...log.heads].map((at) => entryAt(log, at).op.id).toSorted();
}

export function order({ logs }: World, id: string): readonly string[] {
  const sized = (logs.get(id)?.entries ?? []).map((entry) => ({ id: entry.op.id, size: sizeOf(entry.closure) }));
  return sized.toSorted((a, b) => a.size - b.size || (a.id < b.id ? -1 : 1)).map((each) => each.id);
}

/** Heads of a log, and what is named of others beside them. */
export interface Point {
  readonly log: string;
  readonly heads: readonly string[];
  readonly x?: Readonly<Record<string, readonly string[]>>;
}

/** A signer of something that stands after some heads. */
export interface SignerStanding {
  /** Of the entry that it signs for; −1 for no member. */
  readonly lvl: number;
  /** The least level on its path below the entry; without bound where it has no path, −1 where it is none. */
  readonly below: number;
  /** Of a guest: what it may do. */
  readonly caps?: readonly string[];
}

/** EFF of a signer of something that stands after some heads and names some of other logs. */
export function levelAt(world: World, point: Point, signer: OpSigner): number | undefined {
  const scene = sceneAt(world, point, [signer]);
  return scene === undefined ? undefined : levelOfSigner(scene, signer, 0);
}

export function standingAt(world: World, point: Point, signer: OpSigner): SignerStanding | undefined {
  const scene = sceneAt(world, point, [signer]);
  if (scene === undefined) return undefined;
  const entry = entryOf(signer);
  const [lvl, caps] = [here(scene, entry), capsIn(scene.field, entry)];
  return { lvl, below: below(scene, signer), ...(caps === undefined ? {} : { caps }) };
}

export function isKnownAt(world: World, point: Point, id: string): boolean {
  const place = placeAt(world, point, []);
  const [log, found] = [world.logs.get(point.log), world.entries.get(id)];
  if (place === undefined || log === undefined || found === undefined) return false;
  const { at } = found.entry;
  if (found.log === log) return at < place.at && isIn(place.closure, at);
  const known = knownTo(log, place, found.log);
  return known !== undefined && isIn(known.span, at);
}

export function kindOf({ logs }: World, id: string): 'user' | 'team' | undefined {
  const log = logs.get(id);
  return log === undefined ? undefined : log.isUser ? 'user' : 'team';
}

function sceneAt(world: World, point: Point, signers: readonly OpSigner[]): Scene | undefined {
  const place = placeAt(world, point, signers);
  const log = world.logs.get(point.log);
  return place === undefined || log === undefined ? undefined : localScene(world, log, place).scene;
}

/** Whether all that a point names was accepted, in the logs that it names. */
export function areHeld({ entries }: World, { log, heads, x = {} }: Point): boolean {
  const areOf = (of: string, ids: readonly string[]): boolean => ids.every((id) => entries.get(id)?.log.id === of);
  return heads.length > 0 && areOf(log, heads) && Object.entries(x).every(([of, ids]) => areOf(of, ids));
}

/** The place of an op that nobody makes; `undefined` where a log or an op that is named is not held. */
function placeAt(
  world: World,
  { log: id, heads: par, x = {} }: Point,
  signers: readonly OpSigner[],
): Place | undefined {
  const log = world.logs.get(id);
  if (log === undefined || !areHeld(world, { log: id, heads: par, x })) return undefined;
  return placeOf(world, log, { id: '', k: 'epoch', log: id, par, signers, x });
}

/** What cuts, what fell and what it stood on. */
export function audit(world: World, id: string): Audit | undefined {
  const found = world.entries.get(id);
  if (found === undefined) return undefined;
  const { log, entry } = found;
  const { dead } = wholeOf(world, log);
  const reached = cutsOn(world, log, entry);
  const reads = new Set(readsOf(log, entry));
  const supports = [...dead].filter(
    (at) => at < entry.at && isIn(entry.closure, at) && topicsOf(entryAt(log, at)).some((topic) => reads.has(topic)),
  );
  const idOf = (at: number): string => entryAt(log, at).op.id;
  return {
    alive: !dead.has(entry.at),
    rank: entry.standing.rank,
    cuts: reached.map(idOf),
    supports: supports.map(idOf),
    logs: fallenLogs(world, log, entry),
  };
}

/** The cuts that were done and reach an op. */
function cutsOn(world: World, log: Log, { at }: Entry): readonly number[] {
  const { bites } = contestOf(log);
  const span = spanOf(log);
  const deadIn = deadElsewhere(world, (other) => knownIn({ log, span, below: Infinity }, other));
  const deadAtFirst = outcomeOf(
    world,
    log,
    [...log.heads].toSorted((a, b) => a - b),
  ).deadAtFirst;
  const done: number[] = [];
  doCuts({ world, log, span, gate: 0, deadIn }, { deadAtFirst, dirty: [] }, (cut) => done.push(cut));
  return done.filter((cut) => bites.get(cut)?.some((bite) => bite.at === at));
}

function fallenLogs(world: World, log: Log, { op, invite }: Entry): readonly string[] {
  const span = spanOf(log);
  const path = [...op.signers, ...(invite?.op.signers ?? [])].flatMap(({ kid, by }) => [...by, kid]);
  const onPath = [...new Set(path)].flatMap((each) => world.logs.get(each) ?? []);
  const isFallen = (other: Log): boolean => {
    const dead = deadKnown(world, other, knownIn({ log, span, below: Infinity }, other));
    return [...dead].some((at) => topicsOf(entryAt(other, at)).some((topic) => path.includes(topic)));
  };
  return onPath.filter((other) => other !== log && isFallen(other)).map((other) => other.id);
}
