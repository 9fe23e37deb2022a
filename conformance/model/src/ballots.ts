// Chapter 03 §9: ballots, which bring those together who are to sign an op.
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import { isPolicy } from './op-forms.ts';
import { limit } from './registries.ts';

type Members = Map<string, Json>;
type Form = (model: Model, value: Json) => boolean;

/** A vote, with what the logs say of who cast it. */
export interface CastVote {
  readonly id: string;
  readonly entry: string;
  readonly lvl: number;
  readonly yes: boolean;
  readonly t: number;
}

/** What is counted, and in which team. */
export interface BallotCount {
  readonly op: { readonly k: string; readonly who?: string; readonly lvl?: number };
  readonly members: Readonly<Record<string, number>>;
  readonly admit?: string;
  readonly votes: readonly CastVote[];
}

/** A level at which a proposal is decided, and how many it needs there. */
export interface BallotLevel {
  readonly lvl: number;
  readonly of: number;
  readonly needed: number;
}

/** A level with the votes that count there. */
export interface TallyAt extends BallotLevel {
  readonly votes: readonly CastVote[];
}

const [NOBODY, GUEST, ADMIN, OWNER] = [-1, 0, 30, 40] as const;
const CONTROL = /\p{Cc}/u;
const PARTS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;

const isId: Form = (model, value) => model.isId(value);
const isGiven: Form = (_model, value) => [10, 20, 30, 40].includes(Number(value)) && typeof value === 'number';
const isReason: Form = (_model, value) => {
  const size = typeof value === 'string' ? [...value].length : 0;
  return size >= 1 && size <= limit('ballotTextCharacters') && !CONTROL.test(String(value));
};
const isText =
  (pattern: RegExp): Form =>
  (_model, value) =>
    typeof value === 'string' && pattern.test(value);

const OPS: ReadonlyMap<Json | undefined, Readonly<Record<string, Form>>> = new Map([
  ['invite', { who: isId, lvl: isGiven }],
  ['set', { who: isId, lvl: isGiven }],
  ['remove', { who: isId }],
  ['pol', { pol: isPolicy }],
]);

/** The members of each kind; `?` marks the one that may be absent. */
const KINDS: ReadonlyMap<Json | undefined, Readonly<Record<string, Form>>> = new Map<
  Json | undefined,
  Readonly<Record<string, Form>>
>([
  ['proposal', { op: isProposedOp, 'text?': isReason }],
  ['vote', { on: isId, yes: (_model, value) => typeof value === 'boolean' }],
  ['withdrawal', { on: isId }],
  ['signature', { on: isId, st: isText(PARTS), sig: isText(SIGNATURE) }],
]);

function isProposedOp(model: Model, value: Json): boolean {
  if (!(value instanceof Map)) return false;
  const form = OPS.get(value.get('k'));
  const names = Object.keys(form ?? {});
  if (form === undefined || value.size !== names.length + 1) return false;
  return names.every((name) => value.has(name) && form[name]?.(model, value.get(name) ?? null) === true);
}

// §9.1 Its records

/** Reads the body of a record of a ballot. PRN-100 to PRN-103. */
export function readBallot(model: Model, body: Uint8Array): Members {
  const said = model.ballotJson(body);
  const isObject = said instanceof Map;
  model.when('PRN-102', !isObject, 'E_FORMAT');
  const k = isObject ? said.get('k') : undefined;
  const op = isObject ? said.get('op') : undefined;
  const asked = k === 'proposal' && op instanceof Map ? op.get('k') : undefined;
  model.when('PRN-101', typeof k === 'string' && !KINDS.has(k), 'E_UPGRADE');
  model.when('PRN-101', typeof asked === 'string' && !OPS.has(asked), 'E_UPGRADE');
  return model.ballotMembers(said);
}

/** What a body says. PRN-100. Where that is not checked, what a lenient reader makes of it. */
export function ballotJson(model: Model, body: Uint8Array): Json {
  try {
    return model.parseStrictJson(body);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    model.when('PRN-100', true, error.code);
    return lenient(body);
  }
}

