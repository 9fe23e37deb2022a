// Chapter 03: which ops enter a log, which are refused for ever and which wait; and what a log says.
import { hasConsent, localOf, localScene, peopleOf, policyOf, resolve, type Trial, viewOf } from './authority.ts';
import { type Op, opOf, pastOf, sortOps, wasGranted, knownTo } from './authority-ops.ts';

/** Bounds that are functions of the ops alone. */
export interface AuthorityLimits {
  readonly parents: number;
  readonly hops: number;
  readonly signers: number;
  /** Ops in the past of one op. */
  readonly past: number;
}

/** What a set of ops of all logs says about one of them. */
export interface AuthorityState {
  /** By principal or kid. Of a user these are its devices. */
  readonly members: Readonly<Record<string, { readonly lvl: number; readonly caps?: readonly string[] }>>;
  readonly policy: Readonly<Record<string, string>>;
  /** All ops of the log that were not refused, and of them those that live. */
  readonly order: readonly string[];
  readonly alive: readonly string[];
  /** LOCAL of the ops in `order`. */
  readonly ranks: Readonly<Record<string, number>>;
  /** The code by op, in every log. */
  readonly rejected: Readonly<Record<string, string>>;
  /** The ops that wait for others, in every log. */
  readonly pending: readonly string[];
}

/** What the chapter allows. */
export const AUTHORITY_LIMITS: AuthorityLimits = { parents: 16, hops: 8, signers: 8, past: 65_535 };

const LEVELS = [0, 10, 20, 30, 40, 50];
const ROOT = 50;

/** The state of a log. The ops come in any order and any number of times. */
export function resolveAuthority(
  ops: readonly Op[],
  log: string,
  limits: AuthorityLimits = AUTHORITY_LIMITS,
): AuthorityState {
  const trial: Trial = { ops: new Map(), pasts: new Map(), locals: new Map(), outcomes: new Map() };
  const held = new Map(ops.map((op) => [op.id, op]));
  const rejected = admitAll(trial, held, limits);
  const own = new Set([...trial.ops.values()].filter((op) => op.log === log).map(({ id }) => id));
  const alive = resolve(trial, { log, ops: own, namers: own });
  const views = peopleOf(trial, alive).map((who) => [who, viewOf(trial, alive, who)] as const);
  const members = views.flatMap(([who, { lvl = -1, caps }]) =>
    lvl < 0 ? [] : [[who, caps === undefined ? { lvl } : { lvl, caps }] as const],
  );
  return {
    members: Object.fromEntries(members),
    policy: policyOf(trial, alive),
    order: sortOps(trial, own),
    ranks: Object.fromEntries(sortOps(trial, own).map((id) => [id, localOf(trial, id).rank])),
    alive: sortOps(trial, alive),
    rejected: Object.fromEntries([...rejected].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    pending: [...held.keys()].filter((id) => !trial.ops.has(id) && !rejected.has(id)).toSorted(),
  };
}

/** Judges every op all of whose named ops are judged, until none is left that could be. */
function admitAll(trial: Trial, held: ReadonlyMap<string, Op>, limits: AuthorityLimits): Map<string, string> {
  const rejected = new Map<string, string>();
  const isJudged = (id: string): boolean => trial.ops.has(id) || rejected.has(id);
  for (let before = -1; before < trial.ops.size + rejected.size;) {
    before = trial.ops.size + rejected.size;
    for (const op of held.values()) {
      if (isJudged(op.id)) continue;
      const form = faultOfForm(op, limits);
      if (form === undefined && !namedOf(op).every(isJudged)) continue;
      const code = form ?? faultOfNames(op, held, rejected) ?? faultOfPlace(trial, op, limits);
      if (code !== undefined) rejected.set(op.id, code);
    }
  }
  return rejected;
}

const namedOf = ({ par, ref, x = {} }: Op): string[] => [
  ...par,
  ...(ref === undefined ? [] : [ref]),
  ...Object.values(x).flat(),
];

/** What an op alone shows. */
function faultOfForm(op: Op, limits: AuthorityLimits): string | undefined {
  if (op.par.length > limits.parents) return 'E_SIZE';
  if (op.signers.length > limits.signers) return 'E_FORMAT';
  if (op.signers.some(({ by }) => by.length > limits.hops)) return 'E_PATH';
  if (new Set(op.signers.map(({ kid }) => kid)).size < op.signers.length) return 'E_SIGNERS';
  const levels = [op.lvl, ...(op.mem ?? []).map(({ lvl }) => lvl)];
  if (levels.some((lvl) => lvl !== undefined && !LEVELS.includes(lvl))) return 'E_FORMAT';
  if (op.k === 'init') return faultOfInit(op);
  return op.par.length === 0 || namedOf(op).includes(op.id) ? 'E_FORMAT' : undefined;
}

/** An `init` begins its own log, and everybody it lists has signed it, but cold keys. */
function faultOfInit({ id, log, par, mem = [], signers }: Op): string | undefined {
  if (id !== log) return 'E_ID';
  if (par.length > 0) return 'E_FORMAT';
  const signed = signers.map(({ kid, by }) => by[0] ?? kid);
  return mem.every(({ who, lvl }) => lvl === ROOT || signed.includes(who)) ? undefined : 'E_POP';
}

/** Of the ops that an op names: each in its log, none refused. */
function faultOfNames(
  op: Op,
  held: ReadonlyMap<string, Op>,
  rejected: ReadonlyMap<string, string>,
): string | undefined {
  const isIn = (log: string) => (id: string) => held.get(id)?.log === log;
  const areElsewhere = Object.entries(op.x ?? {}).every(([log, ids]) => log !== op.log && ids.every(isIn(log)));
  if (!op.par.every(isIn(op.log)) || !areElsewhere) return 'E_LOG_MISMATCH';
  return namedOf(op).some((id) => rejected.has(id)) ? 'E_PARENT' : undefined;
}

/** What its past says. An op without a fault is in the history from then on. */
function faultOfPlace(trial: Trial, op: Op, limits: AuthorityLimits): string | undefined {
  trial.ops.set(op.id, op);
  const code = faultInHistory(trial, op, limits);
  if (code !== undefined) for (const map of [trial.ops, trial.pasts, trial.locals]) map.delete(op.id);
  return code;
}

function faultInHistory(trial: Trial, op: Op, limits: AuthorityLimits): string | undefined {
  if (pastOf(trial, op.id).size > limits.past) return 'E_LOG_FULL';
  if (op.signers.some(({ kid, by }) => !isPath(trial, op, [...by, kid]))) return 'E_PATH';
  if (op.k === 'init' || localOf(trial, op.id).rank >= 0) return undefined;
  if (op.k === 'join') return 'E_INVITE';
  const isUnasked = op.k === 'add' && !hasConsent(localScene(trial, op.id), op.who ?? '');
  return isUnasked ? 'E_POP' : 'E_NOT_AUTHORIZED';
}

/** Whether every step below the direct member was once granted, in the log that it is a step of. */
function isPath(trial: Trial, op: Op, path: readonly string[]): boolean {
  return path.slice(1).every((next, at) => {
    const log = path[at] ?? '';
    return trial.ops.has(log) && opOf(trial, log).k === 'init' && wasGranted(trial, knownTo(trial, op.id, log), next);
  });
}
