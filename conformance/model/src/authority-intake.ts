// Chapter 03: which ops enter a log, which are refused for ever and which wait; and what a log says.
import { beginTrial, localScene, resolve } from './authority.ts';
import {
  type Ids,
  knownTo,
  LEVEL,
  namesOf,
  NOBODY,
  type Op,
  opOf,
  pastOf,
  sortOps,
  wasGranted,
} from './authority-ops.ts';
import { hasConsent, standingOf } from './authority-ranks.ts';
import { AUTHORITY_RULES, type AuthorityRule } from './authority-rules.ts';
import { peopleOf, policyOf, type Trial, viewOf } from './authority-views.ts';

export { AUTHORITY_RULES, beginTrial, localScene, resolve, standingOf, viewOf };
export type { AuthorityRule, Ids, Op, Trial };
export type { OpSigner } from './authority-ops.ts';

/** Bounds that are functions of the ops alone. */
export interface AuthorityLimits {
  readonly parents: number;
  readonly hops: number;
  readonly signers: number;
  /** Logs in `x`, and heads of each. */
  readonly named: number;
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

/** Ops as they come, and how they were judged. */
export interface Court {
  readonly trial: Trial;
  readonly limits: AuthorityLimits;
  readonly held: Map<string, Op>;
  readonly rejected: Map<string, string>;
}

/** What the chapter allows. */
export const AUTHORITY_LIMITS: AuthorityLimits = { parents: 16, hops: 8, signers: 8, named: 16, past: 65_535 };

const LEVELS: readonly number[] = Object.values(LEVEL);

/** The state of a log. The ops come in any order and any number of times. */
export function resolveAuthority(
  ops: readonly Op[],
  log: string,
  limits: AuthorityLimits = AUTHORITY_LIMITS,
): AuthorityState {
  const court = openCourt({ limits });
  admit(court, ops);
  return stateIn(court, log);
}

/** No ops yet. What has been judged in a court stays judged, whatever comes. */
export function openCourt(
  options: { readonly limits?: AuthorityLimits; readonly off?: ReadonlySet<AuthorityRule> } = {},
): Court {
  const { limits = AUTHORITY_LIMITS, off } = options;
  return { trial: beginTrial(off), limits, held: new Map(), rejected: new Map() };
}

/** What the ops of a court say about a log: all of them, or only some; with the heads of other logs that they name, or others. */
export function stateIn(
  { trial, held, rejected }: Court,
  log: string,
  { only, heads }: { readonly only?: Ids; readonly heads?: Ids } = {},
): AuthorityState {
  const accepted = [...trial.ops.values()].filter((op) => op.log === log).map(({ id }) => id);
  const own = new Set(accepted.filter((id) => only === undefined || only.has(id)));
  const order = sortOps(trial, own);
  const alive = resolve(trial, { log, ops: own, heads: heads ?? namesOf(trial, own) });
  const views = peopleOf(trial, alive).map((who) => [who, viewOf(trial, alive, who)] as const);
  const members = views.flatMap(([who, { lvl = NOBODY, caps }]) =>
    lvl < 0 ? [] : [[who, caps === undefined ? { lvl } : { lvl, caps }] as const],
  );
  return {
    members: Object.fromEntries(members),
    policy: policyOf(trial, alive),
    order,
    ranks: Object.fromEntries(order.map((id) => [id, trial.localOf(id).rank])),
    alive: order.filter((id) => alive.has(id)),
    rejected: Object.fromEntries([...rejected].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    pending: [...held.keys()].filter((id) => !trial.ops.has(id) && !rejected.has(id)).toSorted(),
  };
}

/** Judges every op all of whose named ops are judged, until none is left that could be. */
export function admit(court: Court, ops: readonly Op[]): void {
  const { trial, held, rejected, limits } = court;
  for (const op of ops) held.set(op.id, op);
  const isJudged = (id: string): boolean => trial.ops.has(id) || rejected.has(id);
  for (let before = -1; before < trial.ops.size + rejected.size;) {
    before = trial.ops.size + rejected.size;
    for (const op of held.values()) {
      if (isJudged(op.id)) continue;
      const form = faultOfForm(op, limits);
      if (form === undefined && !namedOf(op).every(isJudged)) continue;
      const code = form ?? faultOfNames(op, court) ?? faultOfPlace(court, op);
      if (code !== undefined) rejected.set(op.id, code);
    }
  }
}

const namedOf = ({ k, par, ref, x = {} }: Op): string[] => [
  ...par,
  ...(k !== 'join' || ref === undefined ? [] : [ref]),
  ...Object.values(x).flat(),
];

/** What an op alone shows. */
function faultOfForm(op: Op, limits: AuthorityLimits): string | undefined {
  const { k, par, signers, x = {}, lvl, mem = [], keep, thru } = op;
  if (par.length > limits.parents) return 'E_SIZE';
  if (signers.length === 0 || signers.length > limits.signers) return 'E_FORMAT';
  if (signers.some(({ by }) => by.length > limits.hops)) return 'E_FORMAT';
  if (new Set(signers.map(({ kid }) => kid)).size < signers.length) return 'E_SIGNERS';
  if ([Object.keys(x), ...Object.values(x)].some((names) => names.length > limits.named)) return 'E_FORMAT';
  if ([lvl, ...mem.map((each) => each.lvl)].some((each) => each !== undefined && !LEVELS.includes(each)))
    return 'E_FORMAT';
  if (k === 'invite' && lvl === LEVEL.root) return 'E_FORMAT';
  if (thru !== undefined && (keep !== true || thru.length === 0)) return 'E_FORMAT';
  if (k === 'init') return op.id === op.log ? (par.length > 0 ? 'E_FORMAT' : undefined) : 'E_ID';
  return par.length === 0 || namedOf(op).includes(op.id) ? 'E_FORMAT' : undefined;
}

/** Of the ops that an op names: each in its log, none refused. */
function faultOfNames(op: Op, { held, rejected }: Court): string | undefined {
  const isIn = (log: string) => (id: string) => held.get(id)?.log === log;
  const areElsewhere = Object.entries(op.x ?? {}).every(([log, ids]) => log !== op.log && ids.every(isIn(log)));
  if (!op.par.every(isIn(op.log)) || !areElsewhere) return 'E_LOG_MISMATCH';
  return namedOf(op).some((id) => rejected.has(id)) ? 'E_PARENT' : undefined;
}

/** What its past says. An op without a fault is in the history from then on. */
function faultOfPlace({ trial, limits }: Court, op: Op): string | undefined {
  trial.ops.set(op.id, op);
  const code = faultInHistory(trial, op, limits);
  if (code !== undefined) trial.ops.delete(op.id);
  return code;
}

function faultInHistory(trial: Trial, op: Op, limits: AuthorityLimits): string | undefined {
  if (pastOf(trial, op.id).size > limits.past) return 'E_LOG_FULL';
  if (op.signers.some(({ kid, by }) => !isPath(trial, op, [...by, kid]))) return 'E_PATH';
  if (trial.localOf(op.id).rank >= 0) return undefined;
  if (op.k === 'join') return 'E_INVITE';
  if (op.k === 'init') return 'E_POP';
  const needsConsent = op.k === 'add' && op.lvl !== LEVEL.root;
  return needsConsent && !hasConsent(localScene(trial, op.id), op.who ?? '') ? 'E_POP' : 'E_NOT_AUTHORIZED';
}

/** Whether every step below the direct member was once granted, in the log that it is a step of. */
function isPath(trial: Trial, op: Op, path: readonly string[]): boolean {
  return path.slice(1).every((next, at) => {
    const log = path[at] ?? '';
    return trial.ops.has(log) && opOf(trial, log).k === 'init' && wasGranted(trial, knownTo(trial, op.id, log), next);
  });
}