function lenient(body: Uint8Array): Json {
  const toMap = (_name: string, value: unknown): unknown => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Map(Object.entries(value)) : value;
  };
  try {
    return JSON.parse(new TextDecoder().decode(body), toMap) as Json;
  } catch {
    return null;
  }
}

/** The members that a kind has, in its order. PRN-102; all others are ignored, PRN-103. */
export function ballotMembers(model: Model, said: Json): Members {
  const k = said instanceof Map ? said.get('k') : undefined;
  const form = KINDS.get(k);
  model.when('PRN-102', form === undefined, 'E_FORMAT');
  const members: Members = new Map(k === undefined ? [] : [['k', k]]);
  for (const [each, isRight] of Object.entries(form ?? {})) {
    const name = each.replace('?', '');
    const value = said instanceof Map ? said.get(name) : undefined;
    model.when('PRN-102', value === undefined ? name === each : !isRight(model, value), 'E_FORMAT');
    if (value !== undefined) members.set(name, value);
  }
  return members;
}

// §9.2 The count

/** The level of a member; −1 for nobody. */
function levelOf({ members }: BallotCount, who = ''): number {
  return members[who] ?? NOBODY;
}

function isAt(count: BallotCount, who: string, lvl: number): boolean {
  return levelOf(count, who) >= lvl && levelOf(count, who) <= OWNER;
}

/** Whether a proposal is a removal or a lowering. */
function isAgainst(count: BallotCount): boolean {
  const { k, who, lvl = NOBODY } = count.op;
  return k === 'remove' || (k === 'set' && lvl < levelOf(count, who));
}

/** The table of §9.2. PRN-106. */
export function ballotLevels(_model: Model, count: BallotCount): BallotLevel[] {
  const { k, who, lvl = NOBODY } = count.op;
  const cur = levelOf(count, who);
  const one = (at: number): BallotLevel => ({ lvl: at, of: sizeAt(count, at), needed: 1 });
  const most = (at: number, least: number): BallotLevel => {
    const of = sizeAt(count, at);
    return { lvl: at, of, needed: Math.max(least, Math.floor(of / 2) + 1) };
  };
  if (k === 'pol') return [one(OWNER)];
  if (k === 'invite' ? cur !== NOBODY : cur < GUEST || cur > OWNER || lvl === cur) return [];
  if (isAgainst(count) && cur === OWNER) return [most(OWNER, 2)];
  if (!isAgainst(count) && lvl === OWNER) return [most(OWNER, 1)];
  const isAdmission = k === 'invite' || (k === 'set' && cur === GUEST);
  if (count.admit === 'quorum' && isAdmission) return [most(OWNER, 1), most(ADMIN, 1)];
  return [one(isAgainst(count) && cur === ADMIN ? OWNER : ADMIN)];
}

function sizeAt(count: BallotCount, lvl: number): number {
  return Object.keys(count.members).filter((who) => isAt(count, who, lvl)).length;
}

/** The votes that count at a level. PRN-104, PRN-105. */
export function votesAt(_model: Model, count: BallotCount, lvl: number): CastVote[] {
  const target = isAgainst(count) ? count.op.who : undefined;
  const able = count.votes.filter(
    (vote) => vote.lvl >= lvl && isAt(count, vote.entry, lvl) && !(vote.yes && vote.entry === target),
  );
  const isLater = (a: CastVote, b: CastVote): boolean => a.t > b.t || (a.t === b.t && a.id > b.id);
  return able.filter((vote) => !able.some((other) => other.entry === vote.entry && isLater(other, vote)));
}

/** Whether a proposal is passed, can still be, or cannot. PRN-106, PRN-107. */
export function ballotState(_model: Model, count: BallotCount, tallies: readonly TallyAt[]): string {
  if (tallies.some(({ votes, needed }) => votes.filter(({ yes }) => yes).length >= needed)) return 'passed';
  const target = isAgainst(count) ? count.op.who : undefined;
  const canPass = tallies.some(({ lvl, votes, needed }) => {
    const saidNo = votes.filter(({ yes }) => !yes).map(({ entry }) => entry);
    const could = Object.keys(count.members).filter(
      (who) => isAt(count, who, lvl) && who !== target && !saidNo.includes(who),
    );
    return could.length >= needed;
  });
  return canPass ? 'open' : 'refused';
}
