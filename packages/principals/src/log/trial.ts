import { type Accepted, beginLog, enter } from './enter.ts';
import { judge, type OpCode } from './judge.ts';
import type { Op } from './op.ts';
import { placeOf } from './place.ts';
import type { Log, World } from './table.ts';

/** Where ops are tried, and then entered. */
export interface Trial {
  readonly world: World;
  /** The op that was tried last without being kept: whoever has its signatures checked enters it next. */
  tried: Tried | undefined;
}

/** An op that may be entered as it was judged, as long as no other was. */
interface Tried {
  readonly op: Op;
  readonly log: Log;
  readonly accepted: Accepted;
  /** How many ops were accepted then. */
  readonly turn: number;
}

/** Judges an op of which form and names hold, by its place and LOCAL. Nothing is kept but that it was tried. (0007: 31) */
export function tryOp(trial: Trial, op: Op): OpCode | undefined {
  const { world } = trial;
  const log = world.logs.get(op.log) ?? beginLog(op);
  const judged = judge(world, log, placeOf(world, log, op));
  if (typeof judged === 'string') return judged;
  trial.tried = { op, log, accepted: judged, turn: world.entries.size };
  return undefined;
}

/** Enters an op if it is the one that was tried last, and nothing has been entered since. */
export function enterTried(trial: Trial, op: Op): boolean {
  const { world, tried } = trial;
  if (tried?.op !== op || tried.turn !== world.entries.size) return false;
  trial.tried = undefined;
  world.logs.set(tried.log.id, tried.log);
  enter(world, tried.log, tried.accepted);
  return true;
}
