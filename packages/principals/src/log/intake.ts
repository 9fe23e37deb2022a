import { findFormFault, namesOf } from './form.ts';
import type { OpCode } from './judge.ts';
import type { Op } from './op.ts';
import { enterTried, tryOp } from './trial.ts';
import type { Trial } from './trial.ts';

/** All ops that were held, accepted, refused and waiting. */
export interface Intake extends Trial {
  readonly refused: Map<string, { readonly log: string; readonly code: OpCode }>;
  readonly parked: Map<string, { readonly op: Op; readonly lacks: Set<string> }>;
  /** By what they wait for. */
  readonly waiting: Map<string, Set<string>>;
}

/** How an op was judged. */
export type Verdict =
  | { readonly state: 'accepted' }
  | { readonly state: 'parked'; readonly lacks: readonly string[] }
  | { readonly state: 'refused'; readonly code: OpCode };

export const ACCEPTED: Verdict = { state: 'accepted' };

/** How many refused ops are remembered. One that was forgotten is judged again when it comes again. */
export const REFUSED_MAX = 65_536;

/** Remembers that an op was refused. */
export function rememberRefusal({ refused }: Intake, { id, log }: Op, code: OpCode): void {
  const [oldest] = refused.keys();
  if (oldest !== undefined && refused.size >= REFUSED_MAX) refused.delete(oldest);
  refused.set(id, { log, code });
}

/** How an op stands that was offered before. */
export function verdictOn({ world, refused, parked }: Intake, id: string): Verdict | undefined {
  if (world.entries.has(id)) return ACCEPTED;
  const { code } = refused.get(id) ?? {};
  if (code !== undefined) return { state: 'refused', code };
  const waits = parked.get(id);
  return waits === undefined ? undefined : { state: 'parked', lacks: [...waits.lacks] };
}

/** Judges an op, and keeps the verdict if asked to. */
export function examine(intake: Intake, op: Op, isToStay: boolean): Verdict {
  const { world, refused } = intake;
  if (isToStay && enterTried(intake, op)) return ACCEPTED;
  const form = findFormFault(op);
  if (form !== undefined) return { state: 'refused', code: form };
  const lacks = namesOf(op).filter((id) => !world.entries.has(id) && !refused.has(id));
  if (lacks.length > 0) return { state: 'parked', lacks: [...new Set(lacks)] };
  const fault = findNameFault(intake, op);
  if (fault !== undefined) return { state: 'refused', code: fault };
  const code = tryOp(intake, op);
  if (code !== undefined) return { state: 'refused', code };
  if (isToStay) enterTried(intake, op);
  return ACCEPTED;
}

/** Of the ops that an op names: each in its log, none refused. (0007: 19, 31) */
function findNameFault({ world, refused }: Intake, op: Op): OpCode | undefined {
  const logOf = (id: string): string | undefined => world.entries.get(id)?.log.id ?? refused.get(id)?.log;
  const isElsewhere = ([log, ids]: readonly [string, readonly string[]]): boolean =>
    log !== op.log && ids.every((id) => logOf(id) === log);
  if (!op.par.every((id) => logOf(id) === op.log)) return 'E_LOG_MISMATCH';
  if (op.x !== undefined && !Object.entries(op.x).every(isElsewhere)) return 'E_LOG_MISMATCH';
  return namesOf(op).some((id) => refused.has(id)) ? 'E_PARENT' : undefined;
}

/** Lets an op wait for others. */
export function park({ parked, waiting }: Intake, op: Op, lacks: readonly string[]): void {
  parked.set(op.id, { op, lacks: new Set(lacks) });
  for (const id of lacks) {
    const others = waiting.get(id) ?? new Set();
    waiting.set(id, others.add(op.id));
  }
}

/** An op was judged: the ops that waited for nothing else, in the order in which they came. */
export function release({ parked, waiting }: Intake, id: string): readonly Op[] {
  const free: Op[] = [];
  for (const each of waiting.get(id) ?? []) {
    const waits = parked.get(each);
    waits?.lacks.delete(id);
    if (waits === undefined || waits.lacks.size > 0) continue;
    parked.delete(each);
    free.push(waits.op);
  }
  waiting.delete(id);
  return free;
}

/** Forgets an op that waits. */
export function forget({ parked, waiting }: Intake, id: string): boolean {
  for (const lack of parked.get(id)?.lacks ?? []) {
    const others = waiting.get(lack);
    others?.delete(id);
    if (others?.size === 0) waiting.delete(lack);
  }
  return parked.delete(id);
}
